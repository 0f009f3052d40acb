#include "ui/loop.h"
#include "ui/adding.h"

#include "base/clock.h"
#include "store/undo.h"
#include "ui/open.h"

#include <poll.h>
#include <stdlib.h>

enum { LOADING_SHOWN_MS = 100, PENDING_COLS = 14, WAITED_FOR = 5 };

static void open_config(struct ui *ui, const struct ui_config *c)
{
    struct buf complaints = {0}; /* told by who read the settings */
    settings_defaults(&ui->chosen);
    if (c->chosen)
        ui->chosen = *c->chosen;
    ui->watch.fd = -1;
    if (!c->config_path)
        return;
    settings_file_start(&ui->config, c->config_path);
    settings_file_reload(&ui->config, &complaints);
    watch_open(&ui->watch, c->config_path);
    buf_free(&complaints);
}

struct ui *ui_new(const struct ui_config *c)
{
    struct ui *ui = mem_zero(1, sizeof *ui);
    unsigned rows, cols;
    ui->term = c->term;
    ui->settings = *c->settings;
    ui->lib = c->lib;
    ui->keys = c->keys;
    if (c->themes)
        ui->themes = *c->themes;
    else
        theme_set_start(&ui->themes);
    ui->library_path = c->library_path ? str_dup(str_of(c->library_path)) : NULL;
    ui->now_ms = c->now_ms;
    ui->desktop.fd = -1;
    if (c->background_path) {
        ui->background_path = str_dup(str_of(c->background_path));
        background_recall(ui->background_path, &ui->term->info);
    }
    open_config(ui, c);
    ui->term->ops->size(ui->term, &rows, &cols);
    ui->grid = grid_new(rows, cols);
    ui->term->ops->mouse(ui->term, ui->settings.v[SETTING_MOUSE]);
    ui_look_refresh(ui);
    return ui;
}

void ui_bury(struct ui *ui)
{
    for (size_t i = 0; i < ui->closed.n; i++)
        ui->closed.v[i]->ops->close(ui->closed.v[i]);
    ui->closed.n = 0;
}

void ui_keep(struct ui *ui)
{
    for (size_t i = 0; i < ui->views.n; i++)
        if (ui->views.v[i]->ops->keep)
            ui->views.v[i]->ops->keep(ui->views.v[i]);
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    ui->quit = true;
    open_cancel(ui);
    while (ui->views.n)
        ui_pop(ui); /* keeps what is to be kept */
    ui_bury(ui);
    vec_free(&ui->views);
    vec_free(&ui->closed);
    if (ui->background_path)
        background_keep(ui->background_path, &ui->term->info);
    free(ui->background_path);
    desktop_close(&ui->desktop);
    ui->term->ops->close(ui->term);
    job_free(ui->job);
    adding_free(ui);
    library_close(ui->lib);
    free(ui->library_path);
    keymap_free(ui->keys);
    theme_set_free(&ui->themes);
    message_clear(&ui->message);
    grid_free(ui->grid);
    settings_file_free(&ui->config);
    setting_undo_free(&ui->setting_undo);
    watch_close(&ui->watch);
    free(ui);
}

void ui_push(struct ui *ui, struct view *v)
{
    v->ui = ui;
    vec_push(&ui->views, v);
    if (v->ops->source)
        ui_settle(ui);
}

void ui_pop(struct ui *ui)
{
    if (!ui->views.n)
        return;
    struct view *v = ui->views.v[--ui->views.n];
    if (v->ops->keep)
        v->ops->keep(v);
    vec_push(&ui->closed, v);
    ui->quit |= ui->views.n == 0;
    if (ui->quit || v->ops->panel)
        return;
    ui_settle(ui);
    if (ui_top(ui)->ops->uncovered)
        ui_top(ui)->ops->uncovered(ui_top(ui));
}

struct view *ui_top(const struct ui *ui)
{
    return ui->views.n ? ui->views.v[ui->views.n - 1] : NULL;
}

