/* Bytes from a terminal: the first byte says how the rest is cut into reads. Whatever comes, the
 * parser goes on, tells no empty event, and tells the same however the bytes were cut. */
#include "base/hash.h"
#include "ui/input.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct seen {
    size_t events;
    uint64_t hash;
};

static void drain(struct input *in, struct seen *seen)
{
    struct event ev;
    while (input_next(in, &ev)) {
        if (ev.kind == EVENT_NONE || ev.kind == EVENT_RESIZE || ev.kind == EVENT_QUIT)
            abort();
        uint64_t parts[] = {seen->hash,       ev.kind,          ev.key,
                            ev.mods,          ev.what,          ev.button,
                            (uint64_t)ev.row, (uint64_t)ev.col, (uint64_t)ev.value,
                            hash64(ev.text)};
        seen->hash = hash64(str_n((const char *)parts, sizeof parts));
        seen->events++;
    }
}

static struct seen run(struct str s, size_t piece, bool timeouts)
{
    struct seen seen = {0};
    struct input *in = input_new();
    for (size_t at = 0; at < s.n; at += piece) {
        input_feed(in, str_sub(s, at, at + piece));
        drain(in, &seen);
        if (timeouts && input_wait_ms(in) >= 0) {
            input_timeout(in);
            drain(in, &seen);
        }
    }
    if (seen.events > s.n)
        abort();
    input_free(in);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0)
        return 0;
    size_t piece = 1 + data[0] % 16;
    struct str s = str_n((const char *)data + 1, n - 1);
    struct seen whole = run(s, s.n + 1, false), cut = run(s, piece, false);
    if (whole.events != cut.events || whole.hash != cut.hash)
        abort();
    run(s, piece, true);
    return 0;
}
