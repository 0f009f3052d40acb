#include "parse/html_tag.h"
#include "parse/html_walk.h"

#include "base/hash.h"

/* Footnotes have no element of their own. A mark is a link that is raised, or says that it is a
 * mark, to a part of the same page further down; that part is the note. */

enum {
    MARK_BYTES = 32,   /* of the text of a mark: "[12]", "注三" */
    NOTE_BYTES = 8192, /* a longer part is no note */
    BACK_BYTES = 24,   /* of the text of a link back */
};

struct target {
    uint64_t hash; /* of the fragment */
    uint32_t link; /* who points to it */
    uint32_t node; /* what has the id; DOM_NONE */
};

struct targets {
    VEC(struct target) v;
};

static int by_hash(const void *a, const void *b)
{
    const struct target *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->link > y->link) - (x->link < y->link);
}

static int by_link(const void *a, const void *b)
{
    const struct target *x = a, *y = b;
    return (x->link > y->link) - (x->link < y->link);
}

static int hex(char c)
{
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

static uint64_t fragment_hash(struct str s)
{
    struct buf plain = {0};
    for (size_t i = 0; i < s.n; i++) {
        bool escaped = s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0;
        buf_addc(&plain, escaped ? (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2])) : s.p[i]);
        i += escaped ? 2 : 0;
    }
    uint64_t h = hash64(buf_str(&plain));
    buf_free(&plain);
    return h;
}

static struct str fragment_of(const struct dom *d, uint32_t i)
{
    struct str href = dom_is(d, i, GUMBO_TAG_A) ? str_trim(dom_attr(d, i, "href")) : STR_NONE;
    return str_starts(href, STR("#")) && href.n > 1 ? str_sub(href, 1, href.n) : STR_NONE;
}

static void set_targets(struct targets *t, uint64_t hash, uint32_t node)
{
    size_t lo = 0, hi = t->v.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (t->v.v[mid].hash < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < t->v.n && t->v.v[lo].hash == hash && t->v.v[lo].node == DOM_NONE; lo++)
        t->v.v[lo].node = node;
}

