#include "ui/input.h"

#include "base/mem.h"
#include "text/sanitize.h"
#include "text/utf8.h"
#include "ui/input_csi.h"

#include <stdlib.h>

enum {
    ESC = 0x1B,
    BEL = 0x07,
    ESCAPE_MS = 50,
    CSI_MAX = 64,
    STRING_MAX = 4096,
    PASTE_MAX = 1 << 20,
};

/* What the bytes at the front are part of. All else is decided from the bytes pending, so it makes
 * no difference how they were cut into reads. */
enum mode {
    MODE_GROUND,
    MODE_PASTE,
    MODE_SKIP_CSI,    /* the rest of a control sequence that is too long */
    MODE_SKIP_STRING, /* the same of an OSC or DCS */
};

struct input {
    struct buf pending;
    size_t pos; /* bytes of pending already taken */
    enum mode mode;
    bool expired;     /* nothing came for ESCAPE_MS behind what is pending */
    bool late_st;     /* a string was ended by time; the rest of its ST may still come */
    unsigned cursors; /* replies to CSI 6n due */
    struct buf paste;
    struct buf text; /* what the last event's text points to */
};

enum step { STEP_MORE, STEP_SKIP, STEP_EVENT };

struct input *input_new(void)
{
    return mem_zero(1, sizeof(struct input));
}

void input_free(struct input *in)
{
    if (!in)
        return;
    buf_free(&in->pending);
    buf_free(&in->paste);
    buf_free(&in->text);
    free(in);
}

void input_feed(struct input *in, struct str bytes)
{
    if (in->pos) {
        in->pending.n -= in->pos;
        memmove(in->pending.p, in->pending.p + in->pos, in->pending.n);
        in->pos = 0;
    }
    if (bytes.n)
        in->expired = false;
    buf_add(&in->pending, bytes);
}

void input_expect_cursor(struct input *in, unsigned replies)
{
    in->cursors = replies;
}

static struct str rest(const struct input *in)
{
    return str_sub(buf_str(&in->pending), in->pos, in->pending.n);
}

static enum step skip(struct input *in, size_t n)
{
    in->pos += n;
    return STEP_SKIP;
}

static enum step key(struct input *in, size_t n, struct event *ev, uint32_t k, unsigned mods)
{
    in->pos += n;
    *ev = (struct event){.kind = EVENT_KEY, .key = k, .mods = (uint8_t)mods};
    return STEP_EVENT;
}

/* ---- characters ---- */

static uint32_t control_key(unsigned char c, unsigned *mods)
{
    switch (c) {
    case '\t':
        return KEY_TAB_;
    case '\r':
        return KEY_ENTER_;
    case '\b':
    case 0x7F:
        return KEY_BACKSPACE_;
    }
    *mods |= MOD_CTRL;
    if (c == 0)
        return ' ';
    return c <= 26 ? 'a' + c - 1u : c + 64u; /* ^\ ^] ^^ ^_ */
}

