#include "ui/settings_panel.h"

#include "base/i18n.h"
#include "paint/accent.h"
#include "text/width.h"

enum { VALUE_COLS = 37, LEAST_COLS = 44, PAGE_COLS = 26, GAP_COLS = 2, SWATCH_COLS = 2 };

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

static struct style style(const struct pen *p, enum role r)
{
    return ui_style(p->v->view.ui, r);
}

static void add_hit(struct pen *p, int beg, int value)
{
    struct settings_view *v = p->v;
    if (v->nhits < SETTINGS_HITS_MAX)
        v->hits[v->nhits++] = (struct settings_hit){p->row, beg, p->col, p->line, value};
}

static void put_arrow(struct pen *p, struct str arrow, int value)
{
    int beg = p->col;
    put(p, arrow, style(p, ROLE_PANEL_SECONDARY));
    add_hit(p, beg, value);
}

/* < value >, in as many cells as the longest value takes: the arrows stay under the pointer. */
static void put_stepper(struct pen *p, struct str value, size_t cols, bool right)
{
    struct buf b = {0};
    size_t used = width_str(value), pad = used < cols ? cols - used : 0;
    buf_fill(&b, ' ', right ? pad : 0);
    buf_add(&b, value);
    buf_fill(&b, ' ', right ? 0 : pad);
    put_arrow(p, STR("< "), HIT_BACK);
    put(p, buf_str(&b), style(p, ROLE_PANEL));
    put_arrow(p, STR(" >"), HIT_ON);
    buf_free(&b);
}

static void put_number(struct pen *p, const struct settings_row *r)
{
    const struct setting_def *d = &SETTING_DEFS[r->id];
    struct buf value = {0}, most = {0};
    buf_addf(&value, "%lld", (long long)p->v->view.ui->settings.v[r->id]);
    buf_addf(&most, "%lld", (long long)d->max);
    size_t cols = most.n;
    if (d->unit) {
        cols += 1 + width_str(str_of(_(d->unit)));
        buf_addf(&value, " %s", _(d->unit));
    }
    put_stepper(p, buf_str(&value), cols, true);
    buf_free(&value);
    buf_free(&most);
}

static void put_font(struct pen *p)
{
    struct buf value = {0};
    buf_addf(&value, "%+d", p->v->view.ui->term->info.font_steps);
    put_stepper(p, value.n == 2 && value.p[1] == '0' ? STR("0") : buf_str(&value), 3, true);
    buf_free(&value);
}

static struct str value_of(const struct ui *ui, const struct settings_row *r, size_t i)
{
    return str_of(settings_row_value(ui, r, i));
}

/* All values side by side where they fit, the present one marked; else that one alone. */
static void put_values(struct pen *p, const struct settings_row *r)
{
    const struct ui *ui = p->v->view.ui;
    size_t n = settings_row_values(ui, r), now = settings_row_now(ui, r), cols = 0, most = 0;
    for (size_t i = 0; i < n; i++) {
        size_t w = width_str(value_of(ui, r, i));
        cols += w + 2;
        most = w > most ? w : most;
    }
    if (p->col + (int)cols > p->end) {
        put_stepper(p, now < n ? value_of(ui, r, now) : STR("–"), most, false);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        int beg = p->col;
        struct buf text = {0};
        buf_addf(&text, i == now ? "[%s]" : " %s ", settings_row_value(ui, r, i));
        put(p, buf_str(&text), style(p, i == now ? ROLE_CHOSEN : ROLE_PANEL));
        buf_free(&text);
        add_hit(p, beg, (int)i);
    }
}

/* ---- swatches ---- */

/* Two cells in the colour itself; where the terminal has none for it, a sign in that of the text. */
static void put_swatch(struct pen *p, const struct accent *a)
{
    const struct theme *t = &p->v->view.ui->theme;
    struct style st = style(p, ROLE_PANEL);
    uint32_t color = accent_color(a, t->def, t->mode, t->depth);
    bool plain = color == COLOR_DEFAULT;
    st.bg = plain ? st.bg : color;
    put(p, plain ? STR("##") : STR("  "), st);
}

