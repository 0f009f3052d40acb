/* HTML: the article of a page, with its structure. Not built in: a module (html_module.c). */
#ifndef JD_PARSE_HTML_H
#define JD_PARSE_HTML_H

#include "parse/registry.h"

extern const struct parser PARSER_HTML;

#endif
