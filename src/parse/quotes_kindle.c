/* Kindle's My Clippings.txt: records of a title line, a line of what and where and when, an empty line, the
 * text, and ten equals signs. A note is a record of its own, at the end of its highlight's place. Places
 * are locations or pages; a range may be abbreviated (120-48). Times are the device's, taken for this
 * machine's. */
#include "base/i18n.h"
#include "parse/quotes.h"
#include "text/json.h"

#include <stdlib.h>

enum kind { HIGHLIGHT, NOTE, BOOKMARK, UNKNOWN };

static const struct {
    const char *word;
    enum kind kind;
} kinds[] = {
    {"Highlight", HIGHLIGHT}, {"标注", HIGHLIGHT}, {"標註", HIGHLIGHT},
    {"標注", HIGHLIGHT},      {"划线", HIGHLIGHT}, {"ハイライト", HIGHLIGHT},
    {"Note", NOTE},           {"笔记", NOTE},      {"筆記", NOTE},
    {"附註", NOTE},           {"メモ", NOTE},      {"Bookmark", BOOKMARK},
    {"书签", BOOKMARK},       {"書籤", BOOKMARK},  {"ブックマーク", BOOKMARK},
};

struct clip {
    struct str title, author, text, note;
    struct str page, location; /* as written, digits and a dash */
    long long beg, end;        /* location, else page; -1: neither */
    enum kind kind;
    int64_t ms;
    size_t line;
};

struct clippings {
    const struct quote_source *s;
    VEC(struct clip) v;
    VEC(size_t) by_place; /* highlights, by title and end */
};

static bool next_line(struct str *rest, struct str *line)
{
    if (!str_split(rest, '\n', line))
        return false;
    if (str_ends(*line, STR("\r")))
        line->n--;
    return true;
}

static struct str without_bom(struct str s)
{
    while (str_starts(s, STR("\xEF\xBB\xBF")))
        s = str_sub(s, 3, s.n);
    return str_trim(s);
}

/* "Title (Author)": the last pair of brackets, which may hold pairs. */
static void split_title(struct str s, struct clip *c)
{
    size_t depth = 0, i = s.n;
    c->title = s;
    if (!s.n || s.p[s.n - 1] != ')')
        return;
    while (i > 0) {
        i--;
        depth += s.p[i] == ')';
        depth -= s.p[i] == '(';
        if (!depth)
            break;
    }
    if (depth || i == 0)
        return;
    c->author = str_trim(str_sub(s, i + 1, s.n - 1));
    c->title = str_trim(str_sub(s, 0, i));
}

static enum kind kind_of(struct str s)
{
    size_t best = STR_NPOS;
    enum kind kind = UNKNOWN;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t at = str_find(s, str_of(kinds[i].word), 0);
        if (at < best) {
            best = at;
            kind = kinds[i].kind;
        }
    }
    return kind;
}

/* Digits, with a dash and more digits behind them, at or behind byte `from`; Roman pages are not read. */
static struct str number_behind(struct str s, size_t from)
{
    while (from < s.n && (s.p[from] < '0' || s.p[from] > '9'))
        from++;
    size_t end = from;
    while (end < s.n && ((s.p[end] >= '0' && s.p[end] <= '9') || (s.p[end] == '-' && end > from)))
        end++;
    while (end > from && s.p[end - 1] == '-')
        end--;
    return str_sub(s, from, end);
}

static struct str place_behind(struct str s, const char *const *words)
{
    for (; *words; words++) {
        size_t at = str_find(s, str_of(*words), 0);
        if (at == STR_NPOS)
            continue;
        struct str n = number_behind(s, at + strlen(*words));
        if (n.n)
            return n;
    }
    return STR_NONE;
}

static void read_range(struct str s, struct clip *c)
{
    struct str beg = str_sub(s, 0, str_chr(s, '-', 0)), end = str_sub(s, beg.n + 1, s.n);
    unsigned long long b, n, unit = 1;
    c->beg = c->end = -1;
    if (!str_to_u64(beg, 1u << 30, &b))
        return;
    c->beg = c->end = (long long)b;
    if (!str_to_u64(end, 1u << 30, &n))
        return;
    for (size_t i = 0; i < end.n; i++)
        unit *= 10;
    c->end = (long long)(n < b ? b - b % unit + n : n); /* 120-48 is 120-148 */
}

/* "- Your Highlight on page 12 | Location 120-148 | Added on Friday, March 5, 2021 12:34:56 PM",
 * "- 您在第 12 页（位置 #120-148）的标注 | 添加于 2021年3月5日星期五 下午12:34:56" */
static bool read_about(struct str line, struct clip *c)
{
    static const char *const pages[] = {"page ", "Page ", "第", NULL};
    static const char *const locations[] = {"ocation ", "Loc. ", "位置", NULL};
    size_t bar = STR_NPOS;
    for (size_t i = 0; (i = str_chr(line, '|', i)) != STR_NPOS; i++)
        bar = i;
    if (!str_starts(line, STR("-")) || bar == STR_NPOS)
        return false;
    struct str where = str_sub(line, 0, bar);
    c->kind = kind_of(where);
    c->page = place_behind(where, pages);
    c->location = place_behind(where, locations);
    read_range(c->location.n ? c->location : c->page, c);
    c->ms = quote_time(str_sub(line, bar + 1, line.n), true);
    return true;
}

