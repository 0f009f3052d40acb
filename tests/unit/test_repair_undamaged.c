/* Repair changes nothing in what was not damaged. */
#include "text/repair.h"

#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "undamaged.h"

enum { PARAGRAPHS = 10000 };

static void check(struct str text, bool markup, size_t offered[REPAIR_KINDS])
{
    const struct repair_opts o = {.markup = markup};
    struct repair r;
    repair_text(text, &o, &r);
    for (size_t k = 0; k < REPAIR_KINDS; k++) {
        if (r.done[k]) {
            const struct repair_edit *e = &r.edits.v[0];
            size_t from = e->at > 40 ? e->at - 40 : 0;
            fail_msg("%s: %.*s was [%.*s] markup %d", repair_kind_name((enum repair_kind)k),
                     STR_ARG(str_sub(r.text, from, e->at + e->len + 40)), STR_ARG(e->before),
                     markup);
        }
        offered[k] += r.offered[k] > 0;
    }
    assert_ptr_equal(r.text.p, text.p);
    repair_free(&r);
}

static void test_paragraphs(void **state)
{
    (void)state;
    struct random r = {20261124};
    size_t n = 0, documents = 0, sum = 0, offered[REPAIR_KINDS] = {0};
    while (n < PARAGRAPHS) {
        struct buf text = {0};
        unsigned paragraphs = 1 + random_below(&r, random_below(&r, 3) ? 12 : 200);
        undamaged_document(&r, paragraphs, &text);
        check(buf_str(&text), documents % 2, offered);
        buf_free(&text);
        n += paragraphs;
        documents++;
    }
    print_message("%zu paragraphs in %zu documents; offered in:", n, documents);
    for (size_t k = 0; k < REPAIR_KINDS; k++) {
        print_message(" %s %zu", repair_kind_name((enum repair_kind)k), offered[k]);
        sum += offered[k];
    }
    print_message("\n");
    assert_true(sum * 25 < documents);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_paragraphs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
