/* What an event does: keys become commands, commands go to the views. */
#include "text/utf8.h"
#include "ui/loop.h"
#include "ui/open.h"
#include "ui/view_help.h"
#include "ui/view_settings.h"

#include <assert.h>
#include <stdlib.h>

enum { MAX_COUNT = 99999, WHEEL_ROWS = 3, CLICKS_MS = 400 };

static_assert(KEYMAP_SPECIAL == (int)KEY_SPECIAL, "keymap and input number keys alike");
static_assert(KEYMAP_NAMED == KEY_SPECIAL_END - KEY_SPECIAL, "each special key has a name");
static_assert(KEY_SHIFT == (int)MOD_SHIFT && KEY_ALT == (int)MOD_ALT && KEY_CTRL == (int)MOD_CTRL,
              "keymap and input number modifiers alike");

void ui_resized(struct ui *ui)
{
    unsigned rows, cols;
    ui->term->ops->size(ui->term, &rows, &cols);
    grid_resize(ui->grid, rows, cols);
    for (size_t i = 0; i < ui->views.n; i++)
        ui->views.v[i]->ops->resize(ui->views.v[i], 0);
}

static void suspend(struct ui *ui)
{
    ui_keep(ui);
    ui->term->ops->suspend(ui->term);
    ui_resized(ui);
}

/* What every view understands. */
static void program_command(struct ui *ui, const struct command_call *c)
{
    switch (c->cmd) {
    case CMD_QUIT:
    case CMD_CLOSE:
        if (ui->opening)
            open_cancel(ui);
        else if (c->cmd == CMD_QUIT || (ui->views.n && ui_top(ui)->ops->panel))
            ui_pop(ui);
        break;
    case CMD_QUIT_ALL:
        ui->quit = true;
        break;
    case CMD_SUSPEND:
        suspend(ui);
        break;
    case CMD_REDRAW:
        ui->term->ops->redraw(ui->term);
        break;
    case CMD_MODE:
        ui_cycle_mode(ui);
        break;
    case CMD_SETTINGS:
        view_settings_open(ui);
        break;
    case CMD_SETTINGS_UNDO:
        view_settings_undo(ui);
        break;
    case CMD_HELP:
        view_help_open(ui);
        break;
    default:
        ui_say(ui, _("That does nothing here."));
    }
}

void ui_command(struct ui *ui, const struct command_call *c)
{
    for (size_t i = ui->views.n; i-- > 0;) {
        struct view *v = ui->views.v[i];
        if (v->ops->command(v, c))
            return;
        if (!v->ops->shares)
            break;
    }
    program_command(ui, c);
}

static bool give_text(struct ui *ui, struct str s)
{
    struct view *v = ui_top(ui);
    return v && v->ops->text && v->ops->text(v, s);
}

static bool is_text(const struct event *ev)
{
    return ev->key < KEY_SPECIAL && ev->key >= ' ' && !(ev->mods & (MOD_ALT | MOD_CTRL));
}

static bool give_char(struct ui *ui, const struct event *ev)
{
    char bytes[UTF8_MAX_BYTES];
    return is_text(ev) && give_text(ui, str_n(bytes, utf8_put(ev->key, bytes)));
}

static void hint(struct ui *ui, enum key_ctx ctx)
{
    struct buf keys = {0}, help = {0};
    for (size_t i = 0; i < ui->npending; i++) {
        if (i)
            buf_addc(&keys, ' ');
        key_format(ui->pending[i], &keys);
    }
    if (keymap_keys_of(ui->keys, ctx, CMD_HELP, 1, &help))
        ui_say(ui, _("%s does nothing here; %s lists the keys."), buf_cstr(&keys), buf_cstr(&help));
    buf_free(&keys);
    buf_free(&help);
}

static bool take_digit(struct ui *ui, struct key k)
{
    if (ui->npending != 1 || k.mods || k.code < '0' || k.code > '9' ||
        (k.code == '0' && ui->count == 0))
        return false;
    unsigned count = ui->count * 10 + (k.code - '0');
    ui->count = count > MAX_COUNT ? MAX_COUNT : count;
    return true;
}

