#include "ui/term_probe.h"

#include "base/mem.h"
#include "text/sanitize.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Row 2, so that no reply looks like F3 with a modifier (CSI 1;2R). */
#define WIDTH_OF(text) "\033[2;1H" text "\033[6n"

/* A background that only a terminal with 24-bit colours tells back as it was set (DECRQSS). */
#define ASK_RGB "\033[48;2;1;2;3m\033P$qm\033\\\033[m"

#define QUERIES(rgb)                                                                               \
    "\033]11;?\033\\\033]10;?\033\\\033[?996n\033[?2026$p\033[>q" rgb WIDTH_OF("\u201C")           \
        WIDTH_OF("\U0001F44D\U0001F3FD") WIDTH_OF("\U0001F468\u200D\U0001F469\u200D\U0001F467")    \
            WIDTH_OF("\U00031350") "\033[2;1H\033[K\033[H\033[c"

/* The order of the width probes. */
enum { ASK_AMBIGUOUS, ASK_MODIFIER, ASK_ZWJ, ASK_EXT_H };

static const char *env(const char *name)
{
    const char *v = getenv(name);
    return v ? v : "";
}

static void set_name(struct term_info *info, struct str name)
{
    struct buf b = {0};
    sanitize(name, SANITIZE_LINE, &b);
    size_t n = utf8_valid_prefix(str_sub(buf_str(&b), 0, sizeof info->name - 1));
    if (n)
        memcpy(info->name, b.p, n);
    info->name[n] = '\0';
    buf_free(&b);
}

static void set_mode(struct term_info *info, enum theme_mode mode, const char *origin)
{
    info->mode = mode;
    info->mode_known = true;
    info->mode_origin = origin;
}

void probe_start(struct probe *p, struct term_info *info)
{
    enum theme_mode mode;
    *p = (struct probe){0};
    *info = (struct term_info){.mode = THEME_DARK, .mode_origin = "guess", .ext_h = true};
    set_name(info, str_of(env("TERM")));
    if (theme_mode_of_colorfgbg(str_of(env("COLORFGBG")), &mode))
        set_mode(info, mode, "COLORFGBG");
}

/* GNU screen 4 does not pass 24-bit colours on. */
static bool in_screen(void)
{
    return *env("STY");
}

/* What says that colours are 24-bit; NULL: nothing does. */
static const char *rgb_origin(bool rgb)
{
    const char *said = env("COLORTERM");
    if (in_screen())
        return NULL;
    if (rgb)
        return "terminfo, RGB or Tc";
    if (*env("TMUX"))
        return "TMUX";
    return strcmp(said, "truecolor") == 0 || strcmp(said, "24bit") == 0 ? "COLORTERM" : NULL;
}

enum color_depth probe_depth(int colors, bool rgb, const char **origin)
{
    const char *deep = rgb_origin(rgb);
    bool none = *env("NO_COLOR");
    *origin = none ? "NO_COLOR" : deep && colors >= 8 ? deep : "terminfo, colors";
    if (none || colors < 8)
        return DEPTH_MONO;
    if (deep)
        return DEPTH_RGB;
    return colors >= 256 ? DEPTH_256 : colors >= 16 ? DEPTH_16 : DEPTH_8;
}

bool probe_may_be_rgb(enum color_depth depth)
{
    return depth != DEPTH_MONO && depth != DEPTH_RGB && !in_screen();
}

bool probe_answers(const char *term)
{
    static const char *const silent[] = {"linux", "vt52", "vt1",  "vt2", "ansi",
                                         "cons",  "sun",  "wsvt", "pcvt"};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (strncmp(term, silent[i], strlen(silent[i])) == 0)
            return false;
    return true;
}

struct str probe_queries(struct probe *p)
{
    p->answered = 0;
    p->waiting = PROBE_WIDTHS;
    p->da1_due++;
    return p->ask_rgb ? STR(QUERIES(ASK_RGB)) : STR(QUERIES(""));
}

struct str probe_background(struct probe *p)
{
    p->ask_again = false;
    p->da1_due++;
    return STR("\033]11;?\033\\\033[c");
}

static bool take_background(struct probe *p, struct term_info *info, struct str reply)
{
    enum theme_mode mode;
    if (!theme_mode_of_reply(reply, &mode))
        return false;
    info->bg_known = theme_rgb_of_reply(reply, &info->bg);
    bool same = p->osc11 && info->mode == mode;
    p->osc11 = true;
    set_mode(info, mode, "OSC 11");
    return !same;
}

/* The background itself is the better witness: 997 decides only where OSC 11 is not answered. */
static bool take_mode(struct probe *p, struct term_info *info, int value)
{
    p->ask_again = info->scheme = true;
    if (p->osc11)
        return false;
    set_mode(info, value == 1 ? THEME_DARK : THEME_LIGHT, "mode 997");
    return true;
}

/* A reply is the column behind what was printed at column 1. Once all are there they count. */
static bool take_cursor(struct probe *p, struct term_info *info, int col)
{
    if (p->waiting == 0)
        return false;
    p->widths[p->answered++] = col - 1;
    if (--p->waiting > 0)
        return false;
    info->ambiguous = p->widths[ASK_AMBIGUOUS] == 2 ? 2 : 1;
    info->emoji_modifier = p->widths[ASK_MODIFIER] == 2;
    info->emoji_zwj = p->widths[ASK_ZWJ] == 2;
    info->ext_h = p->widths[ASK_EXT_H] == 2;
    return true;
}

/* "0;48;2;1;2;3m", or with colons and an empty colour space (xterm). */
static void take_setting(struct probe *p, struct str s)
{
    static const struct str forms[] = {{"48;2;1;2;3", 10}, {"48:2:1:2:3", 10}, {"48:2::1:2:3", 11}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        p->rgb |= p->ask_rgb && str_find(s, forms[i], 0) != STR_NPOS;
}

static bool take_da1(struct probe *p, struct term_info *info)
{
    bool first = !p->da1_seen;
    info->answered = true;
    p->da1_seen = true;
    p->waiting = 0;
    p->da1_due -= p->da1_due > 0;
    return first;
}

bool probe_take(struct probe *p, struct term_info *info, const struct event *ev)
{
    enum { MODE_SYNC = 2026 };
    switch (ev->kind) {
    case EVENT_BACKGROUND:
        return take_background(p, info, ev->text);
    case EVENT_FOREGROUND:
        info->fg_known = theme_rgb_of_reply(ev->text, &info->fg);
        return false;
    case EVENT_MODE:
        return take_mode(p, info, ev->value);
    case EVENT_CURSOR:
        return take_cursor(p, info, ev->col);
    case EVENT_VERSION:
        set_name(info, ev->text);
        return true;
    case EVENT_DECRQM:
        if (ev->row == MODE_SYNC)
            info->sync = ev->col == 1 || ev->col == 2;
        return false;
    case EVENT_DECRQSS:
        take_setting(p, ev->text);
        return false;
    case EVENT_DA1:
        return take_da1(p, info);
    default:
        return true;
    }
}
