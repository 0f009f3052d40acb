/* The program that test_term.c looks at: opens the terminal, shows pages, and tells on descriptor 3
 * what it did and which events came, a line each. */
#ifndef JD_TESTS_TERM_CHILD_H
#define JD_TESTS_TERM_CHILD_H

enum { CHILD_REPORT_FD = 3 };

/* Colours and styles of the page, for the test to look for. */
enum {
    CHILD_FG = 0xC0FFEE,
    CHILD_BG = 0x030201, /* near black: a palette branch in setab would lose it */
    CHILD_LINK_COL = 30,
};

#define CHILD_LINK "https://example.org/a?b=1"

/* Clusters in rows of their own, each with a bar behind it: extensions B to I, combining marks, conjoining
 * and compatibility jamo, half-width and full-width forms, flags, keycaps, variation selectors. */
enum { CHILD_RARE_ROW = 7, CHILD_RARE_IN_ROW = 10 };
#define CHILD_RARE                                                                                 \
    {                                                                                              \
        "𠮷", "𪜀", "𫝀", "𫠠", "𬺰", "𰻝", "e\u0301", "กำ", "नी", "각", "ㄱ", "ﾊﾟ", "ｱ",    \
            "Ａ", "￥", "🇯🇵", "1️⃣", "☎️", "🀄", "葛\U000E0100"                            \
    }

#endif
