#include "ui/spots.h"

#include "text/width.h"

enum { HINT_GAP = 2 };

void spots_start(struct spots *s, int row, int col, int edge)
{
    s->n = 0;
    s->row = row;
    s->col = col;
    s->edge = edge;
}

bool spots_text(struct spots *s, struct grid *g, struct str text, struct style st,
                struct command_call call)
{
    int w = (int)width_str(text);
    if (s->col + w > s->edge) {
        s->col = s->edge;
        return false;
    }
    grid_text(g, s->row, s->col, (unsigned)w, text, st, false);
    if (call.cmd != CMD_NONE && s->n < MAX_SPOTS)
        s->v[s->n++] = (struct spot){s->row, s->col, s->col + w, call};
    s->col += w;
    return true;
}

bool spots_hint(struct spots *s, const struct ui *ui, struct grid *g, enum key_ctx ctx,
                enum command cmd, const char *label, struct style st)
{
    struct buf b = {0};
    bool drawn = false;
    if (keymap_keys_of(ui->keys, ctx, cmd, 1, &b)) {
        buf_addf(&b, " %s", label);
        drawn = spots_text(s, g, buf_str(&b), st, (struct command_call){.cmd = cmd, .arg = ""});
        s->col += HINT_GAP;
    }
    buf_free(&b);
    return drawn;
}

bool spots_click(const struct spots *s, struct ui *ui, int row, int col)
{
    for (size_t i = 0; i < s->n; i++) {
        if (row == s->v[i].row && col >= s->v[i].beg && col < s->v[i].end) {
            struct command_call call = s->v[i].call;
            ui_command(ui, &call);
            return true;
        }
    }
    return false;
}
