#include "ui/view_reader.h"

#include "ui/open.h"
#include "ui/reader.h"
#include "ui/view_charset.h"
#include "ui/view_info.h"
#include "ui/view_repairs.h"
#include "ui/view_select.h"
#include "ui/view_toc.h"

enum { KEEP_EVERY_MS = 60000, MEASURE_STEP = 2 };

const struct doc *reader_doc(const struct reader *r)
{
    return r->doc;
}

const struct outline *reader_outline(const struct reader *r)
{
    return &r->outline;
}

doc_pos reader_place(const struct reader *r)
{
    return r->place.pos;
}

static char *copy(const char *s)
{
    return s ? str_dup(str_of(s)) : NULL;
}

static void take_document(struct reader *r, struct doc *d)
{
    layout_free(r->layout);
    r->layout = NULL;
    outline_free(&r->outline);
    doc_free(r->doc);
    r->doc = d;
    r->outline = outline_build(d);
    r->link = DOC_NONE;
    r->select = (struct selection){.on = r->select.on, .unit = PICK_SENTENCE, .goal = -1};
    r->quote = 0;
    reader_quotes_load(r);
    r->turns.n = r->back.n = r->forward.n = 0;
    reader_tail_ask(r);
}

static void restore_place(struct reader *r)
{
    struct ui *ui = r->view.ui;
    struct reading_state st = {0};
    struct buf here = {0};
    struct err e = {0};
    if (!library_position(ui->lib, r->source.id, r->doc, &st, &e)) {
        ui_complain(ui, "%s", e.msg);
        return;
    }
    if (st.known && st.match != ANCHOR_LOST && st.pos != 0) {
        reader_go(r, (struct place){.pos = st.pos});
        buf_addf(&here, _("You were here, at %u%%."), reader_percent(r));
    }
    reader_tell(r, here.n ? buf_cstr(&here) : NULL);
    buf_free(&here);
}

static bool is_same(const char *a, const char *b)
{
    return str_eq(str_of(a), str_of(b));
}

static void set_opts(struct reader *r, const char *charset, const char *repair)
{
    char *new_charset = copy(charset), *new_repair = copy(repair);
    free(r->charset);
    free(r->repair);
    r->charset = new_charset;
    r->repair = new_repair;
    r->opts = (struct source_opts){
        .mime = r->mime, .charset = r->charset, .format = r->format, .repair = r->repair};
}

/* As it was chosen to be read the last time, unless the command line says how. */
static void restore_choice(struct reader *r)
{
    char *charset, *repair;
    struct err e = {0};
    if (r->given)
        return;
    if (!library_choice(r->view.ui->lib, r->source.id, &charset, &repair, &e))
        ui_complain(r->view.ui, "%s", e.msg);
    if (r->source.article) { /* the library has it as it was chosen */
        set_opts(r, charset, repair);
    } else if (!is_same(charset, r->charset) || !is_same(repair, r->repair)) {
        struct source_opts o = r->opts;
        o.charset = charset;
        o.repair = repair;
        open_again(r->view.ui, &r->source, &o, false);
    }
    free(charset);
    free(repair);
}

struct reader *view_reader_open(struct ui *ui, struct source *s, const struct source_opts *o,
                                struct doc *d)
{
    struct reader *r = mem_zero(1, sizeof *r);
    r->view.ops = &READER_OPS;
    r->source = *s;
    *s = (struct source){0};
    r->mime = copy(o->mime);
    r->format = copy(o->format);
    set_opts(r, o->charset, o->repair);
    r->given = o->charset || o->repair;
    r->keep_due_ms = ui->now_ms() + KEEP_EVERY_MS;
    ui_push(ui, &r->view);
    take_document(r, d);
    reader_relayout(r);
    struct layout_at first;
    if (layout_first(r->layout, &first))
        reader_go(r, reader_place_of(r, first));
    restore_place(r);
    restore_choice(r);
    return r;
}

/* The same place in another version of the text: by its anchor. */
static struct place carried_over(const struct reader *r, const struct doc *to)
{
    struct doc_range at = {r->place.pos, r->place.pos};
    struct anchor a = anchor_make(r->doc, at);
    if (anchor_find(to, &a, &at) == ANCHOR_LOST)
        at.beg = (doc_pos)((uint64_t)r->place.pos * to->text.n / (r->doc->text.n + 1));
    return (struct place){.pos = at.beg, .lead = r->place.lead};
}

struct reader *view_reader_of(const struct ui *ui, const char *source_id)
{
    for (size_t i = ui->views.n; i-- > 0;)
        if (ui->views.v[i]->ops == &READER_OPS &&
            is_same(((struct reader *)ui->views.v[i])->source.id, source_id))
            return (struct reader *)ui->views.v[i];
    return NULL;
}

bool view_reader_show_quote(struct reader *r, int64_t id)
{
    reader_quote_show(r, id);
    return r->quote == id;
}

void view_reader_replace(struct ui *ui, const char *source_id, const struct source_opts *o,
                         struct doc *d)
{
    struct reader *r = view_reader_of(ui, source_id);
    if (!r) { /* left in the meantime */
        doc_free(d);
        return;
    }
    r->place = carried_over(r, d);
    set_opts(r, o->charset, o->repair);
    take_document(r, d);
    reader_relayout(r);
    reader_find_again(r);
    for (size_t i = 0; i < ui->views.n; i++)
        if (ui->views.v[i]->ops->panel)
            ui->views.v[i]->ops->resize(ui->views.v[i], SET_REPARSE);
    reader_tell(r, _("Read again."));
}

void reader_reread(struct reader *r, const char *charset, const char *repair)
{
    struct err e = {0};
    struct source_opts o = r->opts;
    o.charset = charset;
    o.repair = repair;
    if (!library_keep_choice(r->view.ui->lib, r->source.id, charset, repair, &e))
        ui_complain(r->view.ui, "%s", e.msg);
    open_again(r->view.ui, &r->source, &o, false);
}

