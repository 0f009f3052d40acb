/* Markdown as GitHub has it (CommonMark with tables, strikethrough, autolinks, task lists and
 * footnotes), front matter, ==mark==, and the inline HTML that people write in it, ruby above all.
 * Not built in: a module (markdown_module.c). */
#ifndef JD_PARSE_MARKDOWN_H
#define JD_PARSE_MARKDOWN_H

#include "parse/registry.h"

extern const struct parser PARSER_MARKDOWN;

#endif