/* A view that is typed into takes text first; elsewhere a key is a command first, and what is bound
 * to nothing may be the beginning of a filter. */
static void handle_key(struct ui *ui, const struct event *ev)
{
    enum key_ctx ctx = ui->views.n ? ui_top(ui)->ops->ctx : CTX_GLOBAL;
    message_clear(&ui->message);
    if ((ctx == CTX_PROMPT || ctx == CTX_NOTE) && give_char(ui, ev))
        return;
    struct key k = {input_fold_fullwidth(ev->key), ev->mods};
    if (k.code < KEYMAP_SPECIAL) /* the character says it already */
        k.mods &= (uint8_t)~KEY_SHIFT;
    ui->pending[ui->npending++] = k;

    struct command_call call = {.count = ui->count};
    switch (keymap_find(ui->keys, ctx, ui->pending, ui->npending, &call.cmd, &call.arg)) {
    case KEYMAP_PREFIX:
        if (ui->npending < KEYMAP_SEQUENCE)
            return;
        break;
    case KEYMAP_BOUND:
        ui->npending = 0;
        ui->count = 0;
        ui_command(ui, &call);
        return;
    case KEYMAP_UNBOUND:
        if (take_digit(ui, k)) {
            ui->npending = 0;
            return;
        }
        if (ui->npending > 1 || !give_char(ui, ev))
            hint(ui, ctx);
        break;
    }
    ui->npending = 0;
    ui->count = 0;
}

/* A press soon after one at the same place is a double click, and so on; two cells of one character
 * are one place. */
static void count_clicks(struct ui *ui, const struct event *ev)
{
    struct clicks *c = &ui->clicks;
    int64_t now = ui->now_ms();
    bool again = now - c->ms <= CLICKS_MS && c->row == ev->row && abs(c->col - ev->col) <= 1;
    *c = (struct clicks){now, ev->row, ev->col, again ? c->n + 1 : 1};
}

static void handle_mouse(struct ui *ui, const struct event *ev)
{
    struct view *v = ui_top(ui);
    if (!v)
        return;
    if (ev->what == MOUSE_WHEEL_UP || ev->what == MOUSE_WHEEL_DOWN) {
        enum command cmd = ev->what == MOUSE_WHEEL_UP ? CMD_LINE_UP : CMD_LINE_DOWN;
        ui_command(ui, &(struct command_call){.cmd = cmd, .count = WHEEL_ROWS, .arg = ""});
        return;
    }
    if (ev->button != 0)
        return;
    if (ev->what == MOUSE_PRESS) {
        count_clicks(ui, ev);
        message_clear(&ui->message);
    }
    if (v->ops->mouse)
        v->ops->mouse(v, ev, ui->clicks.n);
    else if (ev->what == MOUSE_PRESS && v->ops->click)
        v->ops->click(v, ev->row, ev->col);
}

/* It may have turned from day to night since; the terminal, if it tells, is asked by ui/term.c. */
static void ask_desktop(struct ui *ui)
{
    const struct term_info *info = &ui->term->info;
    if (info->answered && !background_is_told(info))
        desktop_ask(&ui->desktop);
}

void ui_handle(struct ui *ui, const struct event *ev)
{
    switch (ev->kind) {
    case EVENT_KEY:
        handle_key(ui, ev);
        break;
    case EVENT_MOUSE:
        handle_mouse(ui, ev);
        break;
    case EVENT_PASTE:
        give_text(ui, ev->text);
        break;
    case EVENT_RESIZE:
        ui_resized(ui);
        break;
    case EVENT_RESUMED:
        ui_resized(ui);
        ask_desktop(ui);
        break;
    case EVENT_FOCUS:
        ui->term->ops->ask_background(ui->term);
        ask_desktop(ui);
        break;
    case EVENT_DA1:
        ask_desktop(ui);
        ui_look_refresh(ui);
        break;
    case EVENT_BACKGROUND:
    case EVENT_MODE:
    case EVENT_CURSOR:
        ui_look_refresh(ui);
        break;
    case EVENT_QUIT:
        ui->quit = true;
        ui->signal = ev->value;
        break;
    default:
        break;
    }
    ui_bury(ui);
}
