#include "ui/view_library.h"

#include "text/width.h"
#include "ui/library_rows.h"
#include "ui/list_view.h"
#include "ui/open.h"

enum { PAGE_ENTRIES = 200, MAX_COLS = 84, ROOMY_ROWS = 18, HINT_GAP = 3, MARK_COLS = 2 };

struct library_view {
    struct list_view lv;
    struct library_rows rows;
    bool known; /* the first answer has come */
    bool asking, asked_anew;
    bool to_first;        /* the cursor goes to the article that was left */
    bool to_next;         /* the cursor stays where it is: its article has gone */
    bool to_end;          /* the cursor goes to the end when all has come */
    unsigned gen;         /* of the last request */
    VEC(int64_t) removed; /* entries taken off, to be undone */
};

static const struct library_entry *entry_at_cursor(const struct library_view *lib)
{
    uint32_t id = list_id(&lib->lv.list);
    return id < lib->rows.entries.n ? lib->rows.entries.v[id] : NULL;
}

static void ask(struct library_view *lib, bool anew)
{
    struct job_list_request rq = {.limit = PAGE_ENTRIES, .bundled = anew};
    const struct library_list *page = lib->rows.pages.n ? &vec_last(&lib->rows.pages) : NULL;
    if (!anew && page && page->n) {
        rq.before_ms = page->v[page->n - 1].last_read_ms;
        rq.before_id = page->v[page->n - 1].id;
    }
    lib->asked_anew = anew;
    lib->asking = true;
    lib->gen = ui_ask_list(lib->lv.view.ui, &rq);
}

/* All pages again: the cursor stays on its article. */
static void take_anew(struct library_view *lib, struct job_result *res)
{
    bool stays = lib->to_first || lib->to_next;
    const struct library_entry *en = stays ? NULL : entry_at_cursor(lib);
    char *source = en ? str_dup(str_of(en->source)) : NULL;
    size_t cursor = lib->to_first ? 0 : lib->lv.list.cursor;
    lib->to_first = lib->to_next = false;
    library_rows_drop(&lib->rows);
    vec_push(&lib->rows.pages, res->read);
    lib->rows.bundled = res->bundled;
    lib->rows.count = res->count;
    res->read = res->bundled = (struct library_list){0};
    lib->rows.more = vec_last(&lib->rows.pages).n == PAGE_ENTRIES;
    lib->known = true;
    library_rows_fill(&lib->rows, &lib->lv.list);
    uint32_t row = library_rows_find(&lib->rows, source);
    list_ready(&lib->lv.list, row);
    if (row == LIST_NO_ROW)
        list_put_cursor(&lib->lv.list, cursor);
    free(source);
}

static void take_more(struct library_view *lib, struct job_result *res)
{
    uint32_t id = list_id(&lib->lv.list);
    lib->rows.more = res->read.n == PAGE_ENTRIES;
    vec_push(&lib->rows.pages, res->read);
    res->read = (struct library_list){0};
    library_rows_fill(&lib->rows, &lib->lv.list);
    list_ready(&lib->lv.list, id);
}

/* Older entries are fetched when the cursor comes near the end, and all of them for a filter that
 * leaves room on the screen and on the way to the end. */
static void ask_more(struct library_view *lib)
{
    const struct list *l = &lib->lv.list;
    bool near_end = l->cursor + l->height >= l->shown.n;
    if (lib->rows.more && !lib->asking && (near_end || lib->to_end))
        ask(lib, false);
    else if (lib->to_end && !lib->rows.more)
        list_put_cursor(&lib->lv.list, l->shown.n);
    lib->to_end &= lib->rows.more;
}

static bool library_answer(struct view *v, struct job_result *res)
{
    struct library_view *lib = (struct library_view *)v;
    if (res->kind != JOB_LIST || res->gen != lib->gen)
        return false;
    lib->asking = false;
    if (!res->ok)
        return true;
    if (lib->asked_anew)
        take_anew(lib, res);
    else
        take_more(lib, res);
    if (lib->to_end || lib->lv.list.filter.n)
        ask_more(lib);
    list_view_note(&lib->lv);
    return true;
}

static void filtered(struct view *v)
{
    ask_more((struct library_view *)v);
}

static void chosen(struct view *v, uint32_t id)
{
    static const struct source_opts none = {0};
    struct library_view *lib = (struct library_view *)v;
    open_start(v->ui, lib->rows.entries.v[id]->source, &none, NULL);
}

static void remove_entry(struct library_view *lib)
{
    struct ui *ui = lib->lv.view.ui;
    struct err e = {0};
    const struct library_entry *en = entry_at_cursor(lib);
    struct buf undo = {0};
    if (!en)
        return;
    if (!en->id) {
        ui_say(ui, _("It is bundled and was not read: there is nothing to remove."));
        return;
    }
    int64_t id = en->id;
    if (!library_forget(ui->lib, id, &e)) {
        ui_complain(ui, "%s", e.msg);
        return;
    }
    vec_push(&lib->removed, id);
    lib->to_next = true;
    keymap_keys_of(ui->keys, CTX_LIBRARY, CMD_UNDO, 1, &undo);
    ui_say(ui, _("“%s” is off the list; %s brings it back."), en->title, buf_cstr(&undo));
    buf_free(&undo);
    ask(lib, true);
}

