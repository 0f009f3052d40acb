/* Formats of lines: Readwise's CSV (RFC 4180), Kindle's clippings, and plain text. */
#include "app/exchange_priv.h"
#include "app/link.h"
#include "base/i18n.h"
#include "base/iso.h"
#include "text/json.h"

#include <inttypes.h>
#include <time.h>

/* Readwise */

void exchange_escape_csv(struct buf *out, struct str s)
{
    bool quoted = s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
    for (size_t i = 0; i < s.n && !quoted; i++)
        quoted = strchr(",\"\r\n", s.p[i]) != NULL;
    buf_adds(out, quoted ? "\"" : "");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, s.p[i]);
    }
    buf_adds(out, quoted ? "\"" : "");
}

static void add_cell(struct buf *out, struct str s, bool last)
{
    exchange_escape_csv(out, s);
    buf_adds(out, last ? "\r\n" : ",");
}

/* Tags as Readwise reads them: words with a dot before them, in the note's first line. */
static void add_tagged_note(struct buf *out, const struct quote_record *q)
{
    for (size_t i = 0; i < q->ntags; i++) {
        buf_adds(out, i ? " ." : ".");
        for (size_t k = 0; k < q->tags[i].n; k++)
            buf_addc(out, q->tags[i].p[k] == ' ' ? '-' : q->tags[i].p[k]);
    }
    buf_adds(out, q->ntags && q->note.n ? "\n" : "");
    buf_add(out, q->note);
}

static void add_location(struct buf *out, const struct quote_record *q)
{
    struct str own =
        exchange_extra(q, (const char *[]){"annotation", "readwise", "location", NULL});
    if (!json_text(own, out) && q->start >= 0)
        buf_addf(out, "%" PRId64, q->start);
}

static void add_row(struct buf *out, const struct quote_record *q)
{
    struct buf note = {0}, place = {0}, date = {0};
    add_tagged_note(&note, q);
    add_location(&place, q);
    if (q->created_ms)
        iso_add(&date, q->created_ms - q->created_ms % 1000);
    add_cell(out, q->exact, false);
    add_cell(out, q->article.title, false);
    add_cell(out, q->article.author, false);
    add_cell(out, q->article.url, false);
    add_cell(out, buf_str(&note), false);
    add_cell(out, buf_str(&place), false);
    add_cell(out, buf_str(&date), true);
    buf_free(&note);
    buf_free(&place);
    buf_free(&date);
}

bool exchange_readwise(const struct exchange *x, struct buf *out, struct err *e)
{
    (void)e;
    buf_adds(out, "Highlight,Title,Author,URL,Note,Location,Date\r\n");
    for (size_t i = 0; i < x->n; i++)
        add_row(out, x->v[i]);
    return true;
}

/* Kindle. Its own reader's words are English whatever the program's language is. */

/* A quote without a place has its number in the file. */
static void add_place(struct buf *out, const struct quote_record *q, size_t number, bool end_only)
{
    struct buf page = {0}, location = {0};
    json_text(exchange_extra(q, (const char *[]){"annotation", "kindle", "page", NULL}), &page);
    if (!json_text(exchange_extra(q, (const char *[]){"annotation", "kindle", "location", NULL}),
                   &location) &&
        q->start >= 0 && !page.n)
        buf_addf(&location, "%" PRId64 "-%" PRId64, q->start, q->end);
    if (!location.n && !page.n)
        buf_addf(&location, "%zu-%zu", number, number);
    if (page.n)
        buf_addf(out, "page %s", buf_cstr(&page));
    if (page.n && location.n)
        buf_adds(out, " | ");
    if (location.n) {
        struct str s = buf_str(&location);
        size_t dash = end_only ? str_chr(s, '-', 0) : STR_NPOS;
        buf_adds(out, page.n ? "location " : "Location ");
        buf_add(out, dash == STR_NPOS ? s : str_sub(s, dash + 1, s.n));
    }
    buf_free(&page);
    buf_free(&location);
}

