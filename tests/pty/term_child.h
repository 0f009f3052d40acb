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

#endif
