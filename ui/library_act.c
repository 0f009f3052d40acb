/* What is done in the library: to the articles marked, else to the one under the cursor. Each act is one
 * undo. */
#include "base/clock.h"
#include "store/undo.h"
#include "ui/adding.h"
#include "ui/library_view.h"
#include "ui/prompt.h"

struct chosen {
    VEC(int64_t) ids;
    const struct article_row *first; /* the row of one of them, if it is in memory */
};

static const struct article_row *row_of(const struct library_view *lib, int64_t id)
{
    for (size_t i = 0; i < lib->rows.items.n; i++)
        if (lib->rows.items.v[i].article && lib->rows.items.v[i].article->id == id)
            return lib->rows.items.v[i].article;
    return NULL;
}

static struct chosen choose(const struct library_view *lib)
{
    struct chosen c = {0};
    const struct library_item *it = library_item_here(lib);
    for (size_t i = 0; i < lib->rows.marked.n; i++)
        vec_push(&c.ids, lib->rows.marked.v[i]);
    if (!c.ids.n && it && it->article)
        vec_push(&c.ids, it->article->id);
    for (size_t i = 0; i < c.ids.n && !c.first; i++)
        c.first = row_of(lib, c.ids.v[i]);
    return c;
}

/* Begins an act; the user is told where it cannot be. */
static bool begin(struct library_view *lib)
{
    struct ui *ui = lib->lv.view.ui;
    struct err e = {0};
    if (ui->lib && undo_begin(library_db(ui->lib), &e))
        return true;
    ui_complain(ui, "%s", ui->lib ? e.msg : _("There is no library: nothing can be kept."));
    return false;
}

/* Ends it, says what was done and how it is undone, and shows the list anew. */
static void end(struct library_view *lib, bool ok, struct buf *done, struct err *e)
{
    struct ui *ui = lib->lv.view.ui;
    struct buf undo = {0};
    if (!undo_end(library_db(ui->lib), ok, buf_cstr(done), e)) {
        ui_complain(ui, "%s", e->msg);
    } else {
        keymap_keys_of(ui->keys, CTX_LIBRARY, CMD_UNDO, 1, &undo);
        ui_say(ui, _("%s; %s undoes it."), buf_cstr(done), buf_cstr(&undo));
        lib->rows.marked.n = 0;
    }
    buf_free(&undo);
    buf_free(done);
    library_refresh(lib);
}

/* "“A Title” is starred", "3 articles are starred" */
static void add_done(const struct chosen *c, const char *one, const char *many, struct buf *out)
{
    if (c->ids.n == 1 && c->first)
        buf_addf(out, one, STR_ARG(c->first->title));
    else
        buf_addf(out, many, c->ids.n);
}

static void act_star(struct library_view *lib, const struct chosen *c)
{
    struct buf done = {0};
    struct err e = {0};
    bool starred = !(c->first && c->first->starred);
    if (starred)
        add_done(c, _("“%.*s” has a star"), _("%zu articles have a star"), &done);
    else
        add_done(c, _("“%.*s” has no star"), _("%zu articles have no star"), &done);
    bool ok = article_set_starred(library_db(lib->lv.view.ui->lib), c->ids.v, c->ids.n, starred,
                                  clock_wall_ms(), &e);
    end(lib, ok, &done, &e);
}

static void act_finished(struct library_view *lib, const struct chosen *c)
{
    struct buf done = {0};
    struct err e = {0};
    bool finished = !(c->first && c->first->state == STATE_FINISHED);
    if (finished)
        add_done(c, _("“%.*s” counts as read"), _("%zu articles count as read"), &done);
    else
        add_done(c, _("“%.*s” counts as unread"), _("%zu articles count as unread"), &done);
    bool ok = article_set_state(library_db(lib->lv.view.ui->lib), c->ids.v, c->ids.n,
                                finished ? STATE_FINISHED : STATE_UNREAD, clock_wall_ms(), &e);
    end(lib, ok, &done, &e);
}

static void move(struct library_view *lib, const struct chosen *c, enum article_place to)
{
    struct buf done = {0};
    struct err e = {0};
    switch (to) {
    case PLACE_KEPT:
        add_done(c, _("“%.*s” is in the lists again"), _("%zu articles are in the lists again"),
                 &done);
        break;
    case PLACE_ARCHIVE:
        add_done(c, _("“%.*s” is in the archive"), _("%zu articles are in the archive"), &done);
        break;
    case PLACE_TRASH:
        add_done(c, _("“%.*s” is in the trash"), _("%zu articles are in the trash"), &done);
        break;
    default:
        add_done(c, _("“%.*s” is deleted"), _("%zu articles are deleted"), &done);
    }
    bool ok = article_set_place(library_db(lib->lv.view.ui->lib), c->ids.v, c->ids.n, to,
                                clock_wall_ms(), &e);
    end(lib, ok, &done, &e);
}

static void act_archive(struct library_view *lib, const struct chosen *c)
{
    bool kept = !c->first || c->first->place == PLACE_KEPT;
    move(lib, c, kept ? PLACE_ARCHIVE : PLACE_KEPT);
}

static void act_remove(struct library_view *lib, const struct chosen *c)
{
    bool in_trash = c->first && c->first->place == PLACE_TRASH;
    move(lib, c, in_trash ? PLACE_GONE : PLACE_TRASH);
}

static void tags_typed(struct view *v, struct str text, bool accepted)
{
    struct library_view *lib = (struct library_view *)v;
    struct chosen c = choose(lib);
    struct buf done = {0};
    struct err e = {0};
    if (accepted && str_trim(text).n && c.ids.n && begin(lib)) {
        bool ok =
            article_tag_words(library_db(v->ui->lib), c.ids.v, c.ids.n, text, clock_wall_ms(), &e);
        add_done(&c, _("Tags of “%.*s” changed"), _("Tags of %zu articles changed"), &done);
        end(lib, ok, &done, &e);
    }
    vec_free(&c.ids);
}

