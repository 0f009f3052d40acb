#include "parse/article.h"

#include "parse/html_tag.h"

#include <ctype.h>

enum {
    PARA_LEAST = 25,  /* weight of a text that counts; CJK characters weigh 2 */
    POINTS_PER = 100, /* weight for a point of length */
    LENGTH_POINTS = 3,
    CLASS_POINTS = 25,
    ANCESTORS = 5,
    SIBLING_LEAST = 10,
    INSET_COMMAS = 10,
    LINE_MAX_BYTES = 400, /* of one part of the surroundings */
    FOUND_PERCENT = 25,   /* of the prose of a page is enough for an article … */
    FOUND_WEIGHT = 1000,  /* … and so is as much of it */
};

/* What is believed of what stands around an article, the stricter tries failing. */
enum belief { BELIEVE_CLASSES, BELIEVE_TAGS };

enum hint { HINT_NONE, HINT_AROUND = 1, HINT_ARTICLE = 2 };

struct part {
    uint32_t weight, links; /* of all text in it, and of that in links */
    uint32_t own, commas;   /* of the text that is in no block inside it */
    uint32_t prose;         /* of all paragraphs in it that are not left out */
    float points;
    bool scored; /* has points */
    bool out;    /* is left out of the count: around the article by its marks */
};

struct article {
    struct dom *d;
    struct part *v; /* one a node */
    enum belief belief;
};

/* Marks */

static bool has_any(struct str s, const char *words)
{
    struct str rest = str_of(words), w;
    while (str_split(&rest, ' ', &w))
        for (size_t at = 0; at + w.n <= s.n; at++)
            if (str_eq_nocase(str_sub(s, at, at + w.n), w))
                return true;
    return false;
}

static unsigned hints_of(struct str s)
{
    static const char around[] =
        "comment sidebar side-bar footer foot- navbar navigation nav- -nav menu breadcrumb share "
        "sharing social related recommend sponsor promo advert ad-break banner cookie popup modal "
        "pager pagination login signup subscribe newsletter masthead outbrain taboola shoutbox "
        "disqus remark replies widget toolbar copyright skyscraper hot-news rank-list crumb "
        "legends rss supplemental yom-remote";
    static const char article[] = "article body content entry main post text story blog hentry "
                                  "column page shadow";
    return !s.n ? HINT_NONE
                : (has_any(s, around) ? HINT_AROUND : 0) | (has_any(s, article) ? HINT_ARTICLE : 0);
}

static unsigned marks_of(const struct dom *d, uint32_t i)
{
    return hints_of(dom_attr(d, i, "class")) | hints_of(dom_attr(d, i, "id"));
}

static bool has_role_around(const struct dom *d, uint32_t i)
{
    static const char *const roles[] = {"navigation", "banner",     "contentinfo", "complementary",
                                        "search",     "menu",       "menubar",     "dialog",
                                        "alert",      "alertdialog"};
    struct str role = dom_attr(d, i, "role");
    for (size_t k = 0; role.n && k < sizeof roles / sizeof *roles; k++)
        if (str_eq_nocase(role, str_of(roles[k])))
            return true;
    return false;
}

/* What says that it stands around the article. */
static bool stands_around(const struct dom *d, uint32_t i, enum belief belief)
{
    switch (d->v.v[i].tag) {
    case DOM_TEXT:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_A:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_BLOCKQUOTE:
        return false;
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
        return true;
    default:
        return has_role_around(d, i) ||
               (belief == BELIEVE_CLASSES && dom_is_block(d, i) && marks_of(d, i) == HINT_AROUND);
    }
}

/* Measuring */

static uint32_t weight_of(struct str s, uint32_t *commas)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        n += !html_is_space(s.p[i]) && (c & 0xC0) != 0x80;
        n += c >= 0xE3;
        *commas += c == ',';
        if (c >= 0xE3 && i + 2 < s.n)
            *commas += memcmp(s.p + i, "，", 3) == 0 || memcmp(s.p + i, "、", 3) == 0;
    }
    return n;
}

static uint32_t block_of(const struct dom *d, uint32_t i)
{
    do
        i = d->v.v[i].parent;
    while (d->v.v[i].parent != DOM_NONE && !dom_is_block(d, i));
    return i;
}

static void measure_text(struct article *a, uint32_t i)
{
    struct part *p = &a->v[i], *block = &a->v[block_of(a->d, i)];
    struct str rest = dom_text(a->d, i), piece;
    uint32_t commas = 0;
    while (html_text_next(&a->d->skeleton, &rest, &piece))
        p->weight += weight_of(piece, &commas);
    block->own += p->weight;
    block->commas += commas;
}

static void measure(struct article *a)
{
    const struct dom *d = a->d;
    for (uint32_t i = 0; i < d->v.n; i++)
        if (dom_is_text(d, i) && !dom_is_blank(d, i))
            measure_text(a, i);
    for (uint32_t i = (uint32_t)d->v.n; i-- > 1;) {
        struct part *up = &a->v[d->v.v[i].parent];
        if (dom_is(d, i, GUMBO_TAG_A))
            a->v[i].links = a->v[i].weight;
        up->weight += a->v[i].weight;
        up->links += a->v[i].links;
    }
}

