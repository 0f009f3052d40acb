#include "doc/serial.h"

#include "base/i18n.h"
#include "base/vec.h"
#include "doc/rules.h"
#include "text/sanitize.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error                                                                                             \
    "Stored documents are little-endian and used in place: this machine needs a loader that swaps."
#endif

/* What is used in place must look the same on every machine. */
_Static_assert(sizeof(struct doc_stored_header) == 56, "stored header");
_Static_assert(sizeof(struct block) == 24, "stored block");
_Static_assert(sizeof(struct span) == 16, "stored span");
_Static_assert(sizeof(struct attr) == 16, "stored attribute");

/* Sections */

struct reader {
    struct str bytes;
    uint64_t at;
    bool dirty_padding;
};

/* The next section; its p is NULL when the bytes end before it does. */
static struct str take_section(struct reader *r, uint64_t n)
{
    for (; r->at % DOC_STORED_ALIGN && r->at < r->bytes.n && n; r->at++)
        r->dirty_padding |= r->bytes.p[r->at] != 0;
    if (n > r->bytes.n - r->at)
        return STR_NONE;
    struct str s = str_n(r->bytes.p + r->at, (size_t)n);
    r->at += n;
    return s;
}

static bool take_header(struct reader *r, struct doc_stored_header *h, struct err *e)
{
    struct str s = take_section(r, sizeof *h);
    if (!s.p)
        return err_set(e, ERR_FORMAT, _("stored document: cut off in its header"));
    memcpy(h, s.p, sizeof *h);
    if (memcmp(h->magic, DOC_MAGIC, sizeof h->magic) != 0)
        return err_set(e, ERR_FORMAT, _("not a stored document"));
    if (h->version != DOC_STORED_VERSION)
        return err_set(e, ERR_FORMAT, _("stored document: version %u, where %u is known"),
                       h->version, DOC_STORED_VERSION);
    if (h->canon_version == 0 || h->canon_version > DOC_CANON_VERSION)
        return err_set(e, ERR_FORMAT, _("stored document: text rules %u, where %u are known"),
                       h->canon_version, DOC_CANON_VERSION);
    if (h->text_bytes > DOC_MAX_TEXT || h->strings_bytes > DOC_MAX_TEXT)
        return err_set(e, ERR_LIMIT, _("stored document: larger than %u MB"), DOC_MAX_TEXT >> 20);
    return true;
}

static bool take_sections(struct reader *r, struct doc *d, struct err *e)
{
    struct doc_stored_header h;
    if (!take_header(r, &h, e))
        return false;
    struct str blocks = take_section(r, (uint64_t)h.nblocks * sizeof(struct block));
    struct str spans = take_section(r, (uint64_t)h.nspans * sizeof(struct span));
    struct str attrs = take_section(r, (uint64_t)h.nattrs * sizeof(struct attr));
    *d = (struct doc){
        .text = take_section(r, h.text_bytes),
        .strings = take_section(r, h.strings_bytes),
        .blocks = (const void *)blocks.p,
        .spans = (const void *)spans.p,
        .attrs = (const void *)attrs.p,
        .nblocks = h.nblocks,
        .nspans = h.nspans,
        .nattrs = h.nattrs,
        .units = h.units,
        .canon_version = h.canon_version,
        .text_hash = h.text_hash,
        .content_hash = {h.content_hash_hi, h.content_hash_lo},
    };
    if (!blocks.p || !spans.p || !attrs.p || !d->text.p || !d->strings.p)
        return err_set(e, ERR_FORMAT, _("stored document: cut off at %zu bytes"), r->bytes.n);
    if (r->dirty_padding)
        return err_set(e, ERR_FORMAT, _("stored document: something between its sections"));
    return true;
}

/* Text */