/* "title / author" */
static void name_typed(struct view *v, struct str text, bool accepted)
{
    struct library_view *lib = (struct library_view *)v;
    const struct library_item *it = library_item_here(lib);
    struct buf done = {0};
    struct err e = {0};
    size_t slash = str_find(text, STR(" / "), 0);
    struct str title = str_trim(str_sub(text, 0, slash));
    struct str author = slash == STR_NPOS ? STR("") : str_trim(str_sub(text, slash + 3, text.n));
    if (!accepted || !title.n || !it || !it->article || !begin(lib))
        return;
    bool ok =
        article_rename(library_db(v->ui->lib), it->article->id, title, author, clock_wall_ms(), &e);
    buf_addf(&done, _("It is called “%.*s” now"), STR_ARG(title));
    end(lib, ok, &done, &e);
}

static void note_typed(struct view *v, struct str text, bool accepted)
{
    struct library_view *lib = (struct library_view *)v;
    const struct library_item *it = library_item_here(lib);
    struct buf done = {0};
    struct err e = {0};
    if (!accepted || !it || !it->article || !begin(lib))
        return;
    bool ok = article_set_note(library_db(v->ui->lib), it->article->id, str_trim(text),
                               clock_wall_ms(), &e);
    buf_addf(&done, text.n ? _("“%.*s” has a note") : _("“%.*s” has no note"),
             STR_ARG(it->article->title));
    end(lib, ok, &done, &e);
}

static void ask_name(struct library_view *lib, const struct article_row *a)
{
    struct buf initial = {0};
    buf_add(&initial, a->title);
    if (a->author.n) {
        buf_adds(&initial, " / ");
        buf_add(&initial, a->author);
    }
    prompt_open(lib->lv.view.ui, &(struct prompt_owner){.view = &lib->lv.view, .done = name_typed},
                _("Title / author: "), buf_str(&initial));
    buf_free(&initial);
}

static void ask_note(struct library_view *lib, const struct article_row *a)
{
    struct buf initial = {0};
    if (lib->lv.view.ui->lib)
        article_note(library_db(lib->lv.view.ui->lib), a->id, &initial, NULL);
    prompt_open(lib->lv.view.ui, &(struct prompt_owner){.view = &lib->lv.view, .done = note_typed},
                _("Note: "), buf_str(&initial));
    buf_free(&initial);
}

static void path_typed(struct view *v, struct str text, bool accepted)
{
    if (accepted && str_trim(text).n)
        adding_start(v->ui, str_trim(text));
}

static void ask_path(struct library_view *lib)
{
    const struct library_item *it = library_item_here(lib);
    struct str initial =
        it && it->source && !it->source->missing ? str_of(it->source->source) : STR("");
    prompt_open(lib->lv.view.ui, &(struct prompt_owner){.view = &lib->lv.view, .done = path_typed},
                _("Add a file or a folder: "), initial);
}

/* What was only read leaves the list; it is no article. */
static void forget(struct library_view *lib, const struct library_entry *en)
{
    struct buf done = {0};
    struct err e = {0};
    if (!en->id) {
        ui_say(lib->lv.view.ui, _("It is bundled and was not read: there is nothing to remove."));
        return;
    }
    if (!begin(lib))
        return;
    bool ok = library_forget(lib->lv.view.ui->lib, en->id, &e);
    buf_addf(&done, _("“%s” is off the list"), en->title);
    end(lib, ok, &done, &e);
}

static void undo(struct library_view *lib)
{
    ui_undo(lib->lv.view.ui);
}

static const struct {
    enum command cmd;
    void (*act)(struct library_view *lib, const struct chosen *c);
} ACTS[] = {
    {CMD_STAR, act_star},
    {CMD_FINISHED, act_finished},
    {CMD_ARCHIVE, act_archive},
    {CMD_REMOVE, act_remove},
};

/* An act on what is chosen; false: it is none. */
static bool act_on_chosen(struct library_view *lib, enum command cmd)
{
    for (size_t i = 0; i < sizeof ACTS / sizeof ACTS[0]; i++) {
        if (ACTS[i].cmd != cmd)
            continue;
        struct chosen c = choose(lib);
        const struct library_item *it = library_item_here(lib);
        if (!c.ids.n && it && cmd == CMD_REMOVE)
            forget(lib, it->source);
        else if (!c.ids.n)
            ui_say(lib->lv.view.ui, _("It is not kept in the library yet."));
        else if (begin(lib))
            ACTS[i].act(lib, &c);
        vec_free(&c.ids);
        return true;
    }
    return false;
}

bool library_act(struct library_view *lib, const struct command_call *call)
{
    const struct library_item *it = library_item_here(lib);
    bool article = it && it->article;
    if (act_on_chosen(lib, call->cmd))
        return true;
    switch (call->cmd) {
    case CMD_UNDO:
        undo(lib);
        return true;
    case CMD_ADD:
        ask_path(lib);
        return true;
    case CMD_TAG:
    case CMD_RENAME:
    case CMD_NOTE:
        break;
    default:
        return false;
    }
    if (!article && !lib->rows.marked.n)
        ui_say(lib->lv.view.ui, _("It is not kept in the library yet."));
    else if (call->cmd == CMD_TAG)
        prompt_open(lib->lv.view.ui,
                    &(struct prompt_owner){.view = &lib->lv.view, .done = tags_typed}, _("Tags: "),
                    STR_NONE);
    else if (article && call->cmd == CMD_RENAME)
        ask_name(lib, it->article);
    else if (article)
        ask_note(lib, it->article);
    return true;
}
