/* Theme files: `theme NAME`, `title WORDS`, `[light]` and `[dark]`, and in these a slot a line,
 * `SLOT #rrggbb N256 N16 N8`, "-" being the terminal's own colour and a number an entry of the palette.
 * '#' begins a comment where a colour cannot stand. */
#include "paint/theme.h"

#include "base/i18n.h"
#include "base/suggest.h"
#include "text/sanitize.h"
#include "themes_default.h"

static const struct {
    const char *name, *help;
} SLOTS[THEME_SLOTS] = {
    [SLOT_PAPER] = {"paper", N_("the page")},
    [SLOT_INK] = {"ink", N_("text")},
    [SLOT_SOFT] = {"soft", N_("secondary text: bylines, hints, captions")},
    [SLOT_QUOTE] = {"quote", N_("text of quotations")},
    [SLOT_FAINT] = {"faint", N_("rules, borders, the bar of a quotation")},
    [SLOT_ALERT] = {"alert", N_("errors")},
    [SLOT_LIT] = {"lit", N_("text on a highlight")},
    [SLOT_TINT] = {"tint", N_("the ground of code and panels")},
    [SLOT_SELECT] = {"select", N_("selected text")},
    [SLOT_CHOSEN] = {"chosen", N_("the chosen row of a list")},
    [SLOT_MATCH] = {"match", N_("what was searched for")},
    [SLOT_CURRENT] = {"current", N_("the one of these in hand")},
    [SLOT_ON_CURRENT] = {"on-current", N_("text on it")},
    [SLOT_KEPT_1] = {"kept-1", N_("quotes, first colour")},
    [SLOT_KEPT_2] = {"kept-2", N_("quotes, second colour")},
    [SLOT_KEPT_3] = {"kept-3", N_("quotes, third colour")},
    [SLOT_KEPT_4] = {"kept-4", N_("quotes, fourth colour")},
    [SLOT_KEPT_5] = {"kept-5", N_("quotes, fifth colour")},
};

const char *theme_slot_name(enum theme_slot slot)
{
    return slot == SLOT_ACCENT ? "accent" : SLOTS[slot].name;
}

const char *theme_slot_help(enum theme_slot slot)
{
    return SLOTS[slot].help;
}

bool theme_parse_rgb(struct str s, uint32_t *rgb)
{
    enum { DIGITS = 6 };
    uint32_t v = 0;
    if (s.n != DIGITS + 1 || s.p[0] != '#')
        return false;
    for (size_t i = 1; i < s.n; i++) {
        unsigned c = (unsigned char)s.p[i];
        unsigned digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
        if (digit > 15)
            return false;
        v = v << 4 | digit;
    }
    *rgb = v;
    return true;
}

/* A file being read. */
struct reading {
    struct theme_set *set;
    const char *path;
    struct str name;       /* of a theme that does not tell its own */
    struct theme_def *def; /* NULL: none begun */
    int mode;              /* enum theme_mode; -1: in no half */
    size_t line;
    struct buf *complaints;
};

static void complain(struct reading *r, const char *fmt, struct str what, const char *more)
{
    struct buf shown = {0};
    sanitize(what, SANITIZE_LINE, &shown);
    if (r->complaints) {
        buf_addf(r->complaints, "%s:%zu: ", r->path, r->line);
        buf_addf(r->complaints, fmt, buf_cstr(&shown), more);
        buf_addc(r->complaints, '\n');
    }
    buf_free(&shown);
}

static void put_text(char *out, size_t cap, struct str s)
{
    size_t n = s.n < cap - 1 ? s.n : cap - 1;
    while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    memcpy(out, s.p, n);
    out[n] = '\0';
}

static struct theme_def *begin(struct theme_set *set, struct str name)
{
    struct theme_def *old = (struct theme_def *)theme_find(set, name);
    struct theme_def def = set->v.n ? set->v.v[0] : (struct theme_def){0};
    put_text(def.name, sizeof def.name, name);
    put_text(def.title, sizeof def.title, name);
    for (size_t m = 0; m < THEME_MODES; m++)
        for (size_t i = 0; i < THEME_SLOTS; i++)
            def.color[m][DEPTH_MONO][i] = COLOR_DEFAULT;
    if (!old)
        vec_push(&set->v, def);
    else
        *old = def;
    return old ? old : &vec_last(&set->v);
}

static struct theme_def *current(struct reading *r)
{
    if (!r->def)
        r->def = begin(r->set, r->name);
    return r->def;
}

