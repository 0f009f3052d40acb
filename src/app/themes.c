#include "app/themes.h"

#include "base/file.h"
#include "base/i18n.h"
#include "paint/accent.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

enum { MAX_THEME_BYTES = 1 << 18 };

const struct theme_def *themes_read_file(struct theme_set *s, const char *path,
                                         struct buf *complaints, struct err *e)
{
    struct buf text = {0};
    struct str name = file_name(str_of(path)), ext = file_ext(str_of(path));
    bool ok = file_read(path, MAX_THEME_BYTES, &text, e);
    name.n -= ext.n ? ext.n + 1 : 0;
    size_t before = s->v.n;
    if (ok)
        theme_read(s, path, name, buf_str(&text), complaints);
    buf_free(&text);
    if (!ok)
        return NULL;
    if (s->v.n > before)
        return &vec_last(&s->v);
    const struct theme_def *replaced = theme_find(s, name);
    if (!replaced)
        err_set(e, ERR_FORMAT, _("%s: no theme in it; `jiandu theme show` prints one"), path);
    return replaced;
}

static int is_theme(const struct dirent *d)
{
    return str_ends(str_of(d->d_name), STR(".theme")) && d->d_name[0] != '.';
}

void themes_open(struct theme_set *out, struct buf *complaints)
{
    char *dir = file_xdg_path(XDG_CONFIG, "themes");
    struct dirent **names;
    theme_set_start(out);
    int n = scandir(dir, &names, is_theme, alphasort);
    if (n < 0 && errno != ENOENT)
        buf_addf(complaints, "%s: %s\n", dir, i18n_strerror(errno));
    for (int i = 0; i < n; i++) {
        struct err e = {0};
        char *path = file_join(dir, names[i]->d_name);
        if (!themes_read_file(out, path, complaints, &e))
            buf_addf(complaints, "%s\n", e.msg);
        free(path);
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    free(dir);
}

struct theme themes_resolve(const struct theme_set *s, const struct settings *settings,
                            enum theme_mode mode, enum color_depth depth)
{
    struct accent accent = *accent_at(0);
    accent_parse(str_of(settings->text[SETTING_ACCENT]), &accent);
    return theme_resolve(theme_find(s, str_of(settings->text[SETTING_THEME])), &accent, mode,
                         depth);
}

void themes_check(const struct theme_set *s, const struct settings *settings,
                  struct buf *complaints)
{
    const char *wanted = settings->text[SETTING_THEME];
    VEC(const char *) names = {0};
    if (theme_find(s, str_of(wanted)))
        return;
    for (size_t i = 0; i < s->v.n; i++)
        vec_push(&names, s->v.v[i].name);
    const char *near = suggest_name(str_of(wanted), names.v, names.n);
    if (near)
        buf_addf(complaints, _("no theme is called “%s”; did you mean %s?"), wanted, near);
    else
        buf_addf(complaints, _("no theme is called “%s”; jiandu theme lists them"), wanted);
    buf_addc(complaints, '\n');
    vec_free(&names);
}
