/* Originals: kept beside a document, given back, parsed again; and those that lie. */
#include "real_importer.h"
#include "scratch.h"

#include "app/import_pool.h"
#include "app/importer.h"
#include "app/wanted.h"
#include "base/file.h"
#include "base/importer_protocol.h"
#include "base/original.h"
#include "random.h"

#include <fcntl.h>

static const char TEXT[] = "茶與水\n\n水要新汲的，火要慢慢地添。\n\n茶葉在杯底舒展開來。\n";

static int file_of(struct str s)
{
    return scratch_file(s.p, s.n);
}

/* One importer's document of s. kept: NULL where nothing is to be kept. */
static struct doc *import(struct import_request rq, struct str s, struct import_kept *kept,
                          struct err *e)
{
    struct import_job job;
    rq.fd = file_of(s);
    rq.keep = kept;
    bool ok = importer_start(&rq, &job, e);
    close(rq.fd);
    if (!ok)
        return NULL;
    return kept ? importer_finish_kept(&job, kept, e) : importer_finish(&job, e);
}

static struct doc *must_import(struct import_request rq, struct str s, struct import_kept *kept)
{
    struct err e = {0};
    struct doc *d = import(rq, s, kept, &e);
    assert_string_equal(e.msg, "");
    assert_non_null(d);
    return d;
}

static struct buf copy(struct str s)
{
    struct buf b = {0};
    buf_add(&b, s);
    return b;
}

/* The frame */

static struct buf frame(struct original_header h, struct str rest)
{
    struct buf b = copy(str_n((const char *)&h, sizeof h));
    buf_add(&b, rest);
    return b;
}

static const struct original_header GOOD = {
    .magic = "JORI", .version = ORIGINAL_VERSION, .sources = 1, .raw_bytes = 10, .rest_bytes = 4};

static void test_frame(void **state)
{
    struct original_header h;
    struct err e = {0};
    (void)state;
    struct buf b = frame(GOOD, STR("rest"));
    assert_true(original_read(buf_str(&b), &h, &e));
    assert_int_equal(h.raw_bytes, 10);
    for (size_t n = 0; n < b.n; n++)
        assert_false(original_read(str_sub(buf_str(&b), 0, n), &h, NULL));
    buf_addc(&b, 'x');
    assert_false(original_read(buf_str(&b), &h, &e));
    assert_true(says(e.msg, "5 bytes, where 4 are announced"));
    buf_free(&b);
}

/* What a reader takes from an importer. */

static const struct {
    const char *part, *says;
} LIES[] = {
    {"kept-nothing", "cut off in its header"},
    {"kept-little", "cut off in its header"},
    {"kept-cut", "3 bytes, where 4 are announced"},
    {"kept-magic", "not a packed original"},
    {"kept-version", "version 2, where 1 is known"},
    {"kept-no-page", "of 0 pages"},
    {"kept-pages", "of 34 pages"},
    {"kept-large", "larger than 256 MB"},
    {"kept-larger", "larger than 256 MB"},
    {"kept-long", "4 bytes, where 5 are announced"},
    {"kept-longer", "are announced"},
    {"kept-short", "4 bytes, where 3 are announced"},
    {"kept-other", "of another document"},
};

enum { NLIES = sizeof LIES / sizeof *LIES };

static void test_lies(void **state)
{
    (void)state;
    for (size_t i = 0; i < NLIES; i++) {
        struct import_kept kept;
        struct err e = {0};
        use_double(LIES[i].part);
        assert_null(import((struct import_request){.name = "a"}, STR("x"), &kept, &e));
        assert_int_equal(e.code, ERR_IMPORTER);
        assert_true(says(e.msg, LIES[i].says));
    }
}

static void assert_kept_of_double(const struct doc *d, const struct import_kept *kept)
{
    assert_true(str_eq(d->text, STR("a")));
    assert_int_equal(kept->stored.n, 81);
    assert_int_equal(kept->original.n, sizeof(struct original_header) + 4);
    assert_true(str_ends(kept->original, STR("rest")));
    assert_int_equal(kept->raw_bytes, 1);
}

