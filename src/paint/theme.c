#include "paint/theme.h"

#include "paint/color.h"

#include <math.h>

/* The colours of a theme, by what they are for. */
enum slot {
    PAPER, /* the page */
    INK,   /* text */
    SOFT,  /* secondary text */
    QUOTE, /* text of quotations */
    FAINT, /* rules and borders */
    ACCENT,
    ALERT,
    LIT,    /* text on a highlight */
    TINT,   /* background of code and panels */
    SELECT, /* backgrounds of highlights */
    CHOSEN,
    MATCH,
    CURRENT,
    ON_CURRENT, /* text on CURRENT */
    KEPT,
    SLOTS
};

struct look {
    uint8_t fg, bg; /* enum slot */
    uint8_t attrs;  /* with 256 colours and more */
    uint8_t low;    /* with 8 and 16 */
    uint8_t mono;
};

enum {
    B = CELL_BOLD,
    U = CELL_UNDERLINE,
    R = CELL_REVERSE,
};

static const struct look looks[ROLES] = {
    [ROLE_TEXT] = {INK, PAPER, 0, 0, 0},
    [ROLE_SECONDARY] = {SOFT, PAPER, 0, 0, 0},
    [ROLE_TITLE] = {INK, PAPER, B, B, B},
    [ROLE_HEADING] = {ACCENT, PAPER, B, B, B},
    [ROLE_ACCENT] = {ACCENT, PAPER, 0, B, B},
    [ROLE_LINK] = {ACCENT, PAPER, U, U, U},
    [ROLE_SPEAKER] = {ACCENT, PAPER, 0, 0, B},
    [ROLE_QUOTE_BAR] = {FAINT, PAPER, 0, 0, 0},
    [ROLE_QUOTE_TEXT] = {QUOTE, PAPER, 0, 0, 0},
    [ROLE_CODE] = {INK, TINT, 0, 0, 0},
    [ROLE_RULE] = {FAINT, PAPER, 0, 0, 0},
    [ROLE_BORDER] = {FAINT, PAPER, 0, 0, 0},
    [ROLE_MARKED] = {LIT, MATCH, 0, 0, U},
    [ROLE_SELECTION] = {LIT, SELECT, 0, 0, R},
    [ROLE_MATCH] = {LIT, MATCH, 0, 0, R},
    [ROLE_MATCH_CURRENT] = {ON_CURRENT, CURRENT, B, B, R | B},
    [ROLE_QUOTED] = {INK, KEPT, 0, U, U},
    [ROLE_OVERLAP] = {INK, TINT, 0, 0, 0},
    [ROLE_PROGRESS] = {ACCENT, PAPER, 0, 0, B},
    [ROLE_PROGRESS_REST] = {FAINT, PAPER, 0, 0, 0},
    [ROLE_CHOSEN] = {LIT, CHOSEN, 0, 0, R},
    [ROLE_PANEL] = {INK, TINT, 0, 0, 0},
    [ROLE_PANEL_SECONDARY] = {SOFT, TINT, 0, 0, 0},
    [ROLE_PANEL_TITLE] = {ACCENT, TINT, B, B, B},
    [ROLE_MESSAGE] = {INK, PAPER, 0, 0, 0},
    [ROLE_ERROR] = {ALERT, PAPER, B, B, B},
};

/* "paper": ink on warm paper, with the blue of indigo (靛藍) as accent. The 256 colours are chosen
 * by hand, because the nearest match turns warm greys cold. With 8 and 16 the page and its text are
 * the terminal's own, whose palette nobody knows. */
#define X(n) COLOR_INDEX(n)

/* clang-format off */
static const uint32_t paper_rgb[2][SLOTS] = {
    [THEME_LIGHT] = {
        [PAPER] = 0xFAF6EC, [INK] = 0x2B2620, [SOFT] = 0x6A6155, [QUOTE] = 0x473F35,
        [FAINT] = 0x8F8672, [ACCENT] = 0x23508C, [ALERT] = 0xA32A1E, [LIT] = 0x2B2620,
        [TINT] = 0xF2ECDD, [SELECT] = 0xCBDBEE, [CHOSEN] = 0xDFE6EE, [MATCH] = 0xF6E0A0,
        [CURRENT] = 0xF0BD55, [ON_CURRENT] = 0x2B2620, [KEPT] = 0xF3E9CB,
    },
    [THEME_DARK] = {
        [PAPER] = 0x1B1A18, [INK] = 0xD6CFC2, [SOFT] = 0xA0978A, [QUOTE] = 0xBDB5A7,
        [FAINT] = 0x736C60, [ACCENT] = 0x8DB4E2, [ALERT] = 0xF08A7C, [LIT] = 0xECE5D8,
        [TINT] = 0x262420, [SELECT] = 0x2C4668, [CHOSEN] = 0x2B3542, [MATCH] = 0x5A4A1C,
        [CURRENT] = 0xD9A441, [ON_CURRENT] = 0x1B1A18, [KEPT] = 0x35301F,
    },
};

