/* Characters torn apart by a reading: the bytes after it are put in phase again. See
 * repair_reading.c for what happened to them. */
#include "base/arena.h"
#include "text/han.h"
#include "text/legacy.h"
#include "text/likely.h"
#include "text/repair_reading.h"
#include "text/utf8.h"

enum { MISREAD = 15 * 256, /* a character */ MAX_CHARS = 64, CLEARLY = 3 * 128 };

/* The walk over a run whose bytes are read one off. */
struct run {
    struct str text;
    size_t at;       /* bytes read */
    unsigned lead;   /* the byte that waits for its second */
    uint32_t before; /* the character before what is put out */
    struct buf out;
    uint32_t last;
    int64_t gain; /* over what a misread text costs, in 1/256 bit */
    bool again;   /* the run ends at another reading without its bracket */
};

/* The sign that stands for a lead byte and the ASCII byte it swallowed; its length, 0 for none. */
static size_t sign_at(struct str text, size_t at)
{
    if (at < text.n && text.p[at] == '?')
        return 1;
    return str_starts(str_sub(text, at, text.n), STR("\xEF\xBF\xBD")) ? 3 : 0;
}

static uint32_t chinese_cost(uint32_t a, uint32_t b)
{
    uint32_t hans = likely_pair_cost(a, b, LIKELY_ZH_HANS);
    uint32_t hant = likely_pair_cost(a, b, LIKELY_ZH_HANT);
    return hans < hant ? hans : hant;
}

static void put(struct run *r, uint32_t c)
{
    r->gain += MISREAD - (int64_t)chinese_cost(r->before, c);
    buf_add_utf8(&r->out, c);
    r->before = r->last = c;
}

/* One character out of the byte that waits and the next; false when the two are none. */
static bool put_pair(struct run *r, unsigned second)
{
    uint32_t c = gbk_decode(r->lead, second);
    if (c)
        put(r, c);
    return c != 0;
}

/* What choosing found: the likeliest character, and by how much. */
struct choice {
    uint32_t c, cost, second;
};

static void offer(struct choice *best, uint32_t c, uint32_t cost)
{
    if (cost < best->cost) {
        best->second = best->cost;
        best->cost = cost;
        best->c = c;
    } else if (cost < best->second) {
        best->second = cost;
    }
}

/* The second byte of the last character is lost: the likeliest character of that lead byte (0: of
 * any), of those that have the reading, if one is given. behind: the character after it. */
static struct choice choose(const struct run *r, struct str reading, uint32_t behind)
{
    struct choice best = {0, UINT32_MAX, UINT32_MAX};
    unsigned first = r->lead ? r->lead : 0x81, last = r->lead ? r->lead : 0xFE;
    for (unsigned lead = first; lead <= last; lead++)
        for (unsigned trail = 0x40; trail < 0xFF; trail++) {
            uint32_t c = gbk_decode(lead, trail);
            if (c && (!reading.n || han_has_reading(c, reading)))
                offer(&best, c, chinese_cost(r->before, c) + chinese_cost(c, behind));
        }
    return best;
}

/* Its character; 0 when it is not clear which. */
static uint32_t chosen(const struct choice *c)
{
    return c->c && (c->second == UINT32_MAX || c->second - c->cost >= CLEARLY) ? c->c : 0;
}

/* A sign can also stand for two bytes that are no character together, one off as all of the run: the
 * second half of one character and the first of the next. Then what follows reads better so. */

enum { AHEAD = 3, BETTER = 3 * 256 }; /* characters looked at; a character, in 1/256 bit */

/* The next n characters of the text, each of two bytes; false when there are not so many. */
static bool look_ahead(const struct run *r, size_t at, uint32_t out[AHEAD])
{
    for (int i = 0; i < AHEAD; i++) {
        unsigned len;
        if (at >= r->text.n)
            return false;
        out[i] = utf8_get(r->text.p + at, &len);
        if (!gbk_encode(out[i]))
            return false;
        at += len;
    }
    return true;
}

/* The cost of the characters ahead as they stand, and one byte off, the first behind `before` with the
 * lead byte `lead`. */