static size_t utf8_need(unsigned char lead)
{
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The key of the first character of s and its length; STEP_SKIP: *len bytes are none. */
static enum step take_char(struct str s, uint32_t *k, unsigned *mods, unsigned *len)
{
    unsigned char c = (unsigned char)s.p[0];
    *len = 1;
    if (c < ' ' || c == 0x7F) {
        *k = control_key(c, mods);
        return STEP_EVENT;
    }
    *k = utf8_get_unsafe(s, len);
    if (c < 0x80)
        return STEP_EVENT;
    size_t need = utf8_need(c);
    if (utf8_valid_prefix(str_sub(s, 0, need)) != need)
        return s.n < need && *len == s.n && c >= 0xC2 && c <= 0xF4 ? STEP_MORE : STEP_SKIP;
    return *k < 0xA0 ? STEP_SKIP : STEP_EVENT; /* C1 controls */
}

static enum step step_char(struct input *in, struct str s, struct event *ev)
{
    uint32_t k;
    unsigned mods = 0, len;
    enum step r = take_char(s, &k, &mods, &len);
    if (r == STEP_EVENT)
        return key(in, len, ev, k, mods);
    return r == STEP_SKIP ? skip(in, len) : r;
}

/* ---- control sequences ---- */

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

/* How the bytes behind CSI end. */
enum csi_end { CSI_OPEN, CSI_DONE, CSI_CUT, CSI_LONG };

/* *n: bytes with the final one; when it is cut, without what cut it. */
static enum csi_end csi_scan(struct str s, size_t *n)
{
    for (*n = 0; *n < s.n; ++*n) {
        unsigned char c = (unsigned char)s.p[*n];
        if (*n == CSI_MAX)
            return CSI_LONG;
        bool rxvt = c == '$' && all_digits(str_sub(s, 0, *n)); /* 5$: shift, not an intermediate */
        if (rxvt || (c >= 0x40 && c <= 0x7E)) {
            ++*n;
            return CSI_DONE;
        }
        if (c < 0x20 || c > 0x3F)
            return CSI_CUT;
    }
    return CSI_OPEN;
}

/* CSI M and three bytes: what a terminal without mode 1006 sends for the mouse. */
static enum step step_x10(struct input *in, struct str s, struct event *ev)
{
    enum { HEAD = 3, ALL = 6 };
    for (size_t i = HEAD; i < s.n && i < ALL; i++)
        if ((unsigned char)s.p[i] < ' ')
            return skip(in, HEAD);
    if (s.n < ALL)
        return STEP_MORE;
    *ev = (struct event){.kind = EVENT_NONE};
    in->pos += ALL;
    return csi_x10_mouse(s.p + HEAD, ev) ? STEP_EVENT : STEP_SKIP;
}

static enum step step_linux(struct input *in, struct str s, struct event *ev)
{
    if (s.n < 4)
        return STEP_MORE;
    if (!csi_linux_decode((unsigned char)s.p[3], ev))
        return skip(in, 3);
    in->pos += 4;
    return STEP_EVENT;
}

/* s: from ESC [ on. */
static enum step step_csi(struct input *in, struct str s, struct event *ev)
{
    struct str body = str_sub(s, 2, s.n);
    if (body.n && body.p[0] == 'M')
        return step_x10(in, s, ev);
    if (body.n && body.p[0] == '[')
        return step_linux(in, s, ev);
    size_t n;
    enum csi_end end = csi_scan(body, &n);
    if (end == CSI_OPEN)
        return STEP_MORE;
    in->pos += 2 + n;
    if (end == CSI_LONG)
        in->mode = MODE_SKIP_CSI;
    if (end != CSI_DONE)
        return STEP_SKIP;
    body = str_sub(body, 0, n);
    if (str_eq(body, PASTE_BEGIN)) {
        in->mode = MODE_PASTE;
        buf_clear(&in->paste);
        return STEP_SKIP;
    }
    if (!csi_decode(body, in->cursors > 0, ev))
        return STEP_SKIP;
    if (ev->kind == EVENT_CURSOR && in->cursors)
        in->cursors--;
    return STEP_EVENT;
}

static enum step step_skip_csi(struct input *in, struct str s)
{
    size_t n = 0;
    while (n < s.n && (unsigned char)s.p[n] >= 0x20 && (unsigned char)s.p[n] <= 0x3F)
        n++;
    in->pos += n;
    if (n == s.n)
        return STEP_MORE;
    in->mode = MODE_GROUND;
    return skip(in, (unsigned char)s.p[n] >= 0x40 && (unsigned char)s.p[n] <= 0x7E);
}

static enum step step_ss3(struct input *in, struct str s, struct event *ev)
{
    if (s.n == 2)
        return in->expired ? key(in, 2, ev, 'O', MOD_ALT) : STEP_MORE;
    if (ss3_decode((unsigned char)s.p[2], ev)) {
        in->pos += 3;
        return STEP_EVENT;
    }
    return key(in, 2, ev, 'O', MOD_ALT);
}

/* ---- strings: OSC and DCS ---- */

/* A digit must follow ESC ], a digit or one of a few marks ESC P; else they are Alt with a key. */
static bool string_begins(char introducer, char c)
{
    if (c >= '0' && c <= '9')
        return true;
    return introducer == 'P' && c && strchr(">!$+=@", c);
}

enum string_end { STRING_OPEN, STRING_DONE, STRING_CUT };

/* Finds the end of a string from byte `from` of s: *body its bytes before the terminator, *n with it.
 * ST, BEL or a bare ESC end it (urxvt); another control cuts it and is read for itself. */
static enum string_end string_scan(const struct input *in, struct str s, size_t from, size_t *body,
                                   size_t *n)
{
    size_t i = from;
    while (i < s.n && (unsigned char)s.p[i] >= ' ')
        i++;
    *body = *n = i;
    if (i == s.n)
        return STRING_OPEN;
    if (s.p[i] == BEL) {
        *n = i + 1;
        return STRING_DONE;
    }
    if (s.p[i] != ESC)
        return STRING_CUT;
    if (i + 1 == s.n) {
        *n = i + 1;
        return in->expired ? STRING_DONE : STRING_OPEN;
    }
    char next = s.p[i + 1];
    if (next == '\\')
        *n = i + 2;
    else if (!strchr("[]PO", next) || !next)
        *n = i + 1;
    return STRING_DONE;
}

static enum step string_event(struct input *in, struct str s, struct event *ev)
{
    static const struct {
        struct str prefix;
        enum event_kind kind;
    } replies[] = {
        {{"]11;", 4}, EVENT_BACKGROUND}, {{"]10;", 4}, EVENT_FOREGROUND},
        {{"]710;", 5}, EVENT_FONT},      {{"P@kitty-cmd", 11}, EVENT_KITTY},
        {{"P>|", 3}, EVENT_VERSION},     {{"P1$r", 4}, EVENT_DECRQSS},
    };
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
        if (!str_starts(s, replies[i].prefix))
            continue;
        buf_clear(&in->text);
        sanitize(str_sub(s, replies[i].prefix.n, s.n), SANITIZE_LINE, &in->text);
        *ev = (struct event){.kind = replies[i].kind, .text = buf_str(&in->text)};
        return STEP_EVENT;
    }
    return STEP_SKIP;
}

