/* The key file's reader, on any bytes; and what it binds is found again by the keys' names. */
#include "app/keymap.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t parse_keys(struct str names, struct key keys[KEYMAP_SEQUENCE])
{
    size_t n = 0;
    for (struct str name; str_split(&names, ' ', &name); n++)
        if (n == KEYMAP_SEQUENCE || !key_parse(name, &keys[n]))
            abort();
    return n;
}

static void check_command(const struct keymap *km, enum key_ctx ctx, enum command cmd)
{
    struct buf names = {0};
    struct key keys[KEYMAP_SEQUENCE];
    enum command found;
    const char *arg;
    if (keymap_keys_of(km, ctx, cmd, 1, &names)) {
        size_t n = parse_keys(buf_str(&names), keys);
        if (keymap_find(km, ctx, keys, n, &found, &arg) != KEYMAP_BOUND || found != cmd)
            abort();
    }
    buf_free(&names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct keymap *km = keymap_new_empty();
    struct buf complaints = {0};
    keymap_parse(km, "keys", str_n((const char *)data, size), &complaints);
    for (unsigned ctx = 0; ctx < KEY_CTXS; ctx++)
        for (unsigned cmd = CMD_NONE + 1; cmd < COMMAND_COUNT; cmd++)
            check_command(km, (enum key_ctx)ctx, (enum command)cmd);
    buf_free(&complaints);
    keymap_free(km);
    return 0;
}
