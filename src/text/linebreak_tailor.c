#include "text/linebreak_tailor.h"

#include "text/utf8.h"

enum { EM_DASH = 0x2014, HORIZONTAL_BAR = 0x2015, TWO_EM_DASH = 0x2E3A, THREE_EM_DASH = 0x2E3B };

const char *linebreak_rule_name(unsigned rule)
{
    static const char *const NAMES[] = {
#define X(id, name) name,
        LINEBREAK_RULES(X)
#undef X
    };
    return rule < LINEBREAK_RULE_COUNT ? NAMES[rule] : "";
}

static void judge(struct linebreaker *w, unsigned right, unsigned left, enum linebreak_rule rule)
{
    w->unit.right = (uint8_t)right;
    w->unit.left = (uint8_t)left;
    w->unit.rule = (uint8_t)rule;
}

/* The code point before or at *at, which moves over it; 0 at an end of the text. */
static uint32_t back(const struct linebreaker *w, size_t *at)
{
    return *at ? utf8_before(w->text, *at, at) : 0;
}

static uint32_t ahead(const struct linebreaker *w, size_t *at)
{
    if (*at >= w->text.n)
        return 0;
    unsigned len;
    uint32_t c = utf8_get(w->text.p + *at, &len);
    *at += len;
    return c;
}

static uint32_t char_before(const struct linebreaker *w)
{
    size_t at = w->unit.beg;
    return back(w, &at);
}

static uint32_t char_after(const struct linebreaker *w)
{
    size_t at = w->unit.end;
    return ahead(w, &at);
}

static bool is_wide(uint32_t c)
{
    return uniprop(c)->flags & UF_EAW_FWH;
}

static bool is_narrow_letter(uint32_t c)
{
    return (uniprop(c)->flags & (UF_LETTER | UF_EAW_FWH)) == UF_LETTER;
}

static bool is_dash(uint32_t c)
{
    return c == EM_DASH || c == HORIZONTAL_BAR || c == TWO_EM_DASH || c == THREE_EM_DASH;
}

/* Quotation marks, dashes and ellipses belong to the text around them. */
static bool is_transparent(uint32_t c)
{
    unsigned class = uniprop(c)->lb;
    return class == LB_QU || class == LB_CM || class == LB_IN || is_dash(c);
}

static bool is_near_wide(const struct linebreaker *w)
{
    enum { LOOK = 4 };
    size_t beg = w->unit.beg, end = w->unit.end;
    uint32_t c = back(w, &beg);
    for (int i = 0; c && i < LOOK; i++, c = back(w, &beg)) {
        if (is_wide(c))
            return true;
        if (!is_transparent(c))
            break;
    }
    c = ahead(w, &end);
    for (int i = 0; c && i < LOOK; i++, c = ahead(w, &end)) {
        if (is_wide(c))
            return true;
        if (!is_transparent(c))
            break;
    }
    return false;
}

/* At level none wide punctuation may stand anywhere. */
static bool frees(struct linebreaker *w)
{
    if (w->opts.level != LINEBREAK_LEVEL_NONE || !(w->unit.prop->flags & UF_EAW_FWH))
        return false;
    judge(w, LB_ID, LINEBREAK_NO_STATE, LINEBREAK_RULE_NO_LEVEL);
    return true;
}

static void tailor_wide(struct linebreaker *w)
{
    frees(w);
}

static bool is_wide_digit(uint32_t c)
{
    return c >= 0xFF10 && c <= 0xFF19;
}

static void tailor_closer(struct linebreaker *w)
{
    struct linebreak_unit *u = &w->unit;
    if ((u->c == 0xFF0C || u->c == 0xFF0E) && is_wide_digit(char_before(w)) &&
        is_wide_digit(char_after(w)))
        judge(w, LB_IS, LINEBREAK_NO_STATE, LINEBREAK_RULE_WIDE_NUMBER);
    else if (!frees(w) && (u->prop->flags & UF_EAW_FWH))
        judge(w, u->right, LB_CL, LINEBREAK_RULE_PREFIX); /* it ends a number before it */
}

static void tailor_nonstarter(struct linebreaker *w)
{
    uint32_t c = w->unit.c;
    if (frees(w) || w->opts.level == LINEBREAK_LEVEL_NONE)
        return;
    if (c == 0xFF1A || c == 0xFF1B || c == 0x203C || (c >= 0x2047 && c <= 0x2049))
        judge(w, LB_EX, LB_NS, LINEBREAK_RULE_CLOSER);
}

