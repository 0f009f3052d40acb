/* How many terminal cells text takes. The one policy of the process: views, layout, curses (through
 * the program's own wcwidth) and dumps all ask here, so they never disagree.
 * Source: UAX #11 and what terminals do (measured; see README, "Widths"). */
#ifndef JD_TEXT_WIDTH_H
#define JD_TEXT_WIDTH_H

#include "base/str.h"

#include <stdint.h>

struct width_policy {
    uint8_t ambiguous;      /* cells of East_Asian_Width=Ambiguous: 1 or 2 */
    uint8_t emoji_modifier; /* 1: a base with a skin tone is drawn in 2 cells; 0: show the base */
    uint8_t emoji_zwj;      /* 1: a ZWJ sequence is drawn in 2 cells; 0: show its first emoji */
    uint8_t ext_h;          /* 1: CJK extensions H and I are drawn; 0: 〓 stands in */
};

extern const struct width_policy WIDTH_DEFAULT; /* ambiguous 1, no modifiers, no ZWJ, ext_h 1 */

void width_set_policy(const struct width_policy *p); /* copied */
const struct width_policy *width_policy(void);

/* Cells of one code point: 0, 1 or 2. Controls are 0 (they never reach a screen). */
int width_of(uint32_t c);

/* Cells of one grapheme cluster of valid UTF-8: the widest of its code points, 2 for a flag and for
 * an emoji sequence under the policy. VS16 does not widen; a half-width voicing mark (U+FF9E,
 * U+FF9F) behind a half-width kana takes a cell of its own. */
int width_cluster(struct str cluster);

/* Cells of a text, cluster by cluster. */
size_t width_str(struct str s);

/* Bytes of the longest prefix of whole clusters that fits cols; *used (may be NULL) its cells. */
size_t width_fit(struct str s, size_t cols, size_t *used);

#endif
