#include "doc/repairs.h"

#include "doc/builder.h"

/* Between the fields of ATTR_REPAIR_EDIT: U+241F SYMBOL FOR UNIT SEPARATOR. Text that has it loses
 * it. */
#define SEPARATOR "\xE2\x90\x9F"

enum { AHEAD_BYTES = 1 << 16 }; /* looked through for a place */

static void add_field(struct buf *out, struct str field)
{
    while (field.n) {
        size_t at = str_find(field, STR(SEPARATOR), 0);
        buf_add(out, str_sub(field, 0, at));
        field = at == STR_NPOS ? STR_NONE : str_sub(field, at + sizeof SEPARATOR - 1, field.n);
    }
}

void doc_build_repair(struct doc_builder *b, const char *kind, struct str prefix, struct str before,
                      struct str after, struct str suffix)
{
    struct buf v = {0};
    struct str fields[] = {prefix, before, after, suffix};
    buf_adds(&v, kind);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_adds(&v, SEPARATOR);
        add_field(&v, fields[i]);
    }
    doc_build_attr(b, ATTR_REPAIR_EDIT, buf_str(&v));
    buf_free(&v);
}

static struct str next_field(struct str *rest)
{
    size_t at = str_find(*rest, STR(SEPARATOR), 0);
    struct str field = str_sub(*rest, 0, at);
    *rest = at == STR_NPOS ? STR_NONE : str_sub(*rest, at + sizeof SEPARATOR - 1, rest->n);
    return field;
}

/* prefix, after and suffix as one, in text from byte from on; the place of the prefix. */
static size_t find_joined(struct str text, size_t from, const struct str part[3], struct buf *all)
{
    buf_clear(all);
    for (int i = 0; i < 3; i++)
        buf_add(all, part[i]);
    struct str near = str_sub(text, 0, from + AHEAD_BYTES);
    return all->n ? str_find(near, buf_str(all), from) : STR_NPOS;
}

/* With its context; where markup or a line's end took part of that away, with one side of it. */
static void find_place(const struct doc *d, size_t *from, struct doc_repair *r, struct buf *all)
{
    struct str prefix = str_trim(r->prefix), suffix = str_trim(r->suffix);
    const struct str tries[3][3] = {
        {prefix, r->after, suffix}, {prefix, r->after, STR_NONE}, {STR_NONE, r->after, suffix}};
    r->r = (struct doc_range){DOC_NONE, DOC_NONE};
    for (int i = 0; i < 3; i++) {
        if (tries[i][0].n + tries[i][2].n < 6) /* two characters */
            continue;
        size_t back = *from > prefix.n ? *from - prefix.n : 0;
        size_t at = find_joined(d->text, back, tries[i], all);
        if (at == STR_NPOS)
            continue;
        size_t beg = at + tries[i][0].n;
        r->r = (struct doc_range){(doc_pos)beg, (doc_pos)(beg + r->after.n)};
        *from = beg + r->after.n;
        return;
    }
}

void doc_repairs_read(const struct doc *d, struct doc_repairs *out)
{
    struct buf all = {0};
    size_t from = 0;
    uint32_t i, end;
    *out = (struct doc_repairs){0};
    doc_attrs_of(d, ATTR_OWNER_DOC, &i, &end);
    for (; i < end; i++) {
        const struct attr *a = &d->attrs[i];
        if (a->key != ATTR_REPAIR_EDIT)
            continue;
        struct str rest = str_sub(d->strings, a->beg, a->beg + a->len);
        struct doc_repair r = {.kind = next_field(&rest)};
        r.prefix = next_field(&rest);
        r.before = next_field(&rest);
        r.after = next_field(&rest);
        r.suffix = rest;
        find_place(d, &from, &r, &all);
        vec_push(&out->v, r);
    }
    buf_free(&all);
}

void doc_repairs_free(struct doc_repairs *r)
{
    vec_free(&r->v);
}

size_t doc_repairs_count(const struct doc *d, enum attr_key key, struct str kind)
{
    size_t sum = 0;
    uint32_t i, end;
    doc_attrs_of(d, ATTR_OWNER_DOC, &i, &end);
    for (; i < end; i++) {
        const struct attr *a = &d->attrs[i];
        struct str value = str_sub(d->strings, a->beg, a->beg + a->len);
        size_t space = str_chr(value, ' ', 0);
        unsigned long long n;
        if (a->key != key || space == STR_NPOS)
            continue;
        struct str word = str_sub(value, 0, space);
        bool wanted = kind.n ? str_eq(word, kind) : !str_eq(word, STR("lost"));
        if (wanted && str_to_u64(str_sub(value, space + 1, value.n), SIZE_MAX / 2, &n))
            sum += (size_t)n;
    }
    return sum;
}