/* Unicode 16 has a part of this as LB15a, LB15b and LB19a. An apostrophe has narrow neighbours. */
static void tailor_quote(struct linebreaker *w)
{
    unsigned flags = w->unit.prop->flags;
    if (!(flags & (UF_PI | UF_PF)) || !is_near_wide(w))
        return;
    if (w->opts.level == LINEBREAK_LEVEL_NONE)
        judge(w, LB_ID, LINEBREAK_NO_STATE, LINEBREAK_RULE_NO_LEVEL);
    else
        judge(w, flags & UF_PI ? LB_OP_EA : LB_CL, flags & UF_PI ? LB_OP : LB_CL,
              LINEBREAK_RULE_QUOTE);
}

/* A dash of two em is two characters, and longer runs are split between pairs; a third or fifth
 * stays with the last pair. A single one connects. GL keeps what follows, B2 and NS do not. */
static void tailor_dash(struct linebreaker *w)
{
    uint32_t c = w->unit.c;
    bool strict = w->opts.level == LINEBREAK_LEVEL_STRICT;
    bool connects = w->opts.level != LINEBREAK_LEVEL_NONE;
    if (c == TWO_EM_DASH || c == THREE_EM_DASH)
        judge(w, strict ? LB_EX : LB_B2, LB_NS, LINEBREAK_RULE_DASH);
    else if (w->run % 2)
        judge(w, LB_B2, LB_NS, LINEBREAK_RULE_DASH);
    else if (char_after(w) == c)
        judge(w, strict ? LB_EX : LB_B2, LB_GL, LINEBREAK_RULE_DASH);
    else if (w->run)
        judge(w, LB_EX, LB_NS, LINEBREAK_RULE_DASH);
    else
        judge(w, connects ? LB_EX : LB_B2, LB_B2, LINEBREAK_RULE_DASH);
}

/* As dashes, but a single one stays with what is before it, and so does any behind narrow text. */
static void tailor_ellipsis(struct linebreaker *w)
{
    uint32_t before = char_before(w);
    bool starts = w->opts.level != LINEBREAK_LEVEL_STRICT &&
                  (w->run || is_wide(before) || uniprop(before)->lb == LB_QU);
    if (w->run % 2)
        judge(w, LB_IN, LINEBREAK_NO_STATE, LINEBREAK_RULE_ELLIPSIS);
    else if (char_after(w) == w->unit.c)
        judge(w, starts ? LB_ID : LB_IN, LB_GL, LINEBREAK_RULE_ELLIPSIS);
    else if (w->opts.level == LINEBREAK_LEVEL_NONE && starts && !w->run)
        judge(w, LB_ID, LINEBREAK_NO_STATE, LINEBREAK_RULE_NO_LEVEL);
}

static void tailor_small_kana(struct linebreaker *w)
{
    bool is_length_mark = w->unit.c == 0x30FC || w->unit.c == 0xFF70;
    bool keeps = is_length_mark
                     ? w->opts.level != LINEBREAK_LEVEL_NONE
                     : w->opts.level == LINEBREAK_LEVEL_STRICT && w->opts.lang == LINEBREAK_JA;
    if (!keeps)
        judge(w, LB_ID, LINEBREAK_NO_STATE, LINEBREAK_RULE_KANA);
}

/* A sign directly behind anything ends it; behind a space it may begin something. */
static void tailor_suffix(struct linebreaker *w)
{
    if (w->opts.level != LINEBREAK_LEVEL_NONE)
        judge(w, LB_BA, LB_PO, LINEBREAK_RULE_SUFFIX);
}

static void tailor_prefix(struct linebreaker *w)
{
    struct linebreak_unit *u = &w->unit;
    const struct uniprop *after = uniprop(char_after(w));
    if (char_before(w) == u->c && !is_wide(u->c))
        judge(w, LB_AL, LB_PO, LINEBREAK_RULE_OPERATOR); /* C++, which an ideograph may follow */
    else if (w->opts.level != LINEBREAK_LEVEL_NONE && u->c != '+' &&
             (after->lb == LB_OP || (after->flags & UF_PI)))
        judge(w, u->right, LB_GL, LINEBREAK_RULE_PREFIX);
}

/* Behind a letter or digit it is no opening sign: C#. */
static void tailor_hash(struct linebreaker *w)
{
    uint32_t before = char_before(w);
    if (w->opts.level == LINEBREAK_LEVEL_NONE || is_narrow_letter(before) ||
        (uniprop(before)->flags & UF_DIGIT))
        return;
    judge(w, w->unit.right, LB_PR, LINEBREAK_RULE_HASH);
}

