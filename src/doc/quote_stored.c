#include "doc/quote_stored.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/le.h"
#include "text/json.h"
#include "text/sanitize.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>

enum { HEADER_BYTES = 12, FIELD_BYTES = 8, NUMBER_BYTES = 8 };

/* The years 1 to 9999. */
#define MIN_MS INT64_C(-62135596800000)
#define MAX_MS INT64_C(253402300799999)

enum kind { MARK, LINE, CODE, JSON, NUMBER, COLOR, PERMILLE };

/* Where a field's value is in a record. */
static const struct field {
    enum kind kind;
    size_t at;
    int64_t none, min, max; /* of numbers */
} fields[QUOTE_FIELDS] = {
#define TEXT(kind, member)                                                                         \
    {                                                                                              \
        kind, offsetof(struct quote_record, member), 0, 0, 0                                       \
    }
    [QUOTE_F_RECORD] = {.kind = MARK},
    [QUOTE_F_WARNING] = {.kind = LINE},
    [QUOTE_F_UUID] = TEXT(LINE, uuid),
    [QUOTE_F_EXACT] = TEXT(CODE, exact),
    [QUOTE_F_PREFIX] = TEXT(CODE, prefix),
    [QUOTE_F_SUFFIX] = TEXT(CODE, suffix),
    [QUOTE_F_NOTE] = TEXT(CODE, note),
    [QUOTE_F_TAG] = {.kind = LINE},
    [QUOTE_F_SECTION] = TEXT(LINE, section),
    [QUOTE_F_EXTRA] = TEXT(JSON, extra),
    [QUOTE_F_ARTICLE_UUID] = TEXT(LINE, article.uuid),
    [QUOTE_F_TITLE] = TEXT(LINE, article.title),
    [QUOTE_F_AUTHOR] = TEXT(LINE, article.author),
    [QUOTE_F_URL] = TEXT(LINE, article.url),
    [QUOTE_F_SOURCE] = TEXT(LINE, article.source),
    [QUOTE_F_PUBLISHED] = TEXT(LINE, article.published),
#undef TEXT
    [QUOTE_F_START] = {NUMBER, offsetof(struct quote_record, start), -1, 0, DOC_MAX_TEXT},
    [QUOTE_F_END] = {NUMBER, offsetof(struct quote_record, end), -1, 0, DOC_MAX_TEXT},
    [QUOTE_F_COLOR] = {COLOR, 0, QUOTE_YELLOW, 0, QUOTE_COLOR_COUNT - 1},
    [QUOTE_F_CREATED] = {NUMBER, offsetof(struct quote_record, created_ms), 0, MIN_MS, MAX_MS},
    [QUOTE_F_MODIFIED] = {NUMBER, offsetof(struct quote_record, modified_ms), 0, MIN_MS, MAX_MS},
    [QUOTE_F_PERMILLE] = {PERMILLE, 0, -1, 0, 1000},
};

static int64_t get_number(const struct quote_record *q, enum quote_field f)
{
    if (fields[f].kind == COLOR)
        return q->color;
    if (fields[f].kind == PERMILLE)
        return q->permille;
    return *(const int64_t *)((const char *)q + fields[f].at);
}

static void set_number(struct quote_record *q, enum quote_field f, int64_t v)
{
    if (fields[f].kind == COLOR)
        q->color = (enum quote_color)v;
    else if (fields[f].kind == PERMILLE)
        q->permille = (int)v;
    else
        *(int64_t *)((char *)q + fields[f].at) = v;
}

static struct str *text_of(struct quote_record *q, enum quote_field f)
{
    return (struct str *)((char *)q + fields[f].at);
}

static bool is_text(enum quote_field f)
{
    return fields[f].kind == LINE || fields[f].kind == CODE || fields[f].kind == JSON;
}

/* Writing */

static void put_field(struct buf *out, enum quote_field f, size_t bytes)
{
    le_put(out, f, 2);
    le_put(out, 0, 2);
    le_put(out, bytes, 4);
}

static void put_text(struct quotes_writer *w, enum quote_field f, struct str s)
{
    struct buf clean = {0};
    sanitize(s, fields[f].kind == CODE ? SANITIZE_CODE : SANITIZE_LINE, &clean);
    if (clean.n) {
        put_field(&w->records, f, clean.n);
        buf_add(&w->records, buf_str(&clean));
        w->fields++;
    }
    buf_free(&clean);
}

static void put_number(struct quotes_writer *w, enum quote_field f, int64_t v)
{
    if (v == fields[f].none || v < fields[f].min || v > fields[f].max)
        return;
    put_field(&w->records, f, NUMBER_BYTES);
    le_put(&w->records, (uint64_t)v, NUMBER_BYTES);
    w->fields++;
}

static void put_value(struct quotes_writer *w, const struct quote_record *q, enum quote_field f)
{
    if (is_text(f))
        put_text(w, f, *text_of((struct quote_record *)q, f));
    else
        put_number(w, f, get_number(q, f));
}

