#include "ui/library_rows.h"

#include "base/clock.h"
#include "base/file.h"
#include "ui/loop.h"

#include <time.h>

enum { DONE_PERMILLE = 1000 };

void library_rows_drop(struct library_rows *rows)
{
    for (size_t i = 0; i < rows->pages.n; i++)
        library_list_free(&rows->pages.v[i]);
    library_list_free(&rows->bundled);
    rows->bundled = (struct library_list){0};
    rows->pages.n = rows->entries.n = 0;
}

/* Days since some day, in local time. */
static long local_day(int64_t wall_ms)
{
    time_t t = (time_t)(wall_ms / 1000);
    struct tm tm;
    localtime_r(&t, &tm);
    return (long)((t + tm.tm_gmtoff) / (24 * 60 * 60));
}

static void add_day_title(struct list *l, int64_t read_ms)
{
    long ago = local_day(clock_wall_ms()) - local_day(read_ms);
    char date[64];
    const char *title = ago <= 0 ? _("Today") : ago == 1 ? _("Yesterday") : date;
    if (title == date) {
        time_t t = (time_t)(read_ms / 1000);
        struct tm tm;
        localtime_r(&t, &tm);
        if (!strftime(date, sizeof date, _("%Y-%m-%d"), &tm))
            date[0] = '\0';
    }
    list_add(l, &(struct list_row){.kind = LIST_TITLE, .text = str_of(title)});
}

/* "37% · 4 min": how far it was read and what is left. */
static void add_facts(const struct library_entry *en, struct buf *progress, struct buf *all)
{
    int32_t done = en->progress_permille > 0 ? en->progress_permille : 0;
    if (en->missing)
        buf_adds(progress, _("file is gone"));
    else if (done >= DONE_PERMILLE)
        buf_adds(progress, _("read"));
    else if (done)
        buf_addf(progress, "%d%%", done / 10);
    buf_add(all, buf_str(progress));
    uint64_t left = (uint64_t)en->units * (uint64_t)(DONE_PERMILLE - done) / DONE_PERMILLE;
    if (!left || en->missing)
        return;
    ui_add_dot(all);
    ui_add_time(all, left);
}

static void add_entry(struct library_rows *rows, struct list *l, const struct library_entry *en)
{
    struct buf progress = {0}, all = {0};
    add_facts(en, &progress, &all);
    struct str title = str_of(en->title);
    list_add(l, &(struct list_row){.kind = LIST_ROW,
                                   .dim = en->missing,
                                   .id = (uint32_t)rows->entries.n,
                                   .text = title.n ? title : file_name(str_of(en->source)),
                                   .right = buf_str(&all),
                                   .brief = buf_str(&progress)});
    vec_push(&rows->entries, en);
    buf_free(&progress);
    buf_free(&all);
}

static void add_gap(struct list *l)
{
    if (l->rows.n)
        list_add(l, &(struct list_row){.kind = LIST_GAP});
}

/* The article left last, if it is not finished. */
static const struct library_entry *unfinished(const struct library_rows *rows)
{
    if (!rows->pages.n || !rows->pages.v[0].n)
        return NULL;
    const struct library_entry *en = &rows->pages.v[0].v[0];
    return en->missing || en->progress_permille >= DONE_PERMILLE ? NULL : en;
}

static void fill_read(struct library_rows *rows, struct list *l)
{
    const struct library_entry *last = unfinished(rows);
    long day = -1;
    if (last) {
        list_add(l, &(struct list_row){.kind = LIST_TITLE, .text = str_of(_("Go on reading"))});
        add_entry(rows, l, last);
    }
    for (size_t p = 0; p < rows->pages.n; p++) {
        for (size_t i = 0; i < rows->pages.v[p].n; i++) {
            const struct library_entry *en = &rows->pages.v[p].v[i];
            if (en == last)
                continue;
            if (local_day(en->last_read_ms) != day) {
                day = local_day(en->last_read_ms);
                add_gap(l);
                add_day_title(l, en->last_read_ms);
            }
            add_entry(rows, l, en);
        }
    }
}

void library_rows_fill(struct library_rows *rows, struct list *l)
{
    bool titled = false;
    list_clear(l);
    rows->entries.n = 0;
    fill_read(rows, l);
    for (size_t i = 0; i < rows->bundled.n && !rows->more; i++) {
        if (rows->bundled.v[i].last_read_ms) /* among those read already */
            continue;
        if (!titled) {
            add_gap(l);
            list_add(l,
                     &(struct list_row){.kind = LIST_TITLE, .text = str_of(_("Bundled articles"))});
        }
        titled = true;
        add_entry(rows, l, &rows->bundled.v[i]);
    }
}

void library_rows_add_counts(const struct library_rows *rows, struct buf *out)
{
    size_t unread = 0, begun = rows->count.unfinished;
    for (size_t i = 0; i < rows->bundled.n; i++)
        unread += rows->bundled.v[i].last_read_ms == 0;
    size_t all = rows->count.read + unread;
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

struct str library_rows_about(const struct library_rows *rows, const struct library_entry *en)
{
    for (size_t i = 0; i < rows->bundled.n && !en->missing; i++) {
        const struct library_entry *b = &rows->bundled.v[i];
        if (*b->summary && strcmp(b->source, en->source) == 0)
            return str_of(b->summary);
    }
    return str_of(en->source);
}

uint32_t library_rows_find(const struct library_rows *rows, const char *source)
{
    for (size_t i = 0; source && i < rows->entries.n; i++)
        if (strcmp(rows->entries.v[i]->source, source) == 0)
            return (uint32_t)i;
    return LIST_NO_ROW;
}
