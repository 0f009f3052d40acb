/* What gumbo is given of a page: its skeleton.
 *
 * Gumbo reads a page character by character, walks its stack of open elements for every tag, and
 * compares every attribute with those before it: slow on long texts (9 MB of a novel: 240 ms) and
 * quadratic on hostile ones (100,000 nested <div>: 26 s). So one pass over the source
 *  - puts a short reference in the place of each longer stretch of text, to be looked up later;
 *  - leaves out comments, white space between paragraphs, the content of scripts and style sheets,
 *    attribute values of more than 16 KB, and the attributes of a tag that has more than 256;
 *  - leaves out tags (not their content) that would nest deeper than 256.
 *
 * A reference is two private characters, one of plane 15 and one of plane 16, which the source
 * cannot have in the skeleton: two, because gumbo's time goes by characters. References survive
 * whatever gumbo does with a text, so its tree is the page's. */
#ifndef JD_PARSE_HTML_SCAN_H
#define JD_PARSE_HTML_SCAN_H

#include "base/str.h"
#include "base/vec.h"

struct html_skeleton {
    struct buf markup;
    VEC(struct str) runs; /* into the source */
    bool leads;           /* the source has bytes as references begin with */
};

/* text is valid UTF-8 and must outlive the skeleton. */
void html_scan(struct str text, struct html_skeleton *out);
void html_skeleton_free(struct html_skeleton *s);

/* Takes the next piece off *rest, a text of gumbo's tree: itself, or the run it refers to. False
 * when it is used up. */
bool html_text_next(const struct html_skeleton *s, struct str *rest, struct str *piece);

/* A text that is one reference and nothing else as its run: what html_text_next would give. Others,
 * and runs that look like references themselves, as they are. */
struct str html_text_resolve(const struct html_skeleton *s, struct str text);

/* The encoding that a <meta> in the first 4 KB declares; empty without. bytes may be anything. */
struct str html_declared_charset(struct str bytes);

#endif
