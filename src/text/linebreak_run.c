#include "text/linebreak_run.h"

#include "text/utf8.h"
#include "text/width.h"

/* What a character is in its place, where that is more than its class. */
enum run_kind {
    RUN_OPEN_QUOTE = RUN_CLASSES,
    RUN_CLOSE_QUOTE,
    RUN_DASH,      /* two of them */
    RUN_NUMBER_SP, /* a space behind a digit */
    RUN_KINDS
};

#define BIT(class) (1u << RUN_##class)

enum {
    OPENERS = BIT(OP) | BIT(OPEN_PAREN) | BIT(OPEN_QUOTE),
    CLOSERS = BIT(CL) | BIT(EX) | BIT(COLON) | BIT(CLOSE_PAREN) | BIT(CLOSE_QUOTE) | BIT(POINT) |
              BIT(STOP) | BIT(PERCENT),
    AFTER_ANY = CLOSERS | BIT(NS) | BIT(SP), /* LB7, LB13, LB21 */
    WORD = BIT(AL) | BIT(NU),
    ALL = BIT(KINDS) - 1,
};

static const struct linebreak_pairs BASIC = {{
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
}};

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

void linebreak_pairs(const struct linebreak_opts *o, struct linebreak_pairs *out)
{
    static const uint8_t freed[] = {RUN_LENGTH_MARK, RUN_OP, RUN_CL, RUN_EX, RUN_NS, RUN_COLON};
    bool none = o->level == LINEBREAK_LEVEL_NONE, strict = o->level == LINEBREAK_LEVEL_STRICT;
    *out = BASIC;
    if (strict && o->lang == LINEBREAK_JA)
        out->as[RUN_SMALL_KANA] = RUN_NS;
    for (size_t i = 0; none && i < sizeof freed; i++)
        out->as[freed[i]] = RUN_ID;
    if (none)
        out->as[RUN_PERCENT] = RUN_NONE;
    if (none || strict || width_policy()->ambiguous != 1)
        out->as[RUN_COMPANY] = RUN_NONE;
    if (o->keep_words)
        out->as[RUN_HANGUL] = RUN_NONE;
    if (linebreak_keeps_han(o) || o->remedial)
        memset(out->as, RUN_NONE, sizeof out->as);
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

static const uint8_t COLS[RUN_KINDS] = {
    [RUN_ID] = 2,      [RUN_SMALL_KANA] = 2, [RUN_LENGTH_MARK] = 2, [RUN_HANGUL] = 2,
    [RUN_OP] = 2,      [RUN_CL] = 2,         [RUN_EX] = 2,          [RUN_NS] = 2,
    [RUN_COLON] = 2,   [RUN_AL] = 1,         [RUN_NU] = 1,          [RUN_SP] = 1,
    [RUN_POINT] = 1,   [RUN_STOP] = 1,       [RUN_OPEN_PAREN] = 1,  [RUN_CLOSE_PAREN] = 1,
    [RUN_PERCENT] = 1, [RUN_OPEN_QUOTE] = 1, [RUN_CLOSE_QUOTE] = 1, [RUN_DASH] = 2,
};

static uint32_t spaces_before(struct str s, size_t beg, size_t end)
{
    uint32_t n = 0;
    while (end > beg && s.p[end - 1] == ' ') {
        end--;
        n++;
    }
    return n;
}

/* What is chosen in the loop is chosen without a jump, since no one can guess where words and sentences
 * end. */
struct linebreak_run linebreak_run(const struct linebreak_pairs *p, struct str s, size_t at,
                                   uint32_t cols)
{
    struct linebreak_run r = {.end = at, .why = LINEBREAK_RUN_STOPS};
    uint32_t pen = 0;
    unsigned before = RUN_NONE, len, w = 0;
    size_t i = at;
    for (; i < s.n; i += len) {
        unsigned is = uniprop(utf8_get(s.p + i, &len))->run, as = p->as[is];
        if (as == RUN_COMPANY)
            is = as = in_company(s, i, before, &len);
        if (as == RUN_NONE || STOP[before] >> as & 1)
            break;
        bool breaks = !(KEEP[before] >> as & 1);
        r.end = breaks ? i : r.end;
        r.cols = breaks ? pen : r.cols;
        r.wide = breaks ? w == 2 : r.wide;
        w = COLS[is];
        pen += w;
        if (pen > cols && as != RUN_SP) {
            r.why = LINEBREAK_RUN_OVERRUN;
            break;
        }
        before = as == RUN_SP && before == RUN_NU ? RUN_NUMBER_SP : as;
    }
    if (i >= s.n)
        r = (struct linebreak_run){
            .end = s.n, .cols = pen, .why = LINEBREAK_RUN_WHOLE, .wide = w == 2};
    r.ink = r.cols - spaces_before(s, at, r.end);
    return r;
}
