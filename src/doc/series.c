#include "doc/series.h"

#include "text/utf8.h"

#include <stdint.h>

enum { MAX_NUMBER = 999, MIN_STEM_CHARS = 2, TITLE_CHARS = 256 };

/* A title as code points. */
struct title {
    struct str s;
    size_t n;
    uint32_t c[TITLE_CHARS];
    uint32_t at[TITLE_CHARS + 1];
};

static uint32_t narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static void read_title(struct str s, struct title *t)
{
    t->s = s;
    t->n = 0;
    for (size_t i = 0; i < s.n && t->n < TITLE_CHARS;) {
        unsigned len;
        uint32_t c = narrow(utf8_get(s.p + i, &len));
        t->c[t->n] = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        t->at[t->n++] = (uint32_t)i;
        i += len;
    }
    t->at[t->n] = (uint32_t)(t->n < TITLE_CHARS ? s.n : t->at[t->n - 1]);
}

/* Place of c in a list of characters, from 0; -1. */
static int place_in(const char *list, uint32_t c)
{
    struct str s = str_of(list);
    for (int i = 0; s.n; i++)
        if (utf8_take(&s) == c)
            return i;
    return -1;
}

static bool is_in(const char *list, uint32_t c)
{
    return place_in(list, c) >= 0;
}

static uint32_t char_at(const struct title *t, size_t i)
{
    return i < t->n ? t->c[i] : 0;
}

/* Chinese numerals up to 99, 二十一 or 二一. */
static size_t read_numerals(const struct title *t, size_t i, unsigned *number)
{
    size_t from = i;
    unsigned tens = 0, ones = 0;
    for (; i < t->n && i - from < 3; i++) {
        int digit = place_in("〇一二三四五六七八九十", t->c[i]);
        if (digit < 0)
            break;
        if (digit == 10) {
            tens = 10 * (ones ? ones : 1);
            ones = 0;
        } else {
            tens += tens || !ones ? 0 : 10 * ones;
            ones = (unsigned)digit;
        }
    }
    *number = tens + ones;
    return i - from;
}

/* Characters of a number that begins at i; 0: there is none. */
static size_t read_number(const struct title *t, size_t i, unsigned *number)
{
    size_t from = i;
    for (*number = 0; i < t->n && t->c[i] >= '0' && t->c[i] <= '9'; i++)
        if ((*number = *number * 10 + (t->c[i] - '0')) > MAX_NUMBER)
            return 0;
    return i > from ? i - from : read_numerals(t, i, number);
}

static size_t read_volume(const struct title *t, size_t i, unsigned *number)
{
    int place = i < t->n ? place_in("上中下", t->c[i]) : -1;
    *number = (unsigned)(place + 1);
    return place >= 0;
}

static bool is_unit(uint32_t c)
{
    return is_in("部篇回章集話话节節期講讲卷季編编편부회화장", c);
}

static size_t skip_spaces(const struct title *t, size_t i)
{
    while (i < t->n && is_in(" \u3000\u00A0", t->c[i]))
        i++;
    return i;
}

/* "第三回", "三", "3/5", "part 3" inside brackets, up to the closing one: where that is; 0: something else
 * is in them. */
static size_t read_bracketed(const struct title *t, size_t i, unsigned *number)
{
    unsigned total;
    i = skip_spaces(t, i);
    i += char_at(t, i) == 0x7B2C; /* 第 */
    size_t n = read_number(t, i, number);
    n = n ? n : read_volume(t, i, number);
    if (!n)
        return 0;
    i = skip_spaces(t, i + n);
    i += is_unit(char_at(t, i));
    if (char_at(t, i) == '/')
        i += 1 + read_number(t, i + 1, &total);
    i = skip_spaces(t, i);
    return is_in(")】]〕〉》」", char_at(t, i)) ? i + 1 : 0;
}

static bool starts_word(const struct title *t, size_t i, const char *word)
{
    for (; *word; i++, word++)
        if (char_at(t, i) != (unsigned char)*word)
            return false;
    return true;
}

/* "part 3", "vol. 3", "no. 3", "#3". */
static size_t read_western(const struct title *t, size_t i, unsigned *number)
{
    static const char *const words[] = {"part", "vol.", "volume", "no.", "chapter", "episode", "#"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (!starts_word(t, i, words[k]))
            continue;
        size_t at = skip_spaces(t, i + strlen(words[k])), n = read_number(t, at, number);
        return n ? at + n : 0;
    }
    return 0;
}

/* What stands at i as the mark of a part: where it ends; 0: nothing. *bare: it counts only at the end or
 * before a subtitle. */
static size_t read_mark(const struct title *t, size_t i, unsigned *number, bool *bare)
{
    uint32_t c = t->c[i];
    *bare = true;
    if (is_in("([【〔〈《「", c)) {
        *bare = false;
        return read_bracketed(t, i + 1, number);
    }
    if (is_in("之其第", c)) {
        size_t n = read_number(t, i + 1, number);
        bool is_part = n && (c != 0x7B2C || is_unit(char_at(t, i + 1 + n)));
        return is_part ? i + 1 + n + (c == 0x7B2C) : 0;
    }
    bool is_apart = i && is_in(" ,:-–—·・、，：\u3000", t->c[i - 1]);
    size_t end = is_apart || c == '#' ? read_western(t, i, number) : 0;
    return end ? end : is_apart && read_volume(t, i, number) ? i + 1 : 0;
}

static bool ends_title(const struct title *t, size_t i)
{
    return i >= t->n || is_in(" :-–—|·・：，,\u3000", t->c[i]);
}

static struct str stem_before(const struct title *t, size_t i)
{
    while (i && is_in(" ,:-–—·・、，：|\u3000", t->c[i - 1]))
        i--;
    return i >= MIN_STEM_CHARS ? str_sub(t->s, 0, t->at[i]) : STR_NONE;
}

bool series_of(struct str s, struct series *out)
{
    struct title t;
    read_title(s, &t);
    for (size_t i = 1; i < t.n; i++) {
        bool bare;
        size_t end = read_mark(&t, i, &out->number, &bare);
        if (!end || (bare && !ends_title(&t, end)))
            continue;
        out->stem = stem_before(&t, i);
        return out->stem.n > 0;
    }
    return false;
}
