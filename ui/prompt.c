#include "ui/prompt.h"

#include "text/grapheme.h"
#include "text/sanitize.h"
#include "text/width.h"
#include "text/word.h"
#include "ui/loop.h"

enum { MAX_INPUT_BYTES = 1000 };

struct prompt {
    struct view view;
    struct prompt_owner owner;
    char *label;
    struct buf text, note;
    size_t at;       /* the insertion point */
    struct buf word; /* being completed; it begins at word_at */
    size_t word_at;
    unsigned nth;
    bool completing; /* the text before `at` is a completion of it */
    size_t first;    /* what is shown begins here, when the text is longer than the line */
};

static const struct view_ops PROMPT_OPS;

static void prompt_close(struct view *v)
{
    struct prompt *p = (struct prompt *)v;
    free(p->label);
    buf_free(&p->text);
    buf_free(&p->note);
    buf_free(&p->word);
    free(p);
}

static void prompt_resize(struct view *v, unsigned effects)
{
    (void)effects;
    ((struct prompt *)v)->first = 0;
}

static void replace(struct prompt *p, size_t beg, size_t end, struct str s)
{
    struct buf b = {0};
    buf_add(&b, str_sub(buf_str(&p->text), 0, beg));
    buf_add(&b, s);
    buf_add(&b, str_sub(buf_str(&p->text), end, p->text.n));
    buf_free(&p->text);
    p->text = b;
    p->at = beg + s.n;
    p->completing = false;
    if (p->owner.changed)
        p->owner.changed(p->owner.view, buf_str(&p->text));
}

static bool prompt_text(struct view *v, struct str s)
{
    struct prompt *p = (struct prompt *)v;
    struct buf clean = {0};
    sanitize(s, SANITIZE_LINE, &clean);
    if (p->text.n + clean.n <= MAX_INPUT_BYTES)
        replace(p, p->at, p->at, buf_str(&clean));
    else
        ui_say(v->ui, _("That is too long."));
    buf_free(&clean);
    return true;
}

static bool ends_word(char c)
{
    return c == ' ' || c == ',';
}

/* The word before the insertion point becomes the next thing that it may be; behind the last, itself
 * again. */
static void complete(struct prompt *p)
{
    struct buf to = {0};
    if (!p->completing) {
        p->word_at = p->at;
        while (p->word_at > 0 && !ends_word(p->text.p[p->word_at - 1]))
            p->word_at--;
        buf_clear(&p->word);
        buf_add(&p->word, str_sub(buf_str(&p->text), p->word_at, p->at));
        p->nth = 0;
    }
    bool found = p->owner.complete(p->owner.view, buf_str(&p->word), p->nth, &to);
    p->nth = found ? p->nth + 1 : 0;
    replace(p, p->word_at, p->at, found ? buf_str(&to) : buf_str(&p->word));
    p->completing = true;
    buf_free(&to);
}

static size_t left_of(const struct prompt *p)
{
    return p->at ? grapheme_prev(buf_str(&p->text), p->at) : 0;
}

static size_t right_of(const struct prompt *p)
{
    return p->at < p->text.n ? grapheme_next(buf_str(&p->text), p->at) : p->text.n;
}

static void finish(struct prompt *p, bool accepted)
{
    ui_pop(p->view.ui); /* freed only when the event is over */
    p->owner.done(p->owner.view, buf_str(&p->text), accepted);
}

static void prompt_click(struct view *v, int row, int col)
{
    struct prompt *p = (struct prompt *)v;
    if (!p->owner.click || row == (int)v->ui->grid->rows - 1)
        return;
    ui_pop(v->ui);
    p->owner.click(p->owner.view, row, col);
}