const struct source_opts *reader_opts(const struct reader *r)
{
    return &r->opts;
}

void view_reader_goto_fragment(struct ui *ui, const char *fragment)
{
    struct reader *r = (struct reader *)ui_find(ui, &READER_OPS);
    if (r && reader_goto_fragment(r, str_of(fragment)))
        r->back.n = 0; /* back leaves the article, to where the link was */
}

static void reader_keep(struct view *v)
{
    struct reader *r = (struct reader *)v;
    struct err e = {0};
    doc_pos seen = reader_at_end(r) ? (doc_pos)r->doc->text.n : r->place.pos;
    if (library_keep_seen(v->ui->lib, r->source.id, r->doc, r->place.pos, seen, &e))
        v->ui->unkept.code = ERR_NONE;
    else
        ui_unkept(v->ui, &e);
    reader_visit_keep(r, seen);
    r->keep_due_ms = v->ui->now_ms() + KEEP_EVERY_MS;
}

static void reader_close(struct view *v)
{
    struct reader *r = (struct reader *)v;
    reader_tail_free(r);
    layout_free(r->layout);
    outline_free(&r->outline);
    doc_free(r->doc);
    source_free(&r->source);
    free(r->mime);
    free(r->charset);
    free(r->format);
    free(r->repair);
    doc_quotes_free(&r->quotes);
    vec_free(&r->turns);
    vec_free(&r->back);
    vec_free(&r->forward);
    vec_free(&r->hits.r);
    buf_free(&r->needle);
    free(r);
}

static void reader_resize(struct view *v, unsigned effects)
{
    struct reader *r = (struct reader *)v;
    if (!r->layout) /* it is only being opened */
        return;
    struct layout_opts o = settings_layout(&v->ui->settings, v->ui->grid->cols);
    if (effects & SET_RELAYOUT || o.measure != layout_options(r->layout)->measure)
        reader_relayout(r);
    else
        reader_fit(r);
    r->top = reader_at(r, r->place);
}

static void change_measure(struct reader *r, int by)
{
    struct ui *ui = r->view.ui;
    const struct setting_def *def = &SETTING_DEFS[SETTING_MEASURE];
    int64_t shown = layout_options(r->layout)->measure; /* what fits may be less than what is set */
    int64_t v = (by < 0 ? shown : ui->settings.v[SETTING_MEASURE]) + by;
    v = v < def->min ? def->min : v > def->max ? def->max : v;
    if (by > 0 && shown < ui->settings.v[SETTING_MEASURE]) {
        ui_say(ui, _("The screen has no room for wider lines."));
        return;
    }
    ui_say(ui, _("Lines of %d cells."), (int)v);
    ui_set(ui, SETTING_MEASURE, v);
}

static bool reader_command(struct view *v, const struct command_call *c)
{
    struct reader *r = (struct reader *)v;
    reader_visit_touch(r);
    switch (c->cmd) {
    case CMD_SELECT:
        reader_select_start(r);
        view_select_open(v->ui, r);
        return true;
    case CMD_CONTENTS:
        view_toc_open(v->ui, r);
        return true;
    case CMD_INFO:
        view_info_open(v->ui, r);
        return true;
    case CMD_RELOAD:
        open_again(v->ui, &r->source, &r->opts, true);
        return true;
    case CMD_REPAIRS:
        view_repairs_open(v->ui, r);
        return true;
    case CMD_CHARSET:
        view_charset_open(v->ui, r);
        return true;
    case CMD_NARROWER:
        change_measure(r, -MEASURE_STEP);
        return true;
    case CMD_WIDER:
        change_measure(r, MEASURE_STEP);
        return true;
    default:
        return reader_keep_command(r, c) || reader_page_command(r, c) ||
               reader_jump_command(r, c) || reader_find_command(r, c) || reader_quote_command(r, c);
    }
}

/* The worker may have dropped what was asked: what is over a reader asks too. */
static void reader_uncovered(struct view *v)
{
    struct reader *r = (struct reader *)v;
    if (r->tail.gen)
        reader_tail_ask(r);
}

static void library_changed(struct view *v)
{
    reader_quotes_load((struct reader *)v);
}

static void mouse(struct view *v, const struct event *ev, unsigned clicks)
{
    reader_mouse((struct reader *)v, ev, clicks);
}

static void reader_tick(struct view *v, int64_t now_ms)
{
    struct reader *r = (struct reader *)v;
    if (r->glow_row >= 0 && now_ms >= r->glow_until_ms)
        r->glow_row = -1;
    if (now_ms >= r->keep_due_ms)
        reader_keep(v);
    reader_mouse_tick(r, now_ms);
}

static int64_t reader_due_ms(const struct view *v)
{
    const struct reader *r = (const struct reader *)v;
    int64_t due = r->keep_due_ms;
    if (r->glow_row >= 0 && r->glow_until_ms < due)
        due = r->glow_until_ms;
    return r->drag.due_ms && r->drag.due_ms < due ? r->drag.due_ms : due;
}

static struct str reader_source(const struct view *v)
{
    return str_of(((const struct reader *)v)->source.id);
}

const struct view_ops READER_OPS = {
    .name = "reader",
    .ctx = CTX_READER,
    .close = reader_close,
    .resize = reader_resize,
    .source = reader_source,
    .uncovered = reader_uncovered,
    .command = reader_command,
    .answer = reader_tail_answer,
    .mouse = mouse,
    .draw = reader_draw,
    .tick = reader_tick,
    .due_ms = reader_due_ms,
    .library_changed = library_changed,
    .keep = reader_keep,
};
