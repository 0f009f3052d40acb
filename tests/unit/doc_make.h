/* Documents for tests: from seeded random calls of the builder, and as text to compare. */
#ifndef JD_TESTS_DOC_MAKE_H
#define JD_TESTS_DOC_MAKE_H

#include "base/mem.h"
#include "doc/builder.h"
#include "doc/dump.h"

#include <stdint.h>

static inline uint32_t make_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static inline struct str make_text(uint64_t *seed)
{
    static const char *const texts[] = {
        "春眠不覺曉",
        "處處聞啼鳥。",
        " ",
        "\n",
        "  two  words ",
        "\xE3\x80\x80",
        "한국어",
        "e\xCC\x81",
        "\xCC\x81",
        "👩‍🚀",
        "🇯🇵",
        "🇯",
        "\x1b[31m赤",
        "\xff\xfe",
        "a\tb\n\nc ",
        "\r\n",
        "ｶﾅ\n漢字",
        "\f",
        "夜来風雨\n声",
        "\xE2\x80\xAE",
        "x",
        "\u200D",
        "line\n",
        "ﾊﾟ",
    };
    return str_of(texts[make_random(seed) % (sizeof texts / sizeof *texts)]);
}

static inline void make_call(struct doc_builder *b, uint64_t *seed)
{
    switch (make_random(seed) % 16) {
    case 0:
    case 1:
    case 2:
        doc_build_open(b, make_random(seed) % BLOCK_KINDS);
        break;
    case 3:
    case 4:
        doc_build_close(b, make_random(seed) % BLOCK_KINDS);
        break;
    case 5:
        doc_build_span_open(b, 1u << make_random(seed) % 11);
        break;
    case 6:
        doc_build_span_close(b);
        break;
    case 7:
        doc_build_span_attr(b, make_random(seed) % 2 ? ATTR_HREF : ATTR_RUBY, make_text(seed));
        break;
    case 8:
        doc_build_note_ref(b, make_text(seed));
        break;
    case 9:
        doc_build_attr(b, make_random(seed) % ATTR_KEYS, make_text(seed));
        break;
    case 10:
        doc_build_block_attr(b, make_random(seed) % ATTR_KEYS, make_text(seed));
        doc_build_flags(b, make_random(seed));
        doc_build_level(b, make_random(seed) % 9);
        break;
    case 11:
        doc_build_break(b);
        break;
    default:
        doc_build_text(b, make_text(seed));
    }
}

/* A builder after n calls; there is always something to read in it. */
static inline struct doc_builder *make_builder(uint64_t seed, unsigned n)
{
    struct doc_builder *b = doc_builder_new(NULL);
    while (n--)
        make_call(b, &seed);
    doc_build_open(b, BLOCK_PARA);
    doc_build_text(b, STR("末"));
    return b;
}

static inline char *make_tree(const struct doc *d)
{
    struct buf out = {0};
    doc_dump_tree(d, &out);
    return buf_take(&out);
}

#endif
