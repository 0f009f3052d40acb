/* The article in front as one of the library: kept, starred, tagged; how long it is read. */
#include "app/collect.h"
#include "base/clock.h"
#include "store/undo.h"
#include "store/visit.h"
#include "ui/prompt.h"
#include "ui/reader.h"
#include "ui/view_library.h"

enum { IDLE_MS = 60000, SHORT_VISIT_MS = 3000 };

/* What the document was made of, by reading the source once more: it is not kept for every text that is
 * looked at. Where that cannot be, or is not the same any more, the document alone is stored. */
static struct doc *read_original(struct reader *r, struct import_kept *kept)
{
    struct import_job job;
    struct source_opts o = r->opts;
    o.keep = true;
    struct doc *d =
        source_restart(&r->source, &o, &job, NULL) ? importer_finish_kept(&job, kept, NULL) : NULL;
    if (d && d->text_hash == r->doc->text_hash)
        return d;
    doc_free(d);
    *kept = (struct import_kept){0};
    return NULL;
}

int64_t reader_article(const struct reader *r)
{
    int64_t id = r->source.article;
    struct db *db = library_db(r->view.ui->lib);
    if (!id && db && strcmp(r->source.id, "-") != 0)
        article_by_source(db, str_of(r->source.id), &id, NULL);
    if (!id && db)
        article_by_content(db, r->doc->content_hash, &id, NULL);
    return id;
}

int64_t reader_keep_article(struct reader *r, struct err *e)
{
    struct import_kept kept = {0};
    struct collect c = {.source = r->source.id};
    enum article_stored how;
    int64_t id = reader_article(r);
    if (id)
        return id;
    if (!r->view.ui->lib) {
        err_set(e, ERR_DB, _("There is no library: nothing can be kept."));
        return 0;
    }
    struct doc *d = read_original(r, &kept);
    bool ok = collect_one(r->view.ui->lib, &c, r->doc, &kept, &id, &how, e);
    doc_free(d);
    return ok ? id : 0;
}

/* The same, and the user is told where it cannot be. */
static int64_t kept(struct reader *r)
{
    struct err e = {0};
    int64_t id = reader_keep_article(r, &e);
    if (!id)
        ui_complain(r->view.ui, "%s", e.msg);
    return id;
}

static void keep(struct reader *r)
{
    bool known = reader_article(r) != 0;
    if (kept(r))
        ui_say(r->view.ui, "%s",
               known ? _("It is in the library already.") : _("It is in the library now."));
}

static bool is_starred(struct reader *r, int64_t id)
{
    struct article a;
    bool starred = article_get(library_db(r->view.ui->lib), id, &a, NULL) && a.starred;
    article_free(&a);
    return starred;
}

static void star(struct reader *r)
{
    struct err e = {0};
    struct ui *ui = r->view.ui;
    int64_t id = kept(r);
    if (!id)
        return;
    bool starred = !is_starred(r, id);
    struct db *db = library_db(ui->lib);
    bool ok = undo_begin(db, &e);
    if (ok) {
        ok = article_set_starred(db, &id, 1, starred, clock_wall_ms(), &e);
        ok = undo_end(db, ok, _("a star"), &e);
    }
    if (!ok)
        ui_complain(ui, "%s", e.msg);
    else
        ui_say(ui, "%s", starred ? _("It has a star.") : _("It has no star."));
}

static void tags_typed(struct view *v, struct str text, bool accepted)
{
    struct reader *r = (struct reader *)v;
    struct err e = {0};
    int64_t id = accepted && str_trim(text).n ? kept(r) : 0;
    if (!id)
        return;
    struct db *db = library_db(v->ui->lib);
    bool ok = undo_begin(db, &e);
    if (ok) {
        ok = article_tag_words(db, &id, 1, text, clock_wall_ms(), &e);
        ok = undo_end(db, ok, _("tags"), &e);
    }
    if (!ok)
        ui_complain(v->ui, "%s", e.msg);
    else
        ui_say(v->ui, _("The tags are changed."));
}

static void step(struct reader *r, bool next)
{
    struct view *library = ui_find(r->view.ui, &LIBRARY_OPS);
    if (!library || !library_step(library, next))
        ui_say(r->view.ui, "%s",
               next ? _("No further article in the list.")
                    : _("No article before it in the list."));
}

bool reader_keep_command(struct reader *r, const struct command_call *c)
{
    switch (c->cmd) {
    case CMD_ARTICLE_KEEP:
        keep(r);
        return true;
    case CMD_STAR:
        star(r);
        return true;
    case CMD_TAG:
        prompt_open(r->view.ui, &(struct prompt_owner){.view = &r->view, .done = tags_typed},
                    _("Tags: "), STR_NONE);
        return true;
    case CMD_ARTICLE_NEXT:
    case CMD_ARTICLE_PREV:
        step(r, c->cmd == CMD_ARTICLE_NEXT);
        return true;
    default:
        return false;
    }
}

/* Reading counts while keys are pressed now and then. */
void reader_visit_touch(struct reader *r)
{
    int64_t now = clock_wall_ms();
    if (!r->visit.begun_ms) {
        r->visit = (struct visit){.begun_ms = now, .ended_ms = now};
        r->visit_from = r->visit_to = r->place.pos;
        return;
    }
    int64_t since = now - r->visit.ended_ms;
    r->visit.active_ms += since < 0 ? 0 : since < IDLE_MS ? since : IDLE_MS;
    r->visit.ended_ms = now;
}

void reader_visit_keep(struct reader *r, doc_pos seen)
{
    struct visit *v = &r->visit;
    struct db *db = library_db(r->view.ui->lib);
    if (!db || v->active_ms < SHORT_VISIT_MS || !r->doc->text.n)
        return;
    if (seen > r->visit_to)
        r->visit_to = seen;
    v->source = str_of(r->source.id);
    v->title = doc_title(r->doc);
    v->article = reader_article(r);
    v->units = (int32_t)((uint64_t)(r->visit_to - r->visit_from) * r->doc->units / r->doc->text.n);
    v->progress_permille = (int32_t)((uint64_t)seen * 1000 / r->doc->text.n);
    visit_keep(db, v, NULL);
}