static bool check_text(const struct doc *d, struct err *e)
{
    size_t n = sanitize_clean_prefix(d->text, SANITIZE_CODE);
    if (n != d->text.n)
        return err_set(e, ERR_FORMAT, _("text: byte %zu is not clean UTF-8"), n);
    n = sanitize_clean_prefix(d->strings, SANITIZE_TEXT);
    if (n != d->strings.n)
        return err_set(e, ERR_FORMAT, _("strings: byte %zu is not clean UTF-8"), n);
    if (hash64(d->text) != d->text_hash)
        return err_set(e, ERR_FORMAT, _("text: it is not what its hash says"));
    if (d->units > d->text.n)
        return err_set(e, ERR_FORMAT, _("text: %" PRIu32 " units are more than it has bytes"),
                       d->units);
    return true;
}

/* Blocks: a walk in preorder with the open containers on a stack. */

struct block_walk {
    const struct doc *d;
    uint32_t i;
    uint32_t open[DOC_MAX_DEPTH];
    unsigned depth;
    uint64_t next_beg; /* where the next leaf must begin */
    bool notes;        /* a footnote has begun: nothing else follows at the top */
};

static bool bad_block(const struct block_walk *w, const char *what, struct err *e)
{
    return err_set(e, ERR_FORMAT, _("block %" PRIu32 ": %s"), w->i, what);
}

static bool check_place(struct block_walk *w, const struct block *b, struct err *e)
{
    uint32_t parent = w->depth ? w->open[w->depth - 1] : DOC_NONE;
    uint32_t limit = parent == DOC_NONE ? w->d->nblocks : w->d->blocks[parent].next;
    if (b->parent != parent)
        return bad_block(w, _("its parent is another"), e);
    if (b->next <= w->i || b->next > limit)
        return bad_block(w, _("it ends where it cannot"), e);
    unsigned holder = parent == DOC_NONE ? RULE_TOP : w->d->blocks[parent].kind;
    if (!block_may_hold(holder, b->kind))
        return bad_block(w, _("it cannot stand in its parent"), e);
    if (b->kind == BLOCK_TITLE && w->i != 0)
        return bad_block(w, _("a title that is not the first"), e);
    if (parent == DOC_NONE && w->notes && b->kind != BLOCK_FOOTNOTE)
        return bad_block(w, _("it stands behind the footnotes"), e);
    w->notes |= b->kind == BLOCK_FOOTNOTE;
    return true;
}

static bool check_form(struct block_walk *w, const struct block *b, struct err *e)
{
    if (b->kind >= BLOCK_KINDS)
        return bad_block(w, _("of an unknown kind"), e);
    bool level = b->kind == BLOCK_HEADING ? b->level >= 1 && b->level <= DOC_MAX_LEVEL : !b->level;
    if (!level)
        return bad_block(w, _("its level is out of range"), e);
    if (b->flags & ~block_rules[b->kind].flags)
        return bad_block(w, _("it has flags that its kind does not have"), e);
    return true;
}

static bool check_leaf(struct block_walk *w, const struct block *b, struct err *e)
{
    struct str text = w->d->text;
    if (b->next != w->i + 1)
        return bad_block(w, _("a leaf that holds blocks"), e);
    if (b->r.beg != w->next_beg || b->r.end < b->r.beg || b->r.end > text.n)
        return bad_block(w, _("its text is not where it must be"), e);
    if (b->r.end < text.n && text.p[b->r.end] != '\n')
        return bad_block(w, _("its text does not end at a line"), e);
    if (b->r.beg == b->r.end && !block_rules[b->kind].keeps_empty)
        return bad_block(w, _("it is empty"), e);
    w->next_beg = (uint64_t)b->r.end + 1;
    return true;
}

static bool enter_container(struct block_walk *w, const struct block *b, struct err *e)
{
    if (w->depth == DOC_MAX_DEPTH)
        return bad_block(w, _("it lies too deep"), e);
    if (b->next == w->i + 1)
        return bad_block(w, _("it is empty"), e);
    if (b->r.beg != w->next_beg)
        return bad_block(w, _("its text is not where it must be"), e);
    w->open[w->depth++] = w->i;
    return true;
}

