/* Plain text: structure without marks. What is recognised is told in plain_priv.h, part by part. */
#ifndef JD_PARSE_PLAIN_H
#define JD_PARSE_PLAIN_H

#include "parse/registry.h"

extern const struct parser PARSER_PLAIN;

#endif
