/* A line of the configuration file. A '#' begins a comment at the beginning of a line and, behind
 * what stands there, after white space; a value may begin with one.
 *
 *     name value                 a setting
 *     [source https://…]         those below hold for sources that begin so
 *     [preset NAME]              those below are a preset */
#ifndef JD_APP_SETTING_LINE_H
#define JD_APP_SETTING_LINE_H

#include "app/setting_file.h"

enum setting_line_kind {
    SETTING_LINE_BLANK, /* or a comment alone */
    SETTING_LINE_VALUE,
    SETTING_LINE_SECTION,
    SETTING_LINE_BAD, /* begins as a section does */
};

/* All slices point into the line. */
struct setting_line {
    enum setting_line_kind kind;
    struct str name;    /* of a setting or of a kind of section */
    struct str value;   /* of a setting, or a section's name; empty when there is none, and then
                         stands where it would */
    struct str comment; /* from its '#'; empty */
};

/* line: without its '\n'. */
struct setting_line setting_line_read(struct str line);

/* The scope that a section's kind names; false when there is none of that name. */
bool setting_line_scope(struct str kind, enum settings_scope *out);

/* Appends the head of a section, without an end of line. */
void setting_line_add_section(enum settings_scope scope, struct str name, struct buf *out);

#endif
