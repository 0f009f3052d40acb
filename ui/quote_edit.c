#include "ui/quote_edit.h"

#include "app/quotes.h"
#include "text/utf8.h"
#include "ui/clipboard.h"
#include "ui/day.h"
#include "ui/prompt.h"

bool quote_edit_color(struct ui *ui, const int64_t *ids, size_t n, const char *arg)
{
    struct err e = {0};
    if (arg[0] < '1' || arg[0] > '5' || arg[1]) {
        ui_say(ui, _("A colour is a number from 1 to 5."));
        return false;
    }
    if (!quotes_set_color(ui->lib, ids, n, (unsigned)(arg[0] - '1'), &e)) {
        ui_complain(ui, "%s", e.msg);
        return false;
    }
    return true;
}

bool quote_edit_delete(struct ui *ui, const int64_t *ids, size_t n, enum key_ctx ctx)
{
    struct err e = {0};
    struct buf key = {0};
    if (!quotes_delete(ui->lib, ids, n, &e)) {
        ui_complain(ui, "%s", e.msg);
        return false;
    }
    keymap_keys_of(ui->keys, ctx, CMD_UNDO, 1, &key);
    ui_say(ui,
           ngettext("%zu quote deleted; %s brings it back.",
                    "%zu quotes deleted; %s brings them back.", n),
           n, buf_cstr(&key));
    buf_free(&key);
    return true;
}

/* The nth tag that begins so, of those that quotes have. */
struct wanted {
    struct str prefix;
    unsigned nth, seen;
    struct buf *out;
};

static void look_at_tag(void *ctx, struct str name, size_t n)
{
    struct wanted *w = ctx;
    (void)n;
    if (str_starts(name, w->prefix) && w->seen++ == w->nth)
        buf_add(w->out, name);
}

static bool complete(struct view *v, struct str word, unsigned nth, struct buf *out)
{
    struct err e = {0};
    size_t sign = 0;
    while (sign < word.n && (word.p[sign] == '#' || word.p[sign] == '-'))
        sign++;
    struct wanted w = {.prefix = str_sub(word, sign, word.n), .nth = nth, .out = out};
    size_t from = out->n;
    buf_add(out, str_sub(word, 0, sign));
    bool ok = v->ui->lib && quote_tag_names(library_db(v->ui->lib), look_at_tag, &w, &e);
    return ok && out->n > from + sign;
}

void quote_edit_ask_tags(struct view *v, const struct quote *q,
                         void (*done)(struct view *v, struct str text, bool accepted))
{
    struct prompt_owner owner = {.view = v, .done = done, .complete = complete};
    struct buf tags = {0};
    for (size_t i = 0; q && i < q->ntags; i++)
        buf_addf(&tags, "%.*s ", STR_ARG(q->tags[i]));
    prompt_open(v->ui, &owner, q ? _("Tags: ") : _("Add tags: "), buf_str(&tags));
    buf_free(&tags);
}

bool quote_edit_tags(struct ui *ui, const int64_t *ids, size_t n, struct str words)
{
    struct err e = {0};
    bool ok = quotes_set_tags(ui->lib, ids, n, words, &e);
    if (!ok)
        ui_complain(ui, "%s", e.msg);
    ui_library_changed(ui);
    return ok;
}

void quote_edit_copy(struct ui *ui, struct str text)
{
    const char *by = "";
    size_t chars = utf8_count(text);
    switch (clipboard_put(ui->term, text, &by)) {
    case CLIPBOARD_DONE:
        ui_say(ui, ngettext("%zu character copied (%s).", "%zu characters copied (%s).", chars),
               chars, by);
        break;
    case CLIPBOARD_SENT:
        ui_say(ui, _("Handed to the terminal's clipboard (OSC 52), which does not say whether it "
                     "took it."));
        break;
    case CLIPBOARD_TOO_BIG:
        ui_complain(ui, _("Too long for the terminal's clipboard: install wl-copy or xclip, or "
                          "select less."));
        break;
    }
}

void quote_edit_add_tags(const struct quote *q, struct buf *out)
{
    for (size_t i = 0; i < q->ntags; i++)
        buf_addf(out, "%s#%.*s", i ? " " : "", STR_ARG(q->tags[i]));
}

void quote_edit_add_facts(const struct quote *q, struct buf *out)
{
    buf_add(out, q->section);
    if (q->permille >= 0) {
        ui_add_dot(out);
        buf_addf(out, "%d%%", q->permille / 10);
    }
    ui_add_dot(out);
    day_add(q->created_ms, out);
}
