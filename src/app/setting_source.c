/* Settings of one source: which sections of the configuration file hold for it. */
#include "app/setting_file.h"

#include "base/file.h"

#include <stdlib.h>

/* The host of "scheme://user@host:port/…"; empty for what is no such address. */
static struct str host_of(struct str source)
{
    size_t at = str_find(source, STR("://"), 0);
    if (at == STR_NPOS)
        return STR_NONE;
    struct str rest = str_sub(source, at + 3, source.n), host;
    if (!str_split(&rest, '/', &host))
        return STR_NONE;
    size_t user = str_chr(host, '@', 0);
    host = user == STR_NPOS ? host : str_sub(host, user + 1, host.n);
    return str_sub(host, 0, str_chr(host, ':', 0));
}

bool settings_place_of(struct str source, struct buf *out)
{
    struct str host = host_of(source);
    if (host.n)
        buf_add(out, host);
    else if (source.n > 1 && source.p[0] == '/')
        buf_add(out, str_sub(source, 0, source.n - file_name(source).n));
    else
        return false;
    return true;
}

static bool is_host(struct str host, struct str name)
{
    if (host.n < name.n || !str_eq_nocase(str_sub(host, host.n - name.n, host.n), name))
        return false;
    return host.n == name.n || host.p[host.n - name.n - 1] == '.';
}

/* At the end of a part of the path: "/a/b" is no beginning of "/a/bc". */
static bool is_beginning(struct str source, struct str name)
{
    return str_starts(source, name) &&
           (source.n == name.n || name.p[name.n - 1] == '/' || strchr("/?#", source.p[name.n]));
}

static bool holds_for(const struct settings_section *s, struct str source)
{
    struct str name = str_of(s->name);
    if (s->scope != SETTINGS_SOURCE || name.n == 0)
        return s->scope == SETTINGS_GENERAL;
    if (str_chr(name, '/', 0) == STR_NPOS)
        return is_host(host_of(source), name);
    const char *home = getenv("HOME");
    if (!str_starts(name, STR("~/")) || !home)
        return is_beginning(source, name);
    return str_starts(source, str_of(home)) &&
           is_beginning(str_sub(source, strlen(home), source.n), str_sub(name, 1, name.n));
}

/* The general part, whose name is empty, comes first. */
static int by_length(const void *a, const void *b)
{
    const struct settings_section *x = *(const struct settings_section *const *)a,
                                  *y = *(const struct settings_section *const *)b;
    size_t n = strlen(x->name), m = strlen(y->name);
    if (n != m)
        return n < m ? -1 : 1;
    return x < y ? -1 : x > y;
}

struct matches {
    VEC(const struct settings_section *) v;
};

static struct matches matches_of(const struct settings_file *f, struct str source)
{
    struct matches m = {0};
    for (size_t i = 0; i < f->sections.n; i++)
        if (holds_for(&f->sections.v[i], source))
            vec_push(&m.v, &f->sections.v[i]);
    if (m.v.n)
        qsort(m.v.v, m.v.n, sizeof *m.v.v, by_length);
    return m;
}

void settings_for_source(const struct settings_file *f, const struct settings *chosen,
                         struct str source, struct settings *out)
{
    struct matches m = matches_of(f, source);
    settings_defaults(out);
    for (size_t i = 0; i < m.v.n; i++)
        settings_overlay(out, &m.v.v[i]->s);
    if (chosen)
        settings_overlay(out, chosen);
    vec_free(&m.v);
}

const struct settings_section *settings_holder(const struct settings_file *f, struct str source,
                                               enum setting_id id)
{
    struct matches m = matches_of(f, source);
    const struct settings_section *holder = NULL;
    for (size_t i = 0; i < m.v.n; i++)
        if (m.v.v[i]->s.given[id])
            holder = m.v.v[i];
    vec_free(&m.v);
    return holder;
}
