#include "ui/term_caps.h"

#include "base/base64.h"

#include <stdint.h>

enum {
    MAGIC_32 = 01036,
    OFFSET_MAX = 0x7FFF,
    ENTRY_MAX = 24000, /* ncurses' buffer is 32768 */
    NUMBER_BYTES = 4,
};

#define SET_RGB(kind)                                                                              \
    "\033[%?%p1%{16777216}%<%t" kind                                                               \
    "8;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%e" kind "8;5;%p1%{16777216}%-%d%;m"

static int name_index(const char *const *names, const char *name)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

static void set_str(struct caps *c, const char *name, const char *value)
{
    int i = name_index(c->str_names, name);
    if (i >= 0)
        c->strs[i] = value;
}

static void set_num(struct caps *c, const char *name, int value)
{
    int i = name_index(c->num_names, name);
    if (i >= 0)
        c->nums[i] = value;
}

static const char *get_str(const struct caps *c, const char *name)
{
    int i = name_index(c->str_names, name);
    return i >= 0 && c->strs[i] ? c->strs[i] : "";
}

/* Without `sgr` curses sends attributes one by one, and these are what it sends. */
static void derive_attributes(struct caps *c)
{
    static const char *const dropped[] = {"sgr",   "invis", "prot",  "smacs",
                                          "rmacs", "acsc",  "enacs", "smxon"};
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        set_str(c, dropped[i], NULL);
    /* The same without the title's stack: the program sets no title, and may enter twice. */
    if (str_starts(str_of(get_str(c, "smcup")), STR("\033[?1049h"))) {
        set_str(c, "smcup", "\033[?1049h");
        set_str(c, "rmcup", "\033[?1049l");
    }
    set_str(c, "sgr0", "\033[m");
    set_str(c, "blink", "\033[9m");
}

static void derive_rgb(struct caps *c)
{
    int ccc = name_index(c->bool_names, "ccc");
    if (ccc >= 0)
        c->bools[ccc] = 0;
    set_num(c, "colors", CAPS_COLORS);
    set_num(c, "pairs", CAPS_PAIRS);
    set_str(c, "setaf", SET_RGB("3"));
    set_str(c, "setab", SET_RGB("4"));
    set_str(c, "setf", NULL);
    set_str(c, "setb", NULL);
    if (!*get_str(c, "op"))
        set_str(c, "op", "\033[39;49m");
    c->ax = true;
    c->rgb = true;
}

bool caps_derive(struct caps *c, bool rgb)
{
    if (!str_starts(str_of(get_str(c, "cup")), STR("\033[")))
        return false;
    for (int i = 0; c->str_names[i]; i++)
        if (c->str_names[i][0] == 'k')
            c->strs[i] = NULL;
    set_str(c, "initc", NULL);
    set_str(c, "initp", NULL);
    set_str(c, "oc", NULL);
    derive_attributes(c);
    if (rgb)
        derive_rgb(c);
    return true;
}

/* ---- the compiled form ---- */

static void put16(struct buf *b, int v)
{
    buf_addc(b, (char)(v & 0xFF));
    buf_addc(b, (char)(v >> 8 & 0xFF));
}

static void put32(struct buf *b, int v)
{
    put16(b, v & 0xFFFF);
    put16(b, (int)((uint32_t)v >> 16));
}

static void put_even(struct buf *b)
{
    if (b->n % 2)
        buf_addc(b, '\0');
}

static void put_name(struct buf *b, const char *name)
{
    buf_add(b, str_n(name, strlen(name) + 1));
}

size_t caps_count(const char *const *names)
{
    size_t n = 0;
    while (names[n])
        n++;
    return n;
}

/* Offsets into *table, which takes the strings. */
static void put_strings(const struct caps *c, int n, struct buf *offsets, struct buf *table)
{
    for (int i = 0; i < n; i++) {
        put16(offsets, c->strs[i] ? (int)table->n : -1);
        if (c->strs[i])
            put_name(table, c->strs[i]);
    }
}

/* Booleans that are no part of the standard set: header, values, names. */
static void put_extended(const struct caps *c, struct buf *b)
{
    const char *names[2];
    int n = 0, bytes = 0;
    if (c->ax)
        names[n++] = "AX";
    if (c->rgb)
        names[n++] = "RGB";
    if (n == 0)
        return;
    for (int i = 0; i < n; i++)
        bytes += (int)strlen(names[i]) + 1;
    put_even(b);
    put16(b, n); /* booleans */
    put16(b, 0); /* numbers */
    put16(b, 0); /* strings */
    put16(b, n); /* items in the string table: the names */
    put16(b, bytes);
    buf_fill(b, 1, (size_t)n);
    put_even(b);
    for (int i = 0, at = 0; i < n; at += (int)strlen(names[i++]) + 1)
        put16(b, at);
    for (int i = 0; i < n; i++)
        put_name(b, names[i]);
}

static bool compile(const struct caps *c, struct buf *b)
{
    struct buf offsets = {0}, table = {0};
    int nbools = (int)caps_count(c->bool_names), nnums = (int)caps_count(c->num_names);
    int nstrs = (int)caps_count(c->str_names);
    put_strings(c, nstrs, &offsets, &table);
    bool fits = table.n <= OFFSET_MAX;
    put16(b, MAGIC_32);
    put16(b, (int)strlen(c->term) + 1);
    put16(b, nbools);
    put16(b, nnums);
    put16(b, nstrs);
    put16(b, (int)table.n);
    put_name(b, c->term);
    buf_add(b, str_n((const char *)c->bools, (size_t)nbools));
    put_even(b);
    for (int i = 0; i < nnums; i++)
        put32(b, c->nums[i]);
    buf_add(b, buf_str(&offsets));
    buf_add(b, buf_str(&table));
    put_extended(c, b);
    buf_free(&offsets);
    buf_free(&table);
    return fits && b->n <= ENTRY_MAX;
}

bool caps_encode(const struct caps *c, struct buf *out)
{
    struct buf entry = {0};
    bool ok = compile(c, &entry);
    if (ok) {
        buf_adds(out, "b64:");
        base64_add(buf_str(&entry), out);
    }
    buf_free(&entry);
    return ok;
}
