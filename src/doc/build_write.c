/* The end of building: the notes behind the rest, spans and attributes in their final order, the
 * stored form. */
#include "doc/build.h"

#include "base/file.h"
#include "base/i18n.h"
#include "doc/serial.h"

#include <errno.h>
#include <stdint.h>
#include <sys/uio.h>

_Static_assert(ATTR_KEYS <= 64, "the keys of a span are a set of bits");

enum { SECTIONS = 6, GATHERED_BYTES = 32 << 10 };

struct sealed {
    struct doc_stored_header h;
    VEC(struct span) spans;
    VEC(struct attr) attrs;
    uint64_t attr_bytes;
    struct iovec iov[2 * SECTIONS]; /* each section and its padding */
    int niov;
    size_t total;
};

/* Counters, a lane each; compilers make one vector instruction of an operation. */
typedef uint8_t lanes __attribute__((vector_size(16)));

static uint32_t lanes_sum(lanes v)
{
    uint32_t sum = 0;
    for (unsigned i = 0; i < sizeof v; i++)
        sum += v[i];
    return sum;
}

/* Characters by their first bytes: wide is all from U+1100 on (E1 84 80), narrow are ASCII letters
 * and digits and what lies between U+00C0 and U+10FF. */
struct unit_counts {
    uint64_t wide, narrow;
};

static bool is_wide_at(const char *p)
{
    unsigned char c = (unsigned char)p[0];
    return c >= 0xE1 && !(c == 0xE1 && (unsigned char)p[1] < 0x84);
}

static bool is_narrow_at(const char *p)
{
    unsigned char c = (unsigned char)p[0], l = c | 0x20;
    return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || (c >= 0xC3 && !is_wide_at(p));
}

/* Blocks of up to 255 steps, so that no lane overflows. p has a byte behind the last step. */
static void count_lanes(const char *p, size_t steps, struct unit_counts *n)
{
    lanes wide = {0}, narrow = {0};
    for (size_t i = 0; i < steps; i++, p += sizeof(lanes)) {
        lanes c, next;
        memcpy(&c, p, sizeof c);
        memcpy(&next, p + 1, sizeof next);
        lanes lower = c | 0x20;
        lanes is_wide = (lanes)(c >= 0xE1) & ~((lanes)(c == 0xE1) & (lanes)(next < 0x84));
        lanes is_narrow = ((lanes)(lower >= 'a') & (lanes)(lower <= 'z')) |
                          ((lanes)(c >= '0') & (lanes)(c <= '9')) | ((lanes)(c >= 0xC3) & ~is_wide);
        wide -= is_wide;
        narrow -= is_narrow;
    }
    n->wide += lanes_sum(wide);
    n->narrow += lanes_sum(narrow);
}

static uint32_t count_units(struct str text)
{
    struct unit_counts n = {0, 0};
    size_t i = 0;
    while (text.n - i > sizeof(lanes)) {
        size_t steps = (text.n - i - 1) / sizeof(lanes);
        if (steps > 255)
            steps = 255;
        count_lanes(text.p + i, steps, &n);
        i += steps * sizeof(lanes);
    }
    for (; i < text.n; i++) {
        n.wide += is_wide_at(text.p + i);
        n.narrow += is_narrow_at(text.p + i);
    }
    return (uint32_t)(n.wide + n.narrow * 4 / 15);
}

/* C7. */
static void append_notes(struct doc_builder *b)
{
    struct build_part *m = &b->main, *n = &b->notes;
    if (!n->blocks.n)
        return;
    if (m->has_leaf)
        buf_addc(&m->text, '\n');
    doc_pos shift = (doc_pos)m->text.n;
    uint32_t index = (uint32_t)m->blocks.n;
    buf_add(&m->text, buf_str(&n->text));
    for (size_t i = 0; i < n->blocks.n; i++) {
        struct block x = n->blocks.v[i];
        x.parent += x.parent == DOC_NONE ? 0 : index;
        x.next += index;
        x.r = (struct doc_range){x.r.beg + shift, x.r.end + shift};
        vec_push(&m->blocks, x);
    }
    for (size_t i = 0; i < n->pieces.n; i++) {
        struct build_piece x = n->pieces.v[i];
        x.r = (struct doc_range){x.r.beg + shift, x.r.end + shift};
        vec_push(&m->pieces, x);
    }
}