struct view *ui_find(const struct ui *ui, const struct view_ops *ops)
{
    for (size_t i = ui->views.n; i-- > 0;)
        if (ui->views.v[i]->ops == ops)
            return ui->views.v[i];
    return NULL;
}

void ui_say(struct ui *ui, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    message_set(&ui->message, false, ui->now_ms(), fmt, ap);
    va_end(ap);
}

void ui_complain(struct ui *ui, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    message_set(&ui->message, true, ui->now_ms(), fmt, ap);
    va_end(ap);
}

void ui_unkept(struct ui *ui, const struct err *e)
{
    if (ui->unkept.code)
        return;
    err_set(&ui->unkept, e->code, _("The place could not be kept: %s"), e->msg);
    ui->unkept_told = false;
    ui_complain(ui, "%s", ui->unkept.msg);
}

void ui_fail(struct ui *ui, const struct err *e)
{
    ui->failed = *e;
    ui->quit = true;
}

void ui_tick(struct ui *ui)
{
    int64_t now = ui->now_ms();
    message_tick(&ui->message, now);
    for (size_t i = 0; i < ui->views.n; i++)
        if (ui->views.v[i]->ops->tick)
            ui->views.v[i]->ops->tick(ui->views.v[i], now);
    if (ui->opening && now >= ui->opening->job.deadline_mono_ms)
        open_finish(ui);
    ui_bury(ui);
}

void ui_library_changed(struct ui *ui)
{
    for (size_t i = 0; i < ui->views.n; i++)
        if (ui->views.v[i]->ops->library_changed)
            ui->views.v[i]->ops->library_changed(ui->views.v[i]);
}

void ui_undo(struct ui *ui)
{
    struct err e = {0};
    struct buf label = {0};
    if (!ui->lib)
        ui_say(ui, _("Nothing to undo."));
    else if (undo_last(library_db(ui->lib), &label, &e))
        ui_say(ui, _("Taken back: %s."), buf_cstr(&label));
    else if (e.code == ERR_NOT_FOUND)
        ui_say(ui, _("Nothing to undo."));
    else
        ui_complain(ui, "%s", e.msg);
    buf_free(&label);
    ui_library_changed(ui);
}

static void earlier(int64_t *due, int64_t other)
{
    if (other && (!*due || other < *due))
        *due = other;
}

int ui_wait_ms(const struct ui *ui)
{
    int64_t due = message_due_ms(&ui->message), now = ui->now_ms();
    for (size_t i = 0; i < ui->views.n; i++)
        if (ui->views.v[i]->ops->due_ms)
            earlier(&due, ui->views.v[i]->ops->due_ms(ui->views.v[i]));
    if (ui->opening) {
        int64_t shown = ui->opening->started_ms + LOADING_SHOWN_MS;
        earlier(&due, now < shown ? shown : ui->opening->job.deadline_mono_ms);
    }
    if (!due)
        return -1;
    return due <= now ? 0 : due - now > 60000 ? 60000 : (int)(due - now);
}

static void draw_pending(struct ui *ui)
{
    struct buf b = {0};
    if (ui->count)
        buf_addf(&b, "%u", ui->count);
    for (size_t i = 0; i < ui->npending; i++)
        key_format(ui->pending[i], &b);
    if (b.n && ui->grid->rows && ui->grid->cols > PENDING_COLS) {
        int row = (int)ui->grid->rows - 1, col = (int)(ui->grid->cols - PENDING_COLS);
        grid_fill(ui->grid, row, col, 1, PENDING_COLS, ui_style(ui, ROLE_MESSAGE));
        grid_text(ui->grid, row, col + 1, PENDING_COLS - 2, buf_str(&b), ui_style(ui, ROLE_MESSAGE),
                  true);
    }
    buf_free(&b);
}

static void draw_loading(struct ui *ui)
{
    if (!ui->opening || ui->grid->rows == 0 ||
        ui->now_ms() < ui->opening->started_ms + LOADING_SHOWN_MS)
        return;
    struct buf b = {0};
    buf_addf(&b, _("Opening %s …"), ui->opening->source.given);
    struct style st = ui_style(ui, ROLE_MESSAGE);
    int row = (int)ui->grid->rows - 1;
    grid_fill(ui->grid, row, 0, 1, ui->grid->cols, st);
    grid_text(ui->grid, row, 1, ui->grid->cols - 1, buf_str(&b), st, true);
    buf_free(&b);
}

