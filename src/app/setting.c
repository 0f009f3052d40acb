#include "app/setting.h"

#include "base/i18n.h"
#include "layout/layout.h"
#include "text/sanitize.h"

/* Shorter than SET_TEXT_BYTES: checked before. */
static void put_text(char out[SET_TEXT_BYTES], struct str s)
{
    memcpy(out, s.p, s.n);
    out[s.n] = '\0';
}

void settings_defaults(struct settings *s)
{
    *s = (struct settings){0};
    for (size_t i = 0; i < SETTINGS; i++) {
        s->v[i] = SETTING_DEFS[i].def;
        if (SETTING_DEFS[i].type == SET_TEXT)
            put_text(s->text[i], str_of(SETTING_DEFS[i].def_str));
    }
}

enum setting_id setting_find(struct str name)
{
    size_t i = 0;
    while (i < SETTINGS && !str_eq(name, str_of(SETTING_DEFS[i].name)))
        i++;
    return (enum setting_id)i;
}

/* What the user wrote, fit for a message. */
static void add_shown(struct buf *out, struct str s)
{
    enum { MAX_SHOWN = 60 };
    bool cut = s.n > MAX_SHOWN;
    sanitize(str_sub(s, 0, MAX_SHOWN), SANITIZE_LINE, out);
    buf_adds(out, cut ? "…" : "");
}

