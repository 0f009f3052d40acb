#include "text/linebreak_run.h"

#include "text/utf8.h"
#include "text/width.h"

#define BIT(class) (1u << RUN_##class)

enum {
    OPENERS = BIT(OP) | BIT(OPEN_PAREN) | BIT(OPEN_QUOTE),
    CLOSERS = BIT(CL) | BIT(EX) | BIT(COLON) | BIT(CLOSE_PAREN) | BIT(CLOSE_QUOTE) | BIT(POINT) |
              BIT(STOP) | BIT(PERCENT),
    AFTER_ANY = CLOSERS | BIT(NS) | BIT(SP), /* LB7, LB13, LB21 */
    WORD = BIT(AL) | BIT(NU),
    ALL = BIT(KINDS) - 1,
};

/* What a class counts as. */
static const uint8_t BASIC[RUN_CLASSES] = {
    [RUN_ID] = RUN_ID,
    [RUN_SMALL_KANA] = RUN_ID,
    [RUN_LENGTH_MARK] = RUN_NS,
    [RUN_HANGUL] = RUN_ID,
    [RUN_OP] = RUN_OP,
    [RUN_CL] = RUN_CL,
    [RUN_EX] = RUN_EX,
    [RUN_NS] = RUN_NS,
    [RUN_COLON] = RUN_COLON,
    [RUN_COMPANY] = RUN_COMPANY,
    [RUN_AL] = RUN_AL,
    [RUN_NU] = RUN_NU,
    [RUN_SP] = RUN_SP,
    [RUN_POINT] = RUN_POINT,
    [RUN_STOP] = RUN_STOP,
    [RUN_OPEN_PAREN] = RUN_OPEN_PAREN,
    [RUN_CLOSE_PAREN] = RUN_CLOSE_PAREN,
    [RUN_PERCENT] = RUN_PERCENT,
};

/* Rules LB7, LB13, LB14, LB21, LB23, LB24, LB28 to LB30 and east-asian-quote. Behind spaces some look back
 * further, behind ? there may be an address, and a number and a space may have a unit behind them:
 * these stop. */
static const uint32_t KEEP[RUN_KINDS] = {
    [RUN_NONE] = ALL,
    [RUN_ID] = AFTER_ANY,
    [RUN_CL] = AFTER_ANY,
    [RUN_EX] = AFTER_ANY,
    [RUN_NS] = AFTER_ANY,
    [RUN_COLON] = AFTER_ANY,
    [RUN_CLOSE_QUOTE] = AFTER_ANY,
    [RUN_DASH] = AFTER_ANY,
    [RUN_OP] = ALL,
    [RUN_OPEN_QUOTE] = ALL,
    [RUN_OPEN_PAREN] = ALL,
    [RUN_AL] = AFTER_ANY | WORD | BIT(OPEN_PAREN),
    [RUN_NU] = AFTER_ANY | WORD | BIT(OPEN_PAREN),
    [RUN_CLOSE_PAREN] = AFTER_ANY | WORD,
    [RUN_PERCENT] = AFTER_ANY | WORD,
    [RUN_POINT] = AFTER_ANY | BIT(AL),
    [RUN_STOP] = AFTER_ANY,
    [RUN_SP] = CLOSERS | BIT(SP),
    [RUN_NUMBER_SP] = CLOSERS | BIT(SP),
};
static const uint32_t STOP[RUN_KINDS] = {
    [RUN_NONE] = BIT(SP),
    [RUN_OP] = BIT(SP),
    [RUN_OPEN_QUOTE] = BIT(SP),
    [RUN_OPEN_PAREN] = BIT(SP),
    [RUN_PERCENT] = OPENERS,
    [RUN_POINT] = BIT(NU),
    [RUN_STOP] = WORD | CLOSERS | OPENERS,
    [RUN_SP] = BIT(NS) | BIT(PERCENT),
    [RUN_NUMBER_SP] = BIT(NS) | BIT(AL) | BIT(PERCENT),
};

static void classes_under(const struct linebreak_opts *o, uint8_t as[RUN_CLASSES])
{
    static const uint8_t freed[] = {RUN_LENGTH_MARK, RUN_OP, RUN_CL, RUN_EX, RUN_NS, RUN_COLON};
    bool none = o->level == LINEBREAK_LEVEL_NONE, strict = o->level == LINEBREAK_LEVEL_STRICT;
    memcpy(as, BASIC, sizeof BASIC);
    if (strict && o->lang == LINEBREAK_JA)
        as[RUN_SMALL_KANA] = RUN_NS;
    for (size_t i = 0; none && i < sizeof freed; i++)
        as[freed[i]] = RUN_ID;
    if (none)
        as[RUN_PERCENT] = RUN_NONE;
    if (none || strict || width_policy()->ambiguous != 1)
        as[RUN_COMPANY] = RUN_NONE;
    if (o->keep_words)
        as[RUN_HANGUL] = RUN_NONE;
    if (linebreak_keeps_han(o) || o->remedial)
        memset(as, RUN_NONE, RUN_CLASSES);
}

/* RUN_NONE, where the run ends, has no bit. */
enum linebreak_cell { CELL_KIND = 0x1f, CELL_BREAK = 0x20, CELL_LOOK = 0x40 };
_Static_assert((int)RUN_KINDS <= (int)CELL_KIND + 1, "kinds fit a cell");

