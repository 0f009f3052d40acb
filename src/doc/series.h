/* Parts of a series by their titles: 「印刷小史（二）」, 「印刷小史（二）：活字」, "Printing, part 2". */
#ifndef JD_DOC_SERIES_H
#define JD_DOC_SERIES_H

#include "base/str.h"

struct series {
    struct str stem; /* a slice of the title: what all parts have */
    unsigned number; /* of the part; 上 is 1, 中 2, 下 3 */
};

/* Whether the title says that it is a part: a number in brackets, 之三, 其三, 第三回, part 3, vol. 3, #3, or
 * 上 中 下, at the end or before a subtitle. A year is no such number. */
bool series_of(struct str title, struct series *out);

#endif
