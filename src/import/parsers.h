/* The parsers that are loaded. To be loaded before the confinement: later no file can be opened. */
#ifndef JD_IMPORT_PARSERS_H
#define JD_IMPORT_PARSERS_H

#include "parse/registry.h"

/* The parser of that name; NULL with the error. */
const struct parser *parsers_load(const char *name, struct err *e);

/* All there are. One that is missing fails only what needs it. */
void parsers_load_all(void);

/* One that was loaded; NULL with the error, that of loading it where it failed. */
const struct parser *parsers_find(const char *name, struct err *e);

#endif