/* What the reader would refuse is left out. */
static struct quote_record acceptable(const struct quote_record *q)
{
    struct quote_record ok = *q;
    struct str value;
    if (!quote_uuid_ok(q->uuid))
        ok.uuid = STR_NONE;
    if (!quote_uuid_ok(q->article.uuid))
        ok.article.uuid = STR_NONE;
    if (q->start < 0 || q->end < q->start || q->end > DOC_MAX_TEXT)
        ok.start = ok.end = -1;
    if (!json_parse(q->extra, &value, NULL) || json_type(value) != JSON_OBJECT)
        ok.extra = STR_NONE;
    return ok;
}

bool quotes_writer_add(struct quotes_writer *w, const struct quote_record *q)
{
    size_t from = w->records.n;
    uint32_t before = w->fields;
    struct quote_record ok = acceptable(q);
    put_field(&w->records, QUOTE_F_RECORD, 0);
    w->fields++;
    put_text(w, QUOTE_F_EXACT, q->exact);
    if (w->fields < before + 2 || w->nrecords == QUOTES_MAX_RECORDS) {
        w->records.n = from;
        w->fields = before;
        return false;
    }
    for (enum quote_field f = QUOTE_F_UUID; f < QUOTE_FIELDS; f++)
        if (f != QUOTE_F_EXACT && f != QUOTE_F_TAG)
            put_value(w, &ok, f);
    for (size_t i = 0; i < q->ntags; i++)
        put_text(w, QUOTE_F_TAG, q->tags[i]);
    w->nrecords++;
    return true;
}

void quotes_writer_warn(struct quotes_writer *w, const char *fmt, ...)
{
    struct buf msg = {0}, clean = {0};
    va_list ap;
    if (w->nwarnings++ >= QUOTES_MAX_WARNINGS)
        return;
    va_start(ap, fmt);
    buf_addv(&msg, fmt, ap);
    va_end(ap);
    sanitize(buf_str(&msg), SANITIZE_LINE, &clean);
    put_field(&w->warnings, QUOTE_F_WARNING, clean.n);
    buf_add(&w->warnings, buf_str(&clean));
    w->fields++;
    buf_free(&msg);
    buf_free(&clean);
}

void quotes_writer_free(struct quotes_writer *w)
{
    buf_free(&w->warnings);
    buf_free(&w->records);
}

static bool nothing(const struct quotes_writer *w, struct err *e)
{
    struct str first = str_sub(buf_str(&w->warnings), FIELD_BYTES, w->warnings.n);
    if (!w->nwarnings)
        return err_set(e, ERR_EMPTY, _("there is no quote in it"));
    uint32_t n;
    memcpy(&n, w->warnings.p + 4, sizeof n);
    first = str_sub(first, 0, n);
    return err_set(e, ERR_EMPTY, _("there is no quote in it that can be read (%.*s)"),
                   STR_ARG(first));
}

bool quotes_writer_into(struct quotes_writer *w, struct buf *out, struct err *e)
{
    if (!w->nrecords)
        return nothing(w, e);
    if (w->nwarnings > QUOTES_MAX_WARNINGS) {
        size_t more = w->nwarnings - QUOTES_MAX_WARNINGS;
        w->nwarnings = 0;
        quotes_writer_warn(w, _("and %zu more of the kind"), more);
    }
    buf_adds(out, QUOTES_MAGIC);
    le_put(out, QUOTES_STORED_VERSION, 2);
    le_put(out, 0, 2);
    le_put(out, w->fields, 4);
    buf_add(out, buf_str(&w->warnings));
    buf_add(out, buf_str(&w->records));
    return true;
}

bool quotes_writer_write(struct quotes_writer *w, int fd, struct err *e)
{
    struct buf out = {0};
    bool ok = quotes_writer_into(w, &out, e);
    if (ok && !file_write_all(fd, buf_str(&out)))
        ok = err_set(e, ERR_IO, _("cannot hand over the quotes: %s"), i18n_strerror(errno));
    buf_free(&out);
    return ok;
}

/* Reading */

struct reader {
    struct str rest;
    struct quotes *out;
    size_t number; /* of the field */
    uint32_t seen; /* set of fields, of this record */
    VEC(struct str) tags;
};

_Static_assert(QUOTE_FIELDS <= 32, "sets of fields are sets of bits");

static bool bad(const struct reader *r, const char *why, struct err *e)
{
    return err_set(e, ERR_FORMAT, _("stored quotes: field %zu: %s"), r->number, why);
}

static uint64_t take_int(struct str *s, unsigned bytes)
{
    uint64_t v = le_get(s->p, (int)bytes);
    *s = str_sub(*s, bytes, s->n);
    return v;
}

static bool take_header(struct reader *r, uint32_t *n, struct err *e)
{
    if (r->rest.n < HEADER_BYTES || !str_starts(r->rest, STR(QUOTES_MAGIC)))
        return err_set(e, ERR_FORMAT, _("not stored quotes"));
    r->rest = str_sub(r->rest, 4, r->rest.n);
    uint64_t version = take_int(&r->rest, 2), zero = take_int(&r->rest, 2);
    if (version != QUOTES_STORED_VERSION || zero)
        return err_set(e, ERR_FORMAT, _("stored quotes: of an unknown version"));
    *n = (uint32_t)take_int(&r->rest, 4);
    return true;
}

