#include "parse/date.h"

#include <stdio.h>

struct date {
    unsigned year, month, day; /* day 0: not known */
    bool has_time, has_seconds;
    unsigned hour, minute, second;
    char zone[8];
};

/* A reader over s: each take_… moves it only when it succeeds. */
struct reader {
    struct str s;
    size_t at;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alpha(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static void skip_spaces(struct reader *r)
{
    while (r->at < r->s.n && r->s.p[r->at] == ' ')
        r->at++;
}

static bool take(struct reader *r, const char *word)
{
    struct str w = str_of(word);
    if (!str_starts(str_sub(r->s, r->at, r->s.n), w))
        return false;
    r->at += w.n;
    return true;
}

static bool take_any(struct reader *r, const char *const *words)
{
    for (; *words; words++)
        if (take(r, *words))
            return true;
    return false;
}

/* As take; a word that is no ASCII may have spaces before it: 2025 年 2 月. */
static bool take_loose(struct reader *r, const char *word)
{
    struct reader t = *r;
    if ((unsigned char)word[0] >= 0x80)
        skip_spaces(&t);
    if (!take(&t, word))
        return false;
    *r = t;
    return true;
}

static bool take_num(struct reader *r, unsigned min_digits, unsigned max_digits, unsigned *out)
{
    unsigned n = 0, v = 0;
    while (n <= max_digits && r->at + n < r->s.n && is_digit(r->s.p[r->at + n]))
        v = v * 10 + (unsigned)(r->s.p[r->at + n++] - '0');
    if (n < min_digits || n > max_digits)
        return false;
    r->at += n;
    *out = v;
    return true;
}

/* Words that begin with the name of a month: "Mar", "March", "Mar." */
static bool take_month_name(struct reader *r, unsigned *month)
{
    static const char names[12][4] = {"jan", "feb", "mar", "apr", "may", "jun",
                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    size_t n = 0;
    while (r->at + n < r->s.n && is_alpha(r->s.p[r->at + n]))
        n++;
    if (n < 3 || n > 9)
        return false;
    for (unsigned i = 0; i < 12; i++) {
        if (!str_eq_nocase(str_sub(r->s, r->at, r->at + 3), str_of(names[i])))
            continue;
        *month = i + 1;
        r->at += n;
        take(r, ".");
        return true;
    }
    return false;
}

static bool valid(const struct date *d)
{
    return d->year >= 1000 && d->year <= 2999 && d->month >= 1 && d->month <= 12 && d->day <= 31;
}

/* 2025-02-08, 2025/2/8, 2025年2月8日, 2025년 2월 8일, 2025. 2. 8. */
static bool take_year_first(struct reader *r, struct date *d)
{
    static const struct {
        const char *year, *month, *day;
        bool month_will_do;
    } forms[] = {
        {"年", "月", "日", true}, {"년", "월", "일", true}, {"-", "-", "", false},
        {"/", "/", "", false},    {".", ".", "", false},
    };
    if (!take_num(r, 4, 4, &d->year))
        return false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct reader t = *r;
        if (!take_loose(&t, forms[i].year))
            continue;
        skip_spaces(&t);
        if (!take_num(&t, 1, 2, &d->month) || !take_loose(&t, forms[i].month))
            return false;
        struct reader day = t;
        skip_spaces(&day);
        if (take_num(&day, 1, 2, &d->day) && d->day && take_loose(&day, forms[i].day))
            t = day;
        else if (forms[i].month_will_do)
            d->day = 0;
        else
            return false;
        *r = t;
        return valid(d);
    }
    return false;
}

/* March 3, 2024 and 3 March 2024 */
static bool take_month_name_date(struct reader *r, struct date *d)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
    bool day_first = take_num(r, 1, 2, &d->day);
    if (day_first)
        take_any(r, ordinals);
    skip_spaces(r);
    if (!take_month_name(r, &d->month))
        return false;
    skip_spaces(r);
    if (!day_first) {
        if (!take_num(r, 1, 2, &d->day))
            return false;
        take_any(r, ordinals);
    }
    take(r, ",");
    skip_spaces(r);
    return take_num(r, 4, 4, &d->year) && d->day && valid(d);
}

static void take_zone(struct reader *r, struct date *d)
{
    struct reader t = *r;
    unsigned hours, minutes;
    if (take(&t, "Z")) {
        snprintf(d->zone, sizeof d->zone, "Z");
        *r = t;
        return;
    }
    skip_spaces(&t);
    char sign = t.at < t.s.n ? t.s.p[t.at] : 0;
    if (sign != '+' && sign != '-')
        return;
    t.at++;
    if (!take_num(&t, 4, 4, &hours)) {
        if (!take_num(&t, 2, 2, &hours) || !take(&t, ":") || !take_num(&t, 2, 2, &minutes))
            return;
        hours = hours * 100 + minutes;
    }
    if (hours > 1459 || hours % 100 > 59)
        return;
    snprintf(d->zone, sizeof d->zone, "%c%02u:%02u", sign, hours / 100 % 100, hours % 100);
    *r = t;
}

/* The seconds of 15:36:57 or 15時36分57秒, and a fraction, which is dropped. */
static void take_seconds(struct reader *r, struct date *d, bool colon)
{
    struct reader t = *r;
    if (colon && !take(&t, ":"))
        return;
    if (!take_num(&t, 1, 2, &d->second) || d->second > 60 || (!colon && !take(&t, "秒")))
        return;
    unsigned fraction;
    struct reader f = t;
    if (colon && take(&f, ".") && take_num(&f, 1, 9, &fraction))
        t = f;
    d->has_seconds = true;
    *r = t;
}

static void to_24_hours(struct date *d, bool pm, bool am)
{
    if (pm && d->hour < 12)
        d->hour += 12;
    if (am && d->hour == 12)
        d->hour = 0;
}

/* 星期六, 周六, (土), between a date and its time */
static void skip_weekday(struct reader *r)
{
    static const char *const words[] = {"星期", "礼拜", "禮拜", "周", "週", "（", "(", NULL};
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天",
                                       "月", "火", "水", "木", "金", "土", "월", "화",
                                       "수", "목", "금", "토", "일", NULL};
    struct reader t = *r;
    skip_spaces(&t);
    if (!take_any(&t, words) || !take_any(&t, days))
        return;
    take_any(&t, (const char *const[]){"曜日", "요일", NULL});
    take_any(&t, (const char *const[]){"）", ")", NULL});
    *r = t;
}