static bool prompt_command(struct view *v, const struct command_call *c)
{
    struct prompt *p = (struct prompt *)v;
    switch (c->cmd) {
    case CMD_ACCEPT:
        finish(p, true);
        return true;
    case CMD_CANCEL:
    case CMD_CLOSE:
        finish(p, false);
        return true;
    case CMD_LINE_DOWN:
        if (!p->owner.complete)
            return false;
        complete(p);
        return true;
    case CMD_CURSOR_LEFT:
        p->at = left_of(p);
        p->completing = false;
        return true;
    case CMD_CURSOR_RIGHT:
        p->at = right_of(p);
        p->completing = false;
        return true;
    case CMD_CURSOR_HOME:
        p->at = 0;
        return true;
    case CMD_CURSOR_END:
        p->at = p->text.n;
        return true;
    case CMD_DELETE_LEFT:
        if (p->text.n == 0) /* nothing left to delete: leave */
            finish(p, false);
        else
            replace(p, left_of(p), p->at, STR_NONE);
        return true;
    case CMD_DELETE_RIGHT: {
        size_t at = p->at;
        replace(p, at, right_of(p), STR_NONE);
        return true;
    }
    case CMD_DELETE_WORD:
        replace(p, word_left(buf_str(&p->text), p->at), p->at, STR_NONE);
        return true;
    case CMD_DELETE_ALL:
        replace(p, 0, p->at, STR_NONE);
        return true;
    default:
        return false;
    }
}

/* Moves what is shown so that the insertion point is on the line. */
static void scroll_to_cursor(struct prompt *p, size_t cols)
{
    struct str text = buf_str(&p->text);
    if (p->first > p->at)
        p->first = p->at;
    while (width_str(str_sub(text, p->first, p->at)) >= cols)
        p->first = grapheme_next(text, p->first);
}

static void prompt_draw(struct view *v, struct grid *g)
{
    struct prompt *p = (struct prompt *)v;
    struct style st = ui_style(v->ui, ROLE_MESSAGE);
    int row = (int)g->rows - 1;
    grid_fill(g, row, 0, 1, g->cols, st);
    unsigned used = 1 + grid_text(g, row, 1, g->cols / 2, str_of(p->label), st, true);
    unsigned note = p->note.n ? (unsigned)width_str(buf_str(&p->note)) + 2 : 1;
    if (used + note + 8 > g->cols)
        note = 0;
    unsigned cols = g->cols > used + note ? g->cols - used - note : 1;
    scroll_to_cursor(p, cols);
    struct str text = buf_str(&p->text);
    grid_text(g, row, (int)used, cols, str_sub(text, p->first, text.n), st, false);
    g->cursor_shown = true;
    g->cursor_row = row;
    g->cursor_col = (int)(used + width_str(str_sub(text, p->first, p->at)));
    st.fg = ui_style(v->ui, ROLE_SECONDARY).fg;
    if (note)
        grid_text(g, row, (int)(g->cols - note + 1), note - 1, buf_str(&p->note), st, false);
}

void prompt_note(struct ui *ui, const char *note)
{
    struct view *v = ui_top(ui);
    if (!v || v->ops != &PROMPT_OPS)
        return;
    struct prompt *p = (struct prompt *)v;
    buf_clear(&p->note);
    buf_adds(&p->note, note);
}

void prompt_open(struct ui *ui, const struct prompt_owner *owner, const char *label,
                 struct str initial)
{
    struct prompt *p = mem_zero(1, sizeof *p);
    p->view.ops = &PROMPT_OPS;
    p->owner = *owner;
    p->label = str_dup(str_of(label));
    buf_add(&p->text, initial);
    p->at = p->text.n;
    ui_push(ui, &p->view);
    if (initial.n && owner->changed)
        owner->changed(owner->view, initial);
}

static const struct view_ops PROMPT_OPS = {
    .name = "prompt",
    .ctx = CTX_PROMPT,
    .panel = true,
    .shares = true,
    .close = prompt_close,
    .resize = prompt_resize,
    .command = prompt_command,
    .text = prompt_text,
    .click = prompt_click,
    .draw = prompt_draw,
};
