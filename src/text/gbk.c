#include "text/gbk.h"

#include <stdbool.h>

#include "text/gbk_table.h"

enum { LEADS = 126, LEAD = 0x81, TRAILS = 191, TRAIL = 0x40 };

uint32_t gbk_decode(unsigned lead, unsigned trail)
{
    if (lead < LEAD || lead >= LEAD + LEADS || trail < TRAIL || trail >= TRAIL + TRAILS)
        return 0;
    return GBK_TABLE[lead - LEAD][trail - TRAIL];
}

unsigned gbk_encode(uint32_t c)
{
    static uint16_t inverse[0x10000];
    static bool made;
    for (unsigned i = 0; i < LEADS * TRAILS && !made; i++) {
        unsigned lead = i / TRAILS, trail = i % TRAILS;
        if (GBK_TABLE[lead][trail])
            inverse[GBK_TABLE[lead][trail]] = (uint16_t)((lead + LEAD) << 8 | (trail + TRAIL));
    }
    made = true;
    return c < 0x10000 ? inverse[c] : 0;
}
