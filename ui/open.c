#include "ui/open.h"

#include "app/wanted.h"

#include "ui/loop.h"
#include "ui/view_reader.h"

#include <poll.h>
#include <stdlib.h>

static void opening_free(struct ui *ui)
{
    source_free(&ui->opening->source);
    free(ui->opening->fragment);
    free(ui->opening->charset);
    free(ui->opening->repair);
    free(ui->opening);
    ui->opening = NULL;
}

static bool begin(struct ui *ui, const char *given, const struct source_opts *o)
{
    struct err e = {0};
    open_cancel(ui);
    struct opening *p = mem_zero(1, sizeof *p);
    if (!source_start(given, o, ui->lib, &p->source, &p->job, &e)) {
        free(p);
        ui_complain(ui, "%s", e.msg);
        return false;
    }
    p->opts = *o;
    p->started_ms = ui->now_ms();
    ui->opening = p;
    return true;
}

void open_start(struct ui *ui, const char *given, const struct source_opts *o, const char *fragment)
{
    if (begin(ui, given, o) && fragment)
        ui->opening->fragment = str_dup(str_of(fragment));
}

void open_adopt(struct ui *ui, struct source *s, const struct source_opts *o,
                const struct import_job *job, int wait_ms)
{
    struct opening *p = mem_zero(1, sizeof *p);
    p->source = *s;
    *s = (struct source){0};
    p->opts = *o;
    p->job = *job;
    p->first = true;
    p->started_ms = ui->now_ms();
    ui->opening = p;
    if (open_is_done(p, wait_ms))
        open_finish(ui);
}

static char *copy(const char *s)
{
    return s ? str_dup(str_of(s)) : NULL;
}

void open_again(struct ui *ui, const struct source *s, const struct source_opts *o)
{
    struct err e = {0};
    open_cancel(ui);
    struct opening *p = mem_zero(1, sizeof *p);
    if (!source_restart(s, o, &p->job, &e)) {
        free(p);
        ui_complain(ui, "%s", e.msg);
        return;
    }
    p->source.id = str_dup(str_of(s->id));
    p->source.base = copy(s->base);
    p->opts = *o;
    p->opts.charset = p->charset = copy(o->charset);
    p->opts.repair = p->repair = copy(o->repair);
    p->started_ms = ui->now_ms();
    p->replace = true;
    ui->opening = p;
}

void open_document(struct ui *ui, struct source *s, const struct source_opts *o, struct doc *d,
                   const char *fragment)
{
    view_reader_open(ui, s, o, d);
    if (fragment)
        view_reader_goto_fragment(ui, fragment);
}

bool open_is_done(const struct opening *o, int wait_ms)
{
    struct pollfd p = {.fd = o->job.done, .events = POLLIN};
    return poll(&p, 1, wait_ms) > 0;
}

void open_finish(struct ui *ui)
{
    struct err e = {0};
    struct opening *p = ui->opening;
    struct doc *d = importer_finish(&p->job, &e);
    d = d ? wanted_join(&p->source, &p->opts, d) : NULL;
    if (!d && p->first)
        ui_fail(ui, &e);
    else if (!d)
        ui_complain(ui, "%s", e.msg);
    else if (p->replace)
        view_reader_replace(ui, p->source.id, &p->opts, d);
    else
        open_document(ui, &p->source, &p->opts, d, p->fragment);
    opening_free(ui);
}

void open_cancel(struct ui *ui)
{
    if (!ui->opening)
        return;
    importer_cancel(&ui->opening->job);
    opening_free(ui);
    ui->quit |= ui->views.n == 0;
}
