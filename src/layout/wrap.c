#include "layout/wrap.h"

#include "layout/para.h"

enum { MAX_BYTES = 1 << 20 };

void wrap_text(struct str s, unsigned cols, size_t max_lines, struct wrap *out)
{
    static const struct linebreak_pairs none; /* short texts need no quick path */
    struct para p = {
        .pairs = &none,
        .text = str_sub(s, 0, MAX_BYTES),
        .lb = {.tailored = true, .lang = LINEBREAK_ZH_HANT, .level = LINEBREAK_LEVEL_BASIC},
        .tab_cols = 4,
    };
    uint32_t at = 0;
    out->v.n = 0;
    while (at < p.text.n && (!max_lines || out->v.n < max_lines)) {
        struct para_line l = para_line(&p, at, cols ? cols : 1);
        vec_push(&out->v, (struct wrap_line){at, l.end, l.w});
        at = l.end;
    }
    if (at == p.text.n && (!at || p.text.p[at - 1] == '\n'))
        vec_push(&out->v, (struct wrap_line){at, at, 0});
}

void wrap_free(struct wrap *w)
{
    vec_free(&w->v);
}

struct str wrap_slice(struct str s, const struct wrap_line *l)
{
    size_t end = l->end;
    while (end > l->beg && strchr(" \t\n", s.p[end - 1]))
        end--;
    return str_sub(s, l->beg, end);
}
