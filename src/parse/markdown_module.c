#include "parse/markdown.h"

/* What registry.c looks up in markdown.so; all else in it is hidden (module.map). */
extern const struct parser *const jiandu_parser;
const struct parser *const jiandu_parser = &PARSER_MARKDOWN;
