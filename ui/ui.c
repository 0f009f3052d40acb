#include "ui/ui.h"

#include "app/themes.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "ui/loop.h"
#include "ui/open.h"
#include "ui/view_library.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>

enum { FIRST_WAIT_MS = 100 };

/* What is started before there is a screen: the importer runs while the terminal is set up. */
struct start {
    const struct ui_args *args;
    struct library *lib;
    struct source source;
    struct import_job job;
    bool importing;
    struct doc *article; /* what was named, where it is of the library */
    struct buf complaints;
};

static bool start_import(struct start *s, struct err *e)
{
    const struct ui_args *a = s->args;
    s->importing = a->source && source_start(a->source, &a->opts, s->lib, &s->source, &s->job, e);
    return !a->source || s->importing;
}

/* A library that does not open is told, and reading goes on without it. */
static void open_library(struct start *s)
{
    struct err e = {0};
    s->lib = library_open(s->args->library_path, &e);
    if (!s->lib) {
        buf_addf(&s->complaints, _("%s; what you read is not remembered"), e.msg);
        buf_addc(&s->complaints, '\n');
    }
}

static bool start_all(struct start *s, struct err *e)
{
    bool by_number = s->args->source && s->args->source[0] == '#';
    if (!by_number && !start_import(s, e)) /* the earlier it runs, the earlier it is ready */
        return false;
    i18n_ready();
    open_library(s);
    int64_t article = by_number ? source_article(s->args->source, s->lib) : 0;
    if (article)
        return (s->article = source_open_article(article, s->lib, &s->source, e)) != NULL;
    return !by_number || start_import(s, e);
}

static void say_complaints(struct ui *ui, const struct start *s)
{
    struct buf b = {0};
    if (s->args->notice)
        buf_adds(&b, s->args->notice);
    buf_add(&b, buf_str(&s->complaints));
    struct str all = str_trim(buf_str(&b));
    if (all.n)
        ui_complain(ui, "%.*s", STR_ARG(all));
    buf_free(&b);
    ui_check_script(ui);
}

static struct ui *make_ui(struct start *s, struct term *term)
{
    char *config = s->args->config_path ? str_dup(str_of(s->args->config_path))
                                        : file_xdg_path(XDG_CONFIG, "config");
    char *background = file_xdg_path(XDG_STATE, "background");
    struct theme_set themes;
    themes_open(&themes, &s->complaints);
    themes_check(&themes, s->args->settings, &s->complaints);
    struct ui *ui = ui_new(&(struct ui_config){
        .term = term,
        .settings = s->args->settings,
        .chosen = s->args->chosen,
        .lib = s->lib,
        .library_path = s->args->library_path,
        .keys = keymap_open(&s->complaints),
        .themes = &themes,
        .config_path = config,
        .background_path = background,
        .now_ms = clock_mono_ms,
    });
    s->lib = NULL;
    free(config);
    free(background);
    return ui;
}

static void first_view(struct ui *ui, struct start *s)
{
    if (s->article)
        open_document(ui, &s->source, &s->args->opts, s->article, NULL);
    else if (s->importing)
        open_adopt(ui, &s->source, &s->args->opts, &s->job, FIRST_WAIT_MS);
    else
        view_library_open(ui);
    s->importing = false;
    s->article = NULL;
}

/* Ends as the signal would have ended the program, for whoever waits for its status. */
static void die_of(int sig)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, sig);
    signal(sig, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(sig);
}

bool ui_run(const struct ui_args *args, struct err *e)
{
    int ended_by = 0;
    struct start s = {.args = args};
    struct term *term = NULL;
    bool ok = start_all(&s, e) && (term = term_open(e));
    if (ok) {
        struct ui *ui = make_ui(&s, term);
        first_view(ui, &s);
        say_complaints(ui, &s);
        ui_loop(ui);
        while (ui->views.n)
            ui_pop(ui); /* which keeps the places */
        if (ui->failed.code == ERR_NONE && !ui->unkept_told)
            ui->failed = ui->unkept;
        ok = ui->failed.code == ERR_NONE;
        if (!ok && e)
            *e = ui->failed;
        ended_by = ui->signal;
        ui_free(ui);
    }
    if (s.importing)
        importer_cancel(&s.job);
    doc_free(s.article);
    library_close(s.lib);
    source_free(&s.source);
    buf_free(&s.complaints);
    if (ok && ended_by)
        die_of(ended_by);
    return ok;
}

/* What the reader would go by where the terminal does not tell. */
static void look_elsewhere(struct term_info *info)
{
    struct desktop d = {.fd = -1};
    char *path = file_xdg_path(XDG_STATE, "background");
    background_recall(path, info);
    if (info->asked && !info->mode_known)
        desktop_ask(&d);
    if (d.fd >= 0 &&
        poll(&(struct pollfd){.fd = d.fd, .events = POLLIN}, 1, DESKTOP_PATIENCE_MS) > 0)
        desktop_take(&d, info);
    desktop_close(&d);
    free(path);
}

bool ui_ask_terminal(struct ui_terminal *out, struct err *e)
{
    enum { PATIENCE_MS = 1000 };
    int64_t until = clock_mono_ms() + PATIENCE_MS;
    struct term *term = term_open(e);
    bool waiting = term != NULL;
    *out = (struct ui_terminal){0};
    while (waiting) {
        struct event ev = {0};
        int64_t left = until - clock_mono_ms();
        waiting = left > 0;
        if (!waiting || !term->ops->event(term, (int)left, NULL, 0, &ev))
            continue;
        out->answered = ev.kind == EVENT_DA1;
        waiting = !out->answered && ev.kind != EVENT_QUIT;
    }
    if (!term)
        return false;
    out->info = term->info;
    term->ops->size(term, &out->rows, &out->cols);
    term->ops->close(term);
    look_elsewhere(&out->info);
    return true;
}