static uint8_t cell_of(unsigned before, unsigned as)
{
    if (as == RUN_COMPANY)
        return CELL_LOOK;
    if (as == RUN_NONE || STOP[before] >> as & 1)
        return RUN_NONE;
    unsigned breaks = KEEP[before] >> as & 1 ? 0 : CELL_BREAK;
    return (uint8_t)(breaks | (as == RUN_SP && before == RUN_NU ? (unsigned)RUN_NUMBER_SP : as));
}

void linebreak_pairs(const struct linebreak_opts *o, struct linebreak_pairs *out)
{
    uint8_t as[RUN_CLASSES];
    classes_under(o, as);
    for (unsigned before = 0; before < RUN_KINDS; before++)
        for (unsigned is = 0; is < RUN_CLASSES; is++)
            out->cells[before][is] = cell_of(before, as[is]);
}

static uint32_t char_at(struct str s, size_t at)
{
    unsigned len;
    return at < s.n ? utf8_get(s.p + at, &len) : 0;
}

static const uint32_t WIDE = BIT(ID) | BIT(OP) | BIT(CL) | BIT(EX) | BIT(NS) | BIT(COLON);

/* A quotation mark is a bracket beside a wide character; —— and …… behind one stand for themselves. */
static unsigned in_company(struct str s, size_t at, unsigned before, unsigned *len)
{
    uint32_t c = char_at(s, at), next = char_at(s, at + 3);
    bool wide = WIDE >> before & 1;
    *len = 3;
    if (c != 0x2014 && c != 0x2026) {
        if (!wide && !(uniprop(next)->flags & UF_EAW_FWH))
            return RUN_NONE;
        return c == 0x2018 || c == 0x201C ? RUN_OPEN_QUOTE : RUN_CLOSE_QUOTE;
    }
    if (!wide || next != c || char_at(s, at + 6) == c)
        return RUN_NONE;
    *len = 6;
    return c == 0x2014 ? RUN_DASH : RUN_ID;
}

/* Bytes by which a character of these is known. */
static const bool IDEOGRAPH[256] = {[0xE5 ... 0xE9] = true}; /* first ones of U+5000 to U+9FFF */
static const bool LETTER[256] = {['A' ... 'Z'] = true, ['a' ... 'z'] = true};

/* Where a row of ideographs that begins at byte at ends, within cols cells. */
static inline size_t ideographs(struct str s, size_t at, uint32_t cols)
{
    for (; cols >= 2 && at < s.n && IDEOGRAPH[(unsigned char)s.p[at]]; at += 3)
        cols -= 2;
    return at;
}

static inline size_t letters(struct str s, size_t at)
{
    while (at < s.n && LETTER[(unsigned char)s.p[at]])
        at++;
    return at;
}

static uint32_t spaces_before(struct str s, size_t beg, size_t end)
{
    uint32_t n = 0;
    while (end > beg && s.p[end - 1] == ' ') {
        end--;
        n++;
    }
    return n;
}

/* What is chosen in the loop is chosen without a jump, since no one can guess where phrases end; rows of
 * ideographs and of letters are long enough to be worth one. */
struct linebreak_run linebreak_run(const struct linebreak_pairs *p, struct str s, size_t at,
                                   uint32_t cols)
{
    struct linebreak_run r = {.why = LINEBREAK_RUN_STOPS};
    size_t end = at, i = at;
    uint32_t pen = 0, end_pen = 0;
    unsigned before = RUN_NONE, len;
    for (; i < s.n; i += len) {
        unsigned is = uniprop(utf8_get(s.p + i, &len))->run, cell = p->cells[before][is];
        unsigned w = is < RUN_FIRST_NARROW ? 2 : 1;
        if (cell == CELL_LOOK) {
            unsigned as = in_company(s, i, before, &len);
            cell = cell_of(before, as);
            w = as == RUN_DASH || as == RUN_ID ? 2 : 1;
        }
        if (cell == RUN_NONE)
            break;
        end = cell & CELL_BREAK ? i : end;
        end_pen = cell & CELL_BREAK ? pen : end_pen;
        pen += w;
        if (pen > cols && is != RUN_SP) {
            r.why = LINEBREAK_RUN_OVERRUN;
            break;
        }
        before = cell & CELL_KIND;
        if (is == RUN_ID && before == RUN_ID) {
            size_t to = ideographs(s, i + len, pen < cols ? cols - pen : 0) - len;
            pen += (uint32_t)(to - i) / 3 * 2;
            end_pen = to > i ? pen - 2 : end_pen;
            end = to > i ? to : end;
            i = to;
        } else if (before == RUN_AL) {
            size_t to = letters(s, i + len) - len;
            pen += (uint32_t)(to - i);
            i = to;
            if (pen > cols) {
                r.why = LINEBREAK_RUN_OVERRUN;
                break;
            }
        }
    }
    if (i >= s.n) {
        r.why = LINEBREAK_RUN_WHOLE;
        end = s.n;
        end_pen = pen;
    }
    r.end = end;
    r.cols = end_pen;
    r.ink = end_pen - spaces_before(s, at, end);
    return r;
}
