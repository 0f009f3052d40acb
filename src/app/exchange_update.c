/* Writing quotes into a text that is there. The text is cut into pieces: regions that this program wrote,
 * and what is between them, the user's. Pieces are put out again in order, each region as it is to be now,
 * with what is new between them. */
#include "app/exchange_priv.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Places that are no piece. */
static const size_t NONE = SIZE_MAX, BACK = SIZE_MAX - 1, FRONT = SIZE_MAX - 2;

enum piece_kind { PIECE_USER, PIECE_QUOTE, PIECE_ARTICLE };

struct piece {
    enum piece_kind kind;
    struct str text;   /* whole lines; a heading of the user's begins a piece */
    struct str key;    /* of a region */
    bool edited;       /* its hash is not that of its text */
    size_t record;     /* among those given, an article's first; NONE: none */
    struct buf behind; /* new regions */
};

struct update {
    const struct exchange_dialect *d;
    const struct exchange *x;
    VEC(struct piece) v;
    size_t *at; /* of each record: the piece that it is, or that it stands behind; NONE: none yet */
    struct buf front, back; /* before and behind all pieces */
    struct exchange_report *r;
};

void exchange_end_region(const struct exchange_dialect *d, struct buf *out, size_t from)
{
    uint64_t h = hash64(str_sub(buf_str(out), from, out->n));
    buf_addf(out, "\n%.*s%016" PRIx64 "%.*s\n", STR_ARG(d->end), h, STR_ARG(d->tail));
}

/* Reading */

/* What stands between begin and the tail of a line that is a mark; false for any other line. */
static bool mark_of(const struct exchange_dialect *d, struct str line, struct str begin,
                    struct str *rest)
{
    line = str_trim(line);
    begin = str_trim(begin);
    if (!str_starts(line, begin) || !str_ends(line, str_trim(d->tail)))
        return false;
    *rest = str_trim(str_sub(line, begin.n, line.n - str_trim(d->tail).n));
    return true;
}

static bool begin_of(const struct exchange_dialect *d, struct str line, struct piece *p)
{
    static const struct {
        struct str word;
        enum piece_kind kind;
    } kinds[] = {{STR("quote "), PIECE_QUOTE}, {STR("article "), PIECE_ARTICLE}};
    struct str rest;
    if (!mark_of(d, line, d->begin, &rest))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts(rest, kinds[i].word)) {
            p->kind = kinds[i].kind;
            p->key = str_trim(str_sub(rest, kinds[i].word.n, rest.n));
            return true;
        }
    return false;
}

static bool is_heading(const struct exchange_dialect *d, struct str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == d->heading)
        n++;
    return n && n < line.n && line.p[n] == ' ';
}

/* The hash at the end is that of what is before it. */
static bool is_untouched(struct str region, struct str hash)
{
    char now[17];
    size_t n = region.n;
    if (n && region.p[n - 1] == '\n')
        n--; /* the empty line before the mark */
    snprintf(now, sizeof now, "%016" PRIx64, hash64(str_sub(region, 0, n)));
    return str_eq(hash, str_of(now));
}

struct cutter {
    struct update *u;
    struct str text;
    size_t from;    /* of what has not been cut yet */
    size_t heading; /* where the last heading line begins; NONE: none since from */
    size_t at;      /* of the line */
    bool open;
    size_t begin; /* of the open region */
    struct piece region;
};

static void cut_user(struct cutter *c, size_t to)
{
    struct str s = str_sub(c->text, c->from, to);
    if (s.n)
        vec_push(&c->u->v, (struct piece){.text = s, .record = NONE});
    c->from = to;
}

static void begin_region(struct cutter *c, const struct piece *p)
{
    bool up = c->u->d->begins_at_heading && c->heading != NONE;
    cut_user(c, up ? c->heading : c->at);
    c->region = *p;
    c->begin = c->from;
    c->open = true;
}

static void end_region(struct cutter *c, struct str hash, size_t line_end)
{
    c->region.edited = !is_untouched(str_sub(c->text, c->begin, c->at), hash);
    c->region.text = str_sub(c->text, c->begin, line_end);
    c->region.record = NONE;
    vec_push(&c->u->v, c->region);
    c->from = line_end;
    c->open = false;
    c->heading = NONE;
}

