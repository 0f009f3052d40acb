#include "ui/view_library.h"

#include "store/db.h"
#include "text/width.h"
#include "ui/library_view.h"
#include "ui/open.h"
#include "ui/view_quotes.h"
#include "ui/view_shelves.h"

#include <stdio.h>
#include <stdlib.h>

enum { PAGE_ENTRIES = 200, MAX_COLS = 84, ROOMY_ROWS = 18, HINT_GAP = 3, MARK_COLS = 2 };
enum { LOOK_MS = 1000 };

/* What is being asked of the worker; one answer is waited for at a time. */
enum asked {
    ASKED_NOTHING,
    ASKED_ANEW, /* the articles' first page, then what was read */
    ASKED_READ, /* what was read, from the newest */
    ASKED_MORE, /* what was read, further back */
    ASKED_PART, /* another page of the articles */
};

const struct library_item *library_item_here(const struct library_view *lib)
{
    uint32_t id = list_id(&lib->lv.list);
    return id < lib->rows.items.n ? &lib->rows.items.v[id] : NULL;
}

static bool shows_all(const struct library_view *lib)
{
    return lib->rows.shelf.query.filter == LIST_KEPT;
}

static void ask_read(struct library_view *lib, enum asked what)
{
    struct job_list_request rq = {.limit = PAGE_ENTRIES, .bundled = what == ASKED_READ};
    const struct library_list *page = lib->rows.pages.n ? &vec_last(&lib->rows.pages) : NULL;
    if (what == ASKED_MORE && page && page->n) {
        rq.before_ms = page->v[page->n - 1].last_read_ms;
        rq.before_id = page->v[page->n - 1].id;
    }
    lib->asked = what;
    lib->gen = ui_ask_list(lib->lv.view.ui, &rq);
}

static void ask_part(struct library_view *lib, enum asked what, enum window_part part)
{
    struct job_request rq = {.kind = JOB_ARTICLES};
    rq.articles =
        library_window_query(&lib->rows.window, &lib->rows.shelf.query, part, lib->article);
    if (part == WINDOW_HERE && !rq.articles.from.id)
        part = WINDOW_START;
    lib->asked = what;
    lib->part = part;
    lib->gen = ui_ask(lib->lv.view.ui, &rq);
}

/* Remembers the item at the cursor, which is found again in what comes. */
static void remember_cursor(struct library_view *lib)
{
    const struct library_item *it = library_item_here(lib);
    free(lib->source);
    lib->source = it && it->source ? str_dup(str_of(it->source->source)) : NULL;
    lib->article = it && it->article ? it->article->id : 0;
    lib->cursor = lib->lv.list.cursor;
}

void library_refresh(struct library_view *lib)
{
    remember_cursor(lib);
    ask_part(lib, ASKED_ANEW, WINDOW_HERE);
}

static void library_changed(struct view *v)
{
    library_refresh((struct library_view *)v);
}

/* The rows anew, after each answer: those of before point into what it has taken the place of. */
static void fill(struct library_view *lib)
{
    library_rows_fill(&lib->rows, &lib->lv.list);
    uint32_t row = library_rows_find(&lib->rows, lib->article, lib->source);
    if (lib->to_first)
        row = LIST_NO_ROW;
    list_ready(&lib->lv.list, row);
    if (row == LIST_NO_ROW)
        list_put_cursor(&lib->lv.list, lib->to_first ? 0 : lib->cursor);
}

/* The same, when all of it has come. */
static void refill(struct library_view *lib)
{
    fill(lib);
    lib->to_first = false;
    lib->known = true;
}

static void take_read(struct library_view *lib, struct job_result *res)
{
    if (lib->asked == ASKED_READ) {
        library_rows_drop(&lib->rows);
        lib->rows.bundled = res->bundled;
        lib->rows.count = res->count;
        res->bundled = (struct library_list){0};
    }
    vec_push(&lib->rows.pages, res->read);
    res->read = (struct library_list){0};
    lib->rows.more = vec_last(&lib->rows.pages).n == PAGE_ENTRIES;
}

static void take_part(struct library_view *lib, struct job_result *res)
{
    library_window_take(&lib->rows.window, lib->part, &res->page);
    lib->rows.shelves = res->shelves;
}

