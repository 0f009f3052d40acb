/* Reads the break tests of the Unicode Character Database ("÷ 0061 × 0308 ÷"). */
#ifndef JD_TESTS_BREAK_TEST_H
#define JD_TESTS_BREAK_TEST_H

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { BREAK_TEST_PLACES = 64 };

struct break_test {
    FILE *file;
    char line[4096]; /* with its comment, for messages */
    struct buf text;
    size_t n; /* places, the start and the end of text among them */
    struct {
        size_t at;
        bool breaks;
    } places[BREAK_TEST_PLACES];
};

/* False where Debian's unicode-data is not installed. */
static inline bool break_test_open(struct break_test *t, const char *name)
{
    char path[256];
    *t = (struct break_test){0};
    snprintf(path, sizeof path, "/usr/share/unicode/auxiliary/%s", name);
    t->file = fopen(path, "r");
    if (!t->file)
        print_message("%s is not there (Debian: unicode-data)\n", path);
    return t->file != NULL;
}

static inline void break_test_close(struct break_test *t)
{
    fclose(t->file);
    buf_free(&t->text);
}

static inline bool break_test_parse(struct break_test *t)
{
    char copy[sizeof t->line], *rest = NULL;
    strcpy(copy, t->line);
    copy[strcspn(copy, "#\n")] = '\0';
    t->n = 0;
    buf_clear(&t->text);
    for (char *w = strtok_r(copy, " \t", &rest); w; w = strtok_r(NULL, " \t", &rest)) {
        bool breaks = strcmp(w, "÷") == 0;
        if (!breaks && strcmp(w, "×") != 0) {
            buf_add_utf8(&t->text, (uint32_t)strtoul(w, NULL, 16));
        } else if (t->n < BREAK_TEST_PLACES) {
            t->places[t->n].at = t->text.n;
            t->places[t->n++].breaks = breaks;
        }
    }
    return t->n > 0;
}

static inline bool break_test_next(struct break_test *t)
{
    while (fgets(t->line, sizeof t->line, t->file))
        if (break_test_parse(t))
            return true;
    return false;
}

#endif