/* s: from ESC ] or ESC P on. */
static enum step step_string(struct input *in, struct str s, struct event *ev)
{
    size_t body, n;
    if (s.n == 2)
        return STEP_MORE;
    if (!string_begins(s.p[1], s.p[2]))
        return key(in, 2, ev, (unsigned char)s.p[1], MOD_ALT);
    enum string_end end = string_scan(in, s, 2, &body, &n);
    if (body > STRING_MAX) {
        in->mode = MODE_SKIP_STRING;
        return skip(in, STRING_MAX);
    }
    if (end == STRING_OPEN)
        return STEP_MORE;
    in->late_st = n == s.n && s.p[n - 1] == ESC;
    in->pos += n;
    return end == STRING_DONE ? string_event(in, str_sub(s, 1, body), ev) : STEP_SKIP;
}

static enum step step_skip_string(struct input *in, struct str s)
{
    size_t body, n;
    if (string_scan(in, s, 0, &body, &n) == STRING_OPEN) {
        in->pos += body;
        return STEP_MORE;
    }
    in->mode = MODE_GROUND;
    return skip(in, n);
}

/* ---- pastes ---- */

static void paste_add(struct input *in, struct str s)
{
    buf_add(&in->paste, str_sub(s, 0, PASTE_MAX - in->paste.n));
}

static enum step step_paste(struct input *in, struct str s, struct event *ev)
{
    size_t end = str_find(s, PASTE_END, 0);
    if (end == STR_NPOS) {
        size_t keep = s.n < PASTE_END.n ? s.n : PASTE_END.n - 1; /* may begin the end */
        paste_add(in, str_sub(s, 0, s.n - keep));
        in->pos += s.n - keep;
        return STEP_MORE;
    }
    paste_add(in, str_sub(s, 0, end));
    in->pos += end + PASTE_END.n;
    in->mode = MODE_GROUND;
    buf_clear(&in->text);
    sanitize(buf_str(&in->paste), SANITIZE_CODE, &in->text);
    buf_free(&in->paste);
    *ev = (struct event){.kind = EVENT_PASTE, .text = buf_str(&in->text)};
    return in->text.n ? STEP_EVENT : STEP_SKIP;
}

