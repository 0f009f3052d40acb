/* JSON (RFC 8259) without a tree: a value is the slice of text that it is written in, so numbers, the
 * order of members and whatever a program does not know stay as they were written. */
#ifndef JD_TEXT_JSON_H
#define JD_TEXT_JSON_H

#include "base/str.h"

#include <stdint.h>

enum { JSON_MAX_DEPTH = 64 }; /* arrays and objects inside each other */

/* Writing */

/* Appends s as a JSON string with its quotes, made clean (text/sanitize.h, SANITIZE_CODE) if it is
 * not. */
void json_string(struct buf *out, struct str s);

/* Likewise, but nothing is lost: what text/sanitize.h refuses is written as \uXXXX. s is valid UTF-8. */
void json_string_exact(struct buf *out, struct str s);

/* Appends ,"key": (without the comma behind an opening bracket). */
void json_add_key(struct buf *out, const char *key);
void json_add_comma(struct buf *out); /* unless an array or object has just been opened */

/* Appends the value in one line, without white space outside of strings, and what text/sanitize.h
 * refuses as \uXXXX: the same value, fit to be kept. */
void json_compact(struct buf *out, struct str value);

/* Reading */

struct json_fault {
    size_t at;       /* byte */
    size_t line;     /* from 1 */
    const char *why; /* translated */
};

/* The one value that text holds, without the white space around it; it is well formed then, valid UTF-8
 * with it. False with the first fault. f may be NULL. */
bool json_parse(struct str text, struct str *value, struct json_fault *f);

/* All below is for values (and parts of values) that json_parse has given; for STR_NONE they say no. */

enum json_type {
    JSON_NONE,
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};
enum json_type json_type(struct str value);

/* The next member of an object (key with its quotes) or element of an array (key is empty); *at is 0
 * at first. False at the end, and for what is neither. */
bool json_next(struct str value, size_t *at, struct str *key, struct str *item);

/* The member of that name, the last where there are several; STR_NONE without. */
struct str json_member(struct str object, const char *key);

/* True when the key (with its quotes) is that name. */
bool json_key_is(struct str key, const char *name);

/* Appends what a string says. False when it is none. A lone surrogate becomes U+FFFD. */
bool json_text(struct str value, struct buf *out);

/* A number without its fraction, between the limits of the type. False when it is none, or beyond. */
bool json_int(struct str value, int64_t *out);

#endif
