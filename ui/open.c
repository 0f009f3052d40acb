#include "ui/open.h"

#include "app/collect.h"
#include "app/wanted.h"
#include "store/article.h"
#include "store/quote.h"
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

/* An article of the library is there at once. */
static struct reader *open_article(struct ui *ui, int64_t article, const struct source_opts *o,
                                   const char *fragment)
{
    struct err e = {0};
    struct source s;
    struct doc *d = source_open_article(article, ui->lib, &s, &e);
    open_cancel(ui);
    if (!d) {
        ui_complain(ui, "%s", e.msg);
        return NULL;
    }
    bool outdated = s.outdated;
    struct reader *r = open_document(ui, &s, o, d, fragment);
    if (outdated)
        reader_reread(r, o->charset, o->repair);
    return r;
}

void open_start(struct ui *ui, const char *given, const struct source_opts *o, const char *fragment)
{
    int64_t article = source_article(given, ui->lib);
    if (article) {
        open_article(ui, article, o, fragment);
        return;
    }
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

static bool restart(struct ui *ui, const struct source *s, const struct source_opts *o,
                    bool from_source, struct import_job *job, struct err *e)
{
    if (s->article && !from_source)
        return source_start_original(s->article, s->id, o, ui->lib, job, e);
    return source_restart(s, o, job, e);
}

void open_again(struct ui *ui, const struct source *s, const struct source_opts *o,
                bool from_source)
{
    struct err e = {0};
    open_cancel(ui);
    struct opening *p = mem_zero(1, sizeof *p);
    p->opts = *o;
    p->opts.keep = s->article != 0;
    if (!restart(ui, s, &p->opts, from_source, &p->job, &e)) {
        free(p);
        ui_complain(ui, "%s", e.msg);
        return;
    }
    p->source.id = str_dup(str_of(s->id));
    p->source.base = copy(s->base);
    p->source.article = s->article;
    p->opts.charset = p->charset = copy(o->charset);
    p->opts.repair = p->repair = copy(o->repair);
    p->started_ms = ui->now_ms();
    p->replace = true;
    ui->opening = p;
}

struct reader *open_document(struct ui *ui, struct source *s, const struct source_opts *o,
                             struct doc *d, const char *fragment)
{
    struct reader *r = view_reader_open(ui, s, o, d);
    if (fragment)
        view_reader_goto_fragment(ui, fragment);
    return r;
}

/* Views above the reader of a source go away; NULL: none shows it. */
static struct reader *uncover(struct ui *ui, const char *source)
{
    struct reader *r = view_reader_of(ui, source);
    while (r && ui_top(ui) != (struct view *)r)
        ui_pop(ui);
    return r;
}

void open_quote(struct ui *ui, const struct quote *q)
{
    static const struct source_opts none = {0};
    struct article a;
    struct err e = {0};
    if (!q->article) {
        ui_say(ui, _("It waits for its article."));
        return;
    }
    if (!article_get(library_db(ui->lib), q->article, &a, &e)) {
        ui_complain(ui, "%s", e.msg);
        return;
    }
    int64_t id = q->id; /* q may live in a view that goes */
    struct reader *r = uncover(ui, a.source);
    if (!r)
        r = open_article(ui, a.id, &none, NULL);
    if (r && !view_reader_show_quote(r, id))
        ui_say(ui, _("The quote has lost its place here: select the text, and attach it."));
    article_free(&a);
}

bool open_is_done(const struct opening *o, int wait_ms)
{
    struct pollfd p = {.fd = o->job.done, .events = POLLIN};
    return poll(&p, 1, wait_ms) > 0;
}

/* The library has from now on what was read again. */
static void store_again(struct ui *ui, const struct opening *p, const struct doc *d,
                        const struct import_kept *kept)
{
    struct collect c = {.source = p->source.id, .anew = true};
    enum article_stored how;
    struct err e = {0};
    int64_t id;
    if (!collect_one(ui->lib, &c, d, kept, &id, &how, &e))
        ui_complain(ui, "%s", e.msg);
}

void open_finish(struct ui *ui)
{
    struct err e = {0};
    struct opening *p = ui->opening;
    struct import_kept kept = {0};
    struct doc *d = importer_finish_kept(&p->job, &kept, &e);
    d = d ? wanted_join_kept(&p->source, &p->opts, d, &kept) : NULL;
    if (d && p->source.article)
        store_again(ui, p, d, &kept);
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
