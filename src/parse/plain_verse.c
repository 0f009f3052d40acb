/* Verse: runs of short lines that are no prose. */
#include "parse/plain_priv.h"
#include "text/utf8.h"

enum {
    VERSE_LINES = 4,
    VERSE_BYTES = 66,  /* 22 Han */
    VERSE_STROPHE = 2, /* lines of a further strophe */
    SPEECH_LINES = 40, /* looked at behind a strophe */
};

static bool opens_speech(struct str s)
{
    unsigned char c = (unsigned char)s.p[0];
    unsigned len;
    return c == '"' || ((c == 0xE2 || c == 0xE3) && plain_in(utf8_get(s.p, &len), "“「『—"));
}

/* A line that may be one of verse: short, no speech, no chapter, and not so full that prose was
 * wrapped. */
static bool is_verse_line(const struct plain *p, size_t i)
{
    const struct line *l = &p->lines.v[i];
    struct str s = line_str(p, i);
    if (l->kind != LINE_TEXT || l->len > VERSE_BYTES || opens_speech(s) || plain_joins(p, i))
        return false;
    return l->end == END_SENTENCE || plain_numbered_rank(s) == RANK_NONE;
}

/* Lines [beg, end) are verse when most do not end where a sentence does (fewer are asked for when
 * the run stands between blank lines), or when all are of one length, as in classical poems; never
 * with an address among them. */
static bool is_verse(const struct plain *p, size_t beg, size_t end)
{
    size_t n = end - beg, open = 0, equal = 0;
    for (size_t i = beg; i < end; i++) {
        if (str_find(line_str(p, i), STR("://"), 0) != STR_NPOS)
            return false;
        open += p->lines.v[i].end != END_SENTENCE;
        equal += p->lines.v[i].len == p->lines.v[beg].len;
    }
    bool apart = (beg == 0 || p->lines.v[beg].gap) && (end == p->lines.n || p->lines.v[end].gap);
    return equal == n || open * 4 >= n * 3 || (apart && open * 5 >= n * 2);
}

static size_t verse_run(const struct plain *p, size_t i)
{
    size_t end = i;
    while (end < p->lines.n && (end == i || p->lines.v[end].gap == 0) && is_verse_line(p, end))
        end++;
    return end;
}

/* Speech is verse in a strophe that began as verse: the end of the strophe, if it is short lines
 * down to a blank one; else i. */
static size_t strophe_end(const struct plain *p, size_t i)
{
    size_t end = i, max = i + SPEECH_LINES;
    for (; end < p->lines.n && end < max && p->lines.v[end].gap == 0; end++) {
        const struct line *l = &p->lines.v[end];
        bool speech =
            l->kind == LINE_TEXT && l->len <= VERSE_BYTES && opens_speech(line_str(p, end));
        if (!speech && !is_verse_line(p, end))
            return i;
    }
    return end == p->lines.n || p->lines.v[end].gap ? end : i;
}

void plain_verse(struct plain *p)
{
    bool in_poem = false;
    for (size_t i = 0, end; i < p->lines.n; i = end) {
        end = verse_run(p, i);
        if (end == i) {
            in_poem = false;
            end++;
            continue;
        }
        size_t least = in_poem ? VERSE_STROPHE : VERSE_LINES;
        in_poem = end - i >= least && is_verse(p, i, end);
        if (in_poem)
            end = strophe_end(p, end);
        for (size_t k = i; in_poem && k < end; k++)
            p->lines.v[k].kind = LINE_VERSE;
    }
}
