#include "base/iso.h"

#include <time.h>

struct reader {
    struct str s;
    size_t at;
};

static bool take(struct reader *r, char c)
{
    bool there = r->at < r->s.n && r->s.p[r->at] == c;
    r->at += there;
    return there;
}

/* Exactly n digits. */
static bool take_num(struct reader *r, unsigned n, int min, int max, int *out)
{
    unsigned long long v;
    if (r->s.n - r->at < n || !str_to_u64(str_sub(r->s, r->at, r->at + n), 9999, &v))
        return false;
    r->at += n;
    *out = (int)v;
    return *out >= min && *out <= max;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool take_date(struct reader *r, struct tm *tm)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month = 1;
    tm->tm_mday = 1;
    if (!take_num(r, 4, 1, 9999, &year))
        return false;
    if (take(r, '-') && !take_num(r, 2, 1, 12, &month))
        return false;
    if (take(r, '-') && !take_num(r, 2, 1, 31, &tm->tm_mday))
        return false;
    tm->tm_year = year - 1900;
    tm->tm_mon = month - 1;
    return tm->tm_mday <= days[month - 1] + (month == 2 && is_leap(year));
}

static int take_fraction(struct reader *r)
{
    int ms = 0, digit, place = 100;
    while (take_num(r, 1, 0, 9, &digit)) {
        ms += digit * place;
        place /= 10;
    }
    return ms;
}

static bool take_time(struct reader *r, struct tm *tm, int *ms)
{
    if (!take_num(r, 2, 0, 23, &tm->tm_hour) || !take(r, ':') ||
        !take_num(r, 2, 0, 59, &tm->tm_min))
        return false;
    if (!take(r, ':'))
        return true;
    if (!take_num(r, 2, 0, 60, &tm->tm_sec))
        return false;
    if (take(r, '.') || take(r, ','))
        *ms = take_fraction(r);
    return true;
}

/* Seconds east of UTC. */
static bool take_zone(struct reader *r, int *offset)
{
    int hours, minutes = 0;
    if (take(r, 'Z') || take(r, 'z')) {
        *offset = 0;
        return true;
    }
    bool minus = take(r, '-');
    if (!minus && !take(r, '+'))
        return false;
    if (!take_num(r, 2, 0, 23, &hours))
        return false;
    bool colon = take(r, ':');
    if ((colon || r->at < r->s.n) && !take_num(r, 2, 0, 59, &minutes))
        return false;
    *offset = (hours * 60 + minutes) * (minus ? -60 : 60);
    return true;
}

bool iso_parse(struct str s, bool local, int64_t *ms)
{
    struct reader r = {s, 0};
    struct tm tm = {.tm_isdst = -1};
    int fraction = 0, offset = 0;
    bool zoned = false;
    if (!take_date(&r, &tm))
        return false;
    if (r.at < s.n &&
        (!(take(&r, 'T') || take(&r, 't') || take(&r, ' ')) || !take_time(&r, &tm, &fraction)))
        return false;
    if (r.at < s.n) {
        zoned = take_zone(&r, &offset);
        if (!zoned || r.at < s.n)
            return false;
    }
    time_t t = local && !zoned ? mktime(&tm) : timegm(&tm);
    *ms = ((int64_t)t - offset) * 1000 + fraction;
    return true;
}

static time_t seconds_of(int64_t ms, int *rest)
{
    int64_t s = ms / 1000;
    *rest = (int)(ms % 1000);
    if (*rest < 0) {
        *rest += 1000;
        s--;
    }
    return (time_t)s;
}

void iso_add(struct buf *out, int64_t ms)
{
    int rest;
    struct tm tm = {0};
    time_t t = seconds_of(ms, &rest);
    gmtime_r(&t, &tm);
    buf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
             tm.tm_hour, tm.tm_min, tm.tm_sec);
    if (rest)
        buf_addf(out, ".%03d", rest);
    buf_addc(out, 'Z');
}

void iso_add_local_date(struct buf *out, int64_t ms)
{
    int rest;
    struct tm tm = {0};
    time_t t = seconds_of(ms, &rest);
    localtime_r(&t, &tm);
    buf_addf(out, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}