static void cut_line(struct cutter *c, struct str line, size_t line_end)
{
    const struct exchange_dialect *d = c->u->d;
    struct piece p = {0};
    struct str hash;
    if (is_heading(d, line)) {
        if (!c->open)
            cut_user(c, c->at);
        c->heading = c->at;
    }
    if (begin_of(d, line, &p))
        begin_region(c, &p); /* one without an end is the user's now */
    else if (c->open && mark_of(d, line, d->end, &hash))
        end_region(c, hash, line_end);
}

static void cut(struct update *u, struct str text)
{
    struct cutter c = {.u = u, .text = text, .heading = NONE};
    while (c.at < text.n) {
        size_t lf = str_chr(text, '\n', c.at);
        size_t end = lf == STR_NPOS ? text.n : lf + 1;
        cut_line(&c, str_sub(text, c.at, end), end);
        c.at = end;
    }
    cut_user(&c, text.n);
}

/* Records and pieces */

static int by_uuid(const void *a, const void *b, void *v)
{
    const struct quote_record *const *q = v;
    struct str x = q[*(const size_t *)a]->uuid, y = q[*(const size_t *)b]->uuid;
    size_t n = x.n < y.n ? x.n : y.n;
    int c = n ? memcmp(x.p, y.p, n) : 0;
    return c ? c : (x.n > y.n) - (x.n < y.n);
}

static size_t find_record(const struct exchange *x, const size_t *sorted, struct str uuid)
{
    size_t lo = 0, hi = x->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        struct str s = x->v[sorted[mid]]->uuid;
        size_t n = s.n < uuid.n ? s.n : uuid.n;
        int c = n ? memcmp(s.p, uuid.p, n) : 0;
        if (c < 0 || (c == 0 && s.n < uuid.n))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < x->n && str_eq(x->v[sorted[lo]]->uuid, uuid) ? sorted[lo] : NONE;
}

/* Which piece is which record; the second of two pieces with one id is the user's copy. */
static void match(struct update *u)
{
    size_t *sorted = mem_alloc(u->x->n * sizeof *sorted);
    for (size_t i = 0; i < u->x->n; i++) {
        sorted[i] = i;
        u->at[i] = NONE;
    }
    if (u->x->n)
        qsort_r(sorted, u->x->n, sizeof *sorted, by_uuid, u->x->v);
    for (size_t i = 0; i < u->v.n; i++) {
        struct piece *p = &u->v.v[i];
        size_t r = p->kind == PIECE_QUOTE ? find_record(u->x, sorted, p->key) : NONE;
        if (r != NONE && u->at[r] == NONE) {
            u->at[r] = i;
            p->record = r;
        } else if (r != NONE) {
            p->kind = PIECE_USER;
        }
    }
    free(sorted);
}

static size_t find_article(const struct update *u, const char *key)
{
    for (size_t i = 0; i < u->v.n; i++)
        if (u->v.v[i].kind == PIECE_ARTICLE && str_eq(u->v.v[i].key, str_of(key)))
            return i;
    return NONE;
}

/* The last piece of what the user wrote about piece i: up to the next region or heading. */
static size_t end_of_remarks(const struct update *u, size_t i)
{
    while (i < FRONT && i + 1 < u->v.n && u->v.v[i + 1].kind == PIECE_USER &&
           !is_heading(u->d, u->v.v[i + 1].text))
        i++;
    return i;
}

/* Writing */

static void add_region(const struct exchange_dialect *d, const struct quote_record *q, bool article,
                       struct buf *out)
{
    char key[EXCHANGE_KEY_BYTES];
    size_t from = out->n;
    exchange_article_key(q, key);
    if (article)
        d->article(out, q, str_of(key));
    else
        d->quote(out, q);
    exchange_end_region(d, out, from);
}

static void add_blank(struct buf *out)
{
    if (out->n && !str_ends(buf_str(out), STR("\n")))
        buf_addc(out, '\n');
    if (out->n && !str_ends(buf_str(out), STR("\n\n")))
        buf_addc(out, '\n');
}

static void add_section(const struct exchange_dialect *d, struct str section, struct buf *out)
{
    if (!section.n)
        return;
    add_blank(out);
    d->section(out, section);
}

void exchange_write_regions(const struct exchange_dialect *d, const struct exchange *x,
                            struct buf *out)
{
    if (d->file)
        d->file(out);
    for (size_t i = 0; i < x->n; i++) {
        if (exchange_begins_article(x, i)) {
            add_blank(out);
            add_region(d, x->v[i], true, out);
        }
        if (exchange_begins_section(x, i))
            add_section(d, x->v[i]->section, out);
        add_blank(out);
        add_region(d, x->v[i], false, out);
    }
}

/* Placing what is new */

