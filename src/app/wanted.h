/* What a document asks for beside itself, and what the reader grants.
 *
 * The importer opens nothing. A document that goes on elsewhere says so (ATTR_NEXT: the article's
 * next page), and the reader decides: a page of a local file is granted when it is a regular file in
 * the very folder of the first, at most IMPORT_MAX_PAGES of them and for at most WANTED_MAX_MS; what
 * is on the web is not fetched, and stays in the document as an address. */
#ifndef JD_APP_WANTED_H
#define JD_APP_WANTED_H

#include "app/source.h"

enum { WANTED_MAX_MS = 4000 };

/* d, or the document joined of it and its further pages, d being freed then. Where a page is missing
 * or cannot be read, those before it are joined. Waits for the importer. */
struct doc *wanted_join(const struct source *s, const struct source_opts *o, struct doc *d);

/* The same, where o keeps: *kept, what d was made of, becomes that of the joined document, all its
 * pages. */
struct doc *wanted_join_kept(const struct source *s, const struct source_opts *o, struct doc *d,
                             struct import_kept *kept);

#endif