static void put_all_swatches(struct pen *p, size_t now)
{
    for (size_t i = 0; i < accent_count(); i++) {
        int beg = p->col;
        put(p, i == now ? STR("[") : i && i - 1 == now ? STR("]") : STR(" "), style(p, ROLE_PANEL));
        put_swatch(p, accent_at(i));
        add_hit(p, beg, (int)i);
    }
    put(p, now + 1 == accent_count() ? STR("]") : STR(" "), style(p, ROLE_PANEL));
}

static int longest_accent(void)
{
    size_t most = 0;
    for (size_t i = 0; i < accent_count(); i++) {
        size_t w = width_str(str_of(_(accent_at(i)->title)));
        most = w > most ? w : most;
    }
    return (int)most;
}

/* A row of swatches and the name of the present one. Where that does not fit, and for a colour of the
 * user's own, its swatch alone. */
static void put_accents(struct pen *p, const struct settings_row *r)
{
    const struct ui *ui = p->v->view.ui;
    size_t n = accent_count(), now = settings_row_now(ui, r);
    const char *name = now < n ? _(accent_at(now)->title) : ui->settings.text[SETTING_ACCENT];
    int swatches = (int)n * (SWATCH_COLS + 1) + 1, room = p->end - p->col - swatches;
    struct accent own = *accent_at(0);
    if (now < n && room >= 0) {
        put_all_swatches(p, now);
        if (room > longest_accent()) {
            put(p, STR(" "), style(p, ROLE_PANEL));
            put(p, str_of(name), style(p, ROLE_PANEL));
        }
        return;
    }
    accent_parse(str_of(ui->settings.text[SETTING_ACCENT]), &own);
    put_arrow(p, STR("< "), HIT_BACK);
    put_swatch(p, &own);
    put(p, STR(" "), style(p, ROLE_PANEL));
    put(p, str_of(name), style(p, ROLE_PANEL));
    p->col += longest_accent() - (int)width_str(str_of(name)) > 0
                  ? longest_accent() - (int)width_str(str_of(name))
                  : 0;
    put_arrow(p, STR(" >"), HIT_ON);
}

/* ---- rows ---- */

/* A group begins with its name and a rule. */
static void put_title(struct pen *p, const char *title)
{
    struct style rule = style(p, ROLE_PANEL);
    rule.fg = style(p, ROLE_BORDER).fg;
    put(p, str_of(title), style(p, ROLE_PANEL_TITLE));
    p->col++;
    while (p->col < p->end)
        put(p, ui_glyph("─", "-"), rule);
}

static int label_cols(const struct settings_view *v)
{
    size_t most = 0;
    for (size_t i = 0; i < v->nrows; i++) {
        size_t w = v->rows[i].kind == ROW_TITLE ? 0 : width_str(str_of(_(v->rows[i].label)));
        most = w > most ? w : most;
    }
    return (int)most;
}

static void put_label(struct pen *p, const struct settings_row *r, int cols)
{
    bool on = p->line == p->v->cursor;
    if (on) {
        grid_fill(p->g, p->row, p->v->box.col, 1, (unsigned)cols + 2, style(p, ROLE_CHOSEN));
        p->g->cursor_row = p->row;
        p->g->cursor_col = p->col;
    }
    int beg = p->col;
    put(p, str_of(_(r->label)), style(p, on ? ROLE_CHOSEN : ROLE_PANEL));
    p->col = beg + cols + GAP_COLS;
}

static void put_row(struct pen *p, const struct settings_row *r)
{
    const struct ui *ui = p->v->view.ui;
    int beg = p->col;
    if (r->kind == ROW_TITLE) {
        put_title(p, _(r->label));
        return;
    }
    p->col = p->end;
    add_hit(p, p->v->box.col, HIT_ROW);
    p->col = beg;
    put_label(p, r, label_cols(p->v));
    if (r->kind == ROW_TERMINAL)
        put(p, str_of(ui->term->info.name), style(p, ROLE_PANEL));
    else if (r->kind == ROW_HOW)
        put(p, str_of(settings_font_help(ui)), style(p, ROLE_PANEL_SECONDARY));
    else if (r->kind == ROW_FONT)
        put_font(p);
    else if (r->kind == ROW_SETTING && r->id == SETTING_ACCENT)
        put_accents(p, r);
    else if (settings_row_values(ui, r))
        put_values(p, r);
    else
        put_number(p, r);
}

