/* Bytes of any encoding, from decoding to the last walk that layout makes over a text. The first
 * byte chooses the declared character set and the line breaker's options. Decoded text is valid,
 * sanitized text is clean, and each walk covers all of it. */
#include "text/charset.h"
#include "text/grapheme.h"
#include "text/linebreak.h"
#include "text/sanitize.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_graphemes(struct str s)
{
    size_t width = 0;
    for (size_t at = 0, next; at < s.n; at = next) {
        next = grapheme_next(s, at);
        require(next > at && next <= s.n && utf8_is_boundary(s, next));
        require(grapheme_prev(s, next) == at);
        width += (size_t)width_cluster(str_sub(s, at, next));
    }
    require(width_str(s) == width);
}

static void check_breaks(struct str s, uint8_t choice)
{
    struct linebreak_opts o = {.tailored = choice & 1,
                               .lang = (choice >> 1) % (LINEBREAK_OTHER + 1),
                               .level = choice >> 4 & 3,
                               .keep_words = choice >> 6 & 1};
    struct linebreaker w;
    enum linebreak_kind after = LINEBREAK_MANDATORY;
    uint32_t c;
    size_t at = 0;
    linebreak_start(&w, s, 0, &o);
    for (; linebreak_next(&w, &c, &after); at = w.pos) {
        require(w.pos > at && w.pos <= s.n);
        if (o.tailored && after != LINEBREAK_NONE)
            require(grapheme_floor(s, w.pos) == w.pos);
    }
    require(at == s.n && after == LINEBREAK_MANDATORY);
}

static void check_text(struct str text, uint8_t choice)
{
    struct buf clean = {0};
    enum sanitize_keep keep = choice % 3;
    sanitize(text, keep, &clean);
    require(sanitize_clean_prefix(buf_str(&clean), keep) == clean.n);
    require(utf8_valid_prefix(buf_str(&clean)) == clean.n);
    check_graphemes(buf_str(&clean));
    check_breaks(buf_str(&clean), choice);
    check_breaks(text, choice);
    buf_free(&clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const DECLARED[] = {"",       "gb18030",     "big5",   "shift_jis", "euc-jp",
                                           "euc-kr", "iso-2022-jp", "utf-16", "latin1",    "utf-8"};
    if (n == 0)
        return 0;
    struct str bytes = str_n((const char *)data + 1, n - 1);
    struct str declared = str_of(DECLARED[data[0] % 10]);
    struct charset_result r;
    struct err e;
    struct buf any = {0};
    sanitize(bytes, SANITIZE_CODE, &any);
    require(sanitize_clean_prefix(buf_str(&any), SANITIZE_CODE) == any.n);
    buf_free(&any);
    if (charset_decode(bytes, STR_NONE, declared, NULL, &r, &e)) {
        require(utf8_valid_prefix(r.text) == r.text.n);
        check_text(r.text, data[0]);
        charset_free(&r);
    }
    return 0;
}
