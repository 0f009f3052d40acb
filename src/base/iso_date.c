#include "base/iso_date.h"

#include <time.h>

/* Takes n digits. */
static bool take_number(struct str *s, size_t n, int *out)
{
    unsigned long long v;
    if (s->n < n || !str_to_u64(str_sub(*s, 0, n), 9999, &v))
        return false;
    *out = (int)v;
    *s = str_sub(*s, n, s->n);
    return true;
}

static bool take_char(struct str *s, const char *any)
{
    if (!s->n || !strchr(any, s->p[0]))
        return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool is_day(const struct tm *t)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (t->tm_mon < 0 || t->tm_mon > 11)
        return false;
    int n = days[t->tm_mon] + (t->tm_mon == 1 && is_leap(t->tm_year + 1900));
    return t->tm_mday >= 1 && t->tm_mday <= n;
}

static bool take_zone(struct str *s, int *minutes)
{
    int hours, rest = 0;
    *minutes = 0;
    if (!s->n || take_char(s, "Zz"))
        return true;
    int sign = s->p[0] == '-' ? -1 : 1;
    if (!take_char(s, "+-") || !take_number(s, 2, &hours))
        return false;
    take_char(s, ":");
    if (s->n && !take_number(s, 2, &rest))
        return false;
    *minutes = sign * (hours * 60 + rest);
    return true;
}

static bool take_time(struct str *s, struct tm *t, int *zone_minutes)
{
    int fraction;
    if (!take_number(s, 2, &t->tm_hour) || !take_char(s, ":") || !take_number(s, 2, &t->tm_min))
        return false;
    if (take_char(s, ":") && !take_number(s, 2, &t->tm_sec))
        return false;
    if (take_char(s, ".,"))
        while (take_number(s, 1, &fraction))
            ;
    return t->tm_hour < 25 && t->tm_min < 60 && t->tm_sec < 61 && take_zone(s, zone_minutes);
}

bool iso_date_ms(struct str s, int64_t *ms)
{
    struct tm t = {.tm_mday = 1};
    int year, month = 1, zone = 0;
    if (!take_number(&s, 4, &year))
        return false;
    if (take_char(&s, "-") && !take_number(&s, 2, &month))
        return false;
    if (take_char(&s, "-") && !take_number(&s, 2, &t.tm_mday))
        return false;
    t.tm_year = year - 1900;
    t.tm_mon = month - 1;
    if (!is_day(&t) || (take_char(&s, "Tt ") && !take_time(&s, &t, &zone)) || s.n)
        return false;
    *ms = ((int64_t)timegm(&t) - zone * 60) * 1000;
    return true;
}
