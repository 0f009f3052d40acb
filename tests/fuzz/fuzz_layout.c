/* Layout and paint of any article at any measure: what is true of every layout, the pages from
 * first to last, and the dump. */
#include "../unit/layout_check.h"
#include "../unit/layout_make.h"

#include "paint/paint.h"

#include <stdlib.h>

enum { MAX_BLOCKS = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void turn_pages(struct layout *l, unsigned rows)
{
    struct layout_at top, next;
    if (!layout_first(l, &top))
        abort();
    while (next = layout_page_forward(l, top, rows), layout_cmp(next, top) != 0) {
        if (layout_cmp(next, top) < 0)
            abort();
        struct layout_at back = layout_page_back(l, next, rows);
        if (layout_cmp(layout_page_forward(l, back, rows), next) != 0)
            abort();
        top = next;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct choices c = {.p = data, .n = size};
    if (size == 0)
        return 0;
    struct layout_opts o = make_opts(&c);
    struct doc *d = make_article(&c, MAX_BLOCKS);
    struct layout *l = layout_new(d, &o);
    const char *bad = check_layout(l);
    if (bad) {
        fprintf(stderr, "%s\n", bad);
        abort();
    }
    turn_pages(l, 1 + size % 30);
    struct theme theme = theme_resolve(NULL, NULL, THEME_DARK, DEPTH_RGB);
    struct buf out = {0};
    paint_dump(l, &theme, true, &out);
    buf_free(&out);
    layout_free(l);
    doc_free(d);
    return 0;
}
