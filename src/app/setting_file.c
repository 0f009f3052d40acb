#include "app/setting_file.h"

#include "app/setting_line.h"
#include "base/file.h"
#include "base/i18n.h"
#include "text/sanitize.h"

enum { MAX_COMPLAINTS = 20, MAX_SECTIONS = 256, MAX_CONFIG_BYTES = 1 << 20 };

static void add_section(struct settings_file *f, enum settings_scope scope, struct str name)
{
    vec_push(&f->sections, (struct settings_section){.scope = scope, .name = str_dup(name)});
    settings_defaults(&vec_last(&f->sections).s);
}

static void clear(struct settings_file *f)
{
    for (size_t i = 0; i < f->sections.n; i++)
        free(f->sections.v[i].name);
    f->sections.n = 0;
}

void settings_file_start(struct settings_file *f, const char *path)
{
    *f = (struct settings_file){.hash = hash128(STR(""))};
    f->path = path ? str_dup(str_of(path)) : file_xdg_path(XDG_CONFIG, "config");
    add_section(f, SETTINGS_GENERAL, STR(""));
}

void settings_file_free(struct settings_file *f)
{
    clear(f);
    vec_free(&f->sections);
    free(f->path);
    *f = (struct settings_file){0};
}

static size_t index_of(const struct settings_file *f, enum settings_scope scope, struct str name)
{
    size_t i = 0;
    while (i < f->sections.n &&
           (f->sections.v[i].scope != scope || !str_eq(str_of(f->sections.v[i].name), name)))
        i++;
    return i;
}

const struct settings_section *settings_file_find(const struct settings_file *f,
                                                  enum settings_scope scope, struct str name)
{
    size_t i = index_of(f, scope, name);
    return i < f->sections.n ? &f->sections.v[i] : NULL;
}

/* Where the parser stands. */
struct reading {
    struct settings_file *f;
    struct buf *complaints;
    size_t line, bad;
    size_t section; /* index; past the end: a bad one, whose lines are skipped */
};

static void complain(struct reading *r, const char *msg)
{
    if (++r->bad > MAX_COMPLAINTS)
        return;
    sanitize(str_of(r->f->path), SANITIZE_LINE, r->complaints);
    buf_addf(r->complaints, ":%zu: %s\n", r->line,
             r->bad == MAX_COMPLAINTS ? _("and further bad lines") : msg);
}

static bool open_section(struct reading *r, const struct setting_line *l, struct err *e)
{
    enum settings_scope scope;
    struct settings_file *f = r->f;
    r->section = MAX_SECTIONS;
    if (l->kind == SETTING_LINE_BAD || !setting_line_scope(l->name, &scope))
        return err_set(
            e, ERR_USAGE,
            _("a section is [source BEGINNING] or [preset NAME]; its lines are skipped"));
    if (l->value.n == 0)
        return err_set(e, ERR_USAGE, _("the section has no name; its lines are skipped"));
    size_t at = index_of(f, scope, l->value);
    if (at == MAX_SECTIONS)
        return err_set(e, ERR_LIMIT, _("no more than %d sections; the rest is skipped"),
                       MAX_SECTIONS);
    if (at == f->sections.n)
        add_section(f, scope, l->value);
    r->section = at;
    return true;
}

static bool take_value(struct reading *r, const struct setting_line *l, struct err *e)
{
    if (r->section >= r->f->sections.n)
        return true;
    struct settings_section *s = &r->f->sections.v[r->section];
    if (!setting_set(&s->s, l->name, l->value, e))
        return false;
    s->line[setting_find(l->name)] = (uint32_t)r->line;
    return true;
}

static struct str without_bom(struct str text)
{
    struct str bom = STR("\xEF\xBB\xBF");
    return str_starts(text, bom) ? str_sub(text, bom.n, text.n) : text;
}

void settings_file_parse(struct settings_file *f, struct str text, struct buf *complaints)
{
    struct reading r = {.f = f, .complaints = complaints};
    struct str rest = without_bom(text), line;
    clear(f);
    add_section(f, SETTINGS_GENERAL, STR(""));
    f->hash = hash128(text);
    while (str_split(&rest, '\n', &line)) {
        struct err e = {0};
        struct setting_line l = setting_line_read(line);
        r.line++;
        if (l.kind != SETTING_LINE_BLANK &&
            !(l.kind == SETTING_LINE_VALUE ? take_value(&r, &l, &e) : open_section(&r, &l, &e)))
            complain(&r, e.msg);
    }
}

bool settings_file_read(struct settings_file *f, struct buf *complaints, struct err *e)
{
    struct buf text = {0};
    bool ok = file_read(f->path, MAX_CONFIG_BYTES, &text, e);
    if (ok)
        settings_file_parse(f, buf_str(&text), complaints);
    buf_free(&text);
    return ok;
}

bool settings_file_reload(struct settings_file *f, struct buf *complaints)
{
    struct buf text = {0};
    struct err e = {0};
    struct hash128 was = f->hash, now;
    if (!file_read(f->path, MAX_CONFIG_BYTES, &text, &e) && e.code != ERR_NOT_FOUND)
        buf_addf(complaints, "%s\n", e.msg);
    now = e.code && e.code != ERR_NOT_FOUND ? was : hash128(buf_str(&text));
    bool changed = now.hi != was.hi || now.lo != was.lo;
    if (changed)
        settings_file_parse(f, buf_str(&text), complaints);
    buf_free(&text);
    return changed;
}

/* Whatever is written must be read back as it was. */
static bool is_section_name(enum settings_scope scope, struct str name, struct err *e)
{
    struct buf head = {0}, clean = {0};
    if (scope == SETTINGS_GENERAL)
        return true;
    setting_line_add_section(scope, name, &head);
    sanitize(name, SANITIZE_LINE, &clean);
    bool ok = name.n && str_eq(setting_line_read(buf_str(&head)).value, name) &&
              str_eq(buf_str(&clean), name);
    if (!ok)
        err_set(e, ERR_USAGE, _("“%s” cannot be the name of a section"), buf_cstr(&clean));
    buf_free(&head);
    buf_free(&clean);
    return ok;
}

bool settings_file_change(struct settings_file *f, const struct settings_change *v, size_t n,
                          struct err *e)
{
    struct buf old = {0}, edited = {0}, complaints = {0};
    struct err why = {0};
    for (size_t i = 0; i < n; i++)
        if (!is_section_name(v[i].scope, v[i].section, e))
            return false;
    struct str path = str_of(f->path);
    char *dir = str_dup(str_sub(path, 0, path.n - file_name(path).n));
    bool ok = file_read(f->path, MAX_CONFIG_BYTES, &old, &why) || why.code == ERR_NOT_FOUND ||
              err_set(e, why.code, "%s", why.msg);
    if (ok) {
        settings_edit(buf_str(&old), v, n, &edited);
        ok = (!dir[0] || file_mkdirs(dir, e)) && file_replace(f->path, buf_str(&edited), e);
    }
    if (ok)
        settings_file_parse(f, buf_str(&edited), &complaints); /* told when it was read */
    free(dir);
    buf_free(&old);
    buf_free(&edited);
    buf_free(&complaints);
    return ok;
}
