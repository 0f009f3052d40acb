/* References to URLs (RFC 3986). */
#ifndef JD_PARSE_URL_H
#define JD_PARSE_URL_H

#include "base/str.h"

/* http or https. */
bool url_is_web(struct str s);

/* True for what a reader may offer to follow: relative, or http, https, mailto, ftp, tel. A script
 * or a data URL is not. */
bool url_is_link(struct str s);

/* Appends ref, taken to stand in a document at base, without white space around it (5.2). A base
 * that is no web URL (a path, empty) leaves ref as it is. */
void url_resolve(struct str base, struct str ref, struct buf *out);

#endif