/* The record whose lines are [title, rest of s); false with a warning. */
static bool read_clip(struct clippings *k, struct str s, size_t line, struct clip *c)
{
    struct str title, about;
    *c = (struct clip){.line = line, .beg = -1, .end = -1, .kind = UNKNOWN};
    if (!next_line(&s, &title) || !next_line(&s, &about) || !read_about(str_trim(about), c)) {
        quotes_writer_warn(k->s->out, _("line %zu: this is no record of clippings"), line);
        return false;
    }
    split_title(without_bom(title), c);
    struct buf text = {0};
    while (next_line(&s, &about)) {
        buf_add(&text, about);
        buf_addc(&text, '\n');
    }
    c->text = arena_str(k->s->arena, str_trim(buf_str(&text)));
    buf_free(&text);
    if (c->kind == UNKNOWN)
        quotes_writer_warn(k->s->out, _("line %zu: neither highlight nor note"), line);
    return c->kind == HIGHLIGHT || c->kind == NOTE;
}

static void read_all(struct clippings *k)
{
    struct str rest = k->s->text, line;
    const char *from = rest.p;
    size_t number = 0, first = 1;
    struct clip c;
    while (next_line(&rest, &line)) {
        number++;
        bool end = str_eq(str_trim(line), STR("=========="));
        if (!end && rest.p)
            continue;
        struct str record = str_n(from, (size_t)((end ? line.p : line.p + line.n) - from));
        if (without_bom(record).n && read_clip(k, record, first, &c))
            vec_push(&k->v, c);
        from = rest.p;
        first = number + 1;
    }
}

/* Notes to their highlights */

static int compare_str(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

static int compare_place(const struct clip *a, const struct clip *b)
{
    int c = compare_str(a->title, b->title);
    return c ? c : (a->end > b->end) - (a->end < b->end);
}

static int by_place(const void *a, const void *b, void *clips)
{
    const struct clip *v = clips;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    int c = compare_place(&v[i], &v[j]);
    return c ? c : (i > j) - (i < j);
}

/* The first highlight in that order that is not before the note. */
static size_t first_from(const struct clippings *k, const struct clip *note)
{
    size_t lo = 0, hi = k->by_place.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (compare_place(&k->v.v[k->by_place.v[mid]], note) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

enum { NOTES_MAX_BYTES = 8 << 10 }; /* of several on one highlight */

static bool holds(const struct clip *h, const struct clip *note)
{
    return h->kind == HIGHLIGHT && str_eq(h->title, note->title) && h->beg <= note->beg &&
           note->beg <= h->end && note->beg >= 0;
}

/* The highlight before the note in the file, if it is there; else the one that ends first behind it. */
static struct clip *highlight_of(const struct clippings *k, size_t note)
{
    enum { TRIES = 16 }; /* highlights that overlap */
    const struct clip *n = &k->v.v[note];
    if (note && holds(&k->v.v[note - 1], n))
        return &k->v.v[note - 1];
    size_t from = first_from(k, n);
    for (size_t i = from; i < k->by_place.n && i < from + TRIES; i++)
        if (holds(&k->v.v[k->by_place.v[i]], n))
            return &k->v.v[k->by_place.v[i]];
    return NULL;
}

static void join_note(struct clippings *k, size_t i)
{
    const struct clip *note = &k->v.v[i];
    struct clip *h = highlight_of(k, i);
    if (!h)
        quotes_writer_warn(k->s->out, _("line %zu: a note without a highlight at its place: %.*s"),
                           note->line, STR_ARG(note->text));
    else if (!h->note.n)
        h->note = note->text;
    else if (h->note.n + note->text.n > NOTES_MAX_BYTES)
        quotes_writer_warn(k->s->out, _("line %zu: too many notes on one highlight"), note->line);
    else /* written anew, or a second one */
        h->note =
            str_of(arena_printf(k->s->arena, "%.*s\n%.*s", STR_ARG(h->note), STR_ARG(note->text)));
}

static void join_notes(struct clippings *k)
{
    for (size_t i = 0; i < k->v.n; i++)
        if (k->v.v[i].kind == HIGHLIGHT)
            vec_push(&k->by_place, i);
    if (k->by_place.n)
        qsort_r(k->by_place.v, k->by_place.n, sizeof *k->by_place.v, by_place, k->v.v);
    for (size_t i = 0; i < k->v.n; i++)
        if (k->v.v[i].kind == NOTE)
            join_note(k, i);
}

static void add_place(struct buf *b, const char *key, struct str place)
{
    if (!place.n)
        return;
    json_add_key(b, key);
    json_string(b, place);
}

static void add(struct clippings *k, const struct clip *c)
{
    struct buf extra = {0};
    struct quote_record q = QUOTE_RECORD_NONE;
    q.exact = c->text;
    q.note = c->note;
    q.article.title = c->title;
    q.article.author = c->author;
    q.created_ms = c->ms;
    buf_adds(&extra, "{\"annotation\":{\"kindle\":{");
    add_place(&extra, "page", c->page);
    add_place(&extra, "location", c->location);
    buf_adds(&extra, "}}}");
    if (c->page.n || c->location.n)
        q.extra = buf_str(&extra);
    if (!quotes_writer_add(k->s->out, &q))
        quotes_writer_warn(k->s->out, _("line %zu: a highlight without text"), c->line);
    buf_free(&extra);
}

static bool parse(const struct quote_source *s, struct err *e)
{
    struct clippings k = {.s = s};
    (void)e;
    read_all(&k);
    join_notes(&k);
    for (size_t i = 0; i < k.v.n; i++)
        if (k.v.v[i].kind == HIGHLIGHT)
            add(&k, &k.v.v[i]);
    vec_free(&k.v);
    vec_free(&k.by_place);
    return true;
}

static bool looks(struct str text)
{
    struct str rest = text, line = STR_NONE;
    struct clip c;
    return next_line(&rest, &line) && next_line(&rest, &line) && read_about(str_trim(line), &c) &&
           str_find(rest, STR("=========="), 0) != STR_NPOS;
}

const struct quote_parser QUOTES_KINDLE = {"kindle", looks, parse};