static bool parse_color(struct str s, unsigned entries, uint32_t *out)
{
    unsigned long long n;
    uint32_t rgb;
    if (str_eq(s, STR("-")))
        *out = COLOR_DEFAULT;
    else if (entries == 0 && theme_parse_rgb(s, &rgb))
        *out = COLOR_RGB(rgb);
    else if (str_to_u64(s, entries ? entries - 1 : 255, &n))
        *out = COLOR_INDEX((uint32_t)n);
    else
        return false;
    return true;
}

static bool next_word(struct str *rest, struct str *word)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
        n++;
    *word = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n, rest->n);
    return n > 0;
}

static void read_slot(struct reading *r, struct str name, struct str rest)
{
    static const struct {
        uint8_t depth;
        uint16_t entries;
    } columns[] = {{DEPTH_RGB, 0}, {DEPTH_256, 256}, {DEPTH_16, 16}, {DEPTH_8, 8}};
    const char *names[THEME_SLOTS];
    size_t slot = THEME_SLOTS;
    for (size_t i = 0; i < THEME_SLOTS; i++) {
        names[i] = SLOTS[i].name;
        if (str_eq(name, str_of(names[i])))
            slot = i;
    }
    if (slot == THEME_SLOTS) {
        const char *near = suggest_name(name, names, THEME_SLOTS);
        complain(r,
                 near ? _("no colour is called “%s”; did you mean %s?")
                      : _("no colour is called “%s”%s"),
                 name, near ? near : "");
        return;
    }
    if (r->mode < 0) {
        complain(r, _("“%s” stands before [light] and [dark]%s"), name, "");
        return;
    }
    struct str word;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && next_word(&rest, &word); i++) {
        uint32_t color;
        if (parse_color(word, columns[i].entries, &color))
            current(r)->color[r->mode][columns[i].depth][slot] = color;
        else
            complain(r, _("“%s” is no colour: #rrggbb, a number of the palette, or -%s"), word, "");
    }
}

static void read_line(struct reading *r, struct str line)
{
    struct str rest = str_trim(line), word;
    if (!rest.n || rest.p[0] == '#' || !next_word(&rest, &word))
        return;
    if (str_eq(word, STR("[light]")) || str_eq(word, STR("[dark]"))) {
        r->mode = word.p[1] == 'l' ? THEME_LIGHT : THEME_DARK;
    } else if (word.p[0] == '[') {
        r->mode = -1;
        complain(r, _("“%s” is neither [light] nor [dark]%s"), word, "");
    } else if (str_eq(word, STR("theme"))) {
        r->def = begin(r->set, str_trim(rest));
        r->mode = -1;
    } else if (str_eq(word, STR("title"))) {
        put_text(current(r)->title, sizeof r->def->title, str_trim(rest));
    } else {
        read_slot(r, word, rest);
    }
}

void theme_read(struct theme_set *s, const char *path, struct str name, struct str text,
                struct buf *complaints)
{
    struct reading r = {.set = s, .path = path, .name = name, .mode = -1, .complaints = complaints};
    struct str line;
    while (str_split(&text, '\n', &line)) {
        r.line++;
        read_line(&r, line);
    }
}

const struct theme_set *theme_bundled(void)
{
    static struct theme_set set;
    if (!set.v.n)
        theme_read(&set, "themes", STR("paper"),
                   (struct str){THEMES_DEFAULT, sizeof THEMES_DEFAULT - 1}, NULL);
    return &set;
}

void theme_set_start(struct theme_set *s)
{
    *s = (struct theme_set){0};
    for (size_t i = 0; i < theme_bundled()->v.n; i++)
        vec_push(&s->v, theme_bundled()->v.v[i]);
}

void theme_set_free(struct theme_set *s)
{
    vec_free(&s->v);
}

const struct theme_def *theme_find(const struct theme_set *s, struct str name)
{
    for (size_t i = 0; i < s->v.n; i++)
        if (str_eq(name, str_of(s->v.v[i].name)))
            return &s->v.v[i];
    return NULL;
}

const char *theme_title(const struct theme_def *t)
{
    static const char *const bundled[] = {N_("Paper"),
                                          N_("Plain"),
                                          N_("Sepia"),
                                          N_("Ink"),
                                          N_("Warm night"),
                                          N_("High contrast"),
                                          N_("The terminal's own")};
    for (size_t i = 0; i < sizeof bundled / sizeof *bundled; i++)
        if (strcmp(t->title, bundled[i]) == 0)
            return _(bundled[i]);
    return t->title;
}
