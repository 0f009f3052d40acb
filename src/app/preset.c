#include "app/preset.h"

#include "base/i18n.h"

struct preset_value {
    enum setting_id id;
    const char *value;
};

enum { PRESET_VALUES = 8 };

/* Those of the page set the same settings, so that nothing of one is left under another; that of the
 * colours leaves the page alone. */
static const struct preset {
    const char *name, *title; /* title: N_() */
    struct preset_value v[PRESET_VALUES];
} PRESETS[] = {
    {"comfortable",
     N_("Comfortable"),
     {{SETTING_MEASURE, "60"},
      {SETTING_MARGINS, "2"},
      {SETTING_STYLE, "book"},
      {SETTING_INDENT, "2"},
      {SETTING_LINE_SPACING, "0"},
      {SETTING_PARA_SPACING, "0"},
      {SETTING_ALIGN, "justified"}}},
    {"compact",
     N_("Compact"),
     {{SETTING_MEASURE, "80"},
      {SETTING_MARGINS, "1"},
      {SETTING_STYLE, "book"},
      {SETTING_INDENT, "2"},
      {SETTING_LINE_SPACING, "0"},
      {SETTING_PARA_SPACING, "0"},
      {SETTING_ALIGN, "justified"}}},
    {"spacious",
     N_("Spacious"),
     {{SETTING_MEASURE, "52"},
      {SETTING_MARGINS, "4"},
      {SETTING_STYLE, "web"},
      {SETTING_INDENT, "2"},
      {SETTING_LINE_SPACING, "1"},
      {SETTING_PARA_SPACING, "1"},
      {SETTING_ALIGN, "justified"}}},
    {"high-contrast", N_("High contrast"), {{SETTING_THEME, "contrast"}}},
};

enum { OWN = sizeof PRESETS / sizeof *PRESETS };

static const struct preset *own_preset(struct str name)
{
    for (size_t i = 0; i < OWN; i++)
        if (str_eq(name, str_of(PRESETS[i].name)))
            return &PRESETS[i];
    return NULL;
}

/* The i-th of the user's that has no name of the program's; NULL behind the last. */
static const struct settings_section *users_preset(const struct settings_file *f, size_t i)
{
    for (size_t k = 0; k < f->sections.n; k++) {
        const struct settings_section *s = &f->sections.v[k];
        if (s->scope == SETTINGS_PRESET && !own_preset(str_of(s->name)) && i-- == 0)
            return s;
    }
    return NULL;
}

size_t preset_count(const struct settings_file *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->sections.n; i++)
        n +=
            f->sections.v[i].scope == SETTINGS_PRESET && !own_preset(str_of(f->sections.v[i].name));
    return OWN + n;
}

const char *preset_name(const struct settings_file *f, size_t i)
{
    return i < OWN ? PRESETS[i].name : users_preset(f, i - OWN)->name;
}

const char *preset_title(const struct settings_file *f, size_t i)
{
    return i < OWN ? _(PRESETS[i].title) : users_preset(f, i - OWN)->name;
}

static bool no_preset(const struct settings_file *f, struct str name, struct err *e)
{
    VEC(const char *) names = {0};
    struct buf list = {0};
    for (size_t i = 0, n = preset_count(f); i < n; i++) {
        vec_push(&names, preset_name(f, i));
        buf_addf(&list, "%s%s", i ? ", " : "", preset_name(f, i));
    }
    const char *near = suggest_name(name, names.v, names.n);
    if (near)
        err_set(e, ERR_USAGE, _("no preset is called “%.*s”; did you mean %s?"), STR_ARG(name),
                near);
    else
        err_set(e, ERR_USAGE, _("no preset is called “%.*s”; there are: %s"), STR_ARG(name),
                buf_cstr(&list));
    vec_free(&names);
    buf_free(&list);
    return false;
}

bool preset_find(const struct settings_file *f, struct str name, struct settings *out,
                 struct err *e)
{
    const struct settings_section *users = settings_file_find(f, SETTINGS_PRESET, name);
    const struct preset *own = own_preset(name);
    if (!users && !own)
        return no_preset(f, name, e);
    settings_defaults(out);
    if (users) {
        settings_overlay(out, &users->s);
        return true;
    }
    for (const struct preset_value *v = own->v; v < own->v + PRESET_VALUES && v->value; v++)
        if (!setting_set(out, str_of(SETTING_DEFS[v->id].name), str_of(v->value), e))
            return false;
    return true;
}

/* Writes what is given in s, over what stands there or, for a preset, in its place. */
static bool write_given(struct settings_file *f, enum settings_scope scope, struct str section,
                        const struct settings *s, struct err *e)
{
    struct settings_change changes[SETTINGS + 1];
    struct buf values[SETTINGS] = {0};
    size_t n = 0;
    if (scope == SETTINGS_PRESET)
        changes[n++] = (struct settings_change){.scope = scope, .section = section};
    for (enum setting_id i = 0; i < SETTINGS; i++) {
        if (!s->given[i])
            continue;
        setting_format(s, i, &values[i]);
        changes[n++] = (struct settings_change){scope, section, str_of(SETTING_DEFS[i].name),
                                                buf_str(&values[i])};
    }
    bool ok = settings_file_change(f, changes, n, e);
    for (size_t i = 0; i < SETTINGS; i++)
        buf_free(&values[i]);
    return ok;
}

bool preset_apply(struct settings_file *f, struct str name, struct err *e)
{
    struct settings s;
    return preset_find(f, name, &s, e) && write_given(f, SETTINGS_GENERAL, STR(""), &s, e);
}

bool preset_save(struct settings_file *f, struct str name, const struct settings *s, struct err *e)
{
    struct settings kept = *s;
    for (enum setting_id i = 0; i < SETTINGS; i++)
        kept.given[i] =
            SETTING_DEFS[i].group == SETTINGS_LOOK || SETTING_DEFS[i].group == SETTINGS_PAGE;
    return write_given(f, SETTINGS_PRESET, name, &kept, e);
}

bool preset_remove(struct settings_file *f, struct str name, struct err *e)
{
    if (!settings_file_find(f, SETTINGS_PRESET, name))
        return err_set(e, ERR_NOT_FOUND, _("%s has no preset “%.*s”"), f->path, STR_ARG(name));
    return settings_file_change(
        f, &(struct settings_change){.scope = SETTINGS_PRESET, .section = name}, 1, e);
}
