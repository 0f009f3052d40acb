/* Which part of a page is its article: readability's scoring, with the weights of CJK text.
 *
 * A text counts by its characters, CJK twice. Paragraphs of 25 and more give their parent a point,
 * one for each comma and up to three for length, their grandparent half as much; an element's
 * points are weighed by its share of text that is not links, and by its class and id. What scores
 * highest is the article, with those beside it that come near.
 *
 * A page without anything around its article is taken whole, and so is one in which too little was
 * found: navigation then goes by its marks alone. */
#ifndef JD_PARSE_ARTICLE_H
#define JD_PARSE_ARTICLE_H

#include "parse/html_dom.h"

/* Flags what stands around the article DOM_CHROME: the outermost elements and texts of it. */
void article_mark(struct dom *d);

/* Appends what is said there, a line each, at most max bytes. */
void article_surroundings(const struct dom *d, size_t max, struct buf *out);

#endif
