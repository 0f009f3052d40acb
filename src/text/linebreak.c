#include "text/linebreak.h"

#include "text/linebreak_tailor.h"
#include "text/utf8.h"

#include "text/linebreak_table.h"

static bool is_mark(unsigned class)
{
    return class == LB_CM || class == LB_ZWJ;
}

/* Reads the code point at pos. */
static inline void read_unit(struct linebreaker *w)
{
    struct linebreak_unit *u = &w->unit;
    unsigned len;
    u->c = utf8_get(w->text.p + w->pos, &len);
    u->beg = w->pos;
    u->end = w->pos + len;
    u->prop = uniprop(u->c);
}

static void classify(struct linebreaker *w, uint32_t before)
{
    struct linebreak_unit *u = &w->unit;
    u->right = u->prop->walk;
    u->left = LINEBREAK_NO_STATE;
    u->rule = LINEBREAK_RULE_NONE;
    w->run = u->c == before ? w->run + 1 : 0;
    if (w->opts.tailored && (w->keeps_han || !(u->prop->flags & UF_LB_PLAIN)))
        linebreak_tailor(w);
}

/* States of a number and of a row of flags, which depend on more than the last character. */
static bool goes_on(unsigned state)
{
    return (state >= ST_NU_SY && state <= ST_NU_CP) || state == LB_RI || state == ST_RI_RI;
}

/* The state behind the unit, when the state before is `from`. */
static void enter(struct linebreaker *w, unsigned from)
{
    const struct linebreak_unit *u = &w->unit;
    unsigned to = LB_TABLE[from][u->right] & CELL_STATE;
    w->joined = u->right == LB_ZWJ;
    if (u->right == LB_SP) {
        w->spaced = true;
        return;
    }
    w->spaced = false;
    if (is_mark(u->right) && from != ST_SOT) {
        /* Clusters count indicators without marks, rule LB30a with them. */
        if (w->opts.tailored && from == LB_RI) {
            to = ST_RI_RI;
            w->state_rule = LINEBREAK_RULE_CLUSTER;
        }
        w->state = (uint8_t)to;
        return;
    }
    w->state = u->left == LINEBREAK_NO_STATE ? (uint8_t)to : u->left;
    if (!goes_on(to) || u->rule)
        w->state_rule = u->rule;
}

void linebreak_start(struct linebreaker *w, struct str text, size_t at,
                     const struct linebreak_opts *opts)
{
    *w = (struct linebreaker){.text = text, .pos = at, .opts = *opts, .url_beg = STR_NPOS};
    w->state = ST_SOT;
    w->keeps_han = linebreak_keeps_han(opts);
    if (at >= text.n)
        return;
    read_unit(w);
    classify(w, 0);
    enter(w, ST_SOT);
}

/* (PR | PO) × OP NU of rule LB25: the character behind the OP. */
static bool is_number_behind(const struct linebreaker *w)
{
    for (size_t at = w->unit.end; at < w->text.n;) {
        unsigned len;
        unsigned class = uniprop(utf8_get(w->text.p + at, &len))->walk;
        if (!is_mark(class))
            return class == LB_NU;
        at += len;
    }
    return false;
}

static bool keeps_together(const struct linebreaker *w)
{
    unsigned right = w->unit.right;
    if (w->joined) /* LB8a */
        return true;
    if (w->spaced)
        return LB_TABLE[w->state][is_mark(right) ? LB_AL : right] & CELL_SPACED;
    if (LB_TABLE[w->state][right] & CELL_DIRECT)
        return true;
    return (right == LB_OP || right == LB_OP_EA) && (w->state == LB_PR || w->state == LB_PO) &&
           is_number_behind(w);
}

/* The tailored walk's own reasons to keep together what the table would part. */
static unsigned tailored_bond(const struct linebreaker *w, uint32_t before)
{
    unsigned left = uniprop(before)->gb, right = w->unit.prop->gb;
    if (right == GB_EXTEND || right == GB_ZWJ || right == GB_SPACING_MARK)
        return left == GB_CONTROL ? LINEBREAK_RULE_NONE : LINEBREAK_RULE_CLUSTER;
    if (left == GB_PREPEND && right != GB_CONTROL)
        return LINEBREAK_RULE_CLUSTER;
    if (w->state == LB_NU && w->spaced && before == ' ' && linebreak_is_measure(w))
        return LINEBREAK_RULE_UNIT;
    return LINEBREAK_RULE_NONE;
}

