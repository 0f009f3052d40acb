#include "base/module.h"

#include "base/i18n.h"
#include "base/str.h"

#include <dlfcn.h>

const void *module_load(const char *dir, const char *name, const char *symbol, const char *package,
                        struct err *e)
{
    struct buf path = {0};
    buf_addf(&path, "%s/%s.so", dir ? dir : ".", name);
    void *lib = dlopen(buf_cstr(&path), RTLD_NOW | RTLD_LOCAL);
    const void *found = lib ? dlsym(lib, symbol) : NULL;
    if (!found) {
        const char *why = dlerror();
        err_set(e, ERR_UNSUPPORTED, _("%s cannot be loaded (%s); is the package %s installed?"),
                buf_cstr(&path), why ? why : "?", package);
    }
    buf_free(&path);
    return found;
}
