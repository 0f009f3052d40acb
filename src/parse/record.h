/* Records: articles as JSON objects (RFC 8259), one a source; the format "json-record", which nothing is
 * taken for unless it is asked for.
 *
 *   html, markdown, text   what is read, by the parser of that format; the first that is there
 *   url                    where it stands: an http or https address; relative links go from it
 *   title summary feed     texts; source or site: the medium
 *   published              a date, as date_find reads it
 *   lang                   a BCP 47 tag (zh_TW is zh-TW)
 *   author tags keywords   a text, or a list of them
 *
 * Members are texts; null, an empty text and white space are as if they were not there, and members of
 * other names are not looked at. What the object says goes before what the page says of the same
 * (doc_build_given). Anything else, a key that is there twice too, is ERR_FORMAT, which says what is
 * wrong with which member.
 *
 * The content hash is that of the text that is read, as UTF-8, and of nothing else: the same page has
 * it as a file and as a record, and an article whose tags or title were changed has it still. Which of
 * several addresses an article came from, ATTR_URL tells. */
#ifndef JD_PARSE_RECORD_H
#define JD_PARSE_RECORD_H

#include "parse/registry.h"

extern const struct parser PARSER_RECORD;

#endif