static bool is_target(const struct targets *t, uint64_t hash)
{
    struct target key = {.hash = hash};
    size_t lo = 0, hi = t->v.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (by_hash(&t->v.v[mid], &key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t->v.n && t->v.v[lo].hash == hash;
}

static void find_targets(struct dom *d, struct targets *t)
{
    for (uint32_t i = 0; i < d->v.n; i++) {
        struct str to = dom_is_text(d, i) ? STR_NONE : fragment_of(d, i);
        if (to.n)
            vec_push(&t->v, (struct target){fragment_hash(to), i, DOM_NONE});
    }
    if (!t->v.n)
        return;
    qsort(t->v.v, t->v.n, sizeof *t->v.v, by_hash);
    for (uint32_t i = 0; i < d->v.n; i++) {
        struct str id = dom_attr(d, i, "id");
        if (!id.n && dom_is(d, i, GUMBO_TAG_A))
            id = dom_attr(d, i, "name");
        uint64_t hash = id.n ? fragment_hash(id) : 0;
        if (!id.n || !is_target(t, hash))
            continue;
        d->v.v[i].flags |= DOM_TARGET;
        set_targets(t, hash, i);
    }
    qsort(t->v.v, t->v.n, sizeof *t->v.v, by_link);
}

/* Marks */

static bool says_mark(const struct dom *d, uint32_t i)
{
    return dom_has_word(dom_attr(d, i, "role"), "doc-noteref") ||
           dom_has_word(dom_attr(d, i, "epub:type"), "noteref") ||
           dom_has_class(d, i, "footnote-ref") || dom_has_class(d, i, "footnote-reference") ||
           dom_has_class(d, i, "footnoteRef") || dom_has_class(d, i, "noteref");
}

static bool is_mark(const struct dom *d, uint32_t a)
{
    uint32_t parent = d->v.v[a].parent, first = dom_first(d, a);
    return says_mark(d, a) || dom_is(d, parent, GUMBO_TAG_SUP) || says_mark(d, parent) ||
           (first != DOM_NONE && dom_is(d, first, GUMBO_TAG_SUP));
}

static bool holds(const struct dom *d, uint32_t i, uint32_t k)
{
    return i <= k && k < d->v.v[i].next;
}

static size_t text_bytes(const struct dom *d, uint32_t i, size_t max)
{
    struct buf text = {0};
    dom_collect(d, i, max, &text);
    size_t n = text.n;
    buf_free(&text);
    return n;
}

/* The block that is the note when `target` is pointed to; DOM_NONE when none can be. */
static uint32_t note_body(const struct dom *d, uint32_t target, uint32_t mark)
{
    static const unsigned kinds[] = {GUMBO_TAG_LI, GUMBO_TAG_P,     GUMBO_TAG_DD,     GUMBO_TAG_DIV,
                                     GUMBO_TAG_TR, GUMBO_TAG_ASIDE, GUMBO_TAG_SECTION};
    uint32_t i = target;
    while (i != DOM_NONE && (!dom_is_block(d, i) || dom_is(d, i, GUMBO_TAG_TD)))
        i = d->v.v[i].parent;
    if (i == DOM_NONE || i <= mark || holds(d, i, mark))
        return DOM_NONE;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (dom_is(d, i, kinds[k]))
            return text_bytes(d, i, NOTE_BYTES) < NOTE_BYTES ? i : DOM_NONE;
    return DOM_NONE;
}

static struct str without_brackets(struct str s)
{
    static const struct str pairs[][2] = {{STR("["), STR("]")},   {STR("("), STR(")")},
                                          {STR("〔"), STR("〕")}, {STR("（"), STR("）")},
                                          {STR("【"), STR("】")}, {STR("［"), STR("］")}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (str_starts(s, pairs[i][0]) && str_ends(s, pairs[i][1]))
            return str_sub(s, pairs[i][0].n, s.n - pairs[i][1].n);
    return s;
}

static bool label_taken(const struct page *p, struct str label)
{
    /* Labels rise with few exceptions: the newest are looked at. */
    for (size_t i = p->notes.n; i > 0 && p->notes.n - i < 64; i--)
        if (str_eq(p->notes.v[i - 1].label, label))
            return true;
    return false;
}

/* What the mark says, or the fragment where that is not the only one of its kind. */
static struct str label_of(struct page *p, uint32_t mark)
{
    struct buf text = {0};
    dom_collect(&p->dom, mark, MARK_BYTES, &text);
    struct str label = without_brackets(str_trim(buf_str(&text)));
    if (!label.n || label_taken(p, label))
        label = fragment_of(&p->dom, mark);
    label = p->number ? str_of(arena_printf(&p->dom.arena, "%u:" STR_FMT, p->number + 1,
                                            STR_ARG(label)))
                      : arena_str(&p->dom.arena, label);
    buf_free(&text);
    return label;
}

static bool inside_note(const struct dom *d, uint32_t i)
{
    for (; i != DOM_NONE; i = d->v.v[i].parent)
        if (d->v.v[i].flags & DOM_NOTE)
            return true;
    return false;
}

static void try_mark(struct page *p, const struct target *t)
{
    struct dom *d = &p->dom;
    if (t->node == DOM_NONE || !is_mark(d, t->link) ||
        text_bytes(d, t->link, MARK_BYTES) >= MARK_BYTES || inside_note(d, t->link))
        return;
    uint32_t body = note_body(d, t->node, t->link);
    if (body == DOM_NONE)
        return;
    struct dom_node *n = &d->v.v[body];
    if (!(n->flags & DOM_NOTE)) {
        if (inside_note(d, body))
            return;
        n->flags |= DOM_NOTE;
        n->data = (uint32_t)p->notes.n;
        vec_push(&p->notes, (struct note){label_of(p, t->link), body});
    }
    d->v.v[t->link].flags |= DOM_NOTE_REF;
    d->v.v[t->link].data = n->data;
}

/* Links from a note to its mark are for pages without notes. */
static void try_backlink(struct dom *d, const struct target *t)
{
    bool says = dom_has_word(dom_attr(d, t->link, "role"), "doc-backlink") ||
                dom_has_class(d, t->link, "footnote-backref");
    bool back = t->node != DOM_NONE && t->node < t->link && inside_note(d, t->link) &&
                text_bytes(d, t->link, BACK_BYTES) < BACK_BYTES;
    if (says || back)
        d->v.v[t->link].flags |= DOM_BACKLINK;
}

static void flag_lists(struct dom *d)
{
    for (uint32_t i = 0; i < d->v.n; i++) {
        if (!dom_is_block(d, i))
            continue;
        struct str type = dom_attr(d, i, "epub:type");
        if (dom_has_class(d, i, "footnotes") || dom_has_word(type, "footnotes") ||
            dom_has_word(type, "endnotes") || dom_has_word(dom_attr(d, i, "role"), "doc-endnotes"))
            d->v.v[i].flags |= DOM_NOTE_LIST;
        else if (dom_has_class(d, i, "mw-cite-backlink"))
            d->v.v[i].flags |= DOM_BACKLINK;
    }
}

void notes_find(struct page *p)
{
    struct targets t = {0};
    find_targets(&p->dom, &t);
    for (size_t i = 0; i < t.v.n; i++)
        try_mark(p, &t.v.v[i]);
    for (size_t i = 0; i < t.v.n && p->notes.n; i++)
        try_backlink(&p->dom, &t.v.v[i]);
    if (p->notes.n)
        flag_lists(&p->dom);
    vec_free(&t.v);
}
