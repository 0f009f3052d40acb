#include "ui/view_settings.h"

#include "paint/accent.h"
#include "text/width.h"
#include "ui/list_view.h"
#include "ui/settings_rows.h"

enum { WANT_COLS = 52, LABEL_COLS = 18, NARROW_LABEL_COLS = 16, MAX_HITS = 256, SWATCH_COLS = 2 };
enum { HIT_BACK = -1, HIT_ON = -2 };

/* What a click on some cells of the last draw means: a value, or a step. */
struct hit {
    int row, beg, end;
    size_t line;
    int value; /* HIT_BACK, HIT_ON: the one before, behind */
};

struct settings_view {
    struct view view;
    struct settings before; /* as they were when it was opened */
    size_t cursor, top;     /* rows */
    struct panel_box box;
    struct hit hits[MAX_HITS];
    size_t nhits;
};

/* The changes made, to be taken back one by one; the oldest fall off. They outlive the panel. */
enum { UNDO_DEPTH = 32 };
static struct {
    struct settings v[UNDO_DEPTH];
    size_t n;
} undo;

static void remember(const struct settings *s)
{
    if (undo.n == UNDO_DEPTH)
        memmove(undo.v, undo.v + 1, --undo.n * sizeof *undo.v);
    undo.v[undo.n++] = *s;
}

static void keep_differences(struct ui *ui, const struct settings *before)
{
    for (enum setting_id id = 0; id < SETTINGS; id++)
        if (!setting_same(before, &ui->settings, id))
            ui_keep_setting(ui, id);
}

void view_settings_undo(struct ui *ui)
{
    struct settings now = ui->settings;
    if (!undo.n) {
        ui_say(ui, "%s", _("No setting was changed."));
        return;
    }
    ui_use_settings(ui, &undo.v[--undo.n]);
    bool open = ui->views.n && strcmp(ui->views.v[ui->views.n - 1]->ops->name, "settings") == 0;
    if (!open)
        keep_differences(ui, &now);
    ui_say(ui, "%s", _("Settings as they were before."));
}

static const struct settings_row *row_of(const struct settings_view *v)
{
    return settings_row_at(v->cursor);
}

static void use(struct settings_view *v, const struct settings *s)
{
    remember(&v->view.ui->settings);
    ui_use_settings(v->view.ui, s);
}

static void change(struct settings_view *v, size_t line, int value)
{
    struct ui *ui = v->view.ui;
    const struct settings_row *r = settings_row_at(line);
    struct settings s = ui->settings;
    size_t n = settings_row_values(ui, r), now = settings_row_now(ui, r);
    if (r->kind == ROW_TITLE || r->kind == ROW_FONT)
        return;
    if (!n)
        settings_row_step(r, value == HIT_ON ? 1 : -1, &s);
    else if (value >= 0)
        settings_row_choose(ui, r, (size_t)value, &s);
    else if (now == SIZE_MAX)
        settings_row_choose(ui, r, 0, &s);
    else
        settings_row_choose(ui, r, (now + (value == HIT_ON ? 1 : n - 1)) % n, &s);
    use(v, &s);
}

static void reset(struct settings_view *v)
{
    struct settings s = v->view.ui->settings;
    settings_row_reset(row_of(v), &s);
    use(v, &s);
}

static void move(struct settings_view *v, long by)
{
    long n = (long)settings_row_count(), at = (long)v->cursor;
    long step = by < 0 ? -1 : 1;
    for (at += by; at >= 0 && at < n && settings_row_at((size_t)at)->kind == ROW_TITLE;)
        at += step;
    if (at < 0)
        at = 1;
    if (at >= n)
        at = n - 1;
    v->cursor = (size_t)at;
}

static void close_kept(struct settings_view *v)
{
    struct ui *ui = v->view.ui;
    keep_differences(ui, &v->before);
    ui_pop(ui);
}

static void close_reverted(struct settings_view *v)
{
    struct ui *ui = v->view.ui;
    bool changed = settings_effects(&v->before, &ui->settings) != 0;
    struct settings before = v->before;
    if (changed)
        use(v, &before);
    ui_pop(ui);
    struct buf key = {0};
    if (changed && keymap_keys_of(ui->keys, CTX_GLOBAL, CMD_SETTINGS_UNDO, 1, &key))
        ui_say(ui, _("Put back. %s brings the changes again."), buf_cstr(&key));
    buf_free(&key);
}

