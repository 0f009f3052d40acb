#include "ui/setting_undo.h"

void setting_undo_note(struct setting_undo *u, const struct settings *before,
                       const struct settings *after)
{
    struct setting_step step = {.before = *before};
    if (!settings_effects(before, after))
        return;
    for (enum setting_id id = 0; id < SETTINGS; id++)
        step.changed[id] = !setting_same(before, after, id);
    if (u->v.n == SETTING_UNDO_DEPTH)
        memmove(u->v.v, u->v.v + 1, --u->v.n * sizeof *u->v.v);
    vec_push(&u->v, step);
}

bool setting_undo_take(struct setting_undo *u, struct settings *s)
{
    if (!u->v.n)
        return false;
    const struct setting_step *step = &u->v.v[--u->v.n];
    for (enum setting_id id = 0; id < SETTINGS; id++)
        if (step->changed[id])
            setting_copy(s, &step->before, id);
    return true;
}

void setting_undo_free(struct setting_undo *u)
{
    vec_free(&u->v);
}
