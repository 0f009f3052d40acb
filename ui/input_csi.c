#include "ui/input_csi.h"

enum { PARAMS = 8, PARAM_MAX = 99999999 };

/* ECMA-48 5.4, with the sub-parameters that terminals put after a colon. */
struct csi {
    char prefix;       /* '<' '=' '>' '?' or 0 */
    char intermediate; /* the last one, or 0 */
    char final;
    unsigned n;      /* parameters */
    int p[PARAMS];   /* -1: left out */
    int sub[PARAMS]; /* the first sub-parameter; -1: none */
};

struct key_of {
    int code;
    uint32_t key;
};

static const struct key_of LETTERS[] = {
    {'A', KEY_UP_},     {'B', KEY_DOWN_},   {'C', KEY_RIGHT_}, {'D', KEY_LEFT_},
    {'H', KEY_HOME_},   {'F', KEY_END_},    {'P', KEY_F1_},    {'Q', KEY_F1_ + 1},
    {'R', KEY_F1_ + 2}, {'S', KEY_F1_ + 3}, {'M', KEY_ENTER_},
};

static const struct key_of TILDES[] = {
    {1, KEY_HOME_},    {2, KEY_INSERT_},  {3, KEY_DELETE_},  {4, KEY_END_},      {5, KEY_PGUP_},
    {6, KEY_PGDN_},    {7, KEY_HOME_},    {8, KEY_END_},     {11, KEY_F1_},      {12, KEY_F1_ + 1},
    {13, KEY_F1_ + 2}, {14, KEY_F1_ + 3}, {15, KEY_F1_ + 4}, {17, KEY_F1_ + 5},  {18, KEY_F1_ + 6},
    {19, KEY_F1_ + 7}, {20, KEY_F1_ + 8}, {21, KEY_F1_ + 9}, {23, KEY_F1_ + 10}, {24, KEY_F12_},
};

/* Code points of the kitty form that are keys with a name here. */
static const struct key_of CODES[] = {
    {8, KEY_BACKSPACE_},   {9, KEY_TAB_},       {13, KEY_ENTER_},     {27, KEY_ESC_},
    {127, KEY_BACKSPACE_}, {57414, KEY_ENTER_}, {57417, KEY_LEFT_},   {57418, KEY_RIGHT_},
    {57419, KEY_UP_},      {57420, KEY_DOWN_},  {57421, KEY_PGUP_},   {57422, KEY_PGDN_},
    {57423, KEY_HOME_},    {57424, KEY_END_},   {57425, KEY_INSERT_}, {57426, KEY_DELETE_},
};

#define FIND(table, code) find((table), sizeof(table) / sizeof *(table), (code))

static uint32_t find(const struct key_of *t, size_t n, int code)
{
    for (size_t i = 0; i < n; i++)
        if (t[i].code == code)
            return t[i].key;
    return 0;
}

static bool key_event(struct event *ev, uint32_t key, unsigned mods)
{
    if (!key)
        return false;
    ev->kind = EVENT_KEY;
    ev->key = key;
    ev->mods = (uint8_t)mods;
    return true;
}

static int digits(struct str *s)
{
    int v = -1;
    for (; s->n && s->p[0] >= '0' && s->p[0] <= '9'; s->p++, s->n--) {
        v = (v < 0 ? 0 : v) * 10 + (s->p[0] - '0');
        if (v > PARAM_MAX)
            v = PARAM_MAX;
    }
    return v;
}

static void parse_params(struct csi *c, struct str s)
{
    while (s.n) {
        int v = digits(&s), sub = -1;
        if (s.n && s.p[0] == ':') {
            s = str_sub(s, 1, s.n);
            sub = digits(&s);
        }
        while (s.n && s.p[0] != ';')
            s = str_sub(s, 1, s.n);
        if (c->n < PARAMS) {
            c->p[c->n] = v;
            c->sub[c->n++] = sub;
        }
        s = str_sub(s, 1, s.n);
    }
}