/* ---- the foot ---- */

/* A key that does not fit is left out: help lists them all. */
static void put_key(struct pen *p, enum command cmd, const char *does)
{
    struct buf key = {0}, text = {0};
    if (keymap_keys_of(p->v->view.ui->keys, CTX_SETTINGS, cmd, 1, &key))
        buf_addf(&text, "%s %s  ", buf_cstr(&key), does);
    if (p->col + (int)width_str(str_trim(buf_str(&text))) <= p->end)
        put(p, buf_str(&text), style(p, ROLE_PANEL_SECONDARY));
    buf_free(&key);
    buf_free(&text);
}

static void put_foot(struct pen *p, const struct settings_row *r, bool help)
{
    struct buf b = {0};
    int beg = p->col;
    if (help) {
        settings_row_help(p->v->view.ui, r, &b);
        put(p, buf_str(&b), style(p, ROLE_PANEL_SECONDARY));
        buf_free(&b);
        p->row++;
        p->col = beg;
    }
    put_key(p, CMD_KEEP, _("keep"));
    put_key(p, CMD_CLOSE, _("revert"));
    put_key(p, CMD_RESET, _("reset"));
    put_key(p, CMD_HELP, _("keys"));
}

/* As wide as its rows, but some of the page must be seen. */
static unsigned wanted_cols(const struct settings_view *v, const struct grid *g)
{
    unsigned want = (unsigned)(label_cols(v) + GAP_COLS + VALUE_COLS + 3);
    unsigned most = g->cols > PAGE_COLS + LEAST_COLS ? g->cols - PAGE_COLS : LEAST_COLS;
    return want < most ? want : most;
}

static void scroll(struct settings_view *v)
{
    size_t above = v->cursor && v->rows[v->cursor - 1].kind == ROW_TITLE ? 1 : 0;
    if (v->cursor < v->top + above)
        v->top = v->cursor - above;
    if (v->cursor >= v->top + v->shown)
        v->top = v->cursor - v->shown + 1;
    if (v->top + v->shown > v->nrows)
        v->top = v->nrows > v->shown ? v->nrows - v->shown : 0;
}

void settings_panel_draw(struct view *view, struct grid *g)
{
    enum { HELP_ROWS = 9 };
    struct settings_view *v = (struct settings_view *)view;
    struct buf right = {0};
    v->nrows = settings_rows(view->ui, v->rows);
    v->cursor = v->cursor < v->nrows ? v->cursor : v->nrows - 1;
    v->box =
        panel_draw(view->ui, g, PANEL_RIGHT, wanted_cols(v, g), str_of(_("Settings")), STR_NONE);
    bool help = v->box.rows >= HELP_ROWS;
    unsigned foot = help ? 2 : v->box.rows > 1 ? 1 : 0;
    v->shown = v->box.rows - foot;
    v->nhits = 0;
    scroll(v);
    struct pen p = {.v = v, .g = g, .end = v->box.col + (int)v->box.cols - 1};
    for (unsigned i = 0; i < v->shown && v->top + i < v->nrows; i++) {
        p.line = v->top + i;
        p.row = v->box.row + (int)i;
        p.col = v->box.col + 1;
        put_row(&p, &v->rows[p.line]);
    }
    if (v->top + v->shown < v->nrows) {
        buf_addf(&right, _("%zu below"), v->nrows - v->top - v->shown);
        int w = (int)width_str(buf_str(&right));
        grid_text(g, 0, p.end - w, (unsigned)w, buf_str(&right), style(&p, ROLE_PANEL_SECONDARY),
                  false);
    }
    p.row = v->box.row + (int)v->shown;
    p.col = v->box.col + 1;
    if (foot)
        put_foot(&p, &v->rows[v->cursor], help);
    buf_free(&right);
}
