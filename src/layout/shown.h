/* What a terminal is given for a cluster. */
#ifndef JD_LAYOUT_SHOWN_H
#define JD_LAYOUT_SHOWN_H

#include "base/str.h"

/* The cluster itself, or under the width policy its stand-in: an emoji sequence that the terminal
 * would draw in pieces shows its base, a character that it does not draw shows 〓, and a final VS16,
 * which terminals disagree about, is left out. Part of the cluster, or static. */
struct str shown_cluster(struct str cluster);

/* The raised or lowered form that Unicode has of a cluster under SPAN_SUP or SPAN_SUB (digits, signs,
 * brackets, n, i), where it is as wide as the cluster; else the cluster. 10⁶ must not read as 106. */
struct str shown_script(struct str cluster, unsigned span_kinds);

#endif