void ui_draw(struct ui *ui)
{
    struct grid *g = ui->grid;
    grid_clear(g, ui_style(ui, ROLE_TEXT));
    if (g->rows && g->cols >= 4) {
        size_t first = ui->views.n;
        while (first > 0 && ui->views.v[--first]->ops->panel)
            ;
        for (size_t i = first; i < ui->views.n; i++) {
            g->cursor_row = g->cursor_col = -1;
            ui->views.v[i]->ops->draw(ui->views.v[i], g);
        }
        draw_loading(ui);
        message_draw(&ui->message, &ui->theme, g);
        ui->unkept_told |= ui->unkept.code != ERR_NONE;
        draw_pending(ui);
    }
    ui->term->ops->show(ui->term, g);
}

unsigned ui_ask(struct ui *ui, const struct job_request *rq)
{
    struct err e = {0};
    if (!ui->job && !(ui->job = job_new(ui->library_path, &e)))
        ui_complain(ui, "%s", e.msg);
    else
        job_start(ui->job, ++ui->job_gen, rq);
    return ui->job_gen;
}

unsigned ui_ask_list(struct ui *ui, const struct job_list_request *rq)
{
    return ui_ask(ui, &(struct job_request){.kind = JOB_LIST, .list = *rq});
}

static void give_answer(struct ui *ui, struct job_result *res)
{
    /* That the library did not open was told at the start. */
    if (!res->ok || (res->err.code && ui->lib))
        ui_complain(ui, "%s", res->err.msg);
    for (size_t i = 0; i < ui->views.n; i++) {
        struct view *v = ui->views.v[i];
        if (v->ops->answer && v->ops->answer(v, res))
            return;
    }
}

static bool is_readable(int fd)
{
    return fd >= 0 && poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 0) > 0;
}

void ui_collect(struct ui *ui, int wait_ms)
{
    struct job_result res;
    if (desktop_take(&ui->desktop, &ui->term->info))
        ui_look_refresh(ui);
    if (is_readable(ui->watch.fd))
        ui_reload_config(ui);
    if (ui->opening && open_is_done(ui->opening, wait_ms))
        open_finish(ui);
    adding_collect(ui);
    do { /* an answer may lead to another request */
        if (wait_ms && ui->job && ui->job_seen != ui->job_gen)
            poll(&(struct pollfd){.fd = job_fd(ui->job), .events = POLLIN}, 1, wait_ms);
        while (ui->job && job_take(ui->job, &res)) {
            ui->job_seen = res.gen;
            give_answer(ui, &res);
            job_result_free(&res);
        }
    } while (wait_ms && ui->job && ui->job_seen != ui->job_gen);
}

/* What the terminal waits for beside its own input. */
static size_t waited_for(const struct ui *ui, int fds[static WAITED_FOR])
{
    size_t n = 0;
    if (ui->opening)
        fds[n++] = ui->opening->job.done;
    if (ui->job)
        fds[n++] = job_fd(ui->job);
    if (ui->watch.fd >= 0)
        fds[n++] = ui->watch.fd;
    if (adding_fd(ui) >= 0)
        fds[n++] = adding_fd(ui);
    if (ui->desktop.fd >= 0)
        fds[n++] = ui->desktop.fd;
    return n;
}

void ui_loop(struct ui *ui)
{
    while (!ui->quit) {
        struct event ev;
        ui_draw(ui);
        int fds[WAITED_FOR], wait = ui_wait_ms(ui);
        size_t nfds = waited_for(ui, fds);
        /* All that has come already is done before the next frame. */
        while (!ui->quit && ui->term->ops->event(ui->term, wait, fds, nfds, &ev)) {
            ui_handle(ui, &ev);
            nfds = waited_for(ui, fds);
            wait = 0;
        }
        ui_collect(ui, 0);
        ui_tick(ui);
    }
}
