/* The manual page, from the tables of verbs, settings, presets and commands. */
#ifndef JD_CLI_MAN_H
#define JD_CLI_MAN_H

#include "base/str.h"

/* Appends jiandu(1) for the man macros of groff and mandoc, in ASCII. */
void man_page(struct buf *out);

#endif
