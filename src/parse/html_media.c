#include "parse/html_walk.h"

enum {
    TINY_PX = 2,      /* counting pixels and spacers */
    EMOJI_BYTES = 32, /* alternative text of a character drawn as an image */
    SRC_MAX = 4096,   /* longer ones are data */
    ALT_IN_LINE = 64,
    FORMULA_MAX = 4096,
};

/* Images */

static bool is_tiny(const struct dom *d, uint32_t i)
{
    unsigned long long n;
    return (str_to_u64(dom_attr(d, i, "width"), 99999, &n) && n <= TINY_PX) ||
           (str_to_u64(dom_attr(d, i, "height"), 99999, &n) && n <= TINY_PX);
}

/* Where pages that load their images late keep the address of the real one. */
static struct str source_of(const struct dom *d, uint32_t i)
{
    static const char *const names[] = {
        "data-src",          "data-original", "data-lazy-src", "data-actualsrc",
        "data-original-src", "data-url",      "data-lazy",     "src"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct str s = str_trim(dom_attr(d, i, names[k]));
        if (s.n && s.n <= SRC_MAX && !str_starts(s, STR("data:")))
            return s;
    }
    struct str set = str_trim(dom_attr(d, i, "srcset"));
    if (!set.n)
        set = str_trim(dom_attr(d, i, "data-srcset"));
    size_t end = 0;
    while (end < set.n && set.p[end] != ' ')
        end++;
    return str_sub(set, 0, end <= SRC_MAX ? end : 0);
}

static void set_image(struct walk *w, uint32_t i)
{
    struct buf src = {0};
    page_resolve(w->page, source_of(w->d, i), &src);
    struct str alt = str_trim(dom_attr(w->d, i, "alt"));
    if (src.n)
        doc_build_block_attr(w->b, ATTR_SRC, buf_str(&src));
    if (alt.n)
        doc_build_block_attr(w->b, ATTR_ALT, alt);
    buf_free(&src);
    w->figure_src = true;
}

/* Images that stand for characters: emoji, formulas. Their text is read in line. */
static bool is_character(const struct dom *d, uint32_t i, struct str alt)
{
    struct str class = dom_attr(d, i, "class");
    return alt.n &&
           ((alt.n <= EMOJI_BYTES && dom_contains(class, "emoji")) ||
            dom_has_word(class, "latex") || dom_has_word(class, "math") ||
            dom_has_word(class, "mwe-math-fallback-image-inline") || dom_attr(d, i, "eeimg").n);
}

bool media_enter_img(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    struct str alt = str_trim(dom_attr(w->d, i, "alt"));
    bool in_figure = w->leaf && w->kind == BLOCK_FIGURE;
    if (is_character(w->d, i, alt) || (w->solid && !in_figure && alt.n <= ALT_IN_LINE)) {
        walk_text(w, alt);
        return false;
    }
    if (is_tiny(w->d, i) || (w->solid && !in_figure) || (!source_of(w->d, i).n && !alt.n))
        return false;
    if (!in_figure) {
        walk_boundary(w);
        walk_open(w, BLOCK_FIGURE);
        set_image(w, i);
        walk_boundary(w);
        return false;
    }
    if (w->figure_src)
        walk_open(w, BLOCK_FIGURE);
    set_image(w, i);
    return false;
}

/* A figure of images is a figure; others only hold what they hold. */
static bool is_picture(const struct dom *d, uint32_t figure)
{
    bool img = false;
    for (uint32_t i = figure + 1; i < d->v.v[figure].next; i++) {
        switch (d->v.v[i].tag) {
        case GUMBO_TAG_IMG:
            img |= !is_tiny(d, i) && (source_of(d, i).n || dom_attr(d, i, "alt").n);
            break;
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_TABLE:
        case GUMBO_TAG_BLOCKQUOTE:
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
        case GUMBO_TAG_VIDEO:
        case GUMBO_TAG_AUDIO:
        case GUMBO_TAG_IFRAME:
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
            return false;
        }
    }
    return img;
}

bool media_enter_figure(struct walk *w, uint32_t i, struct frame *f)
{
    if (w->solid || !is_picture(w->d, i))
        return true;
    walk_open_solid(w, f, BLOCK_FIGURE);
    w->figure_src = false;
    return true;
}

void media_leave_figure(struct walk *w, const struct frame *f)
{
    (void)f;
    w->figure_src = false;
}

/* Players: a link to what they play. */

static bool is_player_url(struct str url)
{
    static const struct str signs[] = {STR("video"),   STR("youtube"),  STR("youtu.be"),
                                       STR("player"),  STR("vimeo"),    STR("bilibili"),
                                       STR("youku"),   STR("v.qq.com"), STR("soundcloud"),
                                       STR("spotify"), STR("podcast"),  STR("dailymotion")};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_find(url, signs[i], 0) != STR_NPOS)
            return true;
    return false;
}

bool media_enter_player(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    const struct dom *d = w->d;
    struct str src = dom_attr(d, i, "src");
    bool native = dom_is(d, i, GUMBO_TAG_VIDEO) || dom_is(d, i, GUMBO_TAG_AUDIO);
    uint32_t source = native ? dom_find(d, i, GUMBO_TAG_SOURCE) : DOM_NONE;
    if (!src.n)
        src = source != DOM_NONE ? dom_attr(d, source, "src") : dom_attr(d, i, "data-src");
    struct buf url = {0};
    page_resolve(w->page, src, &url);
    if (url.n && url.n <= SRC_MAX && (native || is_player_url(buf_str(&url))))
        walk_link_para(w, buf_str(&url));
    buf_free(&url);
    return false;
}

/* Formulas: what the page gives for people without its scripts, else TeX. */

static void formula(struct walk *w, struct str tex)
{
    bool code = !w->verbatim;
    if (code)
        doc_build_span_open(w->b, SPAN_CODE);
    walk_text(w, tex);
    if (code)
        doc_build_span_close(w->b);
}

static uint32_t annotation(const struct dom *d, uint32_t math)
{
    for (uint32_t i = math + 1; i < d->v.v[math].next; i++)
        if (str_eq(dom_attr(d, i, "encoding"), STR("application/x-tex")))
            return i;
    return DOM_NONE;
}

bool media_enter_math(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    struct buf text = {0};
    buf_add(&text, str_trim(dom_attr(w->d, i, "alttext")));
    uint32_t tex = annotation(w->d, i);
    if (!text.n && tex != DOM_NONE)
        dom_collect(w->d, tex, FORMULA_MAX, &text);
    if (text.n) {
        formula(w, buf_str(&text));
    } else {
        dom_collect(w->d, i, FORMULA_MAX, &text);
        walk_text(w, buf_str(&text));
    }
    buf_free(&text);
    return false;
}

bool media_enter_script(struct walk *w, uint32_t i, struct frame *f)
{
    (void)f;
    struct str type = dom_attr(w->d, i, "type");
    if (!str_starts(type, STR("math/tex")))
        return false;
    struct buf text = {0};
    bool display = dom_contains(type, "display");
    if (display)
        walk_boundary(w);
    dom_collect(w->d, i, FORMULA_MAX, &text);
    formula(w, buf_str(&text));
    if (display)
        walk_boundary(w);
    buf_free(&text);
    return false;
}
