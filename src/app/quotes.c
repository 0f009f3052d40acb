#include "app/quotes.h"

#include "app/collect.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/uuid.h"
#include "doc/pick.h"
#include "store/undo.h"
#include "text/sanitize.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { PERMILLE = 1000 };

static int64_t count_chars(const struct doc *d, doc_pos pos)
{
    return (int64_t)utf8_count(str_sub(d->text, 0, pos));
}

/* What is known of a range of a document. title's bytes may be the source's. */
static void describe(const struct quoted_doc *d, struct doc_range r, struct quote *q)
{
    struct str title = doc_title(d->doc), section = STR_NONE;
    if (d->outline)
        section = outline_title(d->doc, d->outline, r.beg);
    q->anchor = anchor_make(d->doc, r);
    q->char_beg = count_chars(d->doc, r.beg);
    q->char_end = q->char_beg + (int64_t)utf8_count(q->anchor.exact);
    q->permille = (int32_t)((uint64_t)r.beg * PERMILLE / (d->doc->text.n + 1));
    q->section = section;
    q->source = str_of(d->source);
    q->url = doc_attr(d->doc, ATTR_URL);
    q->title = title.n ? title : file_name(q->source);
    q->author = doc_attr(d->doc, ATTR_AUTHOR);
}

static bool is_stream(const char *source)
{
    return strcmp(source, "-") == 0;
}

static bool find_article(struct db *db, const struct quoted_doc *d, int64_t *id, struct err *e)
{
    struct str url = doc_attr(d->doc, ATTR_URL);
    *id = 0;
    if (url.n && !article_by_source(db, url, id, e))
        return false;
    if (!*id && !is_stream(d->source) && !article_by_source(db, str_of(d->source), id, e))
        return false;
    return *id || article_by_content(db, d->doc->content_hash, id, e);
}

static int by_place(const void *a, const void *b)
{
    const struct placed_quote *p = a, *q = b;
    if (p->r.beg != q->r.beg)
        return p->r.beg < q->r.beg ? -1 : 1;
    return (p->r.end < q->r.end) - (p->r.end > q->r.end);
}

/* What the library keeps of a quote is brought up to what was found. */
static bool keep_found(struct db *db, const struct doc *d, struct quote *q,
                       const struct placed_quote *p, struct err *e)
{
    bool lost = p->match == ANCHOR_LOST;
    struct anchor now = q->anchor;
    if (p->match == ANCHOR_EXACT && !q->lost)
        return true;
    if (lost && q->lost)
        return true;
    if (!lost) {
        struct anchor there = anchor_make(d, p->r);
        now.hint = there.hint;
        now.text_hash = there.text_hash;
        if (p->match == ANCHOR_MOVED) { /* what was guessed at is not made the rule */
            now.prefix = there.prefix;
            now.suffix = there.suffix;
        }
        q->char_beg = count_chars(d, p->r.beg);
        q->char_end = q->char_beg + (int64_t)utf8_count(there.exact);
        q->permille = (int32_t)((uint64_t)p->r.beg * PERMILLE / (d->text.n + 1));
    }
    return quote_found(db, q, &now, lost, e);
}

static bool place_all(struct db *db, const struct doc *d, struct doc_quotes *out, struct err *e)
{
    bool ok = true;
    for (size_t i = 0; ok && i < out->list.v.n; i++) {
        struct quote *q = &out->list.v.v[i];
        struct placed_quote p = {.index = i};
        p.match = anchor_find(d, &q->anchor, &p.r);
        ok = keep_found(db, d, q, &p, e);
        q->lost = p.match == ANCHOR_LOST;
        if (q->lost)
            out->lost++;
        else
            vec_push(&out->placed, p);
    }
    if (out->placed.n)
        qsort(out->placed.v, out->placed.n, sizeof *out->placed.v, by_place);
    return ok;
}

bool quotes_of(struct library *lib, const struct quoted_doc *d, struct doc_quotes *out,
               struct err *e)
{
    struct db *db = library_db(lib);
    *out = (struct doc_quotes){0};
    if (!db)
        return true;
    if (!find_article(db, d, &out->article, e))
        return false;
    if (!out->article)
        return true;
    return quote_find(db, &(struct quote_query){.article = out->article}, &out->list, e) &&
           place_all(db, d->doc, out, e);
}

void doc_quotes_free(struct doc_quotes *q)
{
    quote_list_free(&q->list);
    vec_free(&q->placed);
    *q = (struct doc_quotes){0};
}