/* An original is taken where it was asked for, and only there. */
static void test_asked_for(void **state)
{
    struct import_kept kept;
    struct err e = {0};
    struct import_request rq = {.name = "a"};
    (void)state;
    use_double("kept");
    struct doc *d = must_import(rq, STR("x"), &kept);
    assert_kept_of_double(d, &kept);
    doc_free(d);
    assert_null(import(rq, STR("x"), NULL, &e));
    assert_true(says(e.msg, "44 bytes too many"));
}

static void test_arguments(void **state)
{
    struct import_kept kept;
    struct err e = {0};
    struct import_request rq = {.name = "a", .packed = true};
    (void)state;
    use_double("echo");
    assert_null(import(rq, STR("x"), &kept, &e));
    assert_string_equal(e.msg, "parse|--name=a|--keep|--packed|x");
}

/* The same through the pool, one source after the other. */

struct feed {
    size_t at, came;
};

static bool next_lie(void *ctx, struct pool_source *out)
{
    struct feed *f = ctx;
    if (f->at == 2 * NLIES)
        return false;
    const char *name = f->at % 2 ? "kept" : LIES[f->at / 2].part;
    f->at++;
    *out = (struct pool_source){.name = name, .bytes = STR("x"), .fd = -1, .keep = true};
    return true;
}

static bool done_lie(void *ctx, const struct pool_source *s, struct doc *d, const struct err *e)
{
    struct feed *f = ctx;
    size_t i = f->came++;
    if (i % 2) {
        assert_non_null(d);
        assert_kept_of_double(d, &s->kept);
    } else {
        assert_int_equal(e->code, ERR_IMPORTER);
        assert_true(says(e->msg, LIES[i / 2].says));
        assert_int_equal(s->kept.original.n, 0);
    }
    doc_free(d);
    return true;
}

static void test_lies_in_pool(void **state)
{
    static const struct pool_ops ops = {next_lie, done_lie};
    struct err e = {0};
    struct feed f = {0};
    (void)state;
    use_double("serve");
    assert_true(import_pool_run(&(struct pool_opts){.importers = 1}, &ops, &f, &e));
    assert_int_equal(f.came, 2 * NLIES);
}

/* The real importer: there and back. */

static void assert_same(const struct doc *a, const struct doc *b)
{
    assert_true(str_eq(a->text, b->text));
    assert_true(a->content_hash.hi == b->content_hash.hi &&
                a->content_hash.lo == b->content_hash.lo);
    assert_int_equal(a->nattrs, b->nattrs);
    assert_int_equal(a->nblocks, b->nblocks);
    assert_true(str_eq(a->strings, b->strings));
}

static void test_there_and_back(void **state)
{
    static const struct {
        const char *name, *mime, *charset, *format, *text;
    } cases[] = {
        {"tea.txt", NULL, NULL, NULL, TEXT},
        {"tea", NULL, NULL, "plain", TEXT},
        {"tea", "text/html; charset=big5", NULL, NULL, "<h1>\xAF\xF9</h1><p>\xA4\xF4\xA1\x43"},
        {"tea", NULL, "big5", "markdown", "# \xAF\xF9\n\n\xA4\xF4\xA1\x43\n"},
    };
    (void)state;
    use_real_importer();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct import_kept kept, again;
        struct import_request rq = {cases[i].name, .mime = cases[i].mime,
                                    .charset = cases[i].charset, .format = cases[i].format};
        struct str text = str_of(cases[i].text);
        struct doc *d = must_import(rq, text, &kept);
        assert_int_equal(kept.raw_bytes, text.n);
        struct hash128 h = hash128(text);
        assert_true(h.hi == d->content_hash.hi && h.lo == d->content_hash.lo);

        /* by its name alone: what else was said is kept with it */
        rq = (struct import_request){.name = cases[i].name, .packed = true};
        struct doc *back = must_import(rq, kept.original, &again);
        assert_same(d, back);
        assert_true(str_eq(kept.original, again.original));
        assert_true(str_eq(kept.stored, again.stored));
        doc_free(back);
        doc_free(d);
    }
}

