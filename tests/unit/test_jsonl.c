/* Lines cut from a descriptor, and records through the pool of real importers. */
#include "real_importer.h"
#include "scratch.h"

#include "app/jsonl.h"

#include <fcntl.h>
#include <sys/wait.h>

static int file_of(struct str s)
{
    return scratch_file(s.p, s.n);
}

/* Everything that comes of s, "NAME=bytes;" or "NAME!;" for an error. */
static char *cut(struct str s, size_t most)
{
    struct buf out = {0};
    int fd = file_of(s);
    struct jsonl *j = jsonl_open(fd, "f", most);
    for (;;) {
        struct pool_source src = {.fd = -1};
        if (!jsonl_next(j, &src))
            break;
        assert_string_equal(src.format, "json-record");
        assert_int_equal(src.fd, -1);
        if (src.err.code)
            buf_addf(&out, "%s!;", src.name);
        else
            buf_addf(&out, "%s=" STR_FMT ";", src.name, STR_ARG(src.bytes));
    }
    jsonl_close(j);
    close(fd);
    return buf_take(&out);
}

static void expect_cut(struct str s, size_t most, const char *want)
{
    char *have = cut(s, most);
    assert_string_equal(have, want);
    free(have);
}

static void test_lines(void **state)
{
    (void)state;
    expect_cut(STR(""), 0, "");
    expect_cut(STR("\n\n \n"), 0, "");
    expect_cut(STR("a\nb\n"), 0, "f:1=a;f:2=b;");
    expect_cut(STR("a\r\n\n  b"), 0, "f:1=a;f:3=b;");
    expect_cut(STR("\xEF\xBB\xBF"
                   "a\n\xEF\xBB\xBF"
                   "b"),
               0,
               "f:1=a;f:2=\xEF\xBB\xBF"
               "b;");
    expect_cut(STR("12345\n123456\n1234567890123\n1"), 5, "f:1=12345;f:2!;f:3!;f:4=1;");
    expect_cut(STR("1\n123456"), 5, "f:1=1;f:2!;");
}

/* Lines that lie across the pieces that are read. */
static void test_long_lines(void **state)
{
    enum { LINE = 300000 };
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 5; i++) {
        buf_fill(&b, (char)('a' + i), LINE);
        buf_addc(&b, '\n');
    }
    int fd = file_of(buf_str(&b));
    struct jsonl *j = jsonl_open(fd, "f", LINE);
    struct pool_source src[5];
    for (int i = 0; i < 5; i++) {
        src[i] = (struct pool_source){.fd = -1};
        assert_true(jsonl_next(j, &src[i]));
    }
    assert_int_equal(jsonl_line(j), 5);
    assert_false(jsonl_next(j, &(struct pool_source){.fd = -1}));
    for (int i = 0; i < 5; i++) { /* they stay, as far as the pool looks ahead */
        assert_int_equal(src[i].bytes.n, LINE);
        for (size_t k = 0; k < LINE; k += 997)
            assert_int_equal(src[i].bytes.p[k], 'a' + i);
    }
    jsonl_close(j);
    close(fd);
    buf_free(&b);
}

static void test_unreadable(void **state)
{
    (void)state;
    int fd = open(scratch_dir, O_RDONLY | O_CLOEXEC);
    struct jsonl *j = jsonl_open(fd, "f", 0);
    struct pool_source src = {.fd = -1};
    assert_true(jsonl_next(j, &src));
    assert_int_equal(src.err.code, ERR_IO);
    assert_true(says(src.err.msg, "f:1: "));
    assert_false(jsonl_next(j, &src));
    jsonl_close(j);
    close(fd);
}

/* Records: each says its number, and every seventh is wrong in its way. */

enum { RECORDS = 1000, KINDS = 7 };

static const char *const WRONG[] = {"{\"text\": \"x\", \"published\": \"soon\"}",
                                    "{\"text\": \"x\"",
                                    "{\"text\": [1]}",
                                    "[[[[[[[[[[[[",
                                    "{\"text\": \"\xFF\"}",
                                    "{\"html\": \"<p> </p>\"}"};
static const char *const SAYS[] = {"“published” is no date: soon",
                                   "no JSON at byte",
                                   "“text” is a list, not a text",
                                   "no JSON at byte",
                                   "no JSON at byte",
                                   "nothing to read"};

struct feed {
    struct jsonl *lines;
    bool keep;
    size_t came;
};