#define LINKS_MANY     0.3f /* of the text of a page */
#define LINKS_TOO_MANY 0.5f /* of the text of a paragraph */

static float link_density(const struct part *p)
{
    return p->weight ? (float)p->links / (float)p->weight : 0;
}

/* Marks do not count on what holds most of the text. */
static void leave_out(struct article *a)
{
    const struct dom *d = a->d;
    uint32_t all = a->v[d->body].weight - a->v[d->body].links;
    for (uint32_t i = d->body; i < d->v.n; i++) {
        uint32_t parent = d->v.v[i].parent;
        a->v[i].out = i > d->body && a->v[parent].out;
        if (a->v[i].out || !stands_around(d, i, a->belief) ||
            (a->v[i].weight - a->v[i].links) * 2 > all)
            continue;
        a->v[i].out = true;
    }
}

/* Scoring */

static float first_points(const struct dom *d, uint32_t i)
{
    unsigned marks = marks_of(d, i);
    float points = marks == HINT_AROUND ? -CLASS_POINTS : marks == HINT_ARTICLE ? CLASS_POINTS : 0;
    switch (d->v.v[i].tag) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
        return points + 5;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_BLOCKQUOTE:
        return points + 3;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_FORM:
        return points - 3;
    case GUMBO_TAG_TH:
        return points - 5;
    default:
        return points;
    }
}

static void score_block(struct article *a, uint32_t i)
{
    const struct dom *d = a->d;
    struct part *p = &a->v[i];
    float length = (float)p->own / POINTS_PER;
    float points = 1 + (float)p->commas + (length < LENGTH_POINTS ? length : LENGTH_POINTS);
    bool holder = dom_is(d, i, GUMBO_TAG_DIV) || dom_is(d, i, GUMBO_TAG_ARTICLE) ||
                  dom_is(d, i, GUMBO_TAG_TD) || dom_is(d, i, GUMBO_TAG_SECTION);
    uint32_t up = holder && dom_first(d, i) != DOM_NONE ? i : d->v.v[i].parent;
    for (unsigned level = 0; level < ANCESTORS && up != DOM_NONE && up >= d->body; level++) {
        struct part *q = &a->v[up];
        if (!q->scored)
            q->points = first_points(d, up);
        q->scored = true;
        q->points += points / (level == 0 ? 1.0f : level == 1 ? 2.0f : (float)(level * 3));
        up = d->v.v[up].parent;
    }
}

static float score(const struct article *a, uint32_t i)
{
    const struct part *p = &a->v[i];
    return p->scored && !p->out ? p->points * (1 - link_density(p)) : 0;
}

static uint32_t only_child_of(const struct article *a, uint32_t i)
{
    const struct dom *d = a->d;
    uint32_t only = DOM_NONE;
    for (uint32_t c = dom_first(d, i); c != DOM_NONE; c = dom_sibling(d, i, c)) {
        if (a->v[c].out || a->v[c].weight == 0)
            continue;
        if (only != DOM_NONE)
            return DOM_NONE;
        only = c;
    }
    return only;
}

/* Up from the best to what holds it alone, or scores better still. */
static uint32_t climb(const struct article *a, uint32_t best)
{
    const struct dom *d = a->d;
    float last = score(a, best), least = last / 3;
    for (uint32_t up = d->v.v[best].parent; up != DOM_NONE && up > d->body;
         up = d->v.v[up].parent) {
        float s = score(a, up);
        if (s < least)
            break;
        if (s > last) {
            best = up;
            break;
        }
        last = s;
    }
    uint32_t up = d->v.v[best].parent;
    while (up != DOM_NONE && up > d->body && only_child_of(a, up) == best) {
        best = up;
        up = d->v.v[up].parent;
    }
    return best;
}

static bool is_prose(const struct part *p)
{
    return p->own >= PARA_LEAST && link_density(p) < LINKS_TOO_MANY;
}

/* Some pages have their article in several parts, side by side. When the paragraphs around the
 * best are fewer than those in it, but no rest, they belong to it. */
static uint32_t widen(struct article *a, uint32_t best)
{
    const struct dom *d = a->d;
    for (uint32_t i = (uint32_t)d->v.n; i-- > d->body;) {
        struct part *p = &a->v[i];
        p->prose += is_prose(p) && !p->out ? p->own : 0;
        if (i > d->body)
            a->v[d->v.v[i].parent].prose += p->prose;
    }
    for (uint32_t up = d->v.v[best].parent; up != DOM_NONE && up > d->body;
         up = d->v.v[up].parent) {
        uint32_t in = a->v[best].prose, all = a->v[up].prose;
        if (all > in * 2 + in / 2)
            break;
        if (all > in + in / 4 && link_density(&a->v[up]) < LINKS_MANY)
            best = up;
    }
    return best;
}

