#include "app/command.h"

const struct command_def COMMAND_DEFS[COMMAND_COUNT] = {
    [CMD_NONE] = {"none", "", GROUP_GENERAL, N_("Nothing")},
#define X(id, name, arg, group, help) [CMD_##id] = {name, arg, GROUP_##group, help},
    COMMANDS(X)
#undef X
};

static const char *const GROUP_TITLES[COMMAND_GROUPS] = {
    [GROUP_MOVE] = N_("Moving"),      [GROUP_ARTICLE] = N_("In the article"),
    [GROUP_SELECT] = N_("Selecting"), [GROUP_QUOTE] = N_("Quotes"),
    [GROUP_LIST] = N_("In lists"),    [GROUP_LOOK] = N_("Look"),
    [GROUP_GENERAL] = N_("General"),  [GROUP_EDIT] = N_("While typing"),
};

enum command command_find(struct str name)
{
    enum command c = CMD_NONE;
    while (c < COMMAND_COUNT && !str_eq(name, str_of(COMMAND_DEFS[c].name)))
        c++;
    return c;
}

const char *command_group_title(enum command_group g)
{
    return _(GROUP_TITLES[g]);
}
