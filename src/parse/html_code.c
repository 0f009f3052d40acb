#include "parse/html_tag.h"
#include "parse/html_walk.h"

/* What a class name says of the language: "language-c", "lang-c", "highlight-source-c",
 * "brush: c", "sourceCode c". */
static struct str lang_of_class(struct str class)
{
    static const struct str prefixes[] = {
        STR("language-"),       STR("lang-"),  STR("highlight-source-"),
        STR("highlight-text-"), STR("brush:"), STR("sourceCode ")};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t at = class.n ? str_find(class, prefixes[i], 0) : STR_NPOS;
        if (at == STR_NPOS)
            continue;
        struct str rest = str_trim(str_sub(class, at + prefixes[i].n, class.n));
        size_t end = 0;
        while (end < rest.n && !html_is_space(rest.p[end]) && rest.p[end] != ';')
            end++;
        return str_sub(rest, 0, end);
    }
    return STR_NONE;
}

static struct str lang_of(const struct dom *d, uint32_t pre)
{
    uint32_t around = d->v.v[pre].parent;
    uint32_t tries[] = {pre, dom_find(d, pre, GUMBO_TAG_CODE), around,
                        around == DOM_NONE ? DOM_NONE : d->v.v[around].parent};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct str lang =
            tries[i] == DOM_NONE ? STR_NONE : lang_of_class(dom_attr(d, tries[i], "class"));
        if (!lang.n && tries[i] != DOM_NONE)
            lang = dom_attr(d, tries[i], "data-lang");
        if (lang.n)
            return lang;
    }
    return STR_NONE;
}

/* Code has brackets and semicolons at its line ends and few letters outside ASCII. */
static bool looks_like_code(struct str s)
{
    size_t marks = 0, foreign = 0, lines = 1;
    for (size_t i = 0; i < s.n; i++) {
        bool ends = i + 1 == s.n || s.p[i + 1] == '\n';
        marks += ends && strchr(";{}(),>\\", s.p[i]) != NULL;
        lines += s.p[i] == '\n';
        foreign += (unsigned char)s.p[i] >= 0x80;
    }
    return foreign * 4 < s.n && marks * 3 >= lines;
}

static bool holds_code(const struct dom *d, uint32_t pre)
{
    if (dom_find(d, pre, GUMBO_TAG_CODE) != DOM_NONE)
        return true;
    struct buf text = {0};
    for (uint32_t i = pre; i < d->v.v[pre].next && text.n < 4096; i++) {
        struct str rest = dom_is_text(d, i) ? dom_text(d, i) : STR_NONE, piece;
        while (html_text_next(&d->skeleton, &rest, &piece))
            buf_add(&text, str_sub(piece, 0, 4096));
    }
    bool code = looks_like_code(str_trim(buf_str(&text)));
    buf_free(&text);
    return code;
}

bool code_enter_pre(struct walk *w, uint32_t i, struct frame *f)
{
    f->was = w->verbatim;
    if (w->solid)
        return true;
    struct str lang = lang_of(w->d, i);
    walk_open_solid(w, f, lang.n || holds_code(w->d, i) ? BLOCK_CODE : BLOCK_PRE);
    if (lang.n)
        doc_build_block_attr(w->b, ATTR_CODE_LANG, lang);
    w->verbatim = true;
    return true;
}

void code_leave_pre(struct walk *w, const struct frame *f)
{
    w->verbatim = f->was;
}

bool code_enter_code(struct walk *w, uint32_t i, struct frame *f)
{
    (void)i;
    if (!w->verbatim)
        walk_span(w, f, SPAN_CODE);
    return true;
}