static const uint32_t paper_256[2][SLOTS] = {
    [THEME_LIGHT] = {
        [PAPER] = X(230), [INK] = X(235), [SOFT] = X(240), [QUOTE] = X(238),
        [FAINT] = X(101), [ACCENT] = X(24), [ALERT] = X(124), [LIT] = X(235),
        [TINT] = X(255), [SELECT] = X(153), [CHOSEN] = X(195), [MATCH] = X(222),
        [CURRENT] = X(214), [ON_CURRENT] = X(235), [KEPT] = X(223),
    },
    [THEME_DARK] = {
        [PAPER] = X(234), [INK] = X(187), [SOFT] = X(144), [QUOTE] = X(181),
        [FAINT] = X(243), [ACCENT] = X(110), [ALERT] = X(210), [LIT] = X(230),
        [TINT] = X(235), [SELECT] = X(24), [CHOSEN] = X(238), [MATCH] = X(58),
        [CURRENT] = X(178), [ON_CURRENT] = X(234), [KEPT] = X(237),
    },
};

static const uint32_t paper_16[2][SLOTS] = {
    [THEME_LIGHT] = {
        [PAPER] = COLOR_DEFAULT, [INK] = COLOR_DEFAULT, [SOFT] = X(8), [QUOTE] = COLOR_DEFAULT,
        [FAINT] = X(8), [ACCENT] = X(4), [ALERT] = X(1), [LIT] = X(0),
        [TINT] = COLOR_DEFAULT, [SELECT] = X(14), [CHOSEN] = X(7), [MATCH] = X(11),
        [CURRENT] = X(3), [ON_CURRENT] = X(0), [KEPT] = COLOR_DEFAULT,
    },
    [THEME_DARK] = {
        [PAPER] = COLOR_DEFAULT, [INK] = COLOR_DEFAULT, [SOFT] = X(7), [QUOTE] = X(7),
        [FAINT] = X(8), [ACCENT] = X(14), [ALERT] = X(9), [LIT] = X(15),
        [TINT] = COLOR_DEFAULT, [SELECT] = X(4), [CHOSEN] = X(4), [MATCH] = X(5),
        [CURRENT] = X(11), [ON_CURRENT] = X(0), [KEPT] = COLOR_DEFAULT,
    },
};

static const uint32_t paper_8[2][SLOTS] = {
    [THEME_LIGHT] = {
        [PAPER] = COLOR_DEFAULT, [INK] = COLOR_DEFAULT, [SOFT] = COLOR_DEFAULT,
        [QUOTE] = COLOR_DEFAULT, [FAINT] = COLOR_DEFAULT, [ACCENT] = X(4), [ALERT] = X(1),
        [LIT] = X(0), [TINT] = COLOR_DEFAULT, [SELECT] = X(6), [CHOSEN] = X(7), [MATCH] = X(3),
        [CURRENT] = X(2), [ON_CURRENT] = X(0), [KEPT] = COLOR_DEFAULT,
    },
    [THEME_DARK] = {
        [PAPER] = COLOR_DEFAULT, [INK] = COLOR_DEFAULT, [SOFT] = COLOR_DEFAULT,
        [QUOTE] = COLOR_DEFAULT, [FAINT] = COLOR_DEFAULT, [ACCENT] = X(6), [ALERT] = X(1),
        [LIT] = X(7), [TINT] = COLOR_DEFAULT, [SELECT] = X(4), [CHOSEN] = X(4), [MATCH] = X(5),
        [CURRENT] = X(3), [ON_CURRENT] = X(0), [KEPT] = COLOR_DEFAULT,
    },
};
/* clang-format on */

static const uint32_t paper_mono[2][SLOTS] = {
    [THEME_LIGHT] = {[0 ... SLOTS - 1] = COLOR_DEFAULT},
    [THEME_DARK] = {[0 ... SLOTS - 1] = COLOR_DEFAULT},
};

typedef const uint32_t palette[2][SLOTS];

static const struct theme_def {
    const char *name;
    palette *depth[DEPTH_RGB + 1];
} themes[] = {
    {"paper",
     {[DEPTH_MONO] = &paper_mono,
      [DEPTH_8] = &paper_8,
      [DEPTH_16] = &paper_16,
      [DEPTH_256] = &paper_256,
      [DEPTH_RGB] = &paper_rgb}},
};

static const struct theme_def *find_def(const char *name)
{
    for (size_t i = 0; name && i < sizeof themes / sizeof *themes; i++)
        if (strcmp(themes[i].name, name) == 0)
            return &themes[i];
    return &themes[0];
}

static uint16_t attrs_at(const struct look *k, enum color_depth depth)
{
    if (depth == DEPTH_MONO)
        return k->mono;
    return depth >= DEPTH_256 ? k->attrs : k->low;
}

struct theme theme_resolve(const char *name, enum theme_mode mode, enum color_depth depth)
{
    const struct theme_def *def = find_def(name);
    const uint32_t *slots = (*def->depth[depth])[mode];
    struct theme t = {.name = def->name};
    for (size_t i = 0; i < ROLES; i++) {
        const struct look *k = &looks[i];
        t.role[i] = (struct style){slots[k->fg], slots[k->bg], attrs_at(k, depth)};
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

bool theme_mode_of_reply(struct str reply, enum theme_mode *mode)
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
    double y = color_luminance(byte_of(rgb[0]) << 16 | byte_of(rgb[1]) << 8 | byte_of(rgb[2]));
    *mode = y > 0.18 ? THEME_LIGHT : THEME_DARK;
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
