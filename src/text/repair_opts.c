/* The kinds of repair by name, and what the user wrote of them. Apart from repair.c, whose tables a
 * program that only names them does without. */
#include "base/i18n.h"
#include "text/repair.h"

#include <string.h>

static const char *const NAMES[REPAIR_KINDS] = {
    [REPAIR_RECODED] = "recoded",   [REPAIR_ENTITIES] = "entities",
    [REPAIR_READINGS] = "readings", [REPAIR_INVISIBLE] = "invisible",
    [REPAIR_FILLER] = "filler",     [REPAIR_LOST] = "lost",
};

const char *repair_kind_name(enum repair_kind k)
{
    return NAMES[k];
}

enum repair_kind repair_kind_find(struct str name)
{
    size_t i = 0;
    while (i < REPAIR_KINDS && !str_eq(name, str_of(NAMES[i])))
        i++;
    return (enum repair_kind)i;
}

static bool find_how(struct str word, uint8_t *how)
{
    static const struct {
        const char *word;
        enum repair_how how;
    } HOWS[] = {{"auto", REPAIR_AUTO},
                {"never", REPAIR_NEVER},
                {"none", REPAIR_NEVER},
                {"always", REPAIR_ALWAYS},
                {"all", REPAIR_ALWAYS}};
    for (size_t i = 0; i < sizeof HOWS / sizeof *HOWS; i++)
        if (str_eq(word, str_of(HOWS[i].word))) {
            *how = (uint8_t)HOWS[i].how;
            return true;
        }
    return false;
}

static bool complain(struct str what, struct err *e)
{
    struct buf names = {0};
    for (size_t k = 0; k < REPAIR_LOST; k++)
        buf_addf(&names, "%s%s", k ? ", " : "", NAMES[k]);
    err_set(e, ERR_USAGE,
            _("repair “%.*s”: say auto, none, all, or kind=auto|never|always with a kind of: %s"),
            STR_ARG(what), buf_cstr(&names));
    buf_free(&names);
    return false;
}

bool repair_opts_parse(struct str spec, struct repair_opts *o, struct err *e)
{
    struct str field;
    uint8_t how;
    *o = (struct repair_opts){0};
    while (spec.n && str_split(&spec, ',', &field)) {
        field = str_trim(field);
        size_t eq = str_chr(field, '=', 0);
        enum repair_kind k = repair_kind_find(str_sub(field, 0, eq));
        if (!find_how(eq == STR_NPOS ? field : str_sub(field, eq + 1, field.n), &how))
            return complain(field, e);
        if (eq == STR_NPOS)
            memset(o->how, how, sizeof o->how);
        else if (k < REPAIR_KINDS)
            o->how[k] = how;
        else
            return complain(field, e);
    }
    return true;
}
