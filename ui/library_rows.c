#include "ui/library_rows.h"

#include "base/file.h"
#include "ui/day.h"
#include "ui/loop.h"

enum { DONE_PERMILLE = 1000 };

void library_rows_drop(struct library_rows *rows)
{
    for (size_t i = 0; i < rows->pages.n; i++)
        library_list_free(&rows->pages.v[i]);
    library_list_free(&rows->bundled);
    rows->bundled = (struct library_list){0};
    rows->pages.n = rows->items.n = 0;
}

void library_rows_free(struct library_rows *rows)
{
    library_rows_drop(rows);
    library_window_free(&rows->window);
    shelf_free(&rows->shelf);
    vec_free(&rows->pages);
    vec_free(&rows->items);
    vec_free(&rows->marked);
}

bool library_rows_is_marked(const struct library_rows *rows, int64_t article)
{
    for (size_t i = 0; i < rows->marked.n; i++)
        if (rows->marked.v[i] == article)
            return true;
    return false;
}

void library_rows_mark(struct library_rows *rows, int64_t article)
{
    for (size_t i = 0; i < rows->marked.n; i++)
        if (rows->marked.v[i] == article) {
            rows->marked.v[i] = vec_last(&rows->marked);
            rows->marked.n--;
            return;
        }
    vec_push(&rows->marked, article);
}

static void add_day_title(struct list *l, int64_t read_ms)
{
    struct buf title = {0};
    day_add(read_ms, &title);
    list_add(l, &(struct list_row){.kind = LIST_TITLE, .text = buf_str(&title)});
    buf_free(&title);
}

static void add_part(struct buf *b, const char *part)
{
    ui_add_dot(b);
    buf_adds(b, part);
}

/* "37% · 4 min": how far it was read and what is left; before it what only a wide row has room for. */
struct facts {
    struct buf brief, all;
};

static void add_progress(struct facts *f, int32_t permille, bool finished, uint32_t units)
{
    if (finished)
        buf_adds(&f->brief, _("read"));
    else if (permille > 0)
        buf_addf(&f->brief, "%d%%", permille / 10);
    if (f->all.n && f->brief.n)
        ui_add_dot(&f->all);
    buf_add(&f->all, buf_str(&f->brief));
    uint64_t left =
        finished ? 0 : (uint64_t)units * (uint64_t)(DONE_PERMILLE - permille) / DONE_PERMILLE;
    if (!left)
        return;
    ui_add_dot(&f->all);
    ui_add_time(&f->all, left);
}

static void add_row(struct library_rows *rows, struct list *l, const struct library_item *it,
                    struct str title, struct facts *f, bool dim, bool marked)
{
    list_add(l, &(struct list_row){.kind = LIST_ROW,
                                   .dim = dim,
                                   .marked = marked,
                                   .id = (uint32_t)rows->items.n,
                                   .text = title,
                                   .right = buf_str(&f->all),
                                   .brief = buf_str(&f->brief)});
    vec_push(&rows->items, *it);
    buf_free(&f->brief);
    buf_free(&f->all);
}

static void add_entry(struct library_rows *rows, struct list *l, const struct library_entry *en)
{
    struct facts f = {0};
    int32_t done = en->progress_permille > 0 ? en->progress_permille : 0;
    if (en->missing) {
        buf_adds(&f.brief, _("file is gone"));
        buf_adds(&f.all, _("file is gone"));
    } else
        add_progress(&f, done, done >= DONE_PERMILLE, en->units > 0 ? (uint32_t)en->units : 0);
    struct str title = str_of(en->title);
    add_row(rows, l, &(struct library_item){.source = en},
            title.n ? title : file_name(str_of(en->source)), &f, en->missing, false);
}

static void add_article(struct library_rows *rows, struct list *l, const struct article_row *a)
{
    struct facts f = {0};
    struct str from = a->site.n ? a->site : a->author;
    if (from.n && !(rows->shelf.query.filter == LIST_SITE && a->site.n))
        buf_add(&f.all, from);
    add_progress(&f, a->progress_permille, a->state == STATE_FINISHED, (uint32_t)a->units);
    if (a->has_note)
        add_part(&f.all, _("note"));
    if (a->starred) {
        add_part(&f.all, "*");
        add_part(&f.brief, "*");
    }
    add_row(rows, l, &(struct library_item){.article = a}, a->title.n ? a->title : a->source, &f,
            a->state == STATE_FINISHED, library_rows_is_marked(rows, a->id));
}

static void add_gap(struct list *l)
{
    if (l->rows.n)
        list_add(l, &(struct list_row){.kind = LIST_GAP});
}

static void add_title(struct list *l, const char *title)
{
    add_gap(l);
    list_add(l, &(struct list_row){.kind = LIST_TITLE, .text = str_of(title)});
}

/* The article left last, if it is not finished. */
static const struct library_entry *unfinished(const struct library_rows *rows)
{
    if (!rows->pages.n || !rows->pages.v[0].n)
        return NULL;
    const struct library_entry *en = &rows->pages.v[0].v[0];
    return en->missing || en->progress_permille >= DONE_PERMILLE ? NULL : en;
}