/* The piece before which record i belongs: the next of its section that is in the file. */
static size_t follower(const struct update *u, size_t i)
{
    for (size_t k = i + 1; k < u->x->n && !exchange_begins_section(u->x, k); k++)
        if (u->at[k] != NONE)
            return u->at[k];
    return NONE;
}

static struct buf *buf_behind(struct update *u, size_t piece)
{
    return piece == FRONT ? &u->front : piece == BACK ? &u->back : &u->v.v[piece].behind;
}

/* The piece behind which the first quote of an article goes; one that is not there is begun. */
static size_t open_article(struct update *u, size_t i)
{
    char key[EXCHANGE_KEY_BYTES];
    exchange_article_key(u->x->v[i], key);
    size_t head = find_article(u, key);
    if (head != NONE)
        return end_of_remarks(u, head);
    add_blank(&u->back);
    add_region(u->d, u->x->v[i], true, &u->back);
    return BACK;
}

static void place_new(struct update *u, size_t i)
{
    bool first = exchange_begins_article(u->x, i), section = exchange_begins_section(u->x, i);
    size_t before = section ? follower(u, i) : NONE, piece;
    if (before != NONE)
        piece = before ? before - 1 : FRONT;
    else
        piece = first ? open_article(u, i) : end_of_remarks(u, u->at[i - 1]);
    struct buf *to = buf_behind(u, piece);
    if (section && before == NONE)
        add_section(u->d, u->x->v[i]->section, to);
    add_blank(to);
    add_region(u->d, u->x->v[i], false, to);
    u->at[i] = piece;
    u->r->added++;
}

static void place_all(struct update *u)
{
    char key[EXCHANGE_KEY_BYTES];
    for (size_t i = 0; i < u->x->n; i++) {
        exchange_article_key(u->x->v[i], key);
        size_t head = exchange_begins_article(u->x, i) ? find_article(u, key) : NONE;
        if (head != NONE)
            u->v.v[head].record = i;
    }
    for (size_t i = 0; i < u->x->n; i++)
        if (u->at[i] == NONE)
            place_new(u, i);
}

/* Putting out */

static void report(struct quotes *to, struct str uuid)
{
    struct quote_record q = QUOTE_RECORD_NONE;
    q.uuid = arena_str(&to->arena, uuid);
    vec_push(&to->v, q);
}

static void put_region(struct update *u, const struct piece *p, struct buf *out)
{
    bool quote = p->kind == PIECE_QUOTE;
    size_t from = out->n;
    if (p->record == NONE) {
        buf_add(out, p->text);
        if (quote)
            report(&u->r->gone, p->key);
        return;
    }
    add_region(u->d, u->x->v[p->record], !quote, out);
    bool same = str_eq(str_trim(str_sub(buf_str(out), from, out->n)), str_trim(p->text));
    if (same || p->edited) {
        out->n = from;
        buf_add(out, p->text);
    }
    if (!quote)
        return;
    u->r->same += same;
    u->r->changed += !same && !p->edited;
    if (!same && p->edited)
        report(&u->r->edited, p->key);
}

/* What was put behind a piece, apart from it and from what follows. */
static void put_new(const struct buf *b, struct buf *out)
{
    if (!b->n)
        return;
    add_blank(out);
    buf_add(out, buf_str(b));
    buf_addc(out, '\n');
}

static void put_piece(struct update *u, const struct piece *p, struct buf *out)
{
    if (p->kind == PIECE_USER)
        buf_add(out, p->text);
    else
        put_region(u, p, out);
    put_new(&p->behind, out);
}

void exchange_update_regions(const struct exchange_dialect *d, struct str old,
                             const struct exchange *x, struct buf *out, struct exchange_report *r)
{
    struct update u = {.d = d, .x = x, .r = r};
    if (!str_trim(old).n) {
        exchange_write_regions(d, x, out);
        r->added = x->n;
        return;
    }
    u.at = mem_alloc(x->n * sizeof *u.at);
    cut(&u, old);
    match(&u);
    place_all(&u);
    put_new(&u.front, out);
    for (size_t i = 0; i < u.v.n; i++)
        put_piece(&u, &u.v.v[i], out);
    if (u.back.n) {
        add_blank(out);
        buf_add(out, buf_str(&u.back));
    }
    for (size_t i = 0; i < u.v.n; i++)
        buf_free(&u.v.v[i].behind);
    buf_free(&u.front);
    buf_free(&u.back);
    vec_free(&u.v);
    free(u.at);
}
