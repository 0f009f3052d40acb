/* Modules: shared objects of the program's own that bring in a library, loaded only by who needs it. */
#ifndef JD_BASE_MODULE_H
#define JD_BASE_MODULE_H

#include "base/err.h"

/* The address of `symbol` in dir/NAME.so (dir NULL: here), which stays loaded. NULL with
 * ERR_UNSUPPORTED, which names the Debian package of the library it needs. */
const void *module_load(const char *dir, const char *name, const char *symbol, const char *package,
                        struct err *e);

#endif