/* ---- all together ---- */

/* ESC ESC: Alt with a key that is itself a sequence (rxvt), else the Escape key and what follows. */
static enum step step_two_escapes(struct input *in, struct str s, struct event *ev)
{
    if (s.n == 2 && !in->expired)
        return STEP_MORE;
    if (s.n > 2 && s.p[2] == '[') {
        size_t n;
        struct str body = str_sub(s, 3, s.n);
        enum csi_end end = csi_scan(body, &n);
        if (end == CSI_OPEN)
            return STEP_MORE;
        if (end == CSI_DONE && csi_decode(str_sub(body, 0, n), in->cursors > 0, ev) &&
            ev->kind == EVENT_KEY) {
            ev->mods |= MOD_ALT;
            in->pos += 3 + n;
            return STEP_EVENT;
        }
    }
    return key(in, 1, ev, KEY_ESC_, 0);
}

static enum step step_escape(struct input *in, struct str s, struct event *ev)
{
    if (s.n == 1)
        return in->expired ? key(in, 1, ev, KEY_ESC_, 0) : STEP_MORE;
    switch (s.p[1]) {
    case ESC:
        return step_two_escapes(in, s, ev);
    case '[':
        return step_csi(in, s, ev);
    case 'O':
        return step_ss3(in, s, ev);
    case ']':
    case 'P':
        return step_string(in, s, ev);
    }
    uint32_t k;
    unsigned mods = MOD_ALT, len;
    enum step r = take_char(str_sub(s, 1, s.n), &k, &mods, &len);
    if (r == STEP_SKIP)
        return key(in, 1, ev, KEY_ESC_, 0);
    return r == STEP_EVENT ? key(in, 1 + len, ev, k, mods) : r;
}

static enum step step(struct input *in, struct event *ev)
{
    struct str s = rest(in);
    if (s.n == 0)
        return STEP_MORE;
    switch (in->mode) {
    case MODE_PASTE:
        return step_paste(in, s, ev);
    case MODE_SKIP_CSI:
        return step_skip_csi(in, s);
    case MODE_SKIP_STRING:
        return step_skip_string(in, s);
    case MODE_GROUND:
        break;
    }
    bool late_st = in->late_st;
    in->late_st = false;
    if (late_st && s.p[0] == '\\')
        return skip(in, 1);
    return s.p[0] == ESC ? step_escape(in, s, ev) : step_char(in, s, ev);
}

bool input_next(struct input *in, struct event *ev)
{
    for (;;) {
        switch (step(in, ev)) {
        case STEP_MORE:
            *ev = (struct event){.kind = EVENT_NONE};
            return false;
        case STEP_EVENT:
            return true;
        case STEP_SKIP:
            break;
        }
    }
}

/* Whether only time can tell what the bytes pending mean. */
static bool undecided(const struct input *in)
{
    struct str s = rest(in);
    if (s.n == 0 || in->mode == MODE_PASTE)
        return false;
    if (s.p[s.n - 1] == ESC)
        return true;
    return in->mode == MODE_GROUND && str_eq(s, STR("\033O"));
}

int input_wait_ms(const struct input *in)
{
    return !in->expired && undecided(in) ? ESCAPE_MS : -1;
}

void input_timeout(struct input *in)
{
    if (undecided(in))
        in->expired = true;
}

uint32_t input_fold_fullwidth(uint32_t k)
{
    static const uint32_t pairs[][2] = {
        {0x3000, ' '}, {0x3001, '/'}, {0x3002, '.'},  {0x300A, '<'},  {0x300B, '>'},
        {0x300C, '['}, {0x300D, ']'}, {0x300E, '{'},  {0x300F, '}'},  {0x3010, '['},
        {0x3011, ']'}, {0x30FB, '/'}, {0x2018, '\''}, {0x2019, '\''}, {0x201C, '"'},
        {0x201D, '"'}, {0x2026, '^'}, {0x2014, '_'},  {0xFFE5, '$'},
    };
    if (k >= 0xFF01 && k <= 0xFF5E)
        return k - 0xFEE0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == k)
            return pairs[i][1];
    return k;
}
