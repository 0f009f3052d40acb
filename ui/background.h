/* Day or night where the terminal does not tell it: what the desktop says (org.freedesktop.portal.Settings,
 * color-scheme), and what a terminal told the last time. Both are guesses: a desktop may be light and the
 * terminal on it dark, and over ssh the desktop is another's, so that it is not asked there. */
#ifndef JD_UI_BACKGROUND_H
#define JD_UI_BACKGROUND_H

#include "ui/term.h"

#include <sys/types.h>

/* A question to the desktop, under way: a program of its own asks, and nobody waits. */
struct desktop {
    int fd; /* to wait for; -1: nothing is asked */
    pid_t pid;
    struct buf said;
};

enum { DESKTOP_PATIENCE_MS = 500 };

/* Asks, where there is a desktop to be asked. */
void desktop_ask(struct desktop *d);

/* Takes what there is; when that was all and the terminal has not told in the meantime, *info has its
 * answer and it is true. */
bool desktop_take(struct desktop *d, struct term_info *info);
void desktop_close(struct desktop *d);

/* The terminal or its environment says it: nothing else is asked, or heard. */
bool background_is_told(const struct term_info *info);

/* Takes the mode remembered in the file for that of a terminal which could tell it and has not yet. */
void background_recall(const char *path, struct term_info *info);

/* Remembers what the terminal told, if it did and if it is news. */
void background_keep(const char *path, const struct term_info *info);

#endif