/* What is said when it is given back goes before what was kept. */
static void test_said_anew(void **state)
{
    struct import_kept kept;
    (void)state;
    use_real_importer();
    struct doc *d = must_import((struct import_request){.name = "a.txt"}, STR("# 茶\n\n水"), &kept);
    struct import_request rq = {.name = "a.txt", .format = "markdown", .packed = true};
    struct doc *back = must_import(rq, kept.original, NULL);
    assert_true(str_eq(doc_attr(d, ATTR_FORMAT), STR("plain")));
    assert_true(str_eq(doc_attr(back, ATTR_FORMAT), STR("markdown")));
    doc_free(back);
    doc_free(d);
}

#define PAGE(n, next)                                                                              \
    "<title>長文</title><h1>長文</h1><p>第" n "頁的正文，有好幾句話，還有逗號。</p>" next

static void test_pages(void **state)
{
    static const char *const pages[] = {PAGE("一", "<a href=story_2.html>下一頁</a>"),
                                        PAGE("二", "<a href=story_3.html>下一頁</a>"),
                                        PAGE("三", "")};
    char path[sizeof scratch_dir + 32];
    struct import_kept kept;
    struct err e = {0};
    struct source s;
    struct import_job job;
    size_t raw = 0;
    (void)state;
    use_real_importer();
    for (int i = 2; i >= 0; i--) {
        snprintf(path, sizeof path, i ? "%s/story_%d.html" : "%s/story.html", scratch_dir, i + 1);
        assert_true(file_replace(path, str_of(pages[i]), &e));
        raw += strlen(pages[i]);
    }
    struct source_opts o = {.keep = true};
    assert_true(source_start(path, &o, NULL, &s, &job, &e));
    struct doc *d = importer_finish_kept(&job, &kept, &e);
    assert_int_equal(kept.raw_bytes, strlen(pages[0]));
    d = wanted_join_kept(&s, &o, d, &kept);
    assert_int_equal(kept.raw_bytes, raw);

    struct import_request rq = {.name = path, .packed = true};
    struct doc *back = must_import(rq, kept.original, NULL);
    assert_true(str_find(back->text, STR("第三頁的正文"), 0) != STR_NPOS);
    assert_same(d, back);
    doc_free(back);
    doc_free(d);
    source_free(&s);
}

/* The real importer: what it is given to unpack. */

static void assert_refused(struct str original, enum err_code code, const char *part)
{
    struct err e = {0};
    struct import_request rq = {.name = "old", .packed = true};
    assert_null(import(rq, original, NULL, &e));
    assert_int_equal(e.code, code);
    assert_true(says(e.msg, part));
    assert_true(str_starts(str_of(e.msg), STR("old: ")));
}

/* The original of a text, its header's length and the first source's changed. */
static struct buf relabelled(struct str original, uint64_t header, uint64_t source)
{
    struct original_header h;
    struct buf b = copy(original);
    memcpy(&h, b.p, sizeof h);
    h.raw_bytes = header;
    memcpy(b.p, &h, sizeof h);
    memcpy(b.p + sizeof h + 12 + strlen("plain"), &source, 8);
    return b;
}

