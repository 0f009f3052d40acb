/* Readings that some page put into its own text: 開(kāi)源 for 開源.
 *
 * They come from a replacement over GBK bytes, of certain pairs by the pair and a bracketed reading,
 * by a program that did not ask where characters begin. Aligned, a reading stands behind its
 * character. Else it tears two characters apart (因為這, D2F2 9EE9 DF40, has F2 9E in it, 驗):
 * the lead byte before the bracket swallows it as '?', and what follows is read one byte off until
 * an ASCII byte ends a character: 因?yàn)檫@. The lost byte is the second of the pair; its first is
 * the second byte of the character before, and its reading is known.
 *
 * What is injected is told from what is written by four signs. A reading that tears characters apart
 * nobody writes. The characters are those of traditional writing alone (it is in conversion to it
 * that pages get such readings), or, where they are not, a character is followed by its reading
 * wherever it stands; a writer glosses it once. They come by the dozen. And the text between them
 * goes on: in a lesson most characters have a reading, or stand side by side with one that has, and
 * a character that is read in two ways has both. */
#include "text/repair_reading.h"

#include "text/han.h"
#include "text/utf8.h"

enum {
    MAX_SYLLABLE = 8,         /* bytes */
    BYTES_PER_READING = 6000, /* injected ones are no rarer */
    FEW = 3,            /* readings are strong evidence where characters are traditional … */
    MANY = 20,          /* … and so many where they are not */
    KINDS_AT_LEAST = 8, /* different characters among these */
};

/* What was counted of one character. */
struct glossed {
    uint32_t c;
    uint32_t with, without; /* a reading behind it */
    uint32_t reading;       /* where the first one stands */
};

struct evidence {
    struct repair_pass *p;
    struct str text;
    VEC(struct glossed) chars; /* open addressing by c; n is a power of two or 0 */
    size_t kinds, hits, traditional, torn, han;
    size_t end;        /* of the last reading */
    size_t neighbours; /* readings behind the very next character, or the next but for a mark */
    size_t different;  /* readings that are not the first of their character */
};

/* The syllable in text from byte at to the bracket that closes it; empty when there is none. */
struct str reading_at(struct str text, size_t at)
{
    size_t end = at;
    while (end < text.n && end - at < MAX_SYLLABLE && text.p[end] != ')')
        end++;
    struct str s = str_sub(text, at, end);
    bool closed = end < text.n && text.p[end] == ')';
    return closed && s.n && han_is_syllable(s) ? s : STR_NONE;
}

static struct glossed *slot_of(struct evidence *e, uint32_t c)
{
    size_t i = c * 2654435761u & (e->chars.n - 1);
    while (e->chars.v[i].c && e->chars.v[i].c != c)
        i = (i + 1) & (e->chars.n - 1);
    return &e->chars.v[i];
}

static void note(struct evidence *e, uint32_t c, size_t at, struct str reading)
{
    enum { SLOTS = 1 << 14 }; /* more than there are characters that pages gloss */
    if (!e->chars.n) {
        vec_reserve(&e->chars, SLOTS);
        e->chars.n = SLOTS;
        memset(e->chars.v, 0, SLOTS * sizeof *e->chars.v);
    }
    e->hits++;
    e->traditional += han_script(c) == HAN_TRADITIONAL;
    if (e->kinds >= SLOTS / 2)
        return;
    struct glossed *g = slot_of(e, c);
    e->kinds += g->c == 0;
    if (g->c)
        e->different += !str_starts(str_sub(e->text, g->reading, e->text.n), reading);
    else
        g->reading = (uint32_t)at;
    g->c = c;
    g->with++;
}

static void change(struct evidence *e, size_t beg, size_t end, struct str after)
{
    vec_push(&e->p->changes, (struct repair_change){beg, end, after});
}

/* One character lies between the two places, or a mark and a character. */
static bool stands_next(struct str text, size_t beg, size_t end)
{
    enum { CHAR = 3 }; /* bytes */
    unsigned len;
    if (end - beg == CHAR)
        return true;
    return end - beg == 2 * CHAR && utf8_get(text.p + beg, &len) < 0x3400;
}

/* A reading in brackets at byte at, behind the character c. */
static bool take_aligned(struct evidence *e, size_t at, uint32_t c)
{
    struct str reading = reading_at(e->text, at + 1);
    if (!reading.n || c < 0x3400 || !han_has_reading(c, reading))
        return false;
    note(e, c, at + 1, reading);
    e->neighbours += e->end && stands_next(e->text, e->end, at);
    e->end = at + reading.n + 2;
    change(e, at, at + reading.n + 2, STR_NONE);
    return true;
}