static void undo_removal(struct library_view *lib)
{
    struct ui *ui = lib->lv.view.ui;
    struct err e = {0};
    if (!lib->removed.n) {
        ui_say(ui, _("Nothing to undo."));
        return;
    }
    if (!library_unforget(ui->lib, vec_last(&lib->removed), &e)) {
        ui_complain(ui, "%s", e.msg);
        return;
    }
    lib->removed.n--;
    ui_say(ui, _("It is on the list again."));
    ask(lib, true);
}

static bool library_command(struct view *v, const struct command_call *c)
{
    struct library_view *lib = (struct library_view *)v;
    switch (c->cmd) {
    case CMD_REMOVE:
        remove_entry(lib);
        return true;
    case CMD_UNDO:
        undo_removal(lib);
        return true;
    case CMD_RELOAD:
        ask(lib, true);
        return true;
    default:
        if (!list_view_command(v, c))
            return false;
        lib->to_end = c->cmd == CMD_END;
        ask_more(lib);
        return true;
    }
}

static void library_close_view(struct view *v)
{
    struct library_view *lib = (struct library_view *)v;
    library_rows_drop(&lib->rows);
    vec_free(&lib->rows.pages);
    vec_free(&lib->rows.entries);
    vec_free(&lib->removed);
    list_free(&lib->lv.list);
    free(lib);
}

static void library_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

/* What was read meanwhile is first in the list. */
static void library_uncovered(struct view *v)
{
    struct library_view *lib = (struct library_view *)v;
    lib->to_first = true;
    ask(lib, true);
}

static void draw_header(struct library_view *lib, struct grid *g, int left, unsigned cols)
{
    const struct ui *ui = lib->lv.view.ui;
    struct buf counts = {0};
    library_rows_add_counts(&lib->rows, &counts);
    unsigned w = (unsigned)width_str(buf_str(&counts));
    unsigned used = 1 + grid_text(g, 0, left + 1, cols - 2, str_of(_("jiandu")),
                                  ui_style(ui, ROLE_TITLE), true);
    if (used + w + 3 < cols)
        grid_text(g, 0, left + (int)(cols - 1 - w), w, buf_str(&counts),
                  ui_style(ui, ROLE_SECONDARY), false);
    buf_free(&counts);
}

/* What can be done, as much of it as there is room for. */
static void draw_hints(const struct ui *ui, struct grid *g, int left, unsigned cols)
{
    static const struct {
        enum command cmd;
        const char *label;
    } hints[] = {{CMD_OPEN, N_("open")},
                 {CMD_FILTER, N_("filter")},
                 {CMD_HELP, N_("keys")},
                 {CMD_QUIT, N_("quit")},
                 {CMD_REMOVE, N_("remove")}};
    struct buf b = {0};
    unsigned used = 0;
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
        buf_clear(&b);
        if (!keymap_keys_of(ui->keys, CTX_LIBRARY, hints[i].cmd, 1, &b))
            continue;
        buf_addf(&b, " %s", _(hints[i].label));
        unsigned w = (unsigned)width_str(buf_str(&b));
        if (used + w + 2 > cols)
            break;
        grid_text(g, (int)g->rows - 1, left + 1 + (int)used, w, buf_str(&b),
                  ui_style(ui, ROLE_SECONDARY), false);
        used += w + HINT_GAP;
    }
    buf_free(&b);
}

static void draw_about(const struct library_view *lib, struct grid *g, int left, unsigned cols)
{
    const struct library_entry *en = entry_at_cursor(lib);
    if (en)
        grid_text(g, (int)g->rows - 3, left + MARK_COLS, cols - MARK_COLS - 1,
                  library_rows_about(&lib->rows, en), ui_style(lib->lv.view.ui, ROLE_SECONDARY),
                  true);
}

static void library_draw(struct view *v, struct grid *g)
{
    struct library_view *lib = (struct library_view *)v;
    unsigned cols = g->cols < MAX_COLS ? g->cols : MAX_COLS;
    int left = (int)(g->cols - cols) / 2;
    bool roomy = g->rows >= ROOMY_ROWS;
    int top = g->rows > 8 ? 2 : g->rows > 3 ? 1 : 0, below = roomy ? 4 : top;
    struct list_look look = {.row = top,
                             .col = left,
                             .rows = g->rows - (unsigned)(top + below),
                             .cols = cols,
                             .text = ROLE_TEXT,
                             .secondary = ROLE_SECONDARY,
                             .title = ROLE_HEADING};
    list_draw(&lib->lv.list, &v->ui->theme, g, &look);
    if (top)
        draw_header(lib, g, left, cols);
    if (below)
        draw_hints(v->ui, g, left, cols);
    if (roomy)
        draw_about(lib, g, left, cols);
    if (lib->known && !lib->lv.list.rows.n)
        grid_text(g, top, left + 1, cols - 2,
                  str_of(_("Nothing has been read yet: jiandu FILE opens an article.")),
                  ui_style(v->ui, ROLE_SECONDARY), true);
}

static const struct view_ops LIBRARY_OPS = {
    .name = "library",
    .ctx = CTX_LIBRARY,
    .close = library_close_view,
    .resize = library_resize,
    .uncovered = library_uncovered,
    .command = library_command,
    .answer = library_answer,
    .click = list_view_click,
    .draw = library_draw,
};

void view_library_open(struct ui *ui)
{
    struct library_view *lib = mem_zero(1, sizeof *lib);
    lib->lv = (struct list_view){.view.ops = &LIBRARY_OPS, .chosen = chosen, .filtered = filtered};
    ui_push(ui, &lib->lv.view);
    ask(lib, true);
}