static bool feed_next(void *ctx, struct pool_source *out)
{
    struct feed *f = ctx;
    out->keep = f->keep;
    return jsonl_next(f->lines, out);
}

static bool feed_done(void *ctx, const struct pool_source *s, struct doc *d, const struct err *e)
{
    struct feed *f = ctx;
    size_t i = f->came++;
    char number[64], name[64];
    snprintf(name, sizeof name, "in.jsonl:%zu", i + 1);
    assert_string_equal(s->name, name);
    if (i % KINDS == 0) {
        assert_null(d);
        assert_true(e->code == ERR_FORMAT || e->code == ERR_EMPTY);
        assert_true(says(e->msg, SAYS[i / KINDS % 6]));
        assert_true(says(e->msg, name));
        return true;
    }
    if (e)
        print_error("%s\n", e->msg);
    assert_non_null(d);
    snprintf(number, sizeof number, "第 %zu 封信說", i);
    assert_true(str_find(d->text, str_of(number), 0) != STR_NPOS);
    assert_true(str_eq(doc_attr(d, ATTR_TAG), STR("信")));
    if (f->keep)
        assert_int_equal(s->kept.raw_bytes, s->bytes.n);
    doc_free(d);
    return true;
}

static struct buf make_records(void)
{
    static const char *const bodies[] = {
        "\"text\": \"第 %zu 封信說，船要等到天亮才開。\"",
        "\"html\": \"<p>第 %zu 封信說，<b>船</b>要等到天亮才開。\"",
        "\"markdown\": \"第 %zu 封信說，*船*要等到天亮才開。\""};
    struct buf b = {0};
    for (size_t i = 0; i < RECORDS; i++) {
        if (i % KINDS == 0) {
            buf_adds(&b, WRONG[i / KINDS % 6]);
        } else {
            char body[256];
            snprintf(body, sizeof body, bodies[i % 3], i);
            buf_addf(&b, "{\"tags\": [\"信\"], %s}", body);
        }
        buf_addc(&b, '\n');
    }
    return b;
}

static void test_records(void **state)
{
    static const struct pool_ops ops = {feed_next, feed_done};
    struct buf b = make_records();
    (void)state;
    use_real_importer();
    for (int keep = 0; keep < 2; keep++) {
        struct err e = {0};
        unsigned started = 0;
        int fd = file_of(buf_str(&b));
        struct feed f = {.lines = jsonl_open(fd, "in.jsonl", 0), .keep = keep};
        struct pool_opts o = {.importers = 1, .started = &started};
        assert_true(import_pool_run(&o, &ops, &f, &e));
        assert_string_equal(e.msg, "");
        assert_int_equal(f.came, RECORDS);
        /* none was lost to a bad line */
        assert_int_equal(started, (RECORDS + POOL_DOCS_PER_IMPORTER - 1) / POOL_DOCS_PER_IMPORTER);
        jsonl_close(f.lines);
        close(fd);
    }
    buf_free(&b);
}

/* One record for one importer, and its original given back. */
static void test_one_record(void **state)
{
    (void)state;
    struct err e = {0};
    struct import_job job;
    struct import_kept kept;
    use_real_importer();
    int fd =
        file_of(STR("{\"title\": \"信\", \"html\": \"<p>第 <b>1</b> 封\", \"tags\": [\"信\"]}"));
    struct import_request rq = {
        .name = "in.jsonl:1", .fd = fd, .format = "json-record", .keep = true};
    assert_true(importer_start(&rq, &job, &e));
    struct doc *d = importer_finish_kept(&job, &kept, &e);
    assert_string_equal(e.msg, "");
    close(fd);
    fd = file_of(kept.original);
    rq = (struct import_request){.name = "in.jsonl:1", .fd = fd, .packed = true};
    assert_true(importer_start(&rq, &job, &e));
    struct doc *back = importer_finish(&job, &e);
    assert_string_equal(e.msg, "");
    assert_true(str_eq(d->text, back->text) && str_eq(d->strings, back->strings));
    assert_true(d->content_hash.lo == back->content_hash.lo);
    assert_true(str_eq(doc_attr(back, ATTR_TAG), STR("信")));
    doc_free(back);
    doc_free(d);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),      cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_unreadable), cmocka_unit_test(test_records),
        cmocka_unit_test(test_one_record),
    };
    return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
