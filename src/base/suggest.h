/* What was meant by a misspelt name. */
#ifndef JD_BASE_SUGGEST_H
#define JD_BASE_SUGGEST_H

#include "base/str.h"

/* The nearest of n names to s (Damerau–Levenshtein, at most a third of its letters wrong); NULL. */
const char *suggest_name(struct str s, const char *const *names, size_t n);

#endif