/* "Mon, " and "Monday, " before a date */
static void skip_weekday_name(struct reader *r)
{
    static const char names[7][4] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    struct reader t = *r;
    while (t.at < t.s.n && is_alpha(t.s.p[t.at]))
        t.at++;
    size_t n = t.at - r->at;
    if (n < 3 || n > 9 || !take(&t, ","))
        return;
    skip_spaces(&t);
    for (size_t i = 0; i < 7; i++)
        if (str_eq_nocase(str_sub(r->s, r->at, r->at + 3), str_of(names[i]))) {
            *r = t;
            return;
        }
}

static void take_time(struct reader *r, struct date *d)
{
    static const char *const am_words[] = {"上午", "午前", "오전", "凌晨", "早上", NULL};
    static const char *const pm_words[] = {"下午", "午後", "午后", "오후", "晚上", NULL};
    static const char *const am_ends[] = {"AM", "am", "a.m.", NULL};
    static const char *const pm_ends[] = {"PM", "pm", "p.m.", NULL};
    struct reader t = *r;
    if (!take(&t, "T"))
        take(&t, ",");
    skip_spaces(&t);
    bool am = take_any(&t, am_words), pm = !am && take_any(&t, pm_words);
    skip_spaces(&t);
    if (!take_num(&t, 1, 2, &d->hour) || d->hour > 24)
        return;
    bool colon = take(&t, ":") || take(&t, "：");
    if (!colon && !take(&t, "时") && !take(&t, "時") && !take(&t, "點") && !take(&t, "시"))
        return;
    skip_spaces(&t);
    if (!take_num(&t, 1, 2, &d->minute) || d->minute > 59)
        return;
    if (!colon && !take(&t, "分") && !take(&t, "분"))
        return;
    d->has_time = true;
    take_seconds(&t, d, colon);
    struct reader end = t;
    skip_spaces(&end);
    bool am_end = take_any(&end, am_ends), pm_end = !am_end && take_any(&end, pm_ends);
    if (am_end || pm_end)
        t = end;
    to_24_hours(d, pm || pm_end, am || am_end);
    take_zone(&t, d);
    *r = t;
}

static void write_iso(const struct date *d, char iso[DATE_ISO_BYTES])
{
    struct buf b = {0};
    buf_addf(&b, "%04u-%02u", d->year, d->month);
    if (d->day)
        buf_addf(&b, "-%02u", d->day);
    if (d->day && d->has_time)
        buf_addf(&b, "T%02u:%02u", d->hour, d->minute);
    if (d->day && d->has_seconds)
        buf_addf(&b, ":%02u", d->second);
    if (d->day && d->has_time)
        buf_adds(&b, d->zone);
    snprintf(iso, DATE_ISO_BYTES, STR_FMT, STR_ARG(buf_str(&b)));
    buf_free(&b);
}

static bool date_at(struct reader *r, struct date *d)
{
    struct reader t = *r;
    skip_weekday_name(&t);
    struct reader begin = t;
    if (!take_year_first(&t, d)) {
        t = begin;
        *d = (struct date){0};
        if (!take_month_name_date(&t, d))
            return false;
    }
    if (t.at < t.s.n && is_digit(t.s.p[t.at]) && is_digit(t.s.p[t.at - 1]))
        return false;
    *r = t;
    return true;
}

bool date_find(struct str s, size_t *beg, size_t *end, char iso[DATE_ISO_BYTES])
{
    for (size_t i = 0; i < s.n; i++) {
        bool digit = is_digit(s.p[i]), alpha = is_alpha(s.p[i]);
        bool inside = i && (is_digit(s.p[i - 1]) || is_alpha(s.p[i - 1]));
        if ((!digit && !alpha) || inside)
            continue;
        struct reader r = {s, i};
        struct date d = {0};
        if (!date_at(&r, &d))
            continue;
        if (d.day) {
            skip_weekday(&r);
            take_time(&r, &d);
        }
        write_iso(&d, iso);
        *beg = i;
        *end = r.at;
        return true;
    }
    return false;
}
