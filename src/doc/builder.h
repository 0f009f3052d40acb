/* Building a document: a parser opens and closes blocks and spans and gives text; the builder
 * applies the canonical rules (doc.h), cleans, keeps the limits, and never fails in between: what
 * went wrong is told at the end. */
#ifndef JD_DOC_BUILDER_H
#define JD_DOC_BUILDER_H

#include "base/err.h"
#include "doc/doc.h"

struct doc_limits {
    size_t max_text_bytes; /* canonical text */
    size_t max_blocks, max_spans, max_attrs;
    size_t max_string_bytes; /* all attribute values together */
};

extern const struct doc_limits DOC_LIMITS_DEFAULT;

struct doc_builder;

struct doc_builder *doc_builder_new(const struct doc_limits *lim); /* NULL: the default limits */
void doc_builder_free(struct doc_builder *b);

/* Opens a block inside the open ones. A leaf cannot hold blocks: opening one inside a leaf closes
 * the leaf first. Where structure demands a container (ITEM in LIST, ROW in TABLE, CELL in ROW) it
 * is made, and closed when it is not needed any more. Text given with no leaf open, or in a RULE,
 * opens a PARA; white space does not.
 *
 * Three exceptions:
 *  - A CELL takes in the text of blocks opened inside it (but CELL and ROW: they end it), each on a
 *    line of its own; what they are is lost.
 *  - A FOOTNOTE goes to the end of the document from wherever it is opened; the paragraph it is
 *    opened in goes on when it is closed. A footnote inside another is part of it.
 *  - A TITLE that would not be the first block of the document is a HEADING of level 1.
 * Containers deeper than DOC_MAX_DEPTH are not made (a LIST or TABLE takes two levels); what they
 * hold goes to their parent. Closing them works all the same. */
void doc_build_open(struct doc_builder *b, enum block_kind kind);

/* Of the open HEADING; clamped to 1–6. */
void doc_build_level(struct doc_builder *b, unsigned level);

/* Added to the innermost open block; those that its kind does not have are ignored. */
void doc_build_flags(struct doc_builder *b, unsigned flags);

/* Closes the innermost open block of that kind and all inside it; nothing if there is none. */
void doc_build_close(struct doc_builder *b, enum block_kind kind);

/* Text of the open leaf; s may be any bytes. In CODE and PRE '\n' is a line end; in prose it is
 * white space. */
void doc_build_text(struct doc_builder *b, struct str s);

/* A forced line break; nothing without an open leaf. */
void doc_build_break(struct doc_builder *b);

/* Spans nest by call and may cross leaves (they are cut at leaf edges). Inside each other they
 * become one with the kinds of all and each attribute key of the innermost that has it; an
 * attribute may be given as long as its span is open, and holds for all of it. Given twice, a key
 * has the later value. Opened deeper than 64, spans have no effect. */
void doc_build_span_open(struct doc_builder *b, unsigned kinds);
void doc_build_span_attr(struct doc_builder *b, enum attr_key key, struct str value);
void doc_build_span_close(struct doc_builder *b);
void doc_build_note_ref(struct doc_builder *b, struct str label);

/* Attributes of the document and of the innermost open block. Values are cleaned (one line; ATTR_NOTE
 * may have more) and trimmed. */
void doc_build_attr(struct doc_builder *b, enum attr_key key, struct str value);
void doc_build_block_attr(struct doc_builder *b, enum attr_key key, struct str value);

/* What is known of the document from outside, before its parser is asked: it holds, and what the
 * parser gives of that key by doc_build_attr is dropped. Given more than once, a key has all of the
 * values. ATTR_TITLE, once, is the document's TITLE: where the parser begins with another that is part
 * of it, or with a paragraph or heading that says the very same, that is dropped; a TITLE that says
 * something else is a HEADING of level 1. The given title alone is nothing to read. */
void doc_build_given(struct doc_builder *b, enum attr_key key, struct str value);

/* A change of the source's text (doc/repairs.h): what stood between prefix and suffix, and what stands
 * there now. */
void doc_build_repair(struct doc_builder *b, const char *kind, struct str prefix, struct str before,
                      struct str after, struct str suffix);

/* What the document is told by (doc.h); the last one given counts. */
void doc_build_content_hash(struct doc_builder *b, struct hash128 h);
struct hash128 doc_builder_content_hash(const struct doc_builder *b);

/* Closes all that is open and writes the stored form (doc/serial.h) to fd. False with the first
 * error: a limit, ERR_EMPTY "nothing to read" (no text and no figure), or ERR_IO. The builder is
 * used up: only doc_builder_free may follow. */
bool doc_builder_write(struct doc_builder *b, int fd, struct err *e);

/* The same into memory, loaded (so validated): for tests and small documents made in process. */
struct doc *doc_builder_finish(struct doc_builder *b, struct err *e);

#endif
