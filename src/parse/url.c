#include "parse/url.h"

#include <ctype.h>

struct url {
    struct str scheme, authority, path, query, fragment; /* each with its delimiter */
};

static size_t find_any(struct str s, size_t from, const char *set)
{
    while (from < s.n && !strchr(set, s.p[from]))
        from++;
    return from < s.n ? from : s.n;
}

/* "http:", "mailto:", … with its colon; STR_NONE for a relative reference. */
static struct str url_scheme(struct str s)
{
    if (!s.n || !isalpha((unsigned char)s.p[0]))
        return STR_NONE;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == ':')
            return str_sub(s, 0, i + 1);
        if (!isalnum((unsigned char)s.p[i]) && s.p[i] != '+' && s.p[i] != '-' && s.p[i] != '.')
            break;
    }
    return STR_NONE;
}

bool url_is_web(struct str s)
{
    struct str scheme = url_scheme(s);
    return str_eq_nocase(scheme, STR("http:")) || str_eq_nocase(scheme, STR("https:"));
}

bool url_is_link(struct str s)
{
    static const struct str others[] = {STR("mailto:"), STR("ftp:"), STR("tel:")};
    struct str scheme = url_scheme(s);
    if (!scheme.n || url_is_web(s))
        return s.n > 0;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_eq_nocase(scheme, others[i]))
            return true;
    return false;
}

static struct url split(struct str s)
{
    struct url u = {.scheme = url_scheme(s)};
    size_t at = u.scheme.n, end = at;
    if (str_starts(str_sub(s, at, s.n), STR("//"))) {
        end = find_any(s, at + 2, "/?#");
        u.authority = str_sub(s, at, end);
    }
    at = end;
    end = find_any(s, at, "?#");
    u.path = str_sub(s, at, end);
    at = end;
    end = find_any(s, at, "#");
    u.query = str_sub(s, at, end);
    u.fragment = str_sub(s, end, s.n);
    return u;
}

/* 5.2.4, on the path that begins at byte `from` of out. */
static void remove_dots(struct buf *out, size_t from)
{
    size_t w = from;
    for (size_t r = from; r < out->n;) {
        struct str rest = str_n(out->p + r, out->n - r);
        struct str seg = str_sub(rest, 0, find_any(rest, 1, "/"));
        bool last = seg.n == rest.n;
        bool up = str_eq(seg, STR("/..")), here = str_eq(seg, STR("/."));
        r += seg.n;
        if (up)
            while (w > from && out->p[--w] != '/')
                ;
        if ((up || here) && last)
            out->p[w++] = '/';
        if (!up && !here) {
            memmove(out->p + w, seg.p, seg.n);
            w += seg.n;
        }
    }
    out->n = w;
}

static void merge_path(const struct url *base, struct str path, struct buf *out)
{
    size_t from = out->n;
    if (str_starts(path, STR("/"))) {
        buf_add(out, path);
    } else {
        size_t dir = base->path.n;
        while (dir > 0 && base->path.p[dir - 1] != '/')
            dir--;
        if (dir == 0)
            buf_addc(out, '/');
        buf_add(out, str_sub(base->path, 0, dir));
        buf_add(out, path);
    }
    remove_dots(out, from);
}

void url_resolve(struct str base, struct str ref, struct buf *out)
{
    ref = str_trim(ref);
    struct url r = split(ref), b = split(str_trim(base));
    if (r.scheme.n || !url_is_web(base) || !b.authority.n) {
        buf_add(out, ref);
        return;
    }
    buf_add(out, b.scheme);
    buf_add(out, r.authority.n ? r.authority : b.authority);
    if (r.authority.n) {
        buf_add(out, r.path);
    } else if (r.path.n) {
        merge_path(&b, r.path, out);
    } else {
        buf_add(out, b.path);
        if (!r.query.n)
            buf_add(out, b.query);
    }
    buf_add(out, r.query);
    buf_add(out, r.fragment);
}
