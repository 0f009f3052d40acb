/* What a terminal is given for a cluster. */
#ifndef JD_LAYOUT_SHOWN_H
#define JD_LAYOUT_SHOWN_H

#include "base/str.h"

/* The cluster itself, or under the width policy its stand-in: an emoji sequence that the terminal
 * would draw in pieces shows its base, a character that it does not draw shows 〓, and a final VS16,
 * which terminals disagree about, is left out. Part of the cluster, or static. */
struct str shown_cluster(struct str cluster);

#endif