/* Goes on behind a torn place as long as what follows belongs to the same run of bytes. */
static size_t take_torn(struct evidence *e, size_t at)
{
    struct torn t;
    if (!torn_read(e->text, at, e->p->arena, &t))
        return at + 1;
    e->torn += t.n;
    for (size_t i = 0; i < t.n; i++)
        vec_push(&e->p->changes, t.change[i]);
    if (t.last && t.end < e->text.n && e->text.p[t.end] == '(' && take_aligned(e, t.end, t.last))
        return vec_last(&e->p->changes).end;
    return t.end;
}

/* A closing bracket is the rarest part of a reading: the place before its syllable where an opening
 * one stands, or a sign that swallowed it; STR_NPOS for none. */
static size_t opening_of(struct str text, size_t close, size_t from)
{
    for (size_t at = close; at > from && close - at <= MAX_SYLLABLE; at--) {
        struct str rest = str_sub(text, at - 1, close);
        if (rest.p[0] == '(' || rest.p[0] == '?' || str_starts(rest, STR("\xEF\xBF\xBD")))
            return at - 1;
    }
    return STR_NPOS;
}

static void find_all(struct evidence *e)
{
    struct str text = e->text;
    size_t from = 1;
    for (size_t close; (close = str_chr(text, ')', from)) != STR_NPOS;) {
        size_t beg, at = opening_of(text, close, from);
        if (at == STR_NPOS) {
            from = close + 1;
        } else if (text.p[at] == '(') {
            uint32_t c = utf8_before(text, at, &beg);
            from = take_aligned(e, at, c) ? vec_last(&e->p->changes).end : close + 1;
        } else {
            size_t to = take_torn(e, at);
            from = to > close ? to : close + 1;
        }
    }
}

static bool is_bracket(struct str text, size_t at)
{
    struct str rest = str_sub(text, at, text.n);
    return str_starts(rest, STR("(")) || str_starts(rest, STR("（"));
}

/* How often the characters that have readings stand without one. */
static void count_others(struct evidence *e)
{
    for (size_t i = 0; i < e->text.n;) {
        unsigned char b = (unsigned char)e->text.p[i];
        unsigned len = 1;
        if (b >= 0x80) {
            uint32_t c = utf8_get(e->text.p + i, &len);
            bool han = c >= 0x3400 && c < 0xA000;
            e->han += han;
            if (han && e->chars.n && !is_bracket(e->text, i + len)) {
                struct glossed *g = slot_of(e, c);
                g->without += g->c != 0;
            }
        }
        i += len;
    }
}

/* Of the characters that come again: how often with their reading, and how often without. */
static void count_again(const struct evidence *e, size_t *with, size_t *without)
{
    *with = *without = 0;
    for (size_t i = 0; i < e->chars.n; i++)
        if (e->chars.v[i].c && e->chars.v[i].with + e->chars.v[i].without > 1) {
            *with += e->chars.v[i].with;
            *without += e->chars.v[i].without;
        }
}

static bool is_injected(struct evidence *e)
{
    size_t n = e->hits + e->torn;
    e->p->faint = true;
    if (n == 0 || n * BYTES_PER_READING < e->text.n)
        return false;
    count_others(e);
    size_t with, without;
    count_again(e, &with, &without);
    bool dense = e->hits * 2 > e->han || e->neighbours * 3 > e->hits;
    bool lesson = (dense && e->hits > FEW) || e->different;
    bool consistent = without * 9 <= with;
    bool traditional = e->traditional * 5 >= e->hits * 4;
    if (e->torn && (e->torn > 1 || e->hits))
        return true;
    e->p->faint = lesson || !consistent || e->hits < MANY || e->kinds < KINDS_AT_LEAST;
    if (lesson || !consistent)
        return false;
    if (traditional)
        return e->hits >= FEW;
    return e->hits >= MANY && e->kinds >= KINDS_AT_LEAST && with > 0;
}

void repair_readings(struct str text, bool markup, struct repair_pass *p)
{
    (void)markup; /* a reading in an attribute is as much put in as one in the text */
    struct evidence e = {.p = p, .text = text};
    if (str_chr(text, ')', 0) == STR_NPOS)
        return;
    find_all(&e);
    p->strong = p->changes.n && is_injected(&e);
    vec_free(&e.chars);
}