static bool unknown_name(struct str name, struct err *e)
{
    const char *names[SETTINGS];
    struct buf shown = {0}, list = {0};
    for (size_t i = 0; i < SETTINGS; i++) {
        names[i] = SETTING_DEFS[i].name;
        buf_addf(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = suggest_name(name, names, SETTINGS);
    add_shown(&shown, name);
    if (near)
        err_set(e, ERR_USAGE, _("no setting is called “%s”; did you mean %s?"), buf_cstr(&shown),
                near);
    else
        err_set(e, ERR_USAGE, _("no setting is called “%s”; there are: %s"), buf_cstr(&shown),
                buf_cstr(&list));
    buf_free(&shown);
    buf_free(&list);
    return false;
}

static void add_words(const struct setting_def *d, struct buf *out)
{
    static const char *const on_off[] = {"on", "off", NULL};
    const char *const *words = d->type == SET_BOOL ? on_off : d->choices;
    for (size_t i = 0; words[i]; i++)
        buf_addf(out, "%s%s", i ? ", " : "", words[i]);
}

static bool bad_value(const struct setting_def *d, struct str value, struct err *e)
{
    struct buf shown = {0}, words = {0};
    add_shown(&shown, value);
    if (d->type == SET_INT) {
        err_set(e, ERR_USAGE, _("%s cannot be “%s”; it goes from %lld to %lld %s"), d->name,
                buf_cstr(&shown), (long long)d->min, (long long)d->max, _(d->unit));
    } else {
        add_words(d, &words);
        err_set(e, ERR_USAGE, _("%s cannot be “%s”; it is one of: %s"), d->name, buf_cstr(&shown),
                buf_cstr(&words));
    }
    buf_free(&shown);
    buf_free(&words);
    return false;
}

static bool parse_bool(struct str s, int64_t *out)
{
    static const char *const words[] = {"off", "on", "no", "yes", "false", "true", "0", "1"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, str_of(words[i]))) {
            *out = i & 1;
            return true;
        }
    return false;
}

static bool parse_choice(const char *const *choices, struct str s, int64_t *out)
{
    for (size_t i = 0; choices[i]; i++)
        if (str_eq(s, str_of(choices[i]))) {
            *out = (int64_t)i;
            return true;
        }
    return false;
}

static bool parse_int(const struct setting_def *d, struct str s, int64_t *out)
{
    unsigned long long v;
    if (!str_to_u64(s, (unsigned long long)d->max, &v) || (int64_t)v < d->min)
        return false;
    *out = (int64_t)v;
    return true;
}

static bool parse_value(const struct setting_def *d, struct str s, int64_t *out)
{
    switch (d->type) {
    case SET_BOOL:
        return parse_bool(s, out);
    case SET_INT:
        return parse_int(d, s, out);
    case SET_CHOICE:
        return parse_choice(d->choices, s, out);
    case SET_TEXT:
        break;
    }
    return false;
}

/* A text is shown as it is: one that would have to be cleaned first is refused. */
static bool set_text(struct settings *s, enum setting_id id, struct str value, struct err *e)
{
    const struct setting_def *d = &SETTING_DEFS[id];
    struct buf clean = {0}, shown = {0};
    bool ok = value.n < SET_TEXT_BYTES;
    add_shown(&shown, value);
    if (!ok)
        err_set(e, ERR_USAGE, _("%s: “%s” is too long"), d->name, buf_cstr(&shown));
    else {
        sanitize(value, SANITIZE_LINE, &clean);
        ok = d->check(buf_str(&clean), e) &&
             (str_eq(buf_str(&clean), value) ||
              err_set(e, ERR_USAGE, _("%s: “%s” has control characters in it"), d->name,
                      buf_cstr(&shown)));
    }
    if (ok)
        put_text(s->text[id], value);
    s->given[id] |= ok;
    buf_free(&clean);
    buf_free(&shown);
    return ok;
}

bool setting_set(struct settings *s, struct str name, struct str value, struct err *e)
{
    enum setting_id id = setting_find(name);
    if (id == SETTINGS)
        return unknown_name(name, e);
    if (SETTING_DEFS[id].type == SET_TEXT)
        return set_text(s, id, value, e);
    if (!parse_value(&SETTING_DEFS[id], value, &s->v[id]))
        return bad_value(&SETTING_DEFS[id], value, e);
    s->given[id] = true;
    return true;
}

void setting_format(const struct settings *s, enum setting_id id, struct buf *out)
{
    const struct setting_def *d = &SETTING_DEFS[id];
    if (d->type == SET_BOOL)
        buf_adds(out, s->v[id] ? "on" : "off");
    else if (d->type == SET_CHOICE)
        buf_adds(out, d->choices[s->v[id]]);
    else if (d->type == SET_TEXT)
        buf_adds(out, s->text[id]);
    else
        buf_addf(out, "%lld", (long long)s->v[id]);
}

void setting_add_range(enum setting_id id, struct buf *out)
{
    const struct setting_def *d = &SETTING_DEFS[id];
    if (d->type == SET_INT)
        buf_addf(out, "%lld–%lld %s", (long long)d->min, (long long)d->max, _(d->unit));
    else if (d->type == SET_TEXT)
        buf_adds(out, _(d->allowed));
    else
        add_words(d, out);
}

void setting_copy(struct settings *s, const struct settings *from, enum setting_id id)
{
    s->v[id] = from->v[id];
    memcpy(s->text[id], from->text[id], sizeof s->text[id]);
}

void settings_overlay(struct settings *s, const struct settings *over)
{
    for (enum setting_id i = 0; i < SETTINGS; i++) {
        if (!over->given[i])
            continue;
        setting_copy(s, over, i);
        s->given[i] = true;
    }
}

bool setting_same(const struct settings *a, const struct settings *b, enum setting_id id)
{
    return a->v[id] == b->v[id] && strcmp(a->text[id], b->text[id]) == 0;
}

unsigned settings_effects(const struct settings *a, const struct settings *b)
{
    unsigned effects = 0;
    for (enum setting_id i = 0; i < SETTINGS; i++)
        if (!setting_same(a, b, i))
            effects |= SETTING_DEFS[i].effect;
    return effects;
}

void settings_use_language(const struct settings *s)
{
    static const char *const catalogues[] = {NULL, "zh_TW", "en"}; /* as the choices */
    i18n_choose(catalogues[s->v[SETTING_LANGUAGE]]);
}

/* Room beside the text is given up first, then the measure shrinks, to an even number: an odd one
 * leaves half a Han character of room. */
static uint16_t fit_measure(int64_t wanted, int64_t margin, unsigned cols)
{
    enum { NARROW_MARGIN = 1, NARROW_COLS = 44 };
    int64_t most =
        cols > NARROW_COLS ? (cols - NARROW_COLS) / 2 + NARROW_MARGIN + 1 : NARROW_MARGIN;
    if (margin > most)
        margin = most;
    int64_t room = (int64_t)cols - 2 * margin;
    if (room < 2)
        room = cols;
    if (wanted <= room)
        return (uint16_t)wanted;
    if (room > 1)
        room &= ~(int64_t)1;
    return (uint16_t)(room > 0 ? room : 1);
}

/* Choice 0 is the document's own, which LINEBREAK_OTHER stands for. */
static uint8_t lang_of_choice(int64_t choice)
{
    return (uint8_t)(choice ? LINEBREAK_ZH_HANS + choice - 1 : LINEBREAK_OTHER);
}

enum { HANG_COLS = 2 }; /* behind the measure, for marks that hang */

struct layout_opts settings_layout(const struct settings *s, unsigned screen_cols)
{
    struct layout_opts o = LAYOUT_DEFAULT;
    o.measure = fit_measure(s->v[SETTING_MEASURE], s->v[SETTING_MARGINS], screen_cols);
    o.style = s->v[SETTING_STYLE] == 0 ? LAYOUT_BOOK : LAYOUT_WEB;
    o.indent_em = (uint8_t)s->v[SETTING_INDENT];
    o.line_spacing = (uint8_t)s->v[SETTING_LINE_SPACING];
    o.para_spacing = (uint8_t)s->v[SETTING_PARA_SPACING];
    o.level = (uint8_t)s->v[SETTING_PROHIBITION];
    o.tab_cols = (uint8_t)s->v[SETTING_TAB];
    o.align = (uint8_t)s->v[SETTING_ALIGN];
    o.compress = s->v[SETTING_COMPRESS];
    o.full = s->v[SETTING_FULLWIDTH];
    o.gap = s->v[SETTING_GAP];
    o.hang = s->v[SETTING_HANGING];
    o.keep_words = s->v[SETTING_KEEP_WORDS];
    o.ruby = (uint8_t)s->v[SETTING_RUBY];
    o.pinyin = (uint8_t)s->v[SETTING_PINYIN];
    o.script = (uint8_t)s->v[SETTING_SCRIPT];
    o.lang = lang_of_choice(s->v[SETTING_TEXT_LANG]);
    if (o.hang && o.measure > 2 * HANG_COLS && o.measure + (unsigned)HANG_COLS > screen_cols)
        o.measure = (uint16_t)(screen_cols - HANG_COLS);
    return o;
}