static bool has_content(const struct doc_builder *b)
{
    for (size_t i = b->title_given; i < b->main.blocks.n; i++) {
        const struct block *x = &b->main.blocks.v[i];
        if (block_is_leaf(x) && (x->r.end > x->r.beg || x->kind == BLOCK_FIGURE))
            return true;
    }
    return false;
}

static void put_attr(struct sealed *s, uint32_t owner, const struct build_attr *a)
{
    vec_push(&s->attrs, (struct attr){owner, a->key, a->beg, a->len});
    s->attr_bytes += a->len;
}

/* The attributes of an owner, oldest first. Returns the index of the first, DOC_NONE without. */
static uint32_t put_attrs(struct doc_builder *b, struct sealed *s, uint32_t owner, uint32_t newest)
{
    if (newest == DOC_NONE)
        return DOC_NONE;
    size_t first = s->attrs.n;
    for (uint32_t i = newest; i != DOC_NONE; i = b->attrs.v[i].next)
        put_attr(s, owner, &b->attrs.v[i]);
    for (size_t i = first, j = s->attrs.n - 1; i < j; i++, j--) {
        struct attr swap = s->attrs.v[i];
        s->attrs.v[i] = s->attrs.v[j];
        s->attrs.v[j] = swap;
    }
    return (uint32_t)first;
}

/* What a piece carries: each key once, the innermost span's, in the order of keys. */
static uint32_t put_span_attrs(struct doc_builder *b, struct sealed *s, uint32_t owner,
                               uint32_t node)
{
    uint32_t found[ATTR_KEYS];
    uint64_t set = 0;
    for (; node != DOC_NONE; node = b->nodes.v[node].parent) {
        for (uint32_t i = b->nodes.v[node].attrs; i != DOC_NONE; i = b->attrs.v[i].next) {
            uint32_t key = b->attrs.v[i].key;
            if (!(set >> key & 1))
                found[key] = i;
            set |= (uint64_t)1 << key;
        }
    }
    if (!set)
        return DOC_NONE;
    uint32_t first = (uint32_t)s->attrs.n;
    for (uint32_t key = 0; set; key++, set >>= 1)
        if (set & 1)
            put_attr(s, owner, &b->attrs.v[found[key]]);
    return first;
}

static void put_span(struct doc_builder *b, struct sealed *s, const struct build_piece *x)
{
    uint32_t kinds = b->nodes.v[x->node].kinds;
    uint32_t attrs = put_span_attrs(b, s, ATTR_OWNER_SPAN((uint32_t)s->spans.n), x->node);
    if (!kinds && attrs == DOC_NONE)
        return;
    struct span *last = s->spans.n ? &vec_last(&s->spans) : NULL;
    if (last && last->r.end == x->r.beg && last->kinds == kinds && kinds != SPAN_NOTE_REF &&
        last->attrs == DOC_NONE && attrs == DOC_NONE)
        last->r.end = x->r.end;
    else
        vec_push(&s->spans, (struct span){kinds, attrs, x->r});
}

static bool put_all(struct doc_builder *b, struct sealed *s)
{
    struct build_part *m = &b->main;
    put_attrs(b, s, ATTR_OWNER_DOC, b->doc_attrs);
    for (size_t i = 0; i < m->blocks.n; i++)
        m->blocks.v[i].attrs = put_attrs(b, s, ATTR_OWNER_BLOCK((uint32_t)i), m->blocks.v[i].attrs);
    for (size_t i = 0; i < m->pieces.n && s->attrs.n <= b->lim.max_attrs; i++)
        put_span(b, s, &m->pieces.v[i]);
    if (s->attrs.n > b->lim.max_attrs)
        return build_fail(b, ERR_LIMIT, _("it has more than %zu attributes"), b->lim.max_attrs);
    if (s->attr_bytes > DOC_MAX_TEXT)
        return build_fail(b, ERR_LIMIT, _("its titles, links and notes are longer than %zu KB"),
                          (size_t)DOC_MAX_TEXT >> 10);
    return true;
}