static uint32_t cost_as_read(const uint32_t ahead[AHEAD])
{
    uint32_t cost = 0;
    for (int i = 1; i < AHEAD; i++)
        cost += chinese_cost(ahead[i - 1], ahead[i]);
    return cost;
}

static uint32_t cost_shifted(uint32_t before, unsigned lead, const uint32_t ahead[AHEAD])
{
    uint32_t cost = 0;
    for (int i = 0; i + 1 < AHEAD; i++) {
        unsigned pair = gbk_encode(ahead[i]);
        uint32_t c = gbk_decode(lead, pair >> 8);
        if (!c)
            return UINT32_MAX;
        cost += chinese_cost(before, c);
        before = c;
        lead = pair & 0xFF;
    }
    return cost;
}

/* What stood in a sign: the second byte of a character, and the lead byte of the next. */
struct in_sign {
    uint32_t c; /* the character that the first byte ended; 0: lost */
    unsigned lead;
    uint32_t cost; /* of c and of what is ahead */
};

/* The likeliest lead byte, the first byte being that of c; c 0: any. */
static void try_leads(const struct run *r, uint32_t c, const uint32_t ahead[AHEAD],
                      struct in_sign *best)
{
    unsigned trail = c ? gbk_encode(c) & 0xFF : 0;
    uint32_t own = c ? chinese_cost(r->before, c) : 0;
    for (unsigned lead = 0x81; lead < 0xFF && own < best->cost; lead++) {
        if (trail && gbk_decode(trail, lead))
            continue; /* the two would have been a character */
        uint32_t cost = cost_shifted(c, lead, ahead);
        if (cost < UINT32_MAX - own && own + cost < best->cost)
            *best = (struct in_sign){c, lead, own + cost};
    }
}

static struct in_sign read_sign(const struct run *r, const uint32_t ahead[AHEAD])
{
    struct in_sign best = {0, 0, UINT32_MAX};
    for (unsigned trail = 0x40; trail < 0xFF; trail++) {
        uint32_t c = gbk_decode(r->lead, trail);
        if (c)
            try_leads(r, c, ahead, &best);
    }
    return best;
}

/* Of several signs in a row each but the first has a whole character in it, which is lost. */
static bool goes_on_behind(struct run *r, size_t sign)
{
    uint32_t ahead[AHEAD];
    unsigned lost = 0;
    struct choice c = choose(r, STR_NONE, 0);
    struct in_sign in = {c.c, 0, UINT32_MAX};
    size_t next = r->at + sign, again;
    if (!c.c)
        return false;
    while ((again = sign_at(r->text, next)) && !reading_at(r->text, next + again).n) {
        next += again;
        lost++;
    }
    if (!again) {
        if (!look_ahead(r, next, ahead))
            return false;
        if (lost)
            try_leads(r, 0, ahead, &in);
        else
            in = read_sign(r, ahead);
        uint32_t own = lost ? 0 : in.c ? chinese_cost(r->before, in.c) : 0;
        if (!in.lead || in.cost - own + (AHEAD - 1) * BETTER > cost_as_read(ahead))
            return false;
    }
    put(r, lost ? c.c : in.c);
    while (lost--)
        put(r, UTF8_REPLACEMENT);
    r->lead = in.lead;
    r->at = next;
    return true;
}

/* A sign inside the run: a lead byte that is lost, and an ASCII byte with it. It ends the run. */
static bool end_at_sign(struct run *r, size_t sign)
{
    struct str reading = reading_at(r->text, r->at + sign);
    if (reading.n) {
        r->again = true;
        return true;
    }
    size_t next = r->at + sign;
    unsigned len = 1;
    uint32_t behind = next < r->text.n ? utf8_get(r->text.p + next, &len) : 0;
    struct choice best = choose(r, STR_NONE, behind >= 0x80 ? behind : 0);
    uint32_t c = chosen(&best);
    put(r, c ? c : UTF8_REPLACEMENT);
    r->last = c;
    bool word =
        (behind >= '0' && behind <= '9') || ((behind | 0x20) >= 'a' && (behind | 0x20) <= 'z');
    if (word)
        buf_addc(&r->out, ' '); /* the byte that was swallowed */
    r->at = next;
    return true;
}

