/* Turning pages: where the next screen begins is a function of the present one. */
#include "layout/layout.h"

#include <limits.h>

static bool is_blank(struct layout *l, struct layout_at at)
{
    return layout_line(l, at)->flags & LINE_BLANK;
}

/* Blank rows never open a page, rows of readings do. */
static bool may_open(struct layout *l, struct layout_at at)
{
    return (layout_line(l, at)->flags & (LINE_BLANK | LINE_READINGS)) != LINE_BLANK;
}

static bool is_heading(struct layout *l, struct layout_at at)
{
    unsigned kind = layout_doc(l)->blocks[at.unit].kind;
    return (kind == BLOCK_HEADING || kind == BLOCK_TITLE) && !is_blank(l, at);
}

/* The last line of a paragraph of several lines. */
static bool is_widow(struct layout *l, struct layout_at at)
{
    if (layout_doc(l)->blocks[at.unit].kind == BLOCK_TABLE)
        return false;
    return (layout_line(l, at)->flags & (LINE_FIRST | LINE_LAST | LINE_BLANK)) == LINE_LAST;
}

/* The nearest text row before at but not before limit. False, unchanged: none. */
static bool text_before(struct layout *l, struct layout_at *at, struct layout_at limit)
{
    struct layout_at a = *at;
    while (layout_cmp(a, limit) > 0 && layout_prev(l, &a))
        if (!is_blank(l, a)) {
            *at = a;
            return true;
        }
    return false;
}

/* Back from the rows of headings that end in *at to the first of them behind limit. */
static void to_heading_top(struct layout *l, struct layout_at *at, struct layout_at limit)
{
    struct layout_at a = *at;
    while (is_heading(l, a) && layout_cmp(a, limit) > 0) {
        *at = a;
        if (!text_before(l, &a, limit))
            return;
    }
}

/* A top that may open a page: not blank, not a widow. Behind limit, else false. */
static bool settle(struct layout *l, struct layout_at *at, struct layout_at limit)
{
    if (is_blank(l, *at) && !text_before(l, at, limit))
        return false;
    if (is_heading(l, *at))
        to_heading_top(l, at, limit);
    else if (is_widow(l, *at) && !text_before(l, at, limit))
        return false;
    *at = layout_with_readings(l, *at);
    return layout_cmp(*at, limit) > 0;
}

/* Whether the page at top would leave a heading as its last text. */
static bool strands_heading(struct layout *l, struct layout_at top, unsigned rows)
{
    struct layout_at a = top, after;
    if (layout_move(l, &a, (long)rows - 1) < (long)rows - 1)
        return false;
    after = a;
    if (!layout_next(l, &after))
        return false;
    while (is_blank(l, a) && layout_cmp(a, top) > 0 && layout_prev(l, &a))
        ;
    return is_heading(l, a);
}

/* The same top or an earlier one, behind limit, whose page does not end in a heading. */
static struct layout_at without_stranding(struct layout *l, struct layout_at at,
                                          struct layout_at limit, unsigned rows)
{
    struct layout_at a = at;
    while (strands_heading(l, a, rows))
        if (!text_before(l, &a, limit) || !settle(l, &a, limit))
            return at;
    return a;
}

struct layout_at layout_page_forward(struct layout *l, struct layout_at top, unsigned rows)
{
    rows = rows ? rows : 1;
    struct layout_at last = top, next;
    bool short_page = layout_move(l, &last, (long)rows - 1) < (long)rows - 1;
    next = last;
    if (short_page || !layout_next(l, &next))
        return top;
    if (settle(l, &last, top))
        return without_stranding(l, last, top, rows);
    /* the whole page is one line, one heading or the end of one paragraph: no overlap */
    while (is_blank(l, next) && layout_next(l, &next))
        ;
    struct layout_at with = layout_with_readings(l, next);
    return layout_cmp(with, top) > 0 ? with : next;
}

/* How far above a page its predecessor can begin: the page, and the blank rows that are skipped. */
enum { BACK_SLACK_ROWS = 8 };

struct layout_at layout_page_back(struct layout *l, struct layout_at top, unsigned rows)
{
    rows = rows ? rows : 1;
    rows = rows < INT_MAX / 2 ? rows : INT_MAX / 2;
    struct layout_at t = top, near = top;
    layout_move(l, &t, -(long)rows - BACK_SLACK_ROWS);
    for (; layout_cmp(t, top) < 0; layout_next(l, &t)) {
        if (!may_open(l, t))
            continue;
        int c = layout_cmp(layout_page_forward(l, t, rows), top);
        if (c == 0)
            return t;
        if (c > 0 && layout_cmp(near, top) == 0)
            near = t;
    }
    return near;
}