static bool settings_command(struct view *view, const struct command_call *c)
{
    struct settings_view *v = (struct settings_view *)view;
    long n = c->count ? (long)c->count : 1, page = (long)v->box.rows - 1;
    switch (c->cmd) {
    case CMD_LINE_DOWN:
        move(v, n);
        return true;
    case CMD_LINE_UP:
        move(v, -n);
        return true;
    case CMD_PAGE_DOWN:
    case CMD_HALF_DOWN:
        move(v, page);
        return true;
    case CMD_PAGE_UP:
    case CMD_HALF_UP:
        move(v, -page);
        return true;
    case CMD_START:
        move(v, -(long)settings_row_count());
        return true;
    case CMD_END:
        move(v, (long)settings_row_count());
        return true;
    case CMD_VALUE_NEXT:
        change(v, v->cursor, HIT_ON);
        return true;
    case CMD_VALUE_PREV:
        change(v, v->cursor, HIT_BACK);
        return true;
    case CMD_RESET:
        reset(v);
        return true;
    case CMD_OPEN:
    case CMD_SETTINGS:
        close_kept(v);
        return true;
    case CMD_CLOSE:
        close_reverted(v);
        return true;
    default:
        return false;
    }
}

static void add_hit(struct settings_view *v, int row, int beg, int end, size_t line, int value)
{
    if (v->nhits < MAX_HITS)
        v->hits[v->nhits++] = (struct hit){row, beg, end, line, value};
}

static void settings_click(struct view *view, int row, int col)
{
    struct settings_view *v = (struct settings_view *)view;
    for (size_t i = v->nhits; i-- > 0;) {
        const struct hit h = v->hits[i];
        if (h.row != row || col < h.beg || col >= h.end)
            continue;
        v->cursor = h.line;
        if (h.value != INT32_MAX)
            change(v, h.line, h.value);
        return;
    }
    if (panel_is_beside(&v->box, col))
        close_kept(v);
}

/* The pen of one row of the panel. */
struct pen {
    struct settings_view *v;
    struct grid *g;
    size_t line;
    int row, col, end;
};

static void put(struct pen *p, struct str text, struct style st)
{
    unsigned room = p->end > p->col ? (unsigned)(p->end - p->col) : 0;
    grid_text(p->g, p->row, p->col, room, text, st, true);
    p->col += (int)width_str(text);
}

static struct style chosen_style(const struct ui *ui, bool chosen)
{
    return ui_style(ui, chosen ? ROLE_CHOSEN : ROLE_PANEL);
}

/* < value >, the value drawn by the caller between the two. */
static void put_back_arrow(struct pen *p)
{
    int beg = p->col;
    put(p, STR("< "), ui_style(p->v->view.ui, ROLE_PANEL_SECONDARY));
    add_hit(p->v, p->row, beg, p->col, p->line, HIT_BACK);
}

static void put_on_arrow(struct pen *p)
{
    int beg = p->col;
    put(p, STR(" >"), ui_style(p->v->view.ui, ROLE_PANEL_SECONDARY));
    add_hit(p->v, p->row, beg, p->col, p->line, HIT_ON);
}

static void put_stepper(struct pen *p, struct str value)
{
    put_back_arrow(p);
    put(p, value, ui_style(p->v->view.ui, ROLE_PANEL));
    put_on_arrow(p);
}

static void put_number(struct pen *p, const struct settings_row *r)
{
    const struct ui *ui = p->v->view.ui;
    const struct setting_def *d = &SETTING_DEFS[r->id];
    struct buf value = {0};
    buf_addf(&value, "%lld", (long long)ui->settings.v[r->id]);
    if (d->unit)
        buf_addf(&value, " %s", _(d->unit));
    put_stepper(p, buf_str(&value));
    buf_free(&value);
}

/* All values side by side where they fit, the present one marked; else that one alone. */
static void put_values(struct pen *p, const struct settings_row *r)
{
    const struct ui *ui = p->v->view.ui;
    size_t n = settings_row_values(ui, r), now = settings_row_now(ui, r), cols = 0;
    for (size_t i = 0; i < n; i++)
        cols += width_str(str_of(settings_row_value(ui, r, i))) + 2;
    if (p->col + (int)cols > p->end + 1) {
        put_stepper(p, now < n ? str_of(settings_row_value(ui, r, now)) : STR("–"));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct style st = chosen_style(ui, i == now);
        int beg = p->col;
        struct buf text = {0};
        buf_addf(&text, i == now ? "[%s]" : " %s ", settings_row_value(ui, r, i));
        put(p, buf_str(&text), st);
        buf_free(&text);
        add_hit(p->v, p->row, beg, p->col, p->line, (int)i);
    }
}

static void put_swatch(struct pen *p, size_t i, bool now)
{
    const struct ui *ui = p->v->view.ui;
    struct style st = ui_style(ui, ROLE_PANEL);
    st.fg = accent_color(accent_at(i), ui->theme.def, ui->theme.mode, ui->theme.depth);
    st.attrs = now ? CELL_BOLD : 0;
    put(p, now ? ui_glyph("◆◆", "@@") : ui_glyph("■■", "##"), st);
}

/* A row of swatches, each in its own colour, and the name of the present one; where that does not fit,
 * its swatch alone. */