static bool leave_containers(struct block_walk *w, struct err *e)
{
    while (w->depth && w->d->blocks[w->open[w->depth - 1]].next == w->i) {
        uint32_t c = w->open[--w->depth];
        if (w->d->blocks[c].r.end + UINT64_C(1) != w->next_beg)
            return err_set(e, ERR_FORMAT, _("block %" PRIu32 ": %s"), c,
                           _("its text is not where it must be"));
    }
    return true;
}

static bool check_blocks(const struct doc *d, struct err *e)
{
    struct block_walk w = {.d = d};
    while (w.i < d->nblocks) {
        const struct block *b = &d->blocks[w.i];
        if (!check_form(&w, b, e) || !check_place(&w, b, e))
            return false;
        if (!(block_is_leaf(b) ? check_leaf(&w, b, e) : enter_container(&w, b, e)))
            return false;
        w.i++;
        if (!leave_containers(&w, e))
            return false;
    }
    if (w.next_beg != (d->nblocks ? d->text.n + UINT64_C(1) : d->text.n))
        return err_set(e, ERR_FORMAT, _("text: it goes on behind the last block"));
    return true;
}

/* Spans */

static const char *check_span(const struct doc *d, const struct span *s, doc_pos from,
                              const struct block *leaf)
{
    bool empty = s->r.beg == s->r.end;
    if (s->kinds & ~(uint32_t)SPAN_ALL || (!s->kinds && s->attrs == DOC_NONE))
        return _("of an unknown kind");
    if (s->r.end < s->r.beg || s->r.beg < from)
        return _("out of order");
    if (!leaf || s->r.beg < leaf->r.beg || s->r.end > leaf->r.end)
        return _("it does not lie in one leaf");
    if (empty != (s->kinds == SPAN_NOTE_REF) || (!empty && s->kinds & SPAN_NOTE_REF))
        return _("it is empty, or a note's mark that is not");
    if (!utf8_is_boundary(d->text, s->r.beg) || !utf8_is_boundary(d->text, s->r.end))
        return _("its edge lies inside a character");
    return NULL;
}

static bool check_spans(const struct doc *d, struct err *e)
{
    uint32_t leaf = 0;
    doc_pos from = 0;
    for (uint32_t i = 0; i < d->nspans; i++) {
        const struct span *s = &d->spans[i];
        while (leaf < d->nblocks &&
               (!block_is_leaf(&d->blocks[leaf]) || d->blocks[leaf].r.end < s->r.beg))
            leaf++;
        const char *bad = check_span(d, s, from, leaf < d->nblocks ? &d->blocks[leaf] : NULL);
        if (bad)
            return err_set(e, ERR_FORMAT, _("span %" PRIu32 ": %s"), i, bad);
        from = s->r.end;
    }
    return true;
}

/* Attributes */

typedef VEC(uint32_t) offsets;

static offsets find_newlines(struct str s)
{
    offsets v = {0};
    for (size_t at = 0; (at = str_chr(s, '\n', at)) != STR_NPOS; at++)
        vec_push(&v, (uint32_t)at);
    return v;
}

static bool has_newline(const offsets *v, uint64_t beg, uint64_t end)
{
    size_t lo = 0, hi = v->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (v->v[mid] < beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < v->n && v->v[lo] < end;
}

/* Values may share bytes (the pieces of one link do), so their bytes are not looked at here. */
static const char *check_value(const struct doc *d, const struct attr *a, const offsets *newlines)
{
    uint64_t end = (uint64_t)a->beg + a->len;
    if (a->key >= ATTR_KEYS)
        return _("of an unknown key");
    if (end > d->strings.n)
        return _("its value lies outside");
    if (!utf8_is_boundary(d->strings, a->beg) || !utf8_is_boundary(d->strings, (size_t)end))
        return _("its value is cut inside a character");
    if (a->key != ATTR_NOTE && has_newline(newlines, a->beg, end))
        return _("its value is more than one line");
    return NULL;
}

/* What the owner says is its first attribute; DOC_NONE for an owner that does not exist. */
static uint32_t first_of(const struct doc *d, uint32_t owner)
{
    uint32_t index = owner & ((1u << 30) - 1);
    if (owner == ATTR_OWNER_DOC)
        return 0;
    if (owner >> 30 == 1 && index < d->nblocks)
        return d->blocks[index].attrs;
    if (owner >> 30 == 2 && index < d->nspans)
        return d->spans[index].attrs;
    return DOC_NONE;
}

static uint32_t count_owners(const struct doc *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->nblocks; i++)
        n += d->blocks[i].attrs != DOC_NONE;
    for (uint32_t i = 0; i < d->nspans; i++)
        n += d->spans[i].attrs != DOC_NONE;
    return n;
}