/* Bytes of a bracketed reading that stands behind a character of the run as it is read, one off: that
 * pair was among those replaced as well. 0: none stands here. */
static size_t inner_reading(const struct run *r)
{
    size_t beg;
    struct str reading = reading_at(r->text, r->at + 1);
    uint32_t c = r->at ? utf8_before(r->text, r->at, &beg) : 0;
    return reading.n && han_has_reading(c, reading) ? reading.n + 2 : 0;
}

/* Reads on until characters are whole again. */
static bool read_on(struct run *r)
{
    for (int i = 0; i < MAX_CHARS && r->at < r->text.n; i++) {
        size_t sign = sign_at(r->text, r->at);
        unsigned len, pair;
        if (sign && !reading_at(r->text, r->at + sign).n && goes_on_behind(r, sign))
            continue;
        if (sign)
            return end_at_sign(r, sign);
        if (!r->lead)
            return false;
        uint32_t c = utf8_get(r->text.p + r->at, &len);
        size_t inner = c == '(' ? inner_reading(r) : 0;
        if (inner) {
            r->at += inner;
            continue;
        }
        if (c < 0x80) {
            r->at++;
            return c >= 0x40 && put_pair(r, c);
        }
        pair = gbk_encode(c);
        if (!pair || !put_pair(r, pair >> 8))
            return false;
        r->lead = pair & 0xFF;
        r->at += len;
    }
    return false;
}

/* Tries second as the byte that was lost. */
static bool try_byte(struct str text, size_t from, uint32_t before, unsigned lost, struct run *r)
{
    *r = (struct run){.text = text, .at = from, .lead = lost, .before = before};
    if (read_on(r))
        return true;
    buf_free(&r->out);
    return false;
}

/* The reading at the end of a run belongs to a character whose second byte is lost. */
static void end_again(struct run *r, struct arena *arena, struct torn *out)
{
    size_t sign = sign_at(r->text, r->at);
    struct str reading = reading_at(r->text, r->at + sign);
    size_t end = r->at + sign + reading.n + 1;
    unsigned len;
    uint32_t behind = end < r->text.n ? utf8_get(r->text.p + end, &len) : 0;
    struct choice best = choose(r, reading, behind >= 0x80 ? behind : 0);
    uint32_t c = chosen(&best);
    struct buf b = {0};
    buf_add_utf8(&b, c ? c : UTF8_REPLACEMENT);
    out->change[out->n++] = (struct repair_change){r->at, end, arena_str(arena, buf_str(&b))};
    buf_free(&b);
    out->end = end;
    out->last = 0;
}

bool torn_read(struct str text, size_t at, struct arena *arena, struct torn *out)
{
    size_t sign = sign_at(text, at), beg;
    struct str reading = sign ? reading_at(text, at + sign) : STR_NONE;
    uint32_t before = at ? utf8_before(text, at, &beg) : 0;
    unsigned lead = gbk_encode(before) & 0xFF;
    struct run best = {0}, r;
    *out = (struct torn){0};
    if (!reading.n || !lead)
        return false;
    for (unsigned lost = 0x40; lost < 0xFF; lost++) {
        uint32_t torn = gbk_decode(lead, lost);
        if (!torn || !han_has_reading(torn, reading) || lost < 0x81 ||
            !try_byte(text, at + sign + reading.n + 1, before, lost, &r))
            continue;
        if (best.out.n && best.gain >= r.gain) {
            buf_free(&r.out);
            continue;
        }
        buf_free(&best.out);
        best = r;
    }
    if (!best.out.n && !best.again)
        return false;
    out->change[out->n++] =
        (struct repair_change){at, best.at, arena_str(arena, buf_str(&best.out))};
    out->end = best.at;
    out->last = best.last;
    if (best.again)
        end_again(&best, arena, out);
    buf_free(&best.out);
    return true;
}
