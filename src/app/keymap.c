#include "app/keymap.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "keys_default.h"
#include "text/utf8.h"

#include <stdlib.h>

struct binding {
    enum key_ctx ctx;
    struct key keys[KEYMAP_SEQUENCE];
    size_t nkeys;
    enum command cmd;
    char *arg;
    unsigned file, line; /* file: the first read is 1 */
};

struct keymap {
    VEC(struct binding) bindings;
    unsigned files; /* read so far; the first is the default */
};

/* In the order of the special keys of ui/input.h, which checks it. */
const char *const KEY_NAMES[KEYMAP_NAMED] = {
    "up",     "down",  "left", "right",   "home", "end",       "pgup", "pgdn", "insert",
    "delete", "enter", "tab",  "backtab", "esc",  "backspace", "f1",   "f2",   "f3",
    "f4",     "f5",    "f6",   "f7",      "f8",   "f9",        "f10",  "f11",  "f12",
};

static const struct {
    const char *name;
    enum key_ctx parent;
} CONTEXTS[KEY_CTXS] = {
    [CTX_GLOBAL] = {"global", CTX_GLOBAL},   [CTX_READER] = {"reader", CTX_GLOBAL},
    [CTX_SELECT] = {"select", CTX_GLOBAL},   [CTX_QUOTE] = {"quote", CTX_GLOBAL},
    [CTX_NOTE] = {"note", CTX_GLOBAL},       [CTX_QUOTES] = {"quotes", CTX_LIST},
    [CTX_REVIEW] = {"review", CTX_GLOBAL},   [CTX_LIST] = {"list", CTX_GLOBAL},
    [CTX_SHELVES] = {"shelves", CTX_LIST},   [CTX_LIBRARY] = {"library", CTX_LIST},
    [CTX_CONTENTS] = {"contents", CTX_LIST}, [CTX_HELP] = {"help", CTX_LIST},
    [CTX_INFO] = {"info", CTX_LIST},         [CTX_SETTINGS] = {"settings", CTX_LIST},
    [CTX_PROMPT] = {"prompt", CTX_GLOBAL},
};

static const struct {
    const char *prefix;
    enum key_modifier mod;
} MODIFIERS[] = {{"ctrl+", KEY_CTRL}, {"alt+", KEY_ALT}, {"shift+", KEY_SHIFT}};

enum { NMODIFIERS = sizeof MODIFIERS / sizeof MODIFIERS[0] };

static void take_modifiers(struct str *name, struct key *k)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < NMODIFIERS; i++) {
            struct str prefix = str_of(MODIFIERS[i].prefix);
            if (name->n == prefix.n || !str_starts(*name, prefix))
                continue;
            k->mods |= MODIFIERS[i].mod;
            *name = str_sub(*name, prefix.n, name->n);
            more = true;
        }
    }
}

bool key_parse(struct str name, struct key *out)
{
    struct key k = {0};
    take_modifiers(&name, &k);
    if (name.n == 0 || utf8_valid_prefix(name) != name.n)
        return false;
    if (str_eq(name, STR("space"))) {
        k.code = ' ';
    } else if (utf8_count(name) == 1) {
        struct str rest = name;
        k.code = utf8_take(&rest);
    } else {
        size_t i = 0;
        while (i < KEYMAP_NAMED && !str_eq(name, str_of(KEY_NAMES[i])))
            i++;
        if (i == KEYMAP_NAMED)
            return false;
        k.code = KEYMAP_SPECIAL + (uint32_t)i;
    }
    if (k.code <= ' ' && k.code != ' ')
        return false;
    *out = k;
    return true;
}

void key_format(struct key k, struct buf *out)
{
    for (size_t i = 0; i < NMODIFIERS; i++)
        if (k.mods & MODIFIERS[i].mod)
            buf_adds(out, MODIFIERS[i].prefix);
    if (k.code == ' ')
        buf_adds(out, "space");
    else if (k.code >= KEYMAP_SPECIAL && k.code < KEYMAP_SPECIAL + KEYMAP_NAMED)
        buf_adds(out, KEY_NAMES[k.code - KEYMAP_SPECIAL]);
    else
        buf_add_utf8(out, k.code);
}

static bool same_keys(const struct key *a, const struct key *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i].code != b[i].code || a[i].mods != b[i].mods)
            return false;
    return true;
}