static void put_accents(struct pen *p, const struct settings_row *r)
{
    const struct ui *ui = p->v->view.ui;
    size_t n = accent_count(), now = settings_row_now(ui, r);
    const char *name = now < n ? _(accent_at(now)->title) : ui->settings.text[SETTING_ACCENT];
    bool all = p->col + (int)(n * SWATCH_COLS + 1 + width_str(str_of(name))) <= p->end;
    struct style panel = ui_style(ui, ROLE_PANEL);
    if (!all)
        put_back_arrow(p);
    for (size_t i = 0; i < n; i++) {
        int beg = p->col;
        if (!all && i != now)
            continue;
        put_swatch(p, i, i == now);
        add_hit(p->v, p->row, beg, p->col, p->line, (int)i);
    }
    put(p, STR(" "), panel);
    put(p, str_of(name), panel);
    if (!all)
        put_on_arrow(p);
}

/* How the font of this terminal is changed: no program in it can do so for all of them. */
static const char *font_help(const struct ui *ui)
{
    static const struct {
        const char *name, *help;
    } known[] = {
        {"XTerm", N_("~/.Xresources: XTerm*faceName, XTerm*faceSize")},
        {"kitty", N_("kitty.conf: font_family, font_size")},
        {"foot", N_("foot.ini: font=")},
        {"VTE", N_("Preferences of the terminal, Profiles, Text")},
        {"Konsole", N_("Edit Current Profile, Appearance")},
        {"tmux", N_("the terminal that tmux is in")},
        {"alacritty", N_("alacritty.toml: [font]")},
        {"WezTerm", N_("wezterm.lua: font, font_size")},
        {"ghostty", N_("config: font-family, font-size")},
        {"mlterm", N_("Ctrl and right click: Font")},
    };
    const char *terminal = ui->term->info.name;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncasecmp(terminal, known[i].name, strlen(known[i].name)) == 0)
            return _(known[i].help);
    return _("in the terminal's own settings");
}

static void draw_row(struct settings_view *v, struct grid *g, size_t line, int row)
{
    const struct ui *ui = v->view.ui;
    const struct settings_row *r = settings_row_at(line);
    unsigned label = v->box.cols < WANT_COLS - 8 ? NARROW_LABEL_COLS : LABEL_COLS;
    struct pen p = {v, g, line, row, v->box.col + 1, v->box.col + (int)v->box.cols - 1};
    if (r->kind == ROW_TITLE) {
        put(&p, str_of(_(r->label)), ui_style(ui, ROLE_PANEL_TITLE));
        return;
    }
    if (line == v->cursor) {
        grid_fill(g, row, v->box.col, 1, label, ui_style(ui, ROLE_CHOSEN));
        g->cursor_row = row;
        g->cursor_col = v->box.col + 1;
    }
    add_hit(v, row, v->box.col, v->box.col + (int)v->box.cols, line, INT32_MAX);
    put(&p, str_of(_(r->label)), chosen_style(ui, line == v->cursor));
    p.col = v->box.col + (int)label + 1;
    if (r->kind == ROW_FONT)
        put(&p, str_of(font_help(ui)), ui_style(ui, ROLE_PANEL_SECONDARY));
    else if (r->kind == ROW_SETTING && r->id == SETTING_ACCENT)
        put_accents(&p, r);
    else if (settings_row_values(ui, r))
        put_values(&p, r);
    else
        put_number(&p, r);
}

static void settings_draw(struct view *view, struct grid *g)
{
    struct settings_view *v = (struct settings_view *)view;
    const struct ui *ui = view->ui;
    v->box = panel_draw(ui, g, PANEL_RIGHT, WANT_COLS, str_of(_("Settings")), STR_NONE);
    size_t rows = v->box.rows > 1 ? v->box.rows - 1 : v->box.rows, n = settings_row_count();
    v->nhits = 0;
    if (v->cursor < v->top + 1)
        v->top = v->cursor ? v->cursor - 1 : 0;
    if (v->cursor >= v->top + rows)
        v->top = v->cursor - rows + 1;
    for (size_t i = 0; i < rows && v->top + i < n; i++)
        draw_row(v, g, v->top + i, v->box.row + (int)i);
    if (rows < v->box.rows)
        grid_text(g, v->box.row + (int)rows, v->box.col + 1, v->box.cols - 2,
                  str_of(_("Enter keep  Esc put back  r default  u undo")),
                  ui_style(ui, ROLE_PANEL_SECONDARY), true);
}

static void settings_close(struct view *v)
{
    free(v);
}

static void settings_resize(struct view *v, unsigned effects)
{
    (void)v, (void)effects;
}

static const struct view_ops SETTINGS_OPS = {
    .name = "settings",
    .ctx = CTX_SETTINGS,
    .panel = true,
    .close = settings_close,
    .resize = settings_resize,
    .command = settings_command,
    .click = settings_click,
    .draw = settings_draw,
};

void view_settings_open(struct ui *ui)
{
    struct settings_view *v = mem_zero(1, sizeof *v);
    v->view.ops = &SETTINGS_OPS;
    v->before = ui->settings;
    v->cursor = 1;
    ui_push(ui, &v->view);
}