/* A run of one to three narrow letters before and behind: km/h, TCP/IP, w/o. */
static bool is_ratio(const struct linebreaker *w)
{
    enum { LETTERS_MAX = 3 };
    size_t beg = w->unit.beg, end = w->unit.end;
    int before = 0, after = 0;
    while (before <= LETTERS_MAX && is_narrow_letter(back(w, &beg)))
        before++;
    while (after <= LETTERS_MAX && is_narrow_letter(ahead(w, &end)))
        after++;
    return before >= 1 && before <= LETTERS_MAX && after >= 1 && after <= LETTERS_MAX;
}

/* Symbols that are words too (A, in) are left out. */
static const char UNITS[] =
    " m km dm cm mm nm µm μm ha ft g kg mg µg μg t oz lb L dL mL l ml"
    " s ms ns µs μs min h am pm AM PM Hz kHz MHz GHz rpm fps mph"
    " W kW MW GW TW Wh kWh MWh GWh TWh V mV kV mA mAh eV keV Ω J kJ cal kcal"
    " Pa hPa kPa MPa GPa mmHg"
    " bit kB KB MB GB TB PB EB KiB MiB GiB TiB bps kbps Mbps Gbps Tbps px pt em dpi ppi"
    " dB mol cd lm lx rad ppm ";

static bool is_unit(struct str word)
{
    char key[16] = " ";
    memcpy(key + 1, word.p, word.n);
    key[word.n + 1] = ' ';
    return memmem(UNITS, sizeof UNITS - 1, key, word.n + 2) != NULL;
}

bool linebreak_is_measure(const struct linebreaker *w)
{
    enum { WORD_MAX_BYTES = 8 };
    if (w->unit.prop->lb == LB_PO)
        return true;
    size_t beg = w->unit.beg, end = beg, next = beg;
    uint32_t c = ahead(w, &next);
    while (next - beg <= WORD_MAX_BYTES && is_narrow_letter(c)) {
        end = next;
        c = ahead(w, &next);
    }
    return end > beg && !is_narrow_letter(c) && is_unit(str_sub(w->text, beg, end));
}

enum { URL_MAX_BYTES = 1024 }; /* looked back for a URL's beginning */

/* Bytes that a URL is of; it begins at a colon or a w. */
enum { URL_NONE, URL_INSIDE, URL_MAY_BEGIN };

static const uint8_t URL_BYTE[256] = {
    ['!'] = URL_INSIDE,    ['#' ... '9'] = URL_INSIDE, [':'] = URL_MAY_BEGIN,
    [';'] = URL_INSIDE,    ['='] = URL_INSIDE,         ['?' ... 'v'] = URL_INSIDE,
    ['w'] = URL_MAY_BEGIN, ['x' ... '~'] = URL_INSIDE,
};

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool begins_url(struct str s, size_t at)
{
    bool behind_alnum = at > 0 && is_alnum(s.p[at - 1]);
    struct str rest = str_sub(s, at, s.n);
    return behind_alnum ? str_starts(rest, STR("://")) : str_starts(rest, STR("www."));
}

/* Where the last URL before byte `at` begins that reaches to it; STR_NPOS: there is none. What the
 * walk found before is kept, so that it looks at no byte twice; one that starts within a URL looks
 * back for no more than URL_MAX_BYTES. */
static size_t url_before(const struct linebreaker *w, size_t at)
{
    const unsigned char *p = (const unsigned char *)w->text.p;
    size_t least = at > URL_MAX_BYTES ? at - URL_MAX_BYTES : 0;
    size_t known = w->url_at > least ? w->url_at : least;
    for (; at > known && URL_BYTE[p[at - 1]] != URL_NONE; at--)
        if (URL_BYTE[p[at - 1]] == URL_MAY_BEGIN && begins_url(w->text, at - 1))
            return at - 1;
    return at == w->url_at ? w->url_beg : STR_NPOS;
}

static bool is_in_url(struct linebreaker *w)
{
    size_t at = w->unit.beg;
    w->url_beg = url_before(w, at);
    w->url_at = at;
    return w->url_beg != STR_NPOS && at - w->url_beg <= URL_MAX_BYTES;
}