/* The line of the same file that bound these keys before; 0. */
static unsigned bind_keys(struct keymap *km, const struct binding *b)
{
    for (size_t i = 0; i < km->bindings.n; i++) {
        struct binding *old = &km->bindings.v[i];
        if (old->ctx != b->ctx || old->nkeys != b->nkeys ||
            !same_keys(old->keys, b->keys, b->nkeys))
            continue;
        unsigned line = old->file == b->file ? old->line : 0;
        free(old->arg);
        *old = *b;
        return line;
    }
    vec_push(&km->bindings, *b);
    return 0;
}

/* A key cannot both mean something and begin a sequence. */
static const struct binding *clash(const struct keymap *km, const struct binding *b)
{
    for (size_t i = 0; i < km->bindings.n; i++) {
        const struct binding *old = &km->bindings.v[i];
        if (old->ctx == b->ctx && old->nkeys != b->nkeys && old->cmd != CMD_NONE &&
            b->cmd != CMD_NONE && same_keys(old->keys, b->keys, 1))
            return old;
    }
    return NULL;
}

static struct str take_word(struct str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
        n++;
    struct str word = str_sub(*rest, 0, n);
    *rest = str_trim(str_sub(*rest, n, rest->n));
    return word;
}

static bool parse_context(struct str word, enum key_ctx *ctx, struct err *e)
{
    const char *names[KEY_CTXS];
    for (size_t i = 0; i < KEY_CTXS; i++) {
        names[i] = CONTEXTS[i].name;
        if (str_eq(word, str_of(names[i]))) {
            *ctx = (enum key_ctx)i;
            return true;
        }
    }
    const char *near = suggest_name(word, names, KEY_CTXS);
    if (near)
        return err_set(e, ERR_USAGE, _("no context “%.*s”; did you mean “%s”?"), STR_ARG(word),
                       near);
    return err_set(e, ERR_USAGE, _("no context “%.*s”"), STR_ARG(word));
}

static bool parse_command(struct str word, enum command *cmd, struct err *e)
{
    *cmd = command_find(word);
    if (*cmd < COMMAND_COUNT)
        return true;
    if (word.n == 0)
        return err_set(e, ERR_USAGE, _("the command is missing"));
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = COMMAND_DEFS[i].name;
    const char *near = suggest_name(word, names, COMMAND_COUNT);
    if (near)
        return err_set(e, ERR_USAGE, _("no command “%.*s”; did you mean “%s”?"), STR_ARG(word),
                       near);
    return err_set(e, ERR_USAGE, _("no command “%.*s”"), STR_ARG(word));
}

/* A word that names a command ends the keys; no key has a command's name. */
static bool parse_keys(struct str *rest, struct binding *b, struct str *word, struct err *e)
{
    *word = take_word(rest);
    do {
        if (!key_parse(*word, &b->keys[b->nkeys]))
            return err_set(e, ERR_USAGE, _("no key “%.*s”"), STR_ARG(*word));
        b->nkeys++;
        *word = take_word(rest);
    } while (b->nkeys < KEYMAP_SEQUENCE && word->n && command_find(*word) == COMMAND_COUNT &&
             key_parse(*word, &(struct key){0}));
    return true;
}

static void format_keys(const struct binding *b, struct buf *out)
{
    for (size_t i = 0; i < b->nkeys; i++) {
        if (i)
            buf_addc(out, ' ');
        key_format(b->keys[i], out);
    }
}

/* A user's line that cannot stand beside a default one is told how to. */
static bool report_clash(const struct binding *other, struct err *e)
{
    struct buf keys = {0};
    format_keys(other, &keys);
    err_set(e, ERR_USAGE, _("“%s” is “%s” here; free it first: %s %s none"), buf_cstr(&keys),
            COMMAND_DEFS[other->cmd].name, CONTEXTS[other->ctx].name, keys.p);
    buf_free(&keys);
    return false;
}

static bool parse_line(struct keymap *km, struct str line, unsigned number, struct err *e)
{
    struct binding b = {.file = km->files, .line = number};
    struct str word;
    if (!parse_context(take_word(&line), &b.ctx, e) || !parse_keys(&line, &b, &word, e) ||
        !parse_command(word, &b.cmd, e))
        return false;
    if (line.n && !COMMAND_DEFS[b.cmd].arg[0])
        return err_set(e, ERR_USAGE, _("“%s” takes no argument"), COMMAND_DEFS[b.cmd].name);
    const struct binding *other = clash(km, &b);
    if (other)
        return report_clash(other, e);
    b.arg = str_dup(line);
    unsigned before = bind_keys(km, &b);
    return !before ||
           err_set(e, ERR_USAGE, _("line %u binds the same keys; this one counts"), before);
}

