/* Characters torn apart by a reading: the bytes after it are put in phase again. See
 * repair_reading.c for what happened to them. */
#include "base/arena.h"
#include "text/gbk.h"
#include "text/han.h"
#include "text/likely.h"
#include "text/repair_reading.h"
#include "text/utf8.h"

enum { MAX_CHARS = 64, CANDIDATES = 24, CLEARLY = 3 * 256 };

/* The walk over a run whose bytes are read one off. */
struct run {
    struct str text;
    size_t at;       /* bytes read */
    unsigned lead;   /* the byte that waits for its second */
    uint32_t before; /* the character before what is put out */
    struct buf out;
    uint32_t last;
    uint64_t cost;
    bool again; /* the run ends at another reading without its bracket */
};

/* The sign that stands for a lead byte and the ASCII byte it swallowed; its length, 0 for none. */
static size_t sign_at(struct str text, size_t at)
{
    if (at < text.n && text.p[at] == '?')
        return 1;
    return str_starts(str_sub(text, at, text.n), STR("\xEF\xBF\xBD")) ? 3 : 0;
}

static void put(struct run *r, uint32_t c)
{
    uint32_t hant = likely_pair_cost(r->before, c, LIKELY_ZH_HANT);
    uint32_t hans = likely_pair_cost(r->before, c, LIKELY_ZH_HANS);
    r->cost += hant < hans ? hant : hans;
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

/* The second byte of the last character is lost: the likeliest character of that lead byte, of those
 * that have the reading, if one is given. behind: the character after it. */
static uint32_t choose(const struct run *r, struct str reading, uint32_t behind)
{
    uint32_t best = 0, best_cost = UINT32_MAX, second_cost = UINT32_MAX;
    for (unsigned trail = 0x40; trail < 0xFF; trail++) {
        uint32_t c = gbk_decode(r->lead, trail);
        if (!c || (reading.n && !han_has_reading(c, reading)))
            continue;
        uint32_t cost = UINT32_MAX;
        for (int lang = LIKELY_ZH_HANS; lang <= LIKELY_ZH_HANT; lang++) {
            uint32_t now = likely_pair_cost(r->before, c, (enum likely_lang)lang) +
                           likely_pair_cost(c, behind, (enum likely_lang)lang);
            cost = now < cost ? now : cost;
        }
        if (cost < best_cost) {
            second_cost = best_cost;
            best_cost = cost;
            best = c;
        } else if (cost < second_cost) {
            second_cost = cost;
        }
    }
    if (reading.n && second_cost == UINT32_MAX)
        return best; /* the only one that is read so */
    return best && second_cost - best_cost >= CLEARLY ? best : 0;
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
    uint32_t c = choose(r, STR_NONE, behind >= 0x80 ? behind : 0);
    put(r, c ? c : UTF8_REPLACEMENT);
    r->last = c;
    bool word =
        (behind >= '0' && behind <= '9') || ((behind | 0x20) >= 'a' && (behind | 0x20) <= 'z');
    if (word)
        buf_addc(&r->out, ' '); /* the byte that was swallowed */
    r->at = next;
    return true;
}

/* Reads on until characters are whole again. */
static bool read_on(struct run *r)
{
    for (int i = 0; i < MAX_CHARS && r->at < r->text.n; i++) {
        size_t sign = sign_at(r->text, r->at);
        unsigned len, pair;
        if (sign)
            return end_at_sign(r, sign);
        uint32_t c = utf8_get(r->text.p + r->at, &len);
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
    uint32_t c = choose(r, reading, behind >= 0x80 ? behind : 0);
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
        if (best.out.n && best.cost <= r.cost) {
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
