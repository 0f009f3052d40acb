/* Real prose for the benches, which is no part of the tree: FOLDER/LANG/KIND/NAME.txt, UTF-8, a
 * paragraph a line. LANG is zh-Hans, zh-Hant, ja, ko or a Western language. */
#ifndef JD_TESTS_BENCH_CORPUS_H
#define JD_TESTS_BENCH_CORPUS_H

#include "base/str.h"

#include <stdint.h>

enum { CORPUS_KINDS = 4 };
extern const char *const CORPUS_KIND[CORPUS_KINDS]; /* "news", "fiction", "technical", "list" */

/* Appends all texts of that language and kind, by name. False when there are none, or one is no
 * valid UTF-8 or cannot be read, which is said on stderr. */
bool corpus_read(const char *folder, const char *lang, const char *kind, struct buf *out);

/* The next number of a seeded sequence (xorshift64*, Vigna 2016), below n. *seed is not 0; n > 0. */
uint64_t corpus_random(uint64_t *seed, uint64_t n);

/* chars characters of text from a random place, running over the ends of paragraphs; empty when the
 * text ends before. */
struct str corpus_cut(struct str text, size_t chars, uint64_t *seed);

/* The parts of a second since some moment. */
double corpus_seconds(void);

#endif