/* More is fetched when the cursor comes near an end of what is here. */
static void ask_more(struct library_view *lib)
{
    const struct list *l = &lib->lv.list;
    bool near_end = l->cursor + l->height >= l->shown.n, near_start = l->cursor < l->height;
    if (lib->asked)
        return;
    if (near_end && !lib->rows.window.at_end)
        ask_part(lib, ASKED_PART, WINDOW_BEHIND);
    else if (near_start && !lib->rows.window.at_start)
        ask_part(lib, ASKED_PART, WINDOW_BEFORE);
    else if (shows_all(lib) && lib->rows.more && (near_end || lib->to_end))
        ask_read(lib, ASKED_MORE);
    else if (lib->to_end)
        list_put_cursor(&lib->lv.list, l->shown.n);
    lib->to_end &= lib->asked != ASKED_NOTHING;
}

static bool library_answer(struct view *v, struct job_result *res)
{
    struct library_view *lib = (struct library_view *)v;
    enum asked asked = lib->asked;
    if (library_preview_answer(lib, res))
        return true;
    if ((res->kind != JOB_LIST && res->kind != JOB_ARTICLES) || res->gen != lib->gen)
        return false;
    if (!res->ok) {
        lib->asked = ASKED_NOTHING;
        return true;
    }
    remember_cursor(lib);
    if (res->kind == JOB_LIST)
        take_read(lib, res);
    else
        take_part(lib, res);
    lib->asked = ASKED_NOTHING;
    if (asked == ASKED_ANEW && shows_all(lib)) {
        fill(lib);
        ask_read(lib, ASKED_READ);
        return true;
    }
    refill(lib);
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
    const struct library_item *it = &lib->rows.items.v[id];
    char alias[24];
    if (it->article)
        snprintf(alias, sizeof alias, "#%lld", (long long)it->article->id);
    open_start(v->ui, it->article ? alias : it->source->source, &none, NULL);
}

void library_show(struct library_view *lib, struct shelf shelf)
{
    shelf_free(&lib->rows.shelf);
    lib->rows.shelf = shelf;
    lib->rows.marked.n = 0;
    lib->to_first = true;
    ask_part(lib, ASKED_ANEW, WINDOW_START);
}

static void next_order(struct library_view *lib)
{
    shelf_next_order(&lib->rows.shelf);
    lib->to_first = true;
    ask_part(lib, ASKED_ANEW, WINDOW_START);
    ui_say(lib->lv.view.ui, "%s", shelf_order_title(&lib->rows.shelf));
}

/* Escape: the marks, then the shelf are left. */
static bool step_back(struct library_view *lib)
{
    if (lib->rows.marked.n) {
        lib->rows.marked.n = 0;
        remember_cursor(lib);
        refill(lib);
    } else if (!shows_all(lib))
        library_show(lib, shelf_new(LIST_KEPT, 0, STR_NONE));
    else
        return false;
    return true;
}

static void to_edge(struct library_view *lib, bool end)
{
    const struct library_window *w = &lib->rows.window;
    lib->to_end = end;
    if (end ? !w->at_end : !w->at_start)
        ask_part(lib, ASKED_PART, end ? WINDOW_END : WINDOW_START);
    else
        ask_more(lib);
}

static bool library_command(struct view *v, const struct command_call *c)
{
    struct library_view *lib = (struct library_view *)v;
    switch (c->cmd) {
    case CMD_RELOAD:
        library_refresh(lib);
        return true;
    case CMD_SHELVES:
        view_shelves_open(v->ui, lib);
        return true;
    case CMD_ORDER:
        next_order(lib);
        return true;
    case CMD_CLOSE:
        return step_back(lib);
    case CMD_MARK: {
        const struct library_item *it = library_item_here(lib);
        if (it && it->article)
            library_rows_mark(&lib->rows, it->article->id);
        remember_cursor(lib);
        refill(lib);
        return list_view_command(v, &(struct command_call){.cmd = CMD_LINE_DOWN});
    }
    case CMD_QUOTES:
        view_quotes_open(v->ui, 0);
        return true;
    default:
        if (library_act(lib, c))
            return true;
        if (!list_view_command(v, c))
            return false;
        if (c->cmd == CMD_END || c->cmd == CMD_START)
            to_edge(lib, c->cmd == CMD_END);
        else
            ask_more(lib);
        return true;
    }
}

static void library_close_view(struct view *v)
{
    struct library_view *lib = (struct library_view *)v;
    library_rows_free(&lib->rows);
    library_preview_free(lib);
    list_free(&lib->lv.list);
    free(lib->source);
    free(lib);
}

/* The preview is laid out by settings, too. */
static void library_resize(struct view *v, unsigned effects)
{
    struct library_view *lib = (struct library_view *)v;
    if (!(effects & SET_RELAYOUT))
        return;
    library_preview_free(lib);
    library_preview_ask(lib);
}

