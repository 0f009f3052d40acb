/* What bytes look like, without parsing them: the parsers' sniffers and the kinds of file that are
 * known but cannot be read. Apart from the parsers, which may be modules, so that choosing one
 * loads nothing. */
#ifndef JD_PARSE_SNIFF_H
#define JD_PARSE_SNIFF_H

#include "base/str.h"

extern const char *const SNIFF_HTML_EXTS[], *const SNIFF_HTML_MIMES[];
extern const char *const SNIFF_MARKDOWN_EXTS[], *const SNIFF_MARKDOWN_MIMES[];

/* 0: no … 100: certainly. head is the first 4 KB at most. */
int sniff_html(struct str head);
int sniff_markdown(struct str head);

/* A format that nothing is taken for. */
extern const char *const SNIFF_NO_NAMES[];
int sniff_nothing(struct str head);

/* What a known but unreadable file is, with its article ("a PDF document"; marked for gettext, not
 * translated); NULL for anything else. */
const char *sniff_unreadable(struct str head);

#endif