static void put_bytes(struct sealed *s, const void *p, size_t n)
{
    if (n)
        s->iov[s->niov++] = (struct iovec){(void *)(uintptr_t)p, n};
    s->total += n;
}

static void put_section(struct sealed *s, const void *p, size_t n)
{
    static const char zeros[DOC_STORED_ALIGN];
    if (!n)
        return;
    put_bytes(s, zeros, -s->total % DOC_STORED_ALIGN);
    put_bytes(s, p, n);
}

static void lay_out(struct doc_builder *b, struct sealed *s)
{
    const struct build_part *m = &b->main;
    s->h = (struct doc_stored_header){
        .magic = {DOC_MAGIC[0], DOC_MAGIC[1], DOC_MAGIC[2], DOC_MAGIC[3]},
        .version = DOC_STORED_VERSION,
        .canon_version = DOC_CANON_VERSION,
        .nblocks = (uint32_t)m->blocks.n,
        .nspans = (uint32_t)s->spans.n,
        .nattrs = (uint32_t)s->attrs.n,
        .text_bytes = (uint32_t)m->text.n,
        .strings_bytes = (uint32_t)b->strings.n,
        .units = count_units(buf_str(&m->text)),
        .text_hash = hash64(buf_str(&m->text)),
        .content_hash_hi = b->content_hash.hi,
        .content_hash_lo = b->content_hash.lo,
    };
    put_section(s, &s->h, sizeof s->h);
    put_section(s, m->blocks.v, m->blocks.n * sizeof(struct block));
    put_section(s, s->spans.v, s->spans.n * sizeof(struct span));
    put_section(s, s->attrs.v, s->attrs.n * sizeof(struct attr));
    put_section(s, m->text.p, m->text.n);
    put_section(s, b->strings.p, b->strings.n);
}

static bool seal(struct doc_builder *b, struct sealed *s, struct err *e)
{
    while (!b->failed && b->open.n)
        build_pop(b);
    if (!b->failed)
        append_notes(b);
    if (!b->failed && !has_content(b))
        build_fail(b, ERR_EMPTY, _("nothing to read in it"));
    if (b->failed || !put_all(b, s)) {
        if (e)
            *e = b->err;
        return false;
    }
    lay_out(b, s);
    return true;
}

static void sealed_free(struct sealed *s)
{
    vec_free(&s->spans);
    vec_free(&s->attrs);
}

static char *gather(const struct sealed *s, char *to)
{
    char *p = to;
    for (int i = 0; i < s->niov; i++)
        p = mempcpy(p, s->iov[i].iov_base, s->iov[i].iov_len);
    return to;
}

/* By write alone: it is what a confined importer may do. A call costs more than copying a page. */
static bool write_sections(int fd, const struct sealed *s)
{
    char small[GATHERED_BYTES];
    if (s->total <= sizeof small)
        return file_write_all(fd, str_n(gather(s, small), s->total));
    for (int i = 0; i < s->niov; i++)
        if (!file_write_all(fd, str_n(s->iov[i].iov_base, s->iov[i].iov_len)))
            return false;
    return true;
}

bool doc_builder_write(struct doc_builder *b, int fd, struct err *e)
{
    struct sealed s = {0};
    bool ok = seal(b, &s, e);
    if (ok && !write_sections(fd, &s))
        ok = err_set(e, ERR_IO, _("cannot hand over the document: %s"), i18n_strerror(errno));
    sealed_free(&s);
    return ok;
}

struct doc *doc_builder_finish(struct doc_builder *b, struct err *e)
{
    struct sealed s = {0};
    struct doc *d = NULL;
    if (seal(b, &s, e)) {
        char *p = gather(&s, mem_alloc(s.total));
        d = doc_load_owned(p, s.total, false, e);
        if (!d)
            free(p);
    }
    sealed_free(&s);
    return d;
}
