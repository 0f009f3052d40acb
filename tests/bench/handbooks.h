/* Real text with known groups: handbooks as Debian packages install them, cut into articles at their
 * numbered headings. Nothing of it is in the tree.
 *
 * An article is what stands between one heading that begins with a number (6.2.3.) and the next one; its
 * title is the heading without the number. Its group is the chapter of the book: the file's book and the
 * first part of the number. What has fewer than HANDBOOK_MIN_CJK characters of Chinese, Japanese or
 * Korean, or less of them than of other letters, is left out (what was not translated). */
#ifndef JD_TESTS_BENCH_HANDBOOKS_H
#define JD_TESTS_BENCH_HANDBOOKS_H

#include "base/vec.h"
#include "doc/doc.h"

enum { HANDBOOK_MIN_CJK = 80 };

struct handbook_article {
    struct doc *doc;
    uint32_t group;
    char *where; /* file and number, for people */
};

struct handbook_articles {
    VEC(struct handbook_article) v;
    uint32_t groups;
};

/* The articles of a language ("zh-Hans", "zh-Hant", "ja", "ko") in seeded random order; none where no
 * package is installed. */
void handbooks_read(const char *lang, uint64_t seed, struct handbook_articles *out);
void handbooks_free(struct handbook_articles *a);

/* The packages that the articles of that language come from, for a message. */
const char *handbooks_packages(const char *lang);

#endif
