/* Snapshots of parsing: the tree is NAME.tree beside NAME.EXT (snap.h). */
#include "snap.h"

#include "doc/dump.h"

static bool check_tree(const struct doc *d, struct str stem)
{
    struct buf tree = {0};
    doc_dump_tree(d, &tree);
    bool ok = snap_compare(stem, "tree", buf_str(&tree));
    buf_free(&tree);
    return ok;
}

static void test_trees(void **state)
{
    (void)state;
    snap_all(check_tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_trees)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