/* Whether the unit, one of / ? & =, is in a URL, where a line may end behind it. */
static bool tailor_url(struct linebreaker *w)
{
    struct linebreak_unit *u = &w->unit;
    uint32_t after = char_after(w);
    if (after <= ' ' || after > '~' || strchr("/?&=", (int)after) || !is_in_url(w))
        return false;
    bool is_scheme = u->c == '/' && u->beg == w->url_beg + 2 && w->text.p[w->url_beg] == ':';
    judge(w, u->right, is_scheme ? LB_GL : LB_EX, LINEBREAK_RULE_URL);
    return true;
}

static void tailor_slash(struct linebreaker *w)
{
    if (w->unit.c != '/' || tailor_url(w))
        return;
    if (is_ratio(w))
        judge(w, LB_SY, LB_GL, LINEBREAK_RULE_UNIT);
    else if (w->opts.level >= LINEBREAK_LEVEL_GB && is_wide(char_before(w)) &&
             is_wide(char_after(w)))
        judge(w, LB_SY, LB_GL, LINEBREAK_RULE_SOLIDUS);
}

static void tailor_alphabetic(struct linebreaker *w)
{
    switch (w->unit.c) {
    case '#':
        tailor_hash(w);
        break;
    case '&':
    case '=':
        tailor_url(w);
        break;
    case 0xB7:
        if (w->opts.level != LINEBREAK_LEVEL_NONE)
            judge(w, LB_NS, LB_AL, LINEBREAK_RULE_MIDDLE_DOT);
        break;
    case HORIZONTAL_BAR:
        tailor_dash(w);
        break;
    default:
        break;
    }
}

static void tailor_question(struct linebreaker *w)
{
    if (w->unit.c != '?' || !tailor_url(w))
        frees(w);
}

/* Full-width forms, which Unicode has as ideographs. */
static void tailor_ideograph(struct linebreaker *w)
{
    uint32_t c = w->unit.c;
    if (w->keeps_han && (w->unit.prop->flags & UF_HAN))
        judge(w, LB_AL, LINEBREAK_NO_STATE, LINEBREAK_RULE_WORDS);
    else if (is_wide_digit(c))
        judge(w, LB_NU, LINEBREAK_NO_STATE, LINEBREAK_RULE_WIDE_NUMBER);
    else if (w->opts.level == LINEBREAK_LEVEL_NONE)
        return;
    else if (c == 0xFF0F)
        judge(w, LB_NS, LB_GL, LINEBREAK_RULE_SOLIDUS);
    else if (c == 0xFF5E || c == 0xFF0D)
        judge(w, LB_NS, LB_NS, LINEBREAK_RULE_CONNECTOR);
    else if (c == 0xFF03)
        tailor_hash(w);
}

static void tailor_hangul(struct linebreaker *w)
{
    if (w->opts.keep_words)
        judge(w, LB_AL, LINEBREAK_NO_STATE, LINEBREAK_RULE_WORDS);
}

static bool is_closer(uint32_t c)
{
    const struct uniprop *p = uniprop(c);
    bool closes = p->lb == LB_CL || p->lb == LB_EX;
    return p->flags & UF_PF || (closes && p->flags & UF_EAW_FWH);
}

/* Behind two closers a third need not stay with them. */
static void remedy(struct linebreaker *w)
{
    struct linebreak_unit *u = &w->unit;
    size_t at = u->beg;
    bool kept = u->right == LB_CL || u->right == LB_EX;
    if (kept && is_closer(u->c) && is_closer(back(w, &at)) && is_closer(back(w, &at)))
        judge(w, LB_ID, LB_CL, LINEBREAK_RULE_REMEDIAL);
}

void linebreak_tailor(struct linebreaker *w)
{
    static void (*const BY_CLASS[LB_WALK_CLASSES])(struct linebreaker *) = {
        [LB_AL] = tailor_alphabetic, [LB_B2] = tailor_dash,      [LB_CJ] = tailor_small_kana,
        [LB_CL] = tailor_closer,     [LB_EX] = tailor_question,  [LB_H2] = tailor_hangul,
        [LB_H3] = tailor_hangul,     [LB_ID] = tailor_ideograph, [LB_IN] = tailor_ellipsis,
        [LB_JL] = tailor_hangul,     [LB_JT] = tailor_hangul,    [LB_JV] = tailor_hangul,
        [LB_NS] = tailor_nonstarter, [LB_OP_EA] = tailor_wide,   [LB_PO] = tailor_suffix,
        [LB_PR] = tailor_prefix,     [LB_QU] = tailor_quote,     [LB_SY] = tailor_slash,
    };
    void (*tailor)(struct linebreaker *) = BY_CLASS[w->unit.right];
    if (tailor)
        tailor(w);
    if (w->opts.remedial)
        remedy(w);
}
