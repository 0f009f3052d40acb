/* Snapshots of layout: the lines at a measure of 40 and of 80 cells are NAME.w40 and NAME.w80 beside
 * NAME.EXT (snap.h). */
#include "snap.h"

#include "paint/paint.h"

static bool check_measure(const struct doc *d, struct str stem, uint16_t measure)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = measure;
    struct layout *l = layout_new(d, &o);
    struct buf lines = {0}, ext = {0};
    paint_dump_lines(l, &lines);
    buf_addf(&ext, "w%u", measure);
    bool ok = snap_compare(stem, buf_cstr(&ext), buf_str(&lines));
    buf_free(&ext);
    buf_free(&lines);
    layout_free(l);
    return ok;
}

static bool check_lines(const struct doc *d, struct str stem)
{
    bool narrow = check_measure(d, stem, 40), wide = check_measure(d, stem, 80);
    return narrow && wide;
}

static void test_lines(void **state)
{
    (void)state;
    snap_all(check_lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
