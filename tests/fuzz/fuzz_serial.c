/* Bytes that claim to be a stored document: they are refused with a message, or what comes out can
 * be used in every way. */
#include "doc/anchor.h"
#include "doc/dump.h"
#include "doc/outline.h"
#include "doc/serial.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void dump(const struct doc *d)
{
    struct buf out = {0};
    doc_dump_tree(d, &out);
    doc_dump_json(d, &out);
    buf_free(&out);
}

static void walk(const struct doc *d)
{
    uint32_t last = DOC_NONE;
    for (uint32_t i = doc_next_leaf(d, DOC_NONE); i != DOC_NONE; i = doc_next_leaf(d, i)) {
        struct doc_range r = d->blocks[i].r;
        if (doc_leaf_at(d, r.beg) != i || doc_leaf_at(d, r.end) != i || doc_prev_leaf(d, i) != last)
            abort();
        uint32_t span = doc_span_at(d, r.beg);
        if (span != DOC_NONE && d->spans[span].r.end > r.end)
            abort();
        last = i;
    }
}

static void find_sections(const struct doc *d)
{
    struct outline o = outline_build(d);
    for (size_t i = 0; i < o.n; i++) {
        struct doc_range r;
        struct anchor a = anchor_make(d, o.v[i].r);
        if (outline_at(&o, o.v[i].r.beg) != i || anchor_find(d, &a, &r) != ANCHOR_EXACT)
            abort();
    }
    outline_free(&o);
}

/* A byte wrong in the text shall not end every try: the hash is made right. */
static void mend(char *bytes, size_t n)
{
    struct doc_stored_header h;
    if (n < sizeof h)
        return;
    memcpy(&h, bytes, sizeof h);
    size_t end = n - (h.strings_bytes < n ? h.strings_bytes : 0);
    size_t pad = h.strings_bytes ? (8 - h.text_bytes % 8) % 8 : 0;
    if (h.text_bytes > end || pad > end - h.text_bytes)
        return;
    h.text_hash = hash64(str_n(bytes + (end - pad - h.text_bytes), h.text_bytes));
    memcpy(bytes, &h, sizeof h);
}

static void try_bytes(const char *bytes, size_t n)
{
    struct err e = {0};
    struct doc *d = doc_load(str_n(bytes, n), &e);
    if (!d && (e.code == ERR_NONE || !e.msg[0]))
        abort();
    if (!d)
        return;
    dump(d);
    walk(d);
    find_sections(d);
    doc_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *bytes = malloc(n ? n : 1);
    if (!bytes)
        return 0;
    memcpy(bytes, data, n);
    try_bytes(bytes, n);
    mend(bytes, n);
    try_bytes(bytes, n);
    free(bytes);
    return 0;
}
