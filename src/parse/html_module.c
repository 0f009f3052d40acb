#include "parse/html.h"

/* What registry.c looks up in html.so; all else in it is hidden (module.map). */
extern const struct parser *const jiandu_parser;
const struct parser *const jiandu_parser = &PARSER_HTML;