static bool take_field(struct reader *r, enum quote_field *f, struct str *value, struct err *e)
{
    if (r->rest.n < FIELD_BYTES)
        return bad(r, _("cut off"), e);
    uint64_t key = take_int(&r->rest, 2), zero = take_int(&r->rest, 2);
    uint64_t n = take_int(&r->rest, 4);
    if (key >= QUOTE_FIELDS || zero)
        return bad(r, _("of an unknown kind"), e);
    if (n > r->rest.n)
        return bad(r, _("cut off"), e);
    *f = (enum quote_field)key;
    *value = str_sub(r->rest, 0, (size_t)n);
    r->rest = str_sub(r->rest, (size_t)n, r->rest.n);
    return true;
}

static bool check_text(const struct reader *r, enum quote_field f, struct str s, struct err *e)
{
    struct str value;
    if (!s.n)
        return bad(r, _("it is empty"), e);
    if (sanitize_clean_prefix(s, fields[f].kind == CODE ? SANITIZE_CODE : SANITIZE_LINE) != s.n)
        return bad(r, _("it is not clean UTF-8"), e);
    if (fields[f].kind == JSON && (!json_parse(s, &value, NULL) || json_type(value) != JSON_OBJECT))
        return bad(r, _("it is not a JSON object"), e);
    bool uuid = f == QUOTE_F_UUID || f == QUOTE_F_ARTICLE_UUID;
    return !uuid || quote_uuid_ok(s) || bad(r, _("it is not a UUID"), e);
}

/* The record that ends here is complete. */
static bool end_record(struct reader *r, struct err *e)
{
    if (!r->out->v.n)
        return true;
    struct quote_record *q = &vec_last(&r->out->v);
    if (!q->exact.n)
        return bad(r, _("a quote without text"), e);
    if ((q->start < 0) != (q->end < 0) || q->end < q->start)
        return bad(r, _("its place is out of order"), e);
    if (r->tags.n) {
        q->tags = arena_alloc(&r->out->arena, r->tags.n * sizeof *q->tags);
        memcpy((struct str *)q->tags, r->tags.v, r->tags.n * sizeof *q->tags);
        q->ntags = r->tags.n;
    }
    r->tags.n = 0;
    return true;
}

static bool load_number(struct reader *r, enum quote_field f, struct str value, struct err *e)
{
    if (value.n != NUMBER_BYTES)
        return bad(r, _("it is not a number"), e);
    int64_t v = (int64_t)take_int(&value, NUMBER_BYTES);
    if (v < fields[f].min || v > fields[f].max)
        return bad(r, _("it is out of range"), e);
    set_number(&vec_last(&r->out->v), f, v);
    return true;
}

static bool begin_record(struct reader *r, struct str value, struct err *e)
{
    if (value.n)
        return bad(r, _("it is not empty"), e);
    if (!end_record(r, e))
        return false;
    if (r->out->v.n == QUOTES_MAX_RECORDS)
        return err_set(e, ERR_LIMIT, _("there are more than %u quotes in it"), QUOTES_MAX_RECORDS);
    vec_push(&r->out->v, QUOTE_RECORD_NONE);
    r->seen = 0;
    return true;
}

static bool load_field(struct reader *r, enum quote_field f, struct str value, struct err *e)
{
    if (f == QUOTE_F_RECORD)
        return begin_record(r, value, e);
    if ((f == QUOTE_F_WARNING) != !r->out->v.n)
        return bad(r, _("out of order"), e);
    if (f != QUOTE_F_TAG && f != QUOTE_F_WARNING && r->seen >> f & 1)
        return bad(r, _("it is there twice"), e);
    r->seen |= UINT32_C(1) << f;
    if (!is_text(f))
        return load_number(r, f, value, e);
    if (!check_text(r, f, value, e))
        return false;
    struct str kept = arena_str(&r->out->arena, value);
    if (f == QUOTE_F_WARNING)
        vec_push(&r->out->warnings, kept);
    else if (f == QUOTE_F_TAG)
        vec_push(&r->tags, kept);
    else
        *text_of(&vec_last(&r->out->v), f) = kept;
    return true;
}

static bool load_all(struct reader *r, struct err *e)
{
    uint32_t n = 0;
    enum quote_field f = QUOTE_F_RECORD;
    struct str value = STR_NONE;
    if (!take_header(r, &n, e))
        return false;
    for (r->number = 1; r->number <= n; r->number++)
        if (!take_field(r, &f, &value, e) || !load_field(r, f, value, e))
            return false;
    if (r->rest.n)
        return bad(r, _("something behind the last"), e);
    return end_record(r, e);
}

bool quotes_load(struct str bytes, struct quotes *out, struct err *e)
{
    *out = (struct quotes){0};
    struct reader r = {.rest = bytes, .out = out};
    bool ok = load_all(&r, e);
    vec_free(&r.tags);
    if (!ok)
        quotes_free(out);
    return ok;
}

void quotes_free(struct quotes *q)
{
    vec_free(&q->v);
    vec_free(&q->warnings);
    arena_free(&q->arena);
}