/* A new day begins a group. */
static void begin_day(struct list *l, int64_t wall_ms, long *day)
{
    if (day_of(wall_ms) == *day)
        return;
    *day = day_of(wall_ms);
    add_gap(l);
    add_day_title(l, wall_ms);
}

static void fill_articles(struct library_rows *rows, struct list *l)
{
    long day = -1;
    int64_t wall_ms;
    for (size_t p = 0; p < rows->window.pages.n; p++) {
        const struct article_page *page = &rows->window.pages.v[p];
        for (size_t i = 0; i < page->rows.n; i++) {
            if (shelf_day_of(&rows->shelf, &page->rows.v[i], &wall_ms))
                begin_day(l, wall_ms, &day);
            else if (!p && !i)
                add_gap(l);
            add_article(rows, l, &page->rows.v[i]);
        }
    }
}

static bool is_article(const struct library_rows *rows, const char *source)
{
    for (size_t p = 0; p < rows->window.pages.n; p++)
        for (size_t i = 0; i < rows->window.pages.v[p].rows.n; i++)
            if (str_eq(rows->window.pages.v[p].rows.v[i].source, str_of(source)))
                return true;
    return false;
}

static void fill_read(struct library_rows *rows, struct list *l, const struct library_entry *last)
{
    long day = -1;
    for (size_t p = 0; p < rows->pages.n; p++) {
        for (size_t i = 0; i < rows->pages.v[p].n; i++) {
            const struct library_entry *en = &rows->pages.v[p].v[i];
            if (en == last || is_article(rows, en->source))
                continue;
            if (!rows->window.pages.n)
                begin_day(l, en->last_read_ms, &day);
            else if (day++ < 0)
                add_title(l, _("Read, not kept"));
            add_entry(rows, l, en);
        }
    }
}

static void fill_bundled(struct library_rows *rows, struct list *l)
{
    bool titled = false;
    for (size_t i = 0; i < rows->bundled.n && !rows->more; i++) {
        const struct library_entry *en = &rows->bundled.v[i];
        if (en->last_read_ms || is_article(rows, en->source)) /* among those above already */
            continue;
        if (!titled)
            add_title(l, _("Bundled articles"));
        titled = true;
        add_entry(rows, l, en);
    }
}

void library_rows_fill(struct library_rows *rows, struct list *l)
{
    bool all = rows->shelf.query.filter == LIST_KEPT;
    const struct library_entry *last = all ? unfinished(rows) : NULL;
    list_clear(l);
    rows->items.n = 0;
    if (last && (rows->window.at_start || !rows->window.pages.n)) {
        list_add(l, &(struct list_row){.kind = LIST_TITLE, .text = str_of(_("Go on reading"))});
        add_entry(rows, l, last);
    }
    fill_articles(rows, l);
    if (!all || !rows->window.at_end)
        return;
    fill_read(rows, l, last);
    fill_bundled(rows, l);
}

/* Of the articles, where there are any; else of what was read and is bundled. */
void library_rows_add_counts(const struct library_rows *rows, struct buf *out)
{
    size_t unread = (size_t)rows->shelves.state[STATE_UNREAD];
    size_t begun = (size_t)rows->shelves.state[STATE_READING];
    size_t all = (size_t)rows->shelves.place[PLACE_KEPT];
    if (!all) {
        for (size_t i = 0; i < rows->bundled.n; i++)
            unread += rows->bundled.v[i].last_read_ms == 0;
        begun = rows->count.unfinished;
        all = rows->count.read + unread;
    }
    if (unread)
        buf_addf(out, ngettext("%zu unread", "%zu unread", unread), unread);
    if (begun) {
        ui_add_dot(out);
        buf_addf(out, ngettext("%zu begun", "%zu begun", begun), begun);
    }
    if (all) {
        ui_add_dot(out);
        buf_addf(out, ngettext("%zu in all", "%zu in all", all), all);
    }
}

struct str library_rows_about(const struct library_rows *rows, const struct library_item *it)
{
    if (it->article)
        return it->article->summary.n ? it->article->summary : it->article->source;
    for (size_t i = 0; i < rows->bundled.n && !it->source->missing; i++) {
        const struct library_entry *b = &rows->bundled.v[i];
        if (*b->summary && strcmp(b->source, it->source->source) == 0)
            return str_of(b->summary);
    }
    return str_of(it->source->source);
}

uint32_t library_rows_find(const struct library_rows *rows, int64_t article, const char *source)
{
    for (size_t i = 0; i < rows->items.n; i++) {
        const struct library_item *it = &rows->items.v[i];
        if (article && it->article && it->article->id == article)
            return (uint32_t)i;
        if (!article && source && it->source && strcmp(it->source->source, source) == 0)
            return (uint32_t)i;
    }
    return LIST_NO_ROW;
}
