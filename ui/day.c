#include "ui/day.h"

#include "base/clock.h"
#include "base/i18n.h"

#include <time.h>

long day_of(int64_t wall_ms)
{
    time_t t = (time_t)(wall_ms / 1000);
    struct tm tm;
    localtime_r(&t, &tm);
    return (long)((t + tm.tm_gmtoff) / (24 * 60 * 60));
}

void day_add(int64_t wall_ms, struct buf *out)
{
    long ago = day_of(clock_wall_ms()) - day_of(wall_ms);
    time_t t = (time_t)(wall_ms / 1000);
    struct tm tm;
    char date[64];
    localtime_r(&t, &tm);
    if (ago <= 1)
        buf_adds(out, ago <= 0 ? _("Today") : _("Yesterday"));
    else if (strftime(date, sizeof date, _("%Y-%m-%d"), &tm))
        buf_adds(out, date);
}
