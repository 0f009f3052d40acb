#include "paint/theme.h"

#include "paint/accent.h"
#include "paint/color.h"

#include <math.h>

/* How a role is made of slots, and what tells it where there is no colour for it. */
struct look {
    const char *name;
    uint8_t fg, bg; /* enum theme_slot */
    uint8_t attrs;  /* where its background has a colour */
    uint8_t low;    /* where the background is the terminal's own */
    uint8_t mono;
};

enum {
    B = CELL_BOLD,
    U = CELL_UNDERLINE,
    R = CELL_REVERSE,
};

/* clang-format off */
static const struct look looks[ROLES] = {
    [ROLE_TEXT] = {"text", SLOT_INK, SLOT_PAPER, 0, 0, 0},
    [ROLE_SECONDARY] = {"secondary", SLOT_SOFT, SLOT_PAPER, 0, 0, 0},
    [ROLE_TITLE] = {"title", SLOT_INK, SLOT_PAPER, B, B, B},
    [ROLE_HEADING] = {"heading", SLOT_ACCENT, SLOT_PAPER, B, B, B},
    [ROLE_ACCENT] = {"accent", SLOT_ACCENT, SLOT_PAPER, 0, B, B},
    [ROLE_LINK] = {"link", SLOT_ACCENT, SLOT_PAPER, U, U, U},
    [ROLE_SPEAKER] = {"speaker", SLOT_ACCENT, SLOT_PAPER, 0, 0, B},
    [ROLE_QUOTE_BAR] = {"quote-bar", SLOT_FAINT, SLOT_PAPER, 0, 0, 0},
    [ROLE_QUOTE_TEXT] = {"quote-text", SLOT_QUOTE, SLOT_PAPER, 0, 0, 0},
    [ROLE_CODE] = {"code", SLOT_INK, SLOT_TINT, 0, 0, 0},
    [ROLE_RULE] = {"rule", SLOT_FAINT, SLOT_PAPER, 0, 0, 0},
    [ROLE_BORDER] = {"border", SLOT_FAINT, SLOT_PAPER, 0, 0, 0},
    [ROLE_MARKED] = {"marked", SLOT_LIT, SLOT_MATCH, 0, B | U, U},
    [ROLE_SELECTION] = {"selection", SLOT_LIT, SLOT_SELECT, 0, R, R},
    [ROLE_MATCH] = {"match", SLOT_LIT, SLOT_MATCH, 0, R, R},
    [ROLE_MATCH_CURRENT] = {"match-current", SLOT_ON_CURRENT, SLOT_CURRENT, B, R | B, R | B},
    [ROLE_QUOTED] = {"quoted-1", SLOT_LIT, SLOT_KEPT_1, 0, U, U},
    [ROLE_QUOTED_2] = {"quoted-2", SLOT_LIT, SLOT_KEPT_2, 0, U, U},
    [ROLE_QUOTED_3] = {"quoted-3", SLOT_LIT, SLOT_KEPT_3, 0, U, U},
    [ROLE_QUOTED_4] = {"quoted-4", SLOT_LIT, SLOT_KEPT_4, 0, U, U},
    [ROLE_QUOTED_5] = {"quoted-5", SLOT_LIT, SLOT_KEPT_5, 0, U, U},
    [ROLE_OVERLAP] = {"overlap", SLOT_INK, SLOT_TINT, 0, 0, 0},
    [ROLE_PROGRESS] = {"progress", SLOT_ACCENT, SLOT_PAPER, 0, 0, B},
    [ROLE_PROGRESS_REST] = {"progress-rest", SLOT_FAINT, SLOT_PAPER, 0, 0, 0},
    [ROLE_CHOSEN] = {"chosen", SLOT_LIT, SLOT_CHOSEN, 0, R, R},
    [ROLE_PANEL] = {"panel", SLOT_INK, SLOT_TINT, 0, 0, 0},
    [ROLE_PANEL_SECONDARY] = {"panel-secondary", SLOT_SOFT, SLOT_TINT, 0, 0, 0},
    [ROLE_PANEL_TITLE] = {"panel-title", SLOT_ACCENT, SLOT_TINT, B, B, B},
    [ROLE_MESSAGE] = {"message", SLOT_INK, SLOT_PAPER, 0, 0, 0},
    [ROLE_ERROR] = {"error", SLOT_ALERT, SLOT_PAPER, B, B, B},
};
/* clang-format on */

