/* jiandu quote list: quotes as text and as JSON. */
#include "base/i18n.h"
#include "cli/quote.h"
#include "doc/dump.h"
#include "doc/quote_color.h"
#include "layout/wrap.h"
#include "text/sanitize.h"
#include "text/width.h"

#include <sys/ioctl.h>
#include <unistd.h>

enum { MAX_COLS = 64, NO_TERMINAL_COLS = 64, BAR_COLS = 2, LEAST_COLS = 10 };

unsigned quote_cols(void)
{
    struct winsize ws;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) < 0 || ws.ws_col < LEAST_COLS)
        return NO_TERMINAL_COLS;
    return ws.ws_col < MAX_COLS ? ws.ws_col : MAX_COLS;
}

static void add_wrapped(struct str s, const char *before, unsigned cols, struct buf *out)
{
    struct wrap w = {0};
    struct buf clean = {0};
    sanitize(s, SANITIZE_CODE, &clean);
    wrap_text(buf_str(&clean), cols - BAR_COLS, 0, &w);
    for (size_t i = 0; i < w.v.n; i++) {
        buf_adds(out, before);
        buf_add(out, wrap_slice(buf_str(&clean), &w.v.v[i]));
        buf_addc(out, '\n');
    }
    wrap_free(&w);
    buf_free(&clean);
}

void quote_add_framed(const struct quote *q, unsigned cols, struct buf *out)
{
    struct buf from = {0};
    add_wrapped(q->anchor.exact, "▎ ", cols, out);
    buf_add(&from, q->author);
    if (q->author.n && q->title.n)
        buf_adds(&from, "：");
    buf_add(&from, q->title);
    size_t w = width_str(buf_str(&from)), room = cols > BAR_COLS ? cols - BAR_COLS : 1;
    if (from.n && w + 3 <= room) {
        buf_fill(out, ' ', BAR_COLS + room - w - 3);
        buf_adds(out, "—— ");
        sanitize(buf_str(&from), SANITIZE_LINE, out);
        buf_addc(out, '\n');
    } else if (from.n) {
        add_wrapped(buf_str(&from), "  ", cols, out);
    }
    buf_free(&from);
}

static void add_text(const struct quote *q, struct buf *out)
{
    buf_addf(out, "#%lld  %s", (long long)q->id, quote_color_name((enum quote_color)q->color));
    for (size_t i = 0; i < q->ntags; i++)
        buf_addf(out, "  #%.*s", STR_ARG(q->tags[i]));
    if (quote_is_orphan(q))
        buf_addf(out, "  (%s)", _("without a place"));
    buf_addc(out, '\n');
    quote_add_framed(q, quote_cols(), out);
    if (q->note.n)
        add_wrapped(q->note, "  ", quote_cols(), out);
    buf_addc(out, '\n');
}

static void add_field(struct buf *out, const char *key, struct str value)
{
    buf_addf(out, ",\"%s\":", key);
    json_string(out, value);
}

static void add_json(const struct quote *q, struct buf *out)
{
    buf_addf(out, "{\"id\":%lld", (long long)q->id);
    add_field(out, "uuid", q->uuid);
    add_field(out, "text", q->anchor.exact);
    add_field(out, "note", q->note);
    add_field(out, "color", str_of(quote_color_name((enum quote_color)q->color)));
    buf_adds(out, ",\"tags\":[");
    for (size_t i = 0; i < q->ntags; i++) {
        buf_adds(out, i ? "," : "");
        json_string(out, q->tags[i]);
    }
    buf_addf(out, "],\"article\":%lld", (long long)q->article);
    add_field(out, "title", q->title);
    add_field(out, "author", q->author);
    add_field(out, "url", q->url);
    add_field(out, "source", q->source);
    add_field(out, "section", q->section);
    add_field(out, "prefix", q->anchor.prefix);
    add_field(out, "suffix", q->anchor.suffix);
    buf_addf(out, ",\"start\":%lld,\"end\":%lld,\"orphan\":%s", (long long)q->char_beg,
             (long long)q->char_end, quote_is_orphan(q) ? "true" : "false");
    buf_addf(out, ",\"created_ms\":%lld,\"modified_ms\":%lld,\"due_ms\":%lld,\"reviews\":%d}",
             (long long)q->created_ms, (long long)q->modified_ms, (long long)q->due_ms, q->reviews);
}

void quote_print(const struct cli *c, const struct quote_list *l)
{
    struct buf out = {0};
    if (c->json)
        buf_addc(&out, '[');
    for (size_t i = 0; i < l->v.n; i++) {
        if (c->json) {
            buf_adds(&out, i ? ",\n" : "");
            add_json(&l->v.v[i], &out);
        } else {
            add_text(&l->v.v[i], &out);
        }
    }
    if (c->json)
        buf_adds(&out, "]\n");
    cli_print(buf_str(&out));
    buf_free(&out);
}

bool quote_run_list(struct quote_args *a, struct err *e)
{
    struct quote_query q;
    struct quote_list l = {0};
    struct buf words = {0};
    bool ok = quote_args_query(a, &q, &words, e) && quote_find(library_db(a->lib), &q, &l, e);
    if (ok)
        quote_print(a->c, &l);
    quote_list_free(&l);
    buf_free(&words);
    return ok;
}
