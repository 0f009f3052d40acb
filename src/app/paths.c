#include "app/paths.h"

#include "base/exe.h"
#include "base/file.h"

#include <stdlib.h>

char *paths_asset(const char *name)
{
    const char *given = getenv("JIANDU_ASSETS");
    if (given && *given)
        return file_join(given, name);
    return file_join(exe_in_build_tree() ? ABS_SRCDIR "/assets" : PKGDATADIR, name);
}

char *paths_importer(void)
{
    const char *given = getenv("JIANDU_IMPORTER");
    if (given && *given)
        return str_dup(str_of(given));
    return file_join(exe_in_build_tree() ? ABS_BUILDDIR : PKGLIBEXECDIR, "jiandu-import");
}