enum theme_slot theme_role_fg(enum role r)
{
    return (enum theme_slot)looks[r].fg;
}

enum theme_slot theme_role_bg(enum role r)
{
    return (enum theme_slot)looks[r].bg;
}

const char *theme_role_name(enum role r)
{
    return looks[r].name;
}

uint32_t theme_rgb(uint32_t color)
{
    return COLOR_IS_INDEX(color) ? color_of_index(color & 0xFF) : COLOR_RGB(color);
}

struct theme theme_resolve(const struct theme_def *def, const struct accent *accent,
                           enum theme_mode mode, enum color_depth depth)
{
    struct theme t = {.def = def ? def : &theme_bundled()->v.v[0], .mode = mode, .depth = depth};
    uint32_t slots[THEME_SLOTS + 1];
    memcpy(slots, t.def->color[mode][depth], sizeof t.def->color[mode][depth]);
    slots[SLOT_ACCENT] = accent_color(accent ? accent : accent_at(0), t.def, mode, depth);
    for (size_t i = 0; i < ROLES; i++) {
        const struct look *k = &looks[i];
        uint32_t bg = slots[k->bg];
        uint8_t attrs = bg == COLOR_DEFAULT ? k->low : k->attrs;
        t.role[i] = (struct style){slots[k->fg], bg, depth == DEPTH_MONO ? k->mono : attrs};
    }
    return t;
}

/* One channel, 1–4 hexadecimal digits, as a share of the most that so many digits can say. */
static bool take_channel(struct str s, double *out)
{
    unsigned v = 0;
    if (s.n < 1 || s.n > 4)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : ((unsigned)c | 32) - 'a' + 10;
        if (digit > 15)
            return false;
        v = v * 16 + digit;
    }
    *out = v / (double)((1u << 4 * s.n) - 1);
    return true;
}

static uint32_t byte_of(double share)
{
    return (uint32_t)lround(share * 255);
}

bool theme_rgb_of_reply(struct str reply, uint32_t *out)
{
    double rgb[3];
    struct str field;
    if (str_starts(reply, STR("#")) && reply.n == 7) {
        for (size_t i = 0; i < 3; i++)
            if (!take_channel(str_sub(reply, 1 + 2 * i, 3 + 2 * i), &rgb[i]))
                return false;
    } else {
        size_t colon = str_chr(reply, ':', 0);
        if (!str_starts(reply, STR("rgb:")) && !str_starts(reply, STR("rgba:")))
            return false;
        reply = str_sub(reply, colon + 1, reply.n);
        for (size_t i = 0; i < 3; i++)
            if (!str_split(&reply, '/', &field) || !take_channel(field, &rgb[i]))
                return false;
    }
    *out = byte_of(rgb[0]) << 16 | byte_of(rgb[1]) << 8 | byte_of(rgb[2]);
    return true;
}

bool theme_mode_of_reply(struct str reply, enum theme_mode *mode)
{
    uint32_t rgb;
    if (!theme_rgb_of_reply(reply, &rgb))
        return false;
    *mode = color_luminance(rgb) > 0.18 ? THEME_LIGHT : THEME_DARK;
    return true;
}

bool theme_mode_of_colorfgbg(struct str value, enum theme_mode *mode)
{
    unsigned long long n;
    size_t at = value.n;
    while (at > 0 && value.p[at - 1] != ';')
        at--;
    if (at == 0 || !str_to_u64(str_sub(value, at, value.n), 255, &n) || n > 15)
        return false;
    *mode = n == 7 || n >= 9 ? THEME_LIGHT : THEME_DARK;
    return true;
}
