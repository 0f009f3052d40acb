#include "parse/html_dom.h"

#include "base/i18n.h"
#include "parse/html_tag.h"

#include <setjmp.h>

enum { ARENA_MAX = 1 << 30 };

/* Gumbo takes no refusal from its allocator: it is left by a jump, and the arena freed. */
struct allocator {
    struct dom *dom;
    jmp_buf refuse;
};

static void *allocate(void *self, size_t n)
{
    struct allocator *a = self;
    if (n > a->dom->left)
        longjmp(a->refuse, 1);
    a->dom->left -= n;
    return arena_alloc(&a->dom->arena, n);
}

static void release(void *self, void *p)
{
    (void)self;
    (void)p;
}

static const GumboOutput *run_gumbo(struct dom *d)
{
    struct allocator a = {.dom = d};
    GumboOptions o = kGumboDefaultOptions;
    o.allocator = allocate;
    o.deallocator = release;
    o.userdata = &a;
    o.max_errors = 0;
    if (setjmp(a.refuse))
        return NULL;
    return gumbo_parse_with_options(&o, buf_cstr(&d->skeleton.markup), d->skeleton.markup.n);
}

/* Attributes */

static struct str attr_of(const GumboNode *g, const char *name)
{
    const GumboVector *attrs = &g->v.element.attributes;
    for (unsigned i = 0; i < attrs->length; i++) {
        const GumboAttribute *a = attrs->data[i];
        if (strcmp(a->name, name) == 0)
            return str_of(a->value);
    }
    return STR_NONE;
}

struct str dom_attr(const struct dom *d, uint32_t i, const char *name)
{
    const struct dom_node *n = &d->v.v[i];
    return n->flags & DOM_ATTRS ? attr_of(n->g, name) : STR_NONE;
}

bool dom_has_word(struct str value, const char *word)
{
    struct str w = str_of(word);
    for (size_t at = 0; at + w.n <= value.n; at++) {
        bool starts = at == 0 || html_is_space(value.p[at - 1]);
        bool ends = at + w.n == value.n || html_is_space(value.p[at + w.n]);
        if (starts && ends && str_eq_nocase(str_sub(value, at, at + w.n), w))
            return true;
    }
    return false;
}

bool dom_contains(struct str value, const char *part)
{
    return value.n && str_find(value, str_of(part), 0) != STR_NPOS;
}

bool dom_has_class(const struct dom *d, uint32_t i, const char *word)
{
    return dom_has_word(dom_attr(d, i, "class"), word);
}

/* Building */

static bool style_hides(struct str style)
{
    static const char *const hiding[] = {"display:none", "visibility:hidden"};
    struct buf packed = {0};
    for (size_t i = 0; i < style.n; i++)
        if (!html_is_space(style.p[i]))
            buf_addc(&packed, style.p[i] | (style.p[i] >= 'A' && style.p[i] <= 'Z' ? 0x20 : 0));
    bool hides = false;
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
        hides |= dom_contains(buf_str(&packed), hiding[i]);
    buf_free(&packed);
    return hides;
}

static bool is_hidden(const GumboNode *g)
{
    const GumboVector *attrs = &g->v.element.attributes;
    for (unsigned i = 0; i < attrs->length; i++) {
        const GumboAttribute *a = attrs->data[i];
        if (strcmp(a->name, "hidden") == 0 ||
            (strcmp(a->name, "aria-hidden") == 0 && strcmp(a->value, "true") == 0) ||
            (strcmp(a->name, "style") == 0 && style_hides(str_of(a->value))))
            return true;
    }
    return false;
}

static bool keeps_script(const GumboNode *g)
{
    return str_starts(attr_of(g, "type"), STR("math/"));
}

static bool is_dropped(const GumboNode *g)
{
    switch (g->v.element.tag) {
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
        return false;
    case GUMBO_TAG_SCRIPT:
        return !keeps_script(g);
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_PROGRESS:
    case GUMBO_TAG_METER:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
        return true;
    default:
        return is_hidden(g);
    }
}

static uint32_t add_element(struct dom *d, const GumboNode *g, uint32_t parent)
{
    uint32_t i = (uint32_t)d->v.n;
    vec_push(&d->v, (struct dom_node){.g = g,
                                      .parent = parent,
                                      .next = i + 1,
                                      .tag = (uint16_t)g->v.element.tag,
                                      .flags = g->v.element.attributes.length ? DOM_ATTRS : 0});
    return i;
}

static void add_text(struct dom *d, const GumboNode *g, uint32_t parent)
{
    struct str text = html_text_resolve(&d->skeleton, str_of(g->v.text.text));
    uint32_t i = (uint32_t)d->v.n;
    vec_push(&d->v, (struct dom_node){.text = text.p,
                                      .data = (uint32_t)text.n,
                                      .parent = parent,
                                      .next = i + 1,
                                      .tag = DOM_TEXT,
                                      .flags = g->type == GUMBO_NODE_WHITESPACE ? DOM_BLANK : 0});
}

