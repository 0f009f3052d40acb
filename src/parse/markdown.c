#include "parse/markdown.h"

#include "base/i18n.h"
#include "parse/decode.h"
#include "parse/lang.h"
#include "parse/markdown_priv.h"
#include "parse/sniff.h"
#include "parse/speaker.h"
#include "parse/url.h"
#include "text/utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

enum { HEAD_BYTES = 96, TITLE_MAX = 2000, AUTOLINK_ATS = 20000 };

/* cmark looks for mail addresses from every @ to the end of its text. */
static bool may_autolink(struct str text)
{
    size_t ats = 0;
    for (size_t at = 0; (at = str_chr(text, '@', at)) != STR_NPOS; at++)
        ats++;
    return ats <= AUTOLINK_ATS;
}

static cmark_node *parse_tree(struct str text)
{
    static const char *const extensions[] = {"table", "strikethrough", "tasklist", "autolink"};
    size_t n = sizeof extensions / sizeof *extensions - !may_autolink(text);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < n; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, text.p, text.n);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

/* Turns of a dialogue, see speaker.h. A paragraph's user data says that it is one. */

struct head {
    cmark_node *para;
    size_t beg, end; /* in the text of all */
};

struct heads {
    VEC(struct head) v;
    struct buf text;
    size_t paragraphs;
};

static void collect_heads(cmark_node *root, struct heads *h)
{
    cmark_iter *it = cmark_iter_new(root);
    cmark_event_type ev;
    while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *n = cmark_iter_get_node(it);
        if (ev != CMARK_EVENT_ENTER || cmark_node_get_type(n) != CMARK_NODE_PARAGRAPH)
            continue;
        struct buf head = {0};
        md_collect(n, HEAD_BYTES, &head);
        h->paragraphs++;
        if (speaker_opening(buf_str(&head), NULL)) {
            vec_push(&h->v, (struct head){n, h->text.n, h->text.n + head.n});
            buf_add(&h->text, buf_str(&head));
        }
        buf_free(&head);
    }
    cmark_iter_free(it);
}

static struct str head_name(const struct heads *h, size_t i)
{
    struct str name = STR_NONE;
    speaker_opening(str_sub(buf_str(&h->text), h->v.v[i].beg, h->v.v[i].end), &name);
    return name;
}

static void find_turns(cmark_node *root, struct doc_builder *b)
{
    static char turn[] = "turn";
    struct heads h = {0};
    struct speakers *t = speakers_new();
    bool first = false;
    collect_heads(root, &h);
    for (size_t i = 0; i < h.v.n; i++)
        speakers_count(t, head_name(&h, i));
    speakers_decide(t, h.paragraphs);
    for (size_t i = 0; i < h.v.n; i++) {
        if (!speakers_has(t, head_name(&h, i), &first))
            continue;
        cmark_node_set_user_data(h.v.v[i].para, turn);
        if (first)
            doc_build_attr(b, ATTR_SPEAKER, head_name(&h, i));
    }
    speakers_free(t);
    vec_free(&h.v);
    buf_free(&h.text);
}

/* The first heading of the first level: the title when nothing stands before it and the front
 * matter gives no other. */
static void give_title(struct md *m, cmark_node *root, struct str front)
{
    cmark_node *h1 = cmark_node_first_child(root);
    while (h1 && !(cmark_node_get_type(h1) == CMARK_NODE_HEADING &&
                   cmark_node_get_heading_level(h1) == 1))
        h1 = cmark_node_next(h1);
    struct buf text = {0};
    if (h1)
        md_collect(h1, TITLE_MAX, &text);
    bool first = h1 && h1 == cmark_node_first_child(root);
    if (first && (!front.n || str_eq(str_trim(buf_str(&text)), front))) {
        m->title_node = h1;
    } else if (front.n) {
        doc_build_open(m->b, BLOCK_TITLE);
        doc_build_text(m->b, front);
        doc_build_close(m->b, BLOCK_TITLE);
    } else if (text.n) {
        doc_build_attr(m->b, ATTR_TITLE, buf_str(&text));
    }
    buf_free(&text);
}

static void give_attrs(const struct parse_input *in, const struct decoded *d,
                       const struct front_matter *f, struct str text, struct doc_builder *b)
{
    doc_build_attr(b, ATTR_FORMAT, STR("markdown"));
    decode_report(d, 0, b);
    struct str lang = f->lang.n ? f->lang : lang_detect(text);
    if (lang.n)
        doc_build_attr(b, ATTR_LANG, lang);
    struct str url = f->url.n ? f->url : url_is_web(in->name) ? in->name : STR_NONE;
    if (url.n)
        doc_build_attr(b, ATTR_URL, url);
}

static bool parse(const struct parse_input *in, struct doc_builder *b, struct err *e)
{
    struct decoded d;
    struct front_matter front;
    struct buf source = {0};
    if (!decode_source(in, in->bytes, STR_NONE, true, &d, e))
        return err_prefix(e, STR_FMT, STR_ARG(in->name));
    struct str text = front_matter_read(d.text, &front, b);
    give_attrs(in, &d, &front, text, b);
    markdown_source(text, &source);
    cmark_node *root = parse_tree(buf_str(&source));

    struct md m = {.b = b, .base = url_is_web(in->name) ? in->name : STR_NONE};
    m.has_fragments = text.n && str_find(text, STR("](#"), 0) != STR_NPOS;
    find_turns(root, b);
    give_title(&m, root, front.title);
    md_walk(&m, root);

    md_free(&m);
    cmark_node_free(root);
    buf_free(&source);
    decode_free(&d);
    return true;
}

const struct parser PARSER_MARKDOWN = {
    .name = "markdown",
    .exts = SNIFF_MARKDOWN_EXTS,
    .mimes = SNIFF_MARKDOWN_MIMES,
    .sniff = sniff_markdown,
    .parse = parse,
};