static bool is_forced(unsigned before, unsigned class)
{
    return before == LB_BK || before == LB_LF || before == LB_NL ||
           (before == LB_CR && class != LB_LF);
}

/* What is between the code point before and the unit; the state moves behind the unit. */
static enum linebreak_kind step(struct linebreaker *w, uint32_t before)
{
    if (is_forced(w->state, w->unit.right)) {
        w->state = ST_SOT;
        w->rule = LINEBREAK_RULE_NONE;
        enter(w, ST_SOT);
        return LINEBREAK_MANDATORY;
    }
    bool together = keeps_together(w);
    w->rule = w->unit.rule ? w->unit.rule : w->state_rule;
    if (!together && w->opts.tailored) {
        unsigned bond = tailored_bond(w, before);
        if (bond) {
            together = true;
            w->rule = (uint8_t)bond;
        }
    }
    enter(w, w->spaced && w->unit.right != LB_SP ? ST_SOT : w->state);
    if (together)
        return LINEBREAK_NONE;
    return before == 0xAD ? LINEBREAK_HYPHEN : LINEBREAK_ALLOWED;
}

/* Most steps go from one ideograph to another, or from one letter to another: LB31 and LB28. */
static bool in_run(const struct linebreaker *w)
{
    return (w->unit.prop->flags & UF_LB_PLAIN) && w->state == w->unit.prop->walk && !w->spaced &&
           !w->joined && !w->keeps_han;
}

bool linebreak_next(struct linebreaker *w, uint32_t *c, enum linebreak_kind *after)
{
    if (w->pos >= w->text.n)
        return false;
    uint32_t before = *c = w->unit.c;
    w->pos = w->unit.end;
    if (w->pos >= w->text.n) {
        w->rule = LINEBREAK_RULE_NONE;
        *after = LINEBREAK_MANDATORY;
        return true;
    }
    read_unit(w);
    if (in_run(w)) {
        w->rule = w->state_rule;
        w->state_rule = LINEBREAK_RULE_NONE;
        *after = w->state == LB_ID ? LINEBREAK_ALLOWED : LINEBREAK_NONE;
        return true;
    }
    classify(w, before);
    *after = step(w, before);
    return true;
}

void linebreak_over_letters(struct linebreaker *w, size_t to)
{
    w->pos = to;
    read_unit(w);
    w->rule = w->state_rule = LINEBREAK_RULE_NONE;
    w->run = 0;
}

enum linebreak_lang linebreak_lang_of(struct str bcp47)
{
    static const struct {
        const char *prefix;
        enum linebreak_lang lang;
    } LANGS[] = {
        {"zh-hant", LINEBREAK_ZH_HANT}, {"zh-tw", LINEBREAK_ZH_HANT}, {"zh-hk", LINEBREAK_ZH_HANT},
        {"zh-mo", LINEBREAK_ZH_HANT},   {"zh", LINEBREAK_ZH_HANS},    {"yue", LINEBREAK_ZH_HANT},
        {"cmn", LINEBREAK_ZH_HANS},     {"ja", LINEBREAK_JA},         {"jpn", LINEBREAK_JA},
        {"ko", LINEBREAK_KO},           {"kor", LINEBREAK_KO},
    };
    char tag[8] = "";
    for (size_t i = 0; i < bcp47.n && i + 1 < sizeof tag; i++)
        tag[i] = bcp47.p[i] == '_' ? '-' : bcp47.p[i];
    for (size_t i = 0; i < sizeof LANGS / sizeof LANGS[0]; i++) {
        struct str prefix = str_of(LANGS[i].prefix);
        bool ends = strchr("-.@", tag[prefix.n < sizeof tag ? prefix.n : 0]) != NULL;
        if (ends && str_eq_nocase(str_n(tag, prefix.n), prefix))
            return LANGS[i].lang;
    }
    return LINEBREAK_OTHER;
}