/* "Friday, March 5, 2021 12:34:56 PM", in this machine's time. */
static void add_kindle_time(struct buf *out, int64_t ms)
{
    static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    struct tm tm = {0};
    time_t t = (time_t)(ms / 1000);
    localtime_r(&t, &tm);
    buf_addf(out, "%s, %s %d, %d %d:%02d:%02d %s", days[tm.tm_wday], months[tm.tm_mon], tm.tm_mday,
             tm.tm_year + 1900, tm.tm_hour % 12 ? tm.tm_hour % 12 : 12, tm.tm_min, tm.tm_sec,
             tm.tm_hour < 12 ? "AM" : "PM");
}

/* A line of text that would end the record loses a sign. */
static void add_clip_line(struct buf *out, struct str line)
{
    bool ends = str_eq(str_trim(line), STR("=========="));
    buf_add(out, ends ? STR("=========") : line);
    buf_adds(out, "\r\n");
}

static void add_clip(struct buf *out, const struct exchange *x, size_t i, bool note)
{
    const struct quote_record *q = x->v[i];
    struct str title = exchange_title(q);
    buf_add(out, title);
    if (q->article.author.n)
        buf_addf(out, " (%.*s)", STR_ARG(q->article.author));
    buf_addf(out, "\r\n- Your %s on ", note ? "Note" : "Highlight");
    add_place(out, q, i + 1, note);
    buf_adds(out, " | Added on ");
    add_kindle_time(out, q->created_ms);
    buf_adds(out, "\r\n\r\n");
    exchange_each_line(note ? q->note : q->exact, add_clip_line, out);
    buf_adds(out, "==========\r\n");
}

bool exchange_kindle(const struct exchange *x, struct buf *out, struct err *e)
{
    (void)e;
    buf_adds(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < x->n; i++) {
        add_clip(out, x, i, false);
        if (x->v[i]->note.n)
            add_clip(out, x, i, true);
    }
    return true;
}

/* Plain text */

static void add_indented(struct buf *out, struct str line)
{
    buf_adds(out, line.n ? "    " : "");
    buf_add(out, line);
    buf_addc(out, '\n');
}

static void add_note(struct buf *out, const struct quote_record *q)
{
    struct buf b = {0};
    if (q->note.n)
        buf_addf(&b, _("Note: %.*s"), STR_ARG(q->note));
    for (size_t i = 0; i < q->ntags; i++)
        buf_addf(&b, "%s#%.*s", i ? " " : b.n ? "\n" : "", STR_ARG(q->tags[i]));
    if (b.n) {
        buf_addc(out, '\n');
        exchange_each_line(buf_str(&b), add_indented, out);
    }
    buf_free(&b);
}

static void add_plain_quote(struct buf *out, const struct quote_record *q)
{
    struct buf b = {0};
    buf_addc(out, '\n');
    exchange_each_line(q->exact, add_indented, out);
    add_note(out, q);
    buf_adds(&b, "—— ");
    buf_add(&b, q->section.n ? q->section : exchange_title(q));
    buf_adds(&b, q->created_ms ? " · " : "");
    exchange_add_date(&b, q);
    buf_addc(&b, '\n');
    link_add_quote(&b, q->uuid);
    buf_addc(out, '\n');
    exchange_each_line(buf_str(&b), add_indented, out);
    buf_free(&b);
}

static void add_plain_article(struct buf *out, const struct quote_record *q)
{
    const struct quote_article *a = &q->article;
    buf_add(out, exchange_title(q));
    buf_addc(out, '\n');
    buf_add(out, a->author);
    buf_adds(out, a->author.n && a->published.n ? " · " : "");
    buf_add(out, a->published);
    buf_adds(out, a->author.n || a->published.n ? "\n" : "");
    buf_add(out, a->url);
    buf_adds(out, a->url.n ? "\n" : "");
}

bool exchange_plain(const struct exchange *x, struct buf *out, struct err *e)
{
    (void)e;
    for (size_t i = 0; i < x->n; i++) {
        if (exchange_begins_article(x, i)) {
            buf_adds(out, i ? "\n\n" : "");
            add_plain_article(out, x->v[i]);
        }
        add_plain_quote(out, x->v[i]);
    }
    return true;
}
