/* Writes files of quotes for tests/check/exchange.sh to read with other programs' readers:
 *   exchange_files DIR
 * DIR/quotes.FORMAT, and for each quote UUID its members as DIR/UUID.exact and so on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../unit/quote_make.h"

#include "app/exchange.h"
#include "base/file.h"

#include <stdlib.h>

enum { QUOTES = 60, ARTICLES = 4 };

static bool put(const char *dir, const char *stem, const char *ext, struct str s)
{
    struct buf path = {0};
    struct err e = {0};
    buf_addf(&path, "%s/%s.%s", dir, stem, ext);
    bool ok = file_replace(buf_cstr(&path), s, &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.msg);
    buf_free(&path);
    return ok;
}

static bool put_record(const char *dir, const struct quote_record *q)
{
    struct buf stem = {0}, number = {0};
    buf_add(&stem, q->uuid);
    buf_addf(&number, "%lld", (long long)q->start);
    bool ok = put(dir, buf_cstr(&stem), "exact", q->exact) &&
              put(dir, buf_cstr(&stem), "note", q->note) &&
              put(dir, buf_cstr(&stem), "title", q->article.title) &&
              put(dir, buf_cstr(&stem), "start", buf_str(&number));
    buf_free(&stem);
    buf_free(&number);
    return ok;
}

static bool put_file(const char *dir, const char *format, const struct quote_record *v, size_t n)
{
    struct exchange_opts o = {.now_ms = INT64_C(1772700000000)};
    struct buf out = {0};
    struct err e = {0};
    const struct exchange_format *f = exchange_format_find(format, NULL, &e);
    bool ok = f && exchange_write(f, v, n, &o, &out, &e);
    if (!ok)
        fprintf(stderr, "%s: %s\n", format, e.msg);
    ok = ok && put(dir, "quotes", format, buf_str(&out));
    buf_free(&out);
    return ok;
}

int main(int argc, char **argv)
{
    static const char *const formats[] = {"markdown", "org",    "w3c", "readwise",
                                          "koreader", "kindle", "text"};
    struct random r = {2026};
    struct arena a = {0};
    struct quote_record v[QUOTES];
    bool ok = argc == 2;
    for (size_t i = 0; i < QUOTES; i++) {
        v[i] = quote_random(&r, &a);
        if (i >= ARTICLES)
            v[i].article = v[i % ARTICLES].article;
        else
            v[i].article.url = str_of(arena_printf(&a, "https://example.org/%zu?a=b&c=d", i));
    }
    v[0].exact =
        STR("* one\n- two\n1. three\n# four\n> five\n    six\n```\n| a | b |\n---\n===\n&amp; <b>");
    v[1].exact = STR("=SUM(A1)\n\"quoted\", with 𠮷");
    for (size_t i = 0; ok && i < QUOTES; i++)
        ok = put_record(argv[1], &v[i]);
    for (size_t i = 0; ok && i < sizeof formats / sizeof *formats; i++)
        ok = put_file(argv[1], formats[i], v, QUOTES);
    ok = ok && put_file(argv[1], "foliate", v, 1);
    arena_free(&a);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