static uint32_t find_best(struct article *a)
{
    const struct dom *d = a->d;
    for (uint32_t i = d->body; i < d->v.n; i++)
        if (!a->v[i].out && a->v[i].own >= PARA_LEAST && !dom_is_text(d, i) && i > d->body)
            score_block(a, i);
    uint32_t best = DOM_NONE;
    for (uint32_t i = d->body; i < d->v.n; i++)
        if (a->v[i].scored && (best == DOM_NONE || score(a, i) > score(a, best)))
            best = i;
    return best == DOM_NONE || score(a, best) <= 0 ? DOM_NONE : widen(a, climb(a, best));
}

/* Choosing */

static bool near_best(const struct article *a, uint32_t best, uint32_t i)
{
    const struct dom *d = a->d;
    const struct part *p = &a->v[i];
    float least = score(a, best) / 5;
    if (least < SIBLING_LEAST)
        least = SIBLING_LEAST;
    if (p->out)
        return false;
    if (score(a, i) >= least)
        return true;
    unsigned tag = d->v.v[i].tag;
    bool prose = tag == GUMBO_TAG_P || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE ||
                 tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 || tag == GUMBO_TAG_FIGURE ||
                 tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_TABLE ||
                 tag == DOM_TEXT;
    return prose && link_density(p) < 0.25f;
}

/* Flags all that is around `keep` in the subtree of top, its siblings that come near excepted. */
static void flag_around(struct article *a, uint32_t best)
{
    struct dom *d = a->d;
    for (uint32_t i = best; i != d->body && i != DOM_NONE; i = d->v.v[i].parent) {
        uint32_t parent = d->v.v[i].parent;
        for (uint32_t c = dom_first(d, parent); c != DOM_NONE; c = dom_sibling(d, parent, c))
            if (c != i && !(i == best && near_best(a, best, c)))
                d->v.v[c].flags |= DOM_CHROME;
    }
}

/* A smaller part inside the article that says it is none of it. */
static bool is_inset(const struct article *a, uint32_t i)
{
    unsigned tag = a->d->v.v[i].tag;
    bool group = tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_SECTION;
    return group && a->v[i].commas < INSET_COMMAS && marks_of(a->d, i) == HINT_AROUND;
}

/* What is marked, wherever it is; the outermost of it. Returns the weight that is left. */
static uint32_t flag_marked(struct article *a, uint32_t beg, uint32_t end)
{
    struct dom *d = a->d;
    uint32_t left = 0;
    for (uint32_t i = beg; i < end;) {
        if (d->v.v[i].flags & DOM_CHROME) {
            i = d->v.v[i].next;
        } else if (i > beg && (a->v[i].out || is_inset(a, i))) {
            d->v.v[i].flags |= DOM_CHROME;
            i = d->v.v[i].next;
        } else {
            left += dom_is_text(d, i) ? a->v[i].weight : 0;
            i++;
        }
    }
    return left;
}

static void unflag(struct dom *d)
{
    for (uint32_t i = 0; i < d->v.n; i++)
        d->v.v[i].flags &= (uint16_t)~DOM_CHROME;
}

static uint32_t prose_weight(const struct article *a)
{
    uint32_t n = 0;
    for (uint32_t i = a->d->body; i < a->d->v.n; i++)
        if (is_prose(&a->v[i]))
            n += a->v[i].own;
    return n;
}

/* True when enough is left. */
static bool attempt(struct article *a, enum belief belief, uint32_t prose)
{
    struct dom *d = a->d;
    a->belief = belief;
    unflag(d);
    for (uint32_t i = 0; i < d->v.n; i++)
        a->v[i].scored = false, a->v[i].prose = 0;
    leave_out(a);
    uint32_t best = find_best(a);
    if (best != DOM_NONE && best != d->body)
        flag_around(a, best);
    uint32_t left = flag_marked(a, d->body, (uint32_t)d->v.n);
    return left >= FOUND_WEIGHT || (uint64_t)left * 100 >= (uint64_t)prose * FOUND_PERCENT;
}

static bool has_marks(const struct dom *d)
{
    for (uint32_t i = d->body; i < d->v.n; i++)
        if (stands_around(d, i, BELIEVE_CLASSES))
            return true;
    return false;
}

void article_mark(struct dom *d)
{
    if (!has_marks(d))
        return;
    struct article a = {d, mem_zero(d->v.n, sizeof(struct part)), BELIEVE_CLASSES};
    measure(&a);
    uint32_t prose = prose_weight(&a);
    if (!attempt(&a, BELIEVE_CLASSES, prose) && !attempt(&a, BELIEVE_TAGS, prose))
        unflag(d);
    free(a.v);
}

void article_surroundings(const struct dom *d, size_t max, struct buf *out)
{
    size_t from = out->n;
    for (uint32_t i = d->body; i < d->v.n && out->n - from < max;) {
        bool done = d->v.v[i].flags & DOM_DONE;
        if (!(d->v.v[i].flags & DOM_CHROME) && !done) {
            i++;
            continue;
        }
        struct buf line = {0};
        if (!done)
            dom_collect(d, i, LINE_MAX_BYTES, &line);
        if (line.n && out->n > from)
            buf_addc(out, '\n');
        buf_add(out, buf_str(&line));
        buf_free(&line);
        i = d->v.v[i].next;
    }
}
