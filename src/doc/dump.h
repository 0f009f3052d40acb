/* A document as text, for people, scripts and snapshot tests. Output is clean (text/sanitize.h).
 * Offsets are bytes of the canonical text. */
#ifndef JD_DOC_DUMP_H
#define JD_DOC_DUMP_H

#include "doc/doc.h"
#include "text/json.h"

/* First the document's attributes, one a line: "source: …", and "related: (none)" where a page had
 * a list of related articles that is empty. Then every block and span, one a line, children
 * indented by two spaces:
 *
 *   heading 2 13..30 "text of the leaf" id=part-1
 *     strong+link 13..17 "text" href=https://…
 *   list ordered 31..60 start=3
 *
 * Kind, level, flags, range, text, attributes. Texts are in full, as JSON strings; so are values
 * of attributes that are empty or have a space, a quote or a backslash in them. */
void doc_dump_tree(const struct doc *d, struct buf *out);

/* The same as one JSON object (RFC 8259), a block a line:
 *
 *   {"title": …, "author": …, "keyword": […], "related": [{"title": …, "url": …}], "units": N,
 *    "blocks": [{"kind": …, "depth": N, "level": N, "flags": […], "beg": N, "end": N, "text": …,
 *                "attrs": {…}, "spans": [{"kinds": […], "beg": N, "end": N, "text": …,
 *                                         "attrs": {…}}]}]}
 *
 * "title" is doc_title; the document's other attributes have the names of attr_key_name. keyword,
 * speaker, note and repair are lists; of any other attribute the first is given. Blocks are in
 * preorder with their depth; only leaves have "text". What is absent, zero or empty is left out,
 * but for depth, beg, end, text, blocks, and related under a related-label. */
void doc_dump_json(const struct doc *d, struct buf *out);

#endif
