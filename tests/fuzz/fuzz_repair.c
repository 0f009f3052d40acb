/* Any text, repaired: it is valid UTF-8 still, and every change can be turned back. The first byte
 * chooses what is repaired. */
#include "text/repair.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check(struct str text, const struct repair_opts *o)
{
    struct buf back = {0};
    struct repair r;
    size_t at = 0;
    repair_text(text, o, &r);
    require(utf8_valid_prefix(r.text) == r.text.n);
    for (size_t i = 0; i < r.edits.n; i++) {
        const struct repair_edit *e = &r.edits.v[i];
        require(e->at >= at && e->at + e->len <= r.text.n);
        buf_add(&back, str_sub(r.text, at, e->at));
        buf_add(&back, e->before);
        at = e->at + e->len;
    }
    buf_add(&back, str_sub(r.text, at, r.text.n));
    if (r.edits.n < REPAIR_MAX_EDITS)
        require(str_eq(buf_str(&back), text));
    buf_free(&back);
    repair_free(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0)
        return 0;
    struct repair_opts o = {.markup = data[0] & 1};
    memset(o.how, data[0] & 2 ? REPAIR_ALWAYS : REPAIR_AUTO, sizeof o.how);
    struct str text = str_n((const char *)data + 1, n - 1);
    check(str_sub(text, 0, utf8_valid_prefix(text)), &o);
    return 0;
}
