#include "parse/html_meta.h"

#include "parse/html_tag.h"

/* The title of a page: a heading of it where one fits what the page's head says. */

enum {
    TITLE_BYTES = 1024,
    CUT_LEAST = 6, /* bytes that stay when a site's name is cut off: two Han, a word */
    FIT_EXACT = 4,
};

static const struct str separators[] = {STR(" | "), STR("｜"),   STR(" - "), STR(" – "),
                                        STR(" — "), STR(" :: "), STR(" » "), STR(" · "),
                                        STR("_"),   STR("|"),    STR("-")};

/* Between words a hyphen separates nothing. */
static bool separates(struct str title, size_t at, struct str sep)
{
    if (sep.n > 1 || sep.p[0] == '|')
        return true;
    return at > 0 && (unsigned char)title.p[at - 1] >= 0x80 && at + 1 < title.n &&
           (unsigned char)title.p[at + 1] >= 0x80;
}

/* The last separator of s; the widest at one place. False without. */
static bool last_separator(struct str s, size_t *beg, size_t *end)
{
    for (size_t at = s.n; at-- > 0;)
        for (size_t k = 0; k < sizeof separators / sizeof *separators; k++)
            if (str_starts(str_sub(s, at, s.n), separators[k]) && separates(s, at, separators[k])) {
                *beg = at;
                *end = at + separators[k].n;
                return true;
            }
    return false;
}

/* The title without the name of the site behind or before it. */
static struct str meta_strip_site(struct str title, struct str site)
{
    size_t beg, end;
    title = str_trim(title);
    struct str s = title;
    while (last_separator(s, &beg, &end)) {
        struct str head = str_trim(str_sub(s, 0, beg)), tail = str_trim(str_sub(s, end, s.n));
        if (site.n && str_eq_nocase(tail, site))
            return head;
        if (site.n && str_eq_nocase(head, site))
            return tail;
        bool shorter = tail.n < head.n && head.n >= CUT_LEAST;
        if (!shorter)
            break;
        s = head;
    }
    return s;
}

static struct str squeeze(struct str s, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < s.n; i++)
        if (!html_is_space(s.p[i]))
            buf_addc(out, s.p[i]);
    return buf_str(out);
}

static bool contains(struct str long_one, struct str s)
{
    return s.n >= 3 && long_one.n >= s.n && str_find(long_one, s, 0) != STR_NPOS;
}

/* How well the heading i fits the title: 0 not at all. */
static int fit(const struct dom *d, uint32_t i, struct str title)
{
    struct buf text = {0}, a = {0}, b = {0};
    dom_collect(d, i, TITLE_BYTES, &text);
    struct str x = squeeze(buf_str(&text), &a), y = squeeze(title, &b);
    bool part = contains(y, x) && x.n * 4 > y.n;
    int n = str_eq(x, y) ? FIT_EXACT : part && str_starts(y, x) ? 3 : part ? 2 : contains(x, y);
    n = x.n ? n : 0;
    buf_free(&text);
    buf_free(&a);
    buf_free(&b);
    return n;
}

static bool has_text(const struct dom *d, uint32_t i)
{
    struct buf text = {0};
    dom_collect(d, i, 8, &text);
    bool has = text.n > 0;
    buf_free(&text);
    return has;
}

static bool in_chrome(const struct dom *d, uint32_t i)
{
    for (; i != DOM_NONE; i = d->v.v[i].parent)
        if (d->v.v[i].flags & DOM_CHROME)
            return true;
    return false;
}

uint32_t meta_title(const struct meta *m, struct dom *d, struct str *text)
{
    struct str given = m->field[META_TITLE].n ? m->field[META_TITLE] : m->page_title;
    uint32_t best = DOM_NONE, only = DOM_NONE;
    int best_fit = 0;
    unsigned h1s = 0;
    for (uint32_t i = d->body; i < d->v.n; i++) {
        bool h1 = dom_is(d, i, GUMBO_TAG_H1);
        if ((!h1 && !dom_is(d, i, GUMBO_TAG_H2)) || !has_text(d, i))
            continue;
        if (h1 && !in_chrome(d, i) && h1s++ == 0)
            only = i;
        int f = given.n ? fit(d, i, given) : 0;
        f = f && h1 ? f + FIT_EXACT : f == FIT_EXACT ? f : 0;
        if (f > best_fit) {
            best_fit = f;
            best = i;
        }
    }
    *text = meta_strip_site(given, m->field[META_SITE]);
    if (best != DOM_NONE)
        return best;
    return h1s == 1 || !given.n ? only : DOM_NONE;
}
