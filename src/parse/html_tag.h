/* What the scanner must know of the tags of HTML before there is a tree. */
#ifndef JD_PARSE_HTML_TAG_H
#define JD_PARSE_HTML_TAG_H

#include <gumbo.h>
#include <stdbool.h>

enum html_tag_flag {
    HTML_TAG_VOID = 1 << 0,     /* has no content and no end tag */
    HTML_TAG_OPTIONAL = 1 << 1, /* its end tag may be missing */
    HTML_TAG_INLINE = 1 << 2,
    HTML_TAG_BLOCK = 1 << 3, /* all others */
    HTML_TAG_BOUND = HTML_TAG_BLOCK,
};

/* How the content of an element is read that has no tags in it. */
enum html_raw {
    HTML_RAW_NONE,
    HTML_RAW_TEXT,   /* title, textarea */
    HTML_RAW_DROP,   /* what is shown by programs without frames: not read */
    HTML_RAW_SCRIPT, /* script, style */
    HTML_RAW_KINDS
};

unsigned html_tag_flags(unsigned tag);
enum html_raw html_tag_raw(GumboTag tag);

static inline bool html_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

#endif