void keymap_parse(struct keymap *km, const char *path, struct str text, struct buf *complaints)
{
    struct str rest = text, line;
    km->files++;
    for (unsigned n = 1; str_split(&rest, '\n', &line); n++) {
        struct err e = {0};
        line = str_trim(line);
        if (line.n == 0 || line.p[0] == '#' || parse_line(km, line, n, &e))
            continue;
        buf_addf(complaints, "%s:%u: %s\n", path, n, e.msg);
    }
}

struct keymap *keymap_new_empty(void)
{
    return mem_zero(1, sizeof(struct keymap));
}

struct keymap *keymap_new(void)
{
    struct keymap *km = keymap_new_empty();
    struct buf complaints = {0}; /* none: a test sees to it */
    keymap_parse(km, "keys", str_of(KEYS_DEFAULT), &complaints);
    buf_free(&complaints);
    return km;
}

struct keymap *keymap_open(struct buf *complaints)
{
    enum { MAX_KEYS_BYTES = 1 << 20 };
    struct keymap *km = keymap_new();
    char *path = file_xdg_path(XDG_CONFIG, "keys");
    struct buf text = {0};
    struct err e = {0};
    if (file_read(path, MAX_KEYS_BYTES, &text, &e))
        keymap_parse(km, path, buf_str(&text), complaints);
    else if (e.code != ERR_NOT_FOUND)
        buf_addf(complaints, "%s\n", e.msg);
    buf_free(&text);
    free(path);
    return km;
}

void keymap_free(struct keymap *km)
{
    if (!km)
        return;
    for (size_t i = 0; i < km->bindings.n; i++)
        free(km->bindings.v[i].arg);
    vec_free(&km->bindings);
    free(km);
}

/* The binding of these keys in one context; *prefix: they begin a sequence there. */
static const struct binding *find_in(const struct keymap *km, enum key_ctx ctx,
                                     const struct key *keys, size_t n, bool *prefix)
{
    *prefix = false;
    for (size_t i = 0; i < km->bindings.n; i++) {
        const struct binding *b = &km->bindings.v[i];
        if (b->ctx != ctx || b->nkeys < n || !same_keys(b->keys, keys, n))
            continue;
        if (b->nkeys == n)
            return b;
        *prefix |= b->cmd != CMD_NONE;
    }
    return NULL;
}

enum keymap_result keymap_find(const struct keymap *km, enum key_ctx ctx, const struct key *keys,
                               size_t n, enum command *cmd, const char **arg)
{
    for (;; ctx = CONTEXTS[ctx].parent) {
        bool prefix;
        const struct binding *b = find_in(km, ctx, keys, n, &prefix);
        if (b && b->cmd == CMD_NONE)
            return KEYMAP_UNBOUND;
        if (b) {
            *cmd = b->cmd;
            *arg = b->arg;
            return KEYMAP_BOUND;
        }
        if (prefix)
            return KEYMAP_PREFIX;
        if (ctx == CTX_GLOBAL)
            return KEYMAP_UNBOUND;
    }
}

/* True when, seen from ctx, the binding is not hidden by a nearer context. */
static bool is_seen(const struct keymap *km, enum key_ctx ctx, const struct binding *b)
{
    enum command cmd;
    const char *arg;
    return keymap_find(km, ctx, b->keys, b->nkeys, &cmd, &arg) == KEYMAP_BOUND && arg == b->arg;
}

size_t keymap_keys_of(const struct keymap *km, enum key_ctx ctx, enum command cmd, size_t max,
                      struct buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < km->bindings.n; i++) {
        const struct binding *b = &km->bindings.v[i];
        if (b->cmd != cmd || !is_seen(km, ctx, b))
            continue;
        if (n < max) {
            buf_adds(out, n ? ", " : "");
            format_keys(b, out);
        }
        n++;
    }
    return n;
}

size_t keymap_count(const struct keymap *km)
{
    return km->bindings.n;
}

struct keymap_binding keymap_at(const struct keymap *km, size_t i, struct buf *keys)
{
    const struct binding *b = &km->bindings.v[i];
    format_keys(b, keys);
    return (struct keymap_binding){CONTEXTS[b->ctx].name, b->cmd, b->arg,
                                   b->file > 1 ? b->line : 0};
}
