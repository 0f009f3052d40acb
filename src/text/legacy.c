#include "text/legacy.h"

#include <stdbool.h>

#include "text/legacy_table.h"

enum { LEADS = 126, LEAD = 0x81, TRAILS = 191, TRAIL = 0x40 };

static const uint16_t *const TABLES[LEGACY_COUNT] = {
    [LEGACY_GBK] = GBK_TABLE,
    [LEGACY_BIG5] = BIG5_TABLE,
    [LEGACY_CP949] = CP949_TABLE,
    [LEGACY_CP932] = CP932_TABLE,
};

uint32_t legacy_decode(enum legacy e, unsigned lead, unsigned trail)
{
    if (lead < LEAD || lead >= LEAD + LEADS || trail < TRAIL || trail >= TRAIL + TRAILS)
        return 0;
    return TABLES[e][(lead - LEAD) * TRAILS + trail - TRAIL];
}

/* The first code of those that a code point has. */
static void invert(const uint16_t *table, uint16_t *inverse)
{
    for (unsigned i = LEADS * TRAILS; i-- > 0;)
        if (table[i])
            inverse[table[i]] = (uint16_t)((i / TRAILS + LEAD) << 8 | (i % TRAILS + TRAIL));
}

/* Codes of Big5 that some readers give kana for (ETEN), others private use from here on. */
static unsigned user_big5(uint32_t c)
{
    enum { FIRST = 0xF6B1, LAST = 0xF848, ROW = 157, LOW = 63 };
    if (c < FIRST || c > LAST)
        return 0;
    unsigned i = c - FIRST + LOW, t = i % ROW;
    return (0xC6 + i / ROW) << 8 | (t < LOW ? 0x40 + t : 0xA1 + t - LOW);
}

unsigned legacy_encode(enum legacy e, uint32_t c)
{
    static uint16_t inverse[LEGACY_COUNT][0x10000];
    static bool made[LEGACY_COUNT];
    if (!made[e])
        invert(TABLES[e], inverse[e]);
    made[e] = true;
    if (e == LEGACY_BIG5 && user_big5(c))
        return user_big5(c);
    return c < 0x10000 ? inverse[e][c] : 0;
}