struct level {
    uint32_t node;
    unsigned child;
};

static void flatten(struct dom *d, const GumboNode *html)
{
    VEC(struct level) stack = {0};
    vec_push(&stack, (struct level){add_element(d, html, DOM_NONE), 0});
    while (stack.n) {
        struct level *top = &vec_last(&stack);
        const GumboVector *children = &d->v.v[top->node].g->v.element.children;
        if (top->child == children->length) {
            d->v.v[top->node].next = (uint32_t)d->v.n;
            stack.n--;
            continue;
        }
        const GumboNode *g = children->data[top->child++];
        if (g->type == GUMBO_NODE_ELEMENT && !is_dropped(g)) {
            uint32_t i = add_element(d, g, top->node);
            if (i > 0 && g->v.element.tag == GUMBO_TAG_BODY && !d->body)
                d->body = i;
            vec_push(&stack, (struct level){i, 0});
        } else if (g->type == GUMBO_NODE_TEXT || g->type == GUMBO_NODE_CDATA ||
                   g->type == GUMBO_NODE_WHITESPACE) {
            add_text(d, g, top->node);
        }
    }
    vec_free(&stack);
}

bool dom_parse(struct dom *d, struct str text, struct err *e)
{
    *d = (struct dom){.left = ARENA_MAX};
    html_scan(text, &d->skeleton);
    if (d->skeleton.markup.n > UINT32_MAX / 4)
        return err_set(e, ERR_LIMIT, _("the page has too much markup"));
    const GumboOutput *out = run_gumbo(d);
    if (!out)
        return err_set(e, ERR_LIMIT, _("the page takes too much memory"));
    flatten(d, out->root);
    return true;
}

void dom_free(struct dom *d)
{
    vec_free(&d->v);
    html_skeleton_free(&d->skeleton);
    arena_free(&d->arena);
}

/* Texts */

struct str dom_text(const struct dom *d, uint32_t i)
{
    return str_n(d->v.v[i].text, d->v.v[i].data);
}

bool dom_is_blank(const struct dom *d, uint32_t i)
{
    return d->v.v[i].flags & DOM_BLANK;
}

/* The text of out begins at byte from; no more is needed once it goes to byte limit. */
static void collect_piece(struct str s, size_t from, size_t limit, bool *space, struct buf *out)
{
    for (size_t i = 0, word; i < s.n && out->n < limit; i = word) {
        for (word = i; word < s.n && word - i < limit - from && !html_is_space(s.p[word]);)
            word++;
        if (word == i) {
            *space = true;
            word++;
            continue;
        }
        if (*space && out->n > from)
            buf_addc(out, ' ');
        *space = false;
        buf_add(out, str_sub(s, i, word));
    }
}

/* Cuts b to at most n bytes, between two characters. */
static void cut_partial(struct buf *b, size_t n)
{
    if (b->n <= n)
        return;
    while (n > 0 && ((unsigned char)b->p[n] & 0xC0) == 0x80)
        n--;
    b->n = n;
}

void dom_collect(const struct dom *d, uint32_t i, size_t max, struct buf *out)
{
    const size_t from = out->n, limit = from + max;
    bool space = false;
    for (uint32_t k = i; k < d->v.v[i].next && out->n < limit; k++) {
        if (!dom_is_text(d, k)) {
            space |= dom_is_block(d, k) || dom_is(d, k, GUMBO_TAG_BR);
            continue;
        }
        struct str rest = dom_text(d, k), piece;
        while (out->n < limit && html_text_next(&d->skeleton, &rest, &piece))
            collect_piece(piece, from, limit, &space, out);
    }
    cut_partial(out, limit);
}

/* Relations */

uint32_t dom_find(const struct dom *d, uint32_t i, unsigned tag)
{
    for (uint32_t k = i + 1; k < d->v.v[i].next; k++)
        if (dom_is(d, k, tag))
            return k;
    return DOM_NONE;
}

uint32_t dom_ancestor(const struct dom *d, uint32_t i, unsigned tag)
{
    while (i != DOM_NONE && !dom_is(d, i, tag))
        i = d->v.v[i].parent;
    return i;
}

uint32_t dom_first(const struct dom *d, uint32_t i)
{
    return i + 1 < d->v.v[i].next ? i + 1 : DOM_NONE;
}

uint32_t dom_sibling(const struct dom *d, uint32_t i, uint32_t c)
{
    uint32_t next = d->v.v[c].next;
    return next < d->v.v[i].next ? next : DOM_NONE;
}

bool dom_is_block(const struct dom *d, uint32_t i)
{
    unsigned tag = d->v.v[i].tag;
    return tag < GUMBO_TAG_LAST && (html_tag_flags(tag) & (HTML_TAG_BLOCK | HTML_TAG_OPTIONAL)) &&
           tag != GUMBO_TAG_RB && tag != GUMBO_TAG_RT && tag != GUMBO_TAG_RP;
}
