#include "ui/view_shelves.h"

#include "ui/library_view.h"

#include <stdio.h>

enum { WANT_COLS = 40, MAX_NAMES = 200 };

/* The kinds of names, in the order of the panel. */
static const struct {
    enum tally_kind kind;
    enum list_filter filter;
    const char *title;
} NAMES[] = {
    {TALLY_TAG, LIST_TAG, N_("Tags")},
    {TALLY_FEED, LIST_FEED, N_("Feeds")},
    {TALLY_SITE, LIST_SITE, N_("Sources")},
    {TALLY_LANG, LIST_LANG, N_("Languages")},
    {TALLY_KEYWORD, LIST_KEYWORD, N_("Keywords")},
};

enum { KINDS = sizeof NAMES / sizeof NAMES[0] };

struct shelves {
    struct list_view lv;
    struct library_view *lib;
    struct name_list names[KINDS];
    unsigned gen[KINDS];
};

/* Row ids: the parts first, then the names, so many of each kind. */
static uint32_t id_of_name(size_t kind, size_t i)
{
    return (uint32_t)(LIST_FILTERS + kind * MAX_NAMES + i);
}

static int64_t count_of(const struct library_shelves *s, enum list_filter f)
{
    const int64_t counts[LIST_FILTERS] = {
        [LIST_KEPT] = s->place[PLACE_KEPT],
        [LIST_UNREAD] = s->state[STATE_UNREAD],
        [LIST_READING] = s->state[STATE_READING],
        [LIST_FINISHED] = s->state[STATE_FINISHED],
        [LIST_STARRED] = s->starred,
        [LIST_ARCHIVE] = s->place[PLACE_ARCHIVE],
        [LIST_TRASH] = s->place[PLACE_TRASH],
    };
    return counts[f];
}

static void add_row(struct list *l, uint32_t id, struct str text, int64_t n, bool current)
{
    char count[24];
    snprintf(count, sizeof count, "%lld", (long long)n);
    list_add(l, &(struct list_row){.kind = LIST_ROW,
                                   .id = id,
                                   .text = text,
                                   .right = str_of(count),
                                   .brief = str_of(count),
                                   .current = current});
}

static void fill(struct shelves *s)
{
    const struct article_query *now = &s->lib->rows.shelf.query;
    struct list *l = &s->lv.list;
    uint32_t id = list_id(l);
    list_clear(l);
    for (int f = 0; f <= LIST_TRASH; f++)
        add_row(l, (uint32_t)f, str_of(shelf_part_title((enum list_filter)f)),
                count_of(&s->lib->rows.shelves, (enum list_filter)f),
                now->filter == (enum list_filter)f);
    for (size_t k = 0; k < KINDS; k++) {
        if (!s->names[k].v.n)
            continue;
        list_add(l, &(struct list_row){.kind = LIST_GAP});
        list_add(l, &(struct list_row){.kind = LIST_TITLE, .text = str_of(_(NAMES[k].title))});
        for (size_t i = 0; i < s->names[k].v.n; i++) {
            const struct name *n = &s->names[k].v.v[i];
            bool here = now->filter == NAMES[k].filter &&
                        (n->id ? now->key == n->id : str_eq(now->lang, n->name));
            add_row(l, id_of_name(k, i), n->name, n->n, here);
        }
    }
    list_ready(l, id != LIST_NO_ROW ? id : (uint32_t)now->filter);
}

static bool shelves_answer(struct view *v, struct job_result *res)
{
    struct shelves *s = (struct shelves *)v;
    for (size_t k = 0; res->kind == JOB_NAMES && k < KINDS; k++) {
        if (res->gen != s->gen[k])
            continue;
        name_list_free(&s->names[k]);
        s->names[k] = res->names;
        res->names = (struct name_list){0};
        fill(s);
        /* A newer request makes older ones of its kind stale: they are made one after the other. */
        if (k + 1 < KINDS)
            s->gen[k + 1] = ui_ask(v->ui, &(struct job_request){.kind = JOB_NAMES,
                                                                .names = NAMES[k + 1].kind,
                                                                .limit = MAX_NAMES});
        return true;
    }
    return false;
}

static void chosen(struct view *v, uint32_t id)
{
    struct shelves *s = (struct shelves *)v;
    struct library_view *lib = s->lib;
    if (id < LIST_FILTERS) {
        library_show(lib, shelf_new((enum list_filter)id, 0, STR_NONE));
    } else {
        size_t k = (id - LIST_FILTERS) / MAX_NAMES, i = (id - LIST_FILTERS) % MAX_NAMES;
        const struct name *n = &s->names[k].v.v[i];
        library_show(lib, shelf_new(NAMES[k].filter, n->id, n->name));
    }
    ui_pop(v->ui);
}

static void shelves_close(struct view *v)
{
    struct shelves *s = (struct shelves *)v;
    for (size_t k = 0; k < KINDS; k++)
        name_list_free(&s->names[k]);
    list_free(&s->lv.list);
    free(s);
}

static void shelves_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

static bool shelves_command(struct view *v, const struct command_call *c)
{
    if (c->cmd != CMD_SHELVES && c->cmd != CMD_CLOSE)
        return list_view_command(v, c);
    ui_pop(v->ui);
    return true;
}

static const struct view_ops SHELVES_OPS = {
    .name = "shelves",
    .ctx = CTX_SHELVES,
    .panel = true,
    .close = shelves_close,
    .resize = shelves_resize,
    .command = shelves_command,
    .text = list_view_text,
    .click = list_view_click,
    .draw = list_view_draw_panel,
    .answer = shelves_answer,
};

void view_shelves_open(struct ui *ui, struct library_view *lib)
{
    struct shelves *s = mem_zero(1, sizeof *s);
    s->lv = (struct list_view){.view.ops = &SHELVES_OPS,
                               .chosen = chosen,
                               .side = PANEL_LEFT,
                               .want_cols = WANT_COLS,
                               .title = _("Library")};
    s->lib = lib;
    ui_push(ui, &s->lv.view);
    fill(s);
    s->gen[0] = ui_ask(
        ui, &(struct job_request){.kind = JOB_NAMES, .names = NAMES[0].kind, .limit = MAX_NAMES});
}