static void test_bombs(void **state)
{
    static const struct {
        uint64_t header, source;
        enum err_code code;
        const char *says;
    } cases[] = {
        {(256 << 20) + 1, (256 << 20) + 1, ERR_LIMIT, "larger than 256 MB when unpacked"},
        {100, 1000000, ERR_FORMAT, "damaged"}, /* more than all is to have */
        {100, 100, ERR_FORMAT, "damaged"},     /* and unpacks to more */
        {1000000, 100, ERR_FORMAT, "damaged"},
        {2000000, 2000000, ERR_FORMAT, "damaged"}, /* unpacks to less */
        {2000000, 1000000, ERR_FORMAT, "damaged"}, /* not all that was said */
        {1000000, UINT64_MAX, ERR_FORMAT, "damaged"},
    };
    struct import_kept kept;
    struct buf text = {0};
    (void)state;
    use_real_importer();
    buf_fill(&text, 'a', 1000000);
    struct doc *d = must_import((struct import_request){.name = "a.txt"}, buf_str(&text), &kept);
    assert_true(kept.original.n < 1000);
    struct buf same = relabelled(kept.original, 1000000, 1000000);
    assert_true(str_eq(buf_str(&same), kept.original)); /* the places are right */
    buf_free(&same);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = relabelled(kept.original, cases[i].header, cases[i].source);
        assert_refused(buf_str(&b), cases[i].code, cases[i].says);
        buf_free(&b);
    }
    doc_free(d);
    buf_free(&text);
}

static void test_no_original(void **state)
{
    (void)state;
    use_real_importer();
    assert_refused(STR("A text that nobody packed, longer than any header is."), ERR_FORMAT,
                   "not a packed original");
    assert_refused(STR("x"), ERR_FORMAT, "cut off in its header");
}

/* Originals that are cut, and those of which a byte was changed, through the pool: each is refused
 * or read, and none costs an importer. */

enum { DAMAGED = 600 };

struct damage {
    struct str original;
    struct buf made[POOL_AHEAD];
    size_t at, came, documents;
    struct random r;
};

static bool next_damaged(void *ctx, struct pool_source *out)
{
    struct damage *t = ctx;
    if (t->at == DAMAGED)
        return false;
    struct buf *b = &t->made[t->at % POOL_AHEAD];
    buf_free(b);
    *b = copy(t->original);
    if (t->at < t->original.n)
        b->n = t->at;
    else
        b->p[random_below(&t->r, (uint32_t)b->n)] ^= (char)(1 << random_below(&t->r, 8));
    t->at++;
    *out = (struct pool_source){.name = "old.txt", .bytes = buf_str(b), .fd = -1, .packed = true};
    return true;
}

static bool done_damaged(void *ctx, const struct pool_source *s, struct doc *d, const struct err *e)
{
    struct damage *t = ctx;
    (void)s;
    if (t->came++ < t->original.n)
        assert_null(d);
    if (e)
        assert_true(e->code == ERR_FORMAT || e->code == ERR_LIMIT || e->code == ERR_EMPTY ||
                    e->code == ERR_USAGE || e->code == ERR_UNSUPPORTED);
    t->documents += d != NULL;
    doc_free(d);
    return true;
}

static void test_damaged(void **state)
{
    static const struct pool_ops ops = {next_damaged, done_damaged};
    struct import_kept kept;
    struct err e = {0};
    unsigned started = 0;
    (void)state;
    use_real_importer();
    struct doc *d = must_import((struct import_request){.name = "a.txt"}, str_of(TEXT), &kept);
    struct damage t = {.original = kept.original, .r = {7}};
    assert_true(
        import_pool_run(&(struct pool_opts){.importers = 1, .started = &started}, &ops, &t, &e));
    assert_string_equal(e.msg, "");
    assert_int_equal(t.came, DAMAGED);
    assert_int_equal(started, (DAMAGED + POOL_DOCS_PER_IMPORTER - 1) / POOL_DOCS_PER_IMPORTER);
    assert_true(t.documents > 0); /* the hash in the header is told to nobody */
    for (size_t i = 0; i < POOL_AHEAD; i++)
        buf_free(&t.made[i]);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frame),        cmocka_unit_test(test_lies),
        cmocka_unit_test(test_asked_for),    cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_lies_in_pool), cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_said_anew),    cmocka_unit_test(test_pages),
        cmocka_unit_test(test_bombs),        cmocka_unit_test(test_no_original),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