size_t doc_quotes_at(const struct doc_quotes *q, doc_pos pos)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < q->placed.n && q->placed.v[i].r.beg <= pos; i++) {
        struct doc_range r = q->placed.v[i].r;
        if (pos < r.end &&
            (best == SIZE_MAX || r.end - r.beg < q->placed.v[best].r.end - q->placed.v[best].r.beg))
            best = i;
    }
    return best;
}

static bool need_library(struct library *lib, struct err *e)
{
    return library_db(lib) || err_set(e, ERR_UNSUPPORTED, _("no library is open"));
}

static bool put(struct library *lib, const struct quoted_doc *d, const struct quote_make *m,
                int64_t *id, struct err *e)
{
    static const struct import_kept none;
    char uuid[UUID_CHARS + 1];
    struct quote q = {.color = m->color, .note = m->note, .tags = m->tags, .ntags = m->ntags};
    struct collect c = {.source = d->source};
    enum article_stored how;
    struct doc_range r = pick_trim(d->doc, m->r);
    if (r.beg == r.end)
        return err_set(e, ERR_EMPTY, _("there is no text to keep"));
    describe(d, r, &q);
    if (!find_article(library_db(lib), d, &q.article, e))
        return false;
    if (!q.article && !collect_doc(lib, &c, d->doc, &none, &q.article, &how, e))
        return false;
    if (!quote_put(library_db(lib), &q, uuid, clock_wall_ms(), e))
        return false;
    *id = q.id;
    return true;
}

bool quotes_add(struct library *lib, const struct quoted_doc *d, const struct quote_make *m,
                int64_t *id, struct err *e)
{
    if (!need_library(lib, e) || !undo_begin(library_db(lib), e))
        return false;
    bool ok = put(lib, d, m, id, e);
    return undo_end(library_db(lib), ok, _("the quote"), e);
}

static bool place(struct db *db, const struct quoted_doc *d, int64_t id, struct doc_range r,
                  int64_t article, struct err *e)
{
    struct quote q = {.id = id, .article = article};
    describe(d, r, &q);
    return quote_move(db, &q, clock_wall_ms(), e);
}

bool quotes_place(struct library *lib, const struct quoted_doc *d, int64_t id, struct doc_range r,
                  struct err *e)
{
    static const struct import_kept none;
    struct collect c = {.source = d->source};
    enum article_stored how;
    int64_t article;
    if (!need_library(lib, e) || !undo_begin(library_db(lib), e))
        return false;
    bool ok = find_article(library_db(lib), d, &article, e) &&
              (article || collect_doc(lib, &c, d->doc, &none, &article, &how, e)) &&
              place(library_db(lib), d, id, r, article, e);
    return undo_end(library_db(lib), ok, _("the quote's place"), e);
}

/* The run of quotes around i that overlap or touch, one with the next: [*beg, *end) of placed. */
static struct doc_range run_of(const struct doc_quotes *q, size_t i, size_t *beg, size_t *end)
{
    const struct placed_quote *v = q->placed.v;
    struct doc_range r = v[0].r;
    *beg = 0;
    for (*end = 1; *end < q->placed.n; ++*end) {
        if (v[*end].r.beg <= r.end) {
            r.end = v[*end].r.end > r.end ? v[*end].r.end : r.end;
            continue;
        }
        if (*end > i)
            break;
        *beg = *end;
        r = v[*end].r;
    }
    return r;
}

static bool merge(struct db *db, const struct quoted_doc *d, const struct doc_quotes *q, size_t i,
                  size_t beg, size_t end, struct doc_range r, struct err *e)
{
    int64_t id = q->list.v.v[q->placed.v[i].index].id, now = clock_wall_ms();
    struct buf note = {0};
    bool ok = place(db, d, id, r, q->article, e);
    for (size_t k = beg; ok && k < end; k++) {
        const struct quote *other = &q->list.v.v[q->placed.v[k].index];
        if (other->note.n)
            buf_adds(&note, note.n ? "\n\n" : "");
        buf_add(&note, other->note);
        for (size_t t = 0; ok && t < other->ntags; t++)
            ok = quote_tag(db, &id, 1, other->tags[t], true, now, e);
        if (ok && k != i)
            ok = quote_delete(db, &other->id, 1, now, e);
    }
    ok = ok && quote_set_note(db, id, buf_str(&note), now, e);
    buf_free(&note);
    return ok;
}