static struct csi parse(struct str seq)
{
    struct csi c = {.final = seq.p[seq.n - 1]};
    for (unsigned i = 0; i < PARAMS; i++)
        c.p[i] = c.sub[i] = -1;
    seq.n--;
    if (seq.n && seq.p[0] >= '<' && seq.p[0] <= '?') {
        c.prefix = seq.p[0];
        seq = str_sub(seq, 1, seq.n);
    }
    while (seq.n && seq.p[seq.n - 1] < '0') {
        c.intermediate = seq.p[seq.n - 1];
        seq.n--;
    }
    parse_params(&c, seq);
    return c;
}

static int param(const struct csi *c, unsigned i, int absent)
{
    return c->p[i] < 0 ? absent : c->p[i];
}

/* 1 + (1 shift, 2 alt, 4 ctrl, 8 super, 16 hyper, 32 meta, …). */
static unsigned mods_of(int p)
{
    unsigned bits = p > 0 ? (unsigned)p - 1 : 0;
    return (bits & (MOD_SHIFT | MOD_ALT | MOD_CTRL)) | (bits & 32 ? MOD_ALT : 0);
}

/* A code point with modifiers as the same key would come without the protocol. */
static bool code_key(struct event *ev, int code, int shifted, unsigned mods)
{
    if (code == 9 && mods & MOD_SHIFT)
        return key_event(ev, KEY_BACKTAB_, mods & ~(unsigned)MOD_SHIFT);
    uint32_t named = FIND(CODES, code);
    if (named)
        return key_event(ev, named, mods);
    if (code < ' ' || code > 0x10FFFF || (code >= 0xD800 && code <= 0xF8FF) ||
        (code >= 0x80 && code < 0xA0))
        return false;
    bool letter = code >= 'a' && code <= 'z';
    if (mods & MOD_CTRL && code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if (mods & MOD_SHIFT && !(mods & MOD_CTRL) && (shifted > ' ' || letter)) {
        code = shifted > ' ' && shifted <= 0x10FFFF ? shifted : code - ('a' - 'A');
        mods &= ~(unsigned)MOD_SHIFT;
    }
    return key_event(ev, (uint32_t)code, mods);
}

static bool mouse_event(struct event *ev, int b, int col, int row, bool release)
{
    if (col < 1 || row < 1 || b < 0)
        return false;
    ev->kind = EVENT_MOUSE;
    ev->col = col - 1;
    ev->row = row - 1;
    ev->mods = (uint8_t)((b & 4 ? MOD_SHIFT : 0) | (b & 8 ? MOD_ALT : 0) | (b & 16 ? MOD_CTRL : 0));
    ev->button = (uint8_t)(b & 3);
    if (b & 64) {
        ev->button = 0;
        ev->what = b & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
        return !release && !(b & 2) && !(b & 128); /* 66, 67: sideways */
    }
    if (b & 128 || (b & 3) == 3)
        return false; /* buttons 8 and up; motion without a button */
    ev->what = b & 32 ? MOUSE_DRAG : release ? MOUSE_RELEASE : MOUSE_PRESS;
    return true;
}

bool csi_x10_mouse(const char *three, struct event *ev)
{
    int b = (unsigned char)three[0] - 32;
    bool release = b >= 0 && (b & 3) == 3 && b < 32; /* which button is not told: the left one */
    return mouse_event(ev, release ? b & ~3 : b, (unsigned char)three[1] - 32,
                       (unsigned char)three[2] - 32, release);
}

static bool reply_event(const struct csi *c, struct event *ev)
{
    if (c->final == 'c' && c->prefix == '?') {
        ev->kind = EVENT_DA1;
        return true;
    }
    if (c->final == 'n' && c->prefix == '?' && c->p[0] == 997) {
        ev->kind = EVENT_MODE;
        ev->value = c->p[1];
        return c->p[1] == 1 || c->p[1] == 2;
    }
    if (c->final == 'y' && c->intermediate == '$' && c->prefix == '?' && c->n >= 2) {
        ev->kind = EVENT_DECRQM;
        ev->row = param(c, 0, 0);
        ev->col = param(c, 1, 0);
        return true;
    }
    if (c->final == 'R' && c->prefix == '?') { /* DECXCPR */
        ev->kind = EVENT_CURSOR;
        ev->row = param(c, 0, 1);
        ev->col = param(c, 1, 1);
        return true;
    }
    return false;
}

static bool focus_event(struct event *ev, bool gained)
{
    ev->kind = EVENT_FOCUS;
    ev->value = gained;
    return true;
}

/* rxvt marks modifiers by the final byte: 5~ plain, 5$ shift, 5^ ctrl, 5@ both. */
static bool rxvt_key(const struct csi *c, struct event *ev)
{
    unsigned mods = c->final == '$' ? MOD_SHIFT : c->final == '^' ? MOD_CTRL : MOD_SHIFT | MOD_CTRL;
    return key_event(ev, FIND(TILDES, c->p[0]), mods);
}

static bool tilde_key(const struct csi *c, struct event *ev)
{
    if (c->p[0] == 27) /* xterm's modifyOtherKeys */
        return c->n >= 3 && code_key(ev, param(c, 2, 0), -1, mods_of(c->p[1]));
    return key_event(ev, FIND(TILDES, c->p[0]), mods_of(c->p[1]));
}

bool csi_decode(struct str seq, bool expect_cursor, struct event *ev)
{
    enum { KITTY_RELEASE = 3 };
    struct csi c = parse(seq);
    *ev = (struct event){.kind = EVENT_NONE};
    if (c.prefix == '<' && (c.final == 'M' || c.final == 'm'))
        return c.n == 3 && mouse_event(ev, c.p[0], c.p[1], c.p[2], c.final == 'm');
    if (c.prefix || c.intermediate)
        return reply_event(&c, ev);
    if (c.sub[1] == KITTY_RELEASE)
        return false;
    switch (c.final) {
    case 'I':
    case 'O':
        return c.n == 0 && focus_event(ev, c.final == 'I');
    case '~':
        return tilde_key(&c, ev);
    case '$':
    case '^':
    case '@':
        return rxvt_key(&c, ev);
    case 'u':
        return c.n > 0 && code_key(ev, c.p[0], c.sub[0], mods_of(c.p[1]));
    case 'Z':
        return key_event(ev, KEY_BACKTAB_, mods_of(c.p[1]) & ~(unsigned)MOD_SHIFT);
    case 'R':
        if (expect_cursor || c.p[0] > 1) {
            ev->kind = EVENT_CURSOR;
            ev->row = param(&c, 0, 1);
            ev->col = param(&c, 1, 1);
            return true;
        }
        break;
    case 'M':
        return false;
    }
    if (c.final >= 'a' && c.final <= 'd') /* rxvt's arrows with shift */
        return key_event(ev, FIND(LETTERS, c.final - ('a' - 'A')), MOD_SHIFT);
    return key_event(ev, FIND(LETTERS, c.final), mods_of(c.p[1]));
}

bool ss3_decode(unsigned char final, struct event *ev)
{
    *ev = (struct event){.kind = EVENT_NONE};
    if (final >= 'a' && final <= 'd') /* rxvt's arrows with ctrl */
        return key_event(ev, FIND(LETTERS, final - ('a' - 'A')), MOD_CTRL);
    return key_event(ev, FIND(LETTERS, final), 0);
}

bool csi_linux_decode(unsigned char final, struct event *ev)
{
    *ev = (struct event){.kind = EVENT_NONE};
    return final >= 'A' && final <= 'E' && key_event(ev, KEY_F1_ + (uint32_t)(final - 'A'), 0);
}