static bool check_attr_list(const struct doc *d, const offsets *newlines, struct err *e)
{
    uint32_t owner = ATTR_OWNER_DOC, owners = 0;
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < d->nattrs; i++) {
        const struct attr *a = &d->attrs[i];
        const char *bad = check_value(d, a, newlines);
        if (!bad && a->owner < owner)
            bad = _("out of order");
        if (!bad && a->owner != owner && first_of(d, a->owner) != i)
            bad = _("its owner does not know it");
        if (bad)
            return err_set(e, ERR_FORMAT, _("attribute %" PRIu32 ": %s"), i, bad);
        owners += a->owner != owner;
        owner = a->owner;
        bytes += a->len;
    }
    if (owners != count_owners(d))
        return err_set(e, ERR_FORMAT, _("attributes: some that are spoken of are missing"));
    if (bytes > DOC_MAX_TEXT)
        return err_set(e, ERR_LIMIT, _("attributes: larger than %u MB"), DOC_MAX_TEXT >> 20);
    return true;
}

static bool check_attrs(const struct doc *d, struct err *e)
{
    offsets newlines = find_newlines(d->strings);
    bool ok = check_attr_list(d, &newlines, e);
    vec_free(&newlines);
    return ok;
}

/* front: NULL, or gets the length, and other bytes may follow. */
static bool check(struct str bytes, size_t *front, struct doc *d, struct err *e)
{
    struct reader r = {.bytes = bytes};
    if (!take_sections(&r, d, e))
        return false;
    if (front)
        *front = (size_t)r.at;
    else if (r.at != bytes.n)
        return err_set(e, ERR_FORMAT, _("stored document: %" PRIu64 " bytes too many"),
                       (uint64_t)bytes.n - r.at);
    return check_text(d, e) && check_blocks(d, e) && check_spans(d, e) && check_attrs(d, e);
}

struct doc *doc_load(struct str bytes, struct err *e)
{
    struct doc d;
    void *copy = NULL;
    if ((uintptr_t)bytes.p % _Alignof(struct block)) { /* a database gives any address */
        copy = mem_alloc(bytes.n);
        bytes.p = memcpy(copy, bytes.p, bytes.n);
    }
    if (!check(bytes, NULL, &d, e)) {
        free(copy);
        return NULL;
    }
    struct doc *out = mem_alloc(sizeof *out);
    *out = d;
    out->owned = copy;
    out->owned_bytes = copy ? bytes.n : 0;
    return out;
}

static struct doc *load_owned(void *p, size_t n, bool is_map, size_t *front, struct err *e)
{
    struct doc d;
    if (!check(str_n(p, n), front, &d, e))
        return NULL;
    struct doc *out = mem_alloc(sizeof *out);
    *out = d;
    out->owned = p;
    out->owned_bytes = n;
    out->owned_is_map = is_map;
    return out;
}

struct doc *doc_load_owned(void *p, size_t n, bool is_map, struct err *e)
{
    return load_owned(p, n, is_map, NULL, e);
}

struct doc *doc_load_owned_front(void *p, size_t n, bool is_map, size_t *stored_bytes,
                                 struct err *e)
{
    return load_owned(p, n, is_map, stored_bytes, e);
}