bool quotes_merge(struct library *lib, const struct quoted_doc *d, const struct doc_quotes *q,
                  size_t i, size_t *n, struct err *e)
{
    size_t beg, end;
    struct doc_range r = run_of(q, i, &beg, &end);
    *n = end - beg;
    if (*n < 2)
        return true;
    if (!undo_begin(library_db(lib), e))
        return false;
    bool ok = merge(library_db(lib), d, q, i, beg, end, r, e);
    return undo_end(library_db(lib), ok, _("merging quotes"), e);
}

bool quotes_set_color(struct library *lib, const int64_t *ids, size_t n, unsigned color,
                      struct err *e)
{
    if (!need_library(lib, e) || !undo_begin(library_db(lib), e))
        return false;
    bool ok = quote_set_color(library_db(lib), ids, n, color, clock_wall_ms(), e);
    return undo_end(library_db(lib), ok, _("the colour"), e);
}

bool quotes_set_note(struct library *lib, int64_t id, struct str note, struct err *e)
{
    struct buf clean = {0};
    if (!need_library(lib, e) || !undo_begin(library_db(lib), e))
        return false;
    sanitize(note, SANITIZE_CODE, &clean);
    bool ok = quote_set_note(library_db(lib), id, str_trim(buf_str(&clean)), clock_wall_ms(), e);
    buf_free(&clean);
    return undo_end(library_db(lib), ok, _("the note"), e);
}

bool quotes_delete(struct library *lib, const int64_t *ids, size_t n, struct err *e)
{
    if (!need_library(lib, e) || !undo_begin(library_db(lib), e))
        return false;
    bool ok = quote_delete(library_db(lib), ids, n, clock_wall_ms(), e);
    return undo_end(library_db(lib), ok, ngettext("deleting the quote", "deleting quotes", n), e);
}

/* The next tag of words, without its "#"; false at the end. */
static bool next_tag(struct str *rest, struct str *tag, bool *away)
{
    while (rest->n) {
        size_t end = 0, wide = 0;
        while (end < rest->n && !strchr(" ,\t", rest->p[end]) &&
               !(wide = str_starts(str_sub(*rest, end, rest->n), STR("，")) ||
                        str_starts(str_sub(*rest, end, rest->n), STR("、")) ||
                        str_starts(str_sub(*rest, end, rest->n), STR("\u3000"))))
            end++;
        *tag = str_sub(*rest, 0, end);
        *rest = str_sub(*rest, end + (wide ? 3 : 1), rest->n);
        *away = tag->n && tag->p[0] == '-';
        if (*away)
            *tag = str_sub(*tag, 1, tag->n);
        while (tag->n && tag->p[0] == '#')
            *tag = str_sub(*tag, 1, tag->n);
        if (tag->n)
            return true;
    }
    return false;
}

static bool has_tag(struct str words, struct str tag)
{
    struct str one;
    bool away;
    while (next_tag(&words, &one, &away))
        if (str_eq(one, tag) && !away)
            return true;
    return false;
}

/* Those of a single quote that words do not name are taken away. */
static bool drop_tags(struct db *db, int64_t id, struct str words, struct err *e)
{
    struct quote_list l = {0};
    bool ok = quote_get(db, id, &l, e);
    for (size_t i = 0; ok && i < l.v.v[0].ntags; i++)
        if (!has_tag(words, l.v.v[0].tags[i]))
            ok = quote_tag(db, &id, 1, l.v.v[0].tags[i], false, clock_wall_ms(), e);
    quote_list_free(&l);
    return ok;
}

bool quotes_set_tags(struct library *lib, const int64_t *ids, size_t n, struct str words,
                     struct err *e)
{
    struct buf clean = {0};
    struct str tag;
    bool away;
    if (!need_library(lib, e) || !undo_begin(library_db(lib), e))
        return false;
    sanitize(words, SANITIZE_LINE, &clean);
    struct str rest = buf_str(&clean);
    bool ok = n != 1 || drop_tags(library_db(lib), ids[0], rest, e);
    while (ok && next_tag(&rest, &tag, &away))
        ok = quote_tag(library_db(lib), ids, n, tag, !away, clock_wall_ms(), e);
    buf_free(&clean);
    return undo_end(library_db(lib), ok, _("the tags"), e);
}

bool quotes_review(struct library *lib, const struct quote *q, bool remembered, struct err *e)
{
    if (!need_library(lib, e) || !undo_begin(library_db(lib), e))
        return false;
    bool ok = quote_review(library_db(lib), q, remembered, clock_wall_ms(), e);
    return undo_end(library_db(lib), ok, _("the review"), e);
}
