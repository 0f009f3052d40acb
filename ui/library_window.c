#include "ui/library_window.h"

static void drop(struct library_window *w, size_t i)
{
    article_page_free(&w->pages.v[i]);
    w->pages.n--;
    memmove(&w->pages.v[i], &w->pages.v[i + 1], (w->pages.n - i) * sizeof *w->pages.v);
}

static void clear(struct library_window *w)
{
    while (w->pages.n)
        drop(w, w->pages.n - 1);
    w->at_start = w->at_end = false;
}

void library_window_free(struct library_window *w)
{
    clear(w);
    vec_free(&w->pages);
}

/* The page that holds an article; the first where none does. */
static size_t page_of(const struct library_window *w, int64_t article)
{
    for (size_t p = 0; p < w->pages.n; p++)
        for (size_t i = 0; i < w->pages.v[p].rows.n; i++)
            if (w->pages.v[p].rows.v[i].id == article)
                return p;
    return 0;
}

struct article_query library_window_query(const struct library_window *w,
                                          const struct article_query *list, enum window_part part,
                                          int64_t here)
{
    struct article_query q = *list;
    q.limit = WINDOW_PAGE_ROWS;
    q.backwards = part == WINDOW_END || part == WINDOW_BEFORE;
    q.from = (struct list_key){0};
    if (!w->pages.n || part == WINDOW_START || part == WINDOW_END)
        return q;
    const struct article_page *first = &w->pages.v[0], *last = &vec_last(&w->pages);
    if (part == WINDOW_HERE) {
        size_t p = page_of(w, here);
        q.inclusive = true;
        if (p || !w->at_start)
            q.from = article_key(&w->pages.v[p].rows.v[0], q.order);
        return q;
    }
    q.from = part == WINDOW_BEFORE ? article_key(&first->rows.v[0], q.order)
                                   : article_key(&vec_last(&last->rows), q.order);
    return q;
}

static void insert_first(struct library_window *w, struct article_page page)
{
    vec_push(&w->pages, page);
    memmove(&w->pages.v[1], &w->pages.v[0], (w->pages.n - 1) * sizeof *w->pages.v);
    w->pages.v[0] = page;
}

static void take_before(struct library_window *w, struct article_page *page)
{
    w->at_start = page->rows.n < WINDOW_PAGE_ROWS;
    if (!page->rows.n)
        return;
    article_page_reverse(page);
    insert_first(w, *page);
    *page = (struct article_page){0};
    if (w->pages.n <= WINDOW_PAGES)
        return;
    drop(w, w->pages.n - 1);
    w->at_end = false;
}

static void take_behind(struct library_window *w, struct article_page *page)
{
    w->at_end = page->rows.n < WINDOW_PAGE_ROWS;
    if (!page->rows.n)
        return;
    vec_push(&w->pages, *page);
    *page = (struct article_page){0};
    if (w->pages.n <= WINDOW_PAGES)
        return;
    drop(w, 0);
    w->at_start = false;
}

void library_window_take(struct library_window *w, enum window_part part, struct article_page *page)
{
    if (part == WINDOW_START || part == WINDOW_END || part == WINDOW_HERE)
        clear(w);
    if (part == WINDOW_END || part == WINDOW_BEFORE)
        take_before(w, page);
    else
        take_behind(w, page);
    w->at_start |= part == WINDOW_START;
    w->at_end |= part == WINDOW_END;
}
