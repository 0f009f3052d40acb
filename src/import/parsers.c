#include "import/parsers.h"

#include "base/exe.h"
#include "base/i18n.h"

#include <stdlib.h>

static struct {
    const char *name;
    const struct parser *parser;
    struct err why; /* there is none */
} parsers[] = {{.name = "plain"}, {.name = "html"}, {.name = "markdown"}, {.name = "json-record"}};

enum { PARSERS = sizeof parsers / sizeof *parsers };

static void load(size_t i)
{
    char *dir = exe_dir();
    parsers[i].parser = parser_load(parsers[i].name, dir, &parsers[i].why);
    free(dir);
}

const struct parser *parsers_load(const char *name, struct err *e)
{
    for (size_t i = 0; i < PARSERS; i++)
        if (strcmp(parsers[i].name, name) == 0)
            load(i);
    return parsers_find(name, e);
}

void parsers_load_all(void)
{
    for (size_t i = 0; i < PARSERS; i++)
        load(i);
}

const struct parser *parsers_find(const char *name, struct err *e)
{
    for (size_t i = 0; i < PARSERS; i++)
        if (strcmp(parsers[i].name, name) == 0) {
            if (!parsers[i].parser && e)
                *e = parsers[i].why;
            return parsers[i].parser;
        }
    err_set(e, ERR_UNSUPPORTED, _("%s is not read here"), name);
    return NULL;
}
