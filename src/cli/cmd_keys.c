#include "app/keymap.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "doc/dump.h"

static void add_text(const struct keymap_binding *b, const char *keys, struct buf *out)
{
    buf_addf(out, "%-9s %-12s %-16s ", b->context, keys, COMMAND_DEFS[b->cmd].name);
    buf_addf(out, "%s%s%s", b->arg, *b->arg ? "  " : "", _(COMMAND_DEFS[b->cmd].help));
    if (b->line)
        buf_addf(out, _("  (line %u of your keys)"), b->line);
    buf_addc(out, '\n');
}

static void add_field(struct buf *out, const char *key, const char *value)
{
    buf_addf(out, "\"%s\":", key);
    json_string(out, str_of(value));
    buf_addc(out, ',');
}

static void add_json(const struct keymap_binding *b, const char *keys, struct buf *out)
{
    buf_addc(out, '{');
    add_field(out, "context", b->context);
    add_field(out, "keys", keys);
    add_field(out, "command", COMMAND_DEFS[b->cmd].name);
    add_field(out, "argument", b->arg);
    add_field(out, "help", _(COMMAND_DEFS[b->cmd].help));
    buf_addf(out, "\"line\":%u}", b->line);
}

/* The bindings in force, as a key file has them but for the help behind. */
static int run(struct cli *c)
{
    struct buf out = {0}, keys = {0};
    struct keymap *km = keymap_open(&c->complaints);
    cli_complain(c);
    for (size_t i = 0; i < keymap_count(km); i++) {
        buf_clear(&keys);
        struct keymap_binding b = keymap_at(km, i, &keys);
        if (b.cmd == CMD_NONE && !b.line) /* no key of the program's here; a user's is told */
            continue;
        if (c->json)
            buf_adds(&out, out.n ? ",\n" : "[");
        (c->json ? add_json : add_text)(&b, buf_cstr(&keys), &out);
    }
    buf_adds(&out, c->json ? "]\n" : "");
    cli_print(buf_str(&out));
    buf_free(&keys);
    buf_free(&out);
    keymap_free(km);
    return cli_flush();
}

const struct cli_verb CLI_KEYS = {
    .name = "keys", .args = N_("[--json]"), .help = N_("show which key does what"), .run = run};