/* What was read meanwhile is first in the list; the cursor stays on an article of the library. */
static void library_uncovered(struct view *v)
{
    struct library_view *lib = (struct library_view *)v;
    const struct library_item *it = library_item_here(lib);
    lib->to_first = shows_all(lib) && !(it && it->article);
    library_refresh(lib);
}

/* What another program changes is shown. */
static void library_tick(struct view *v, int64_t now_ms)
{
    struct library_view *lib = (struct library_view *)v;
    library_preview_ask(lib);
    if (now_ms < lib->look_ms || !v->ui->lib || lib->asked)
        return;
    lib->look_ms = now_ms + LOOK_MS;
    bool first = lib->version == 0;
    if (db_changed(library_db(v->ui->lib), &lib->version, NULL) && !first)
        library_refresh(lib);
}

static int64_t library_due_ms(const struct view *v)
{
    return ((const struct library_view *)v)->look_ms;
}

static void draw_header(struct library_view *lib, struct grid *g, int left, unsigned cols)
{
    const struct ui *ui = lib->lv.view.ui;
    struct buf counts = {0}, title = {0};
    library_rows_add_counts(&lib->rows, &counts);
    buf_adds(&title, _("jiandu"));
    if (!shows_all(lib)) {
        ui_add_dot(&title);
        shelf_add_title(&lib->rows.shelf, &title);
    }
    unsigned w = (unsigned)width_str(buf_str(&counts));
    unsigned used =
        1 + grid_text(g, 0, left + 1, cols - 2, buf_str(&title), ui_style(ui, ROLE_TITLE), true);
    if (used + w + 3 < cols)
        grid_text(g, 0, left + (int)(cols - 1 - w), w, buf_str(&counts),
                  ui_style(ui, ROLE_SECONDARY), false);
    buf_free(&counts);
    buf_free(&title);
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
    const struct library_item *it = library_item_here(lib);
    if (it)
        grid_text(g, (int)g->rows - 3, left + MARK_COLS, cols - MARK_COLS - 1,
                  library_rows_about(&lib->rows, it), ui_style(lib->lv.view.ui, ROLE_SECONDARY),
                  true);
}

static void draw_none(const struct library_view *lib, struct grid *g, int row, int left,
                      unsigned cols)
{
    const char *text = shows_all(lib)
                           ? _("Nothing has been read yet: jiandu FILE opens an article.")
                           : _("Nothing is here.");
    if (lib->known && !lib->lv.list.rows.n)
        grid_text(g, row, left + 1, cols - 2, str_of(text),
                  ui_style(lib->lv.view.ui, ROLE_SECONDARY), true);
}

static void library_draw(struct view *v, struct grid *g)
{
    struct library_view *lib = (struct library_view *)v;
    unsigned beside = library_preview_cols(g);
    unsigned cols = g->cols - beside < MAX_COLS ? g->cols - beside : MAX_COLS;
    int left = beside ? 1 : (int)(g->cols - cols) / 2;
    bool roomy = g->rows >= ROOMY_ROWS && !beside;
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
    if (beside)
        library_preview_draw(lib, g, left + (int)cols, beside);
    draw_none(lib, g, top, left, cols);
}

const struct view_ops LIBRARY_OPS = {
    .name = "library",
    .ctx = CTX_LIBRARY,
    .close = library_close_view,
    .resize = library_resize,
    .uncovered = library_uncovered,
    .command = library_command,
    .answer = library_answer,
    .click = list_view_click,
    .draw = library_draw,
    .library_changed = library_changed,
    .tick = library_tick,
    .due_ms = library_due_ms,
};

bool library_step(struct view *v, bool next)
{
    struct library_view *lib = (struct library_view *)v;
    uint32_t before = list_id(&lib->lv.list);
    list_command(&lib->lv.list, &(struct command_call){.cmd = next ? CMD_LINE_DOWN : CMD_LINE_UP});
    uint32_t id = list_id(&lib->lv.list);
    if (id == before || id == LIST_NO_ROW)
        return false;
    while (ui_top(v->ui) != v)
        ui_pop(v->ui);
    chosen(v, id);
    return true;
}

void view_library_open(struct ui *ui)
{
    struct library_view *lib = mem_zero(1, sizeof *lib);
    lib->lv = (struct list_view){.view.ops = &LIBRARY_OPS, .chosen = chosen, .filtered = filtered};
    lib->rows.shelf = shelf_new(LIST_KEPT, 0, STR_NONE);
    ui_push(ui, &lib->lv.view);
    library_refresh(lib);
}
