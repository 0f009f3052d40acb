/* Where the program's own files are: in the build tree when run from there, else installed. */
#ifndef JD_APP_PATHS_H
#define JD_APP_PATHS_H

/* Full path of an asset ("articles", "keys.conf"), under $JIANDU_ASSETS (tests) where that is set;
 * malloc'd. */
char *paths_asset(const char *name);

/* Full path of jiandu-import: $JIANDU_IMPORTER (tests), else beside the running program in the build
 * tree, else the installed one; malloc'd. */
char *paths_importer(void);

#endif
