/* The index of the bundled articles, assets/articles/index.tsv: a line each,
 * file TAB lang TAB units TAB title TAB summary; '#' begins a comment line. */
#ifndef JD_APP_BUNDLED_H
#define JD_APP_BUNDLED_H

#include "app/library.h"

/* Appends the articles of an index whose files are in dir; a line that is none is skipped. */
void bundled_parse(const char *dir, struct str index, struct library_list *out);

/* The folder of the bundled articles, links resolved; malloc'd. */
char *bundled_dir(void);

/* The articles of the index file in dir. A program without its assets has none: that is no error. */
void bundled_list(const char *dir, struct library_list *out);

#endif
