#include "tests/bench/handbooks.h"

#include "tests/bench/corpus.h"

#include "base/file.h"
#include "doc/builder.h"
#include "parse/html.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <glob.h>
#include <stdio.h>

/* A book: its files, and whether its parts are numbered in each of them anew. */
static const struct book {
    const char *lang, *package, *files;
    bool by_file;
} BOOKS[] = {
    {"zh-Hans", "debian-reference-zh-cn", "/usr/share/debian-reference/ch*.zh-cn.html", false},
    {"zh-Hans", "debian-handbook", "/usr/share/doc/debian-handbook/html/zh-CN/*.html", false},
    {"zh-Hans", "maint-guide-zh-cn", "/usr/share/doc/maint-guide-zh-cn/html/*.html", false},
    {"zh-Hans", "debian-faq-zh-cn", "/usr/share/doc/debian/FAQ/zh-cn/*.html", false},
    {"zh-Hans", "debian-edu-doc-zh-cn",
     "/usr/share/doc/debian-edu-doc-zh-cn/debian-edu-bookworm-manual.html", false},
    {"zh-Hans", "kicad-doc-zh", "/usr/share/doc/kicad/help/zh/*.html", true},
    {"zh-Hant", "debian-reference-zh-tw", "/usr/share/debian-reference/ch*.zh-tw.html", false},
    {"zh-Hant", "debian-handbook", "/usr/share/doc/debian-handbook/html/zh-TW/*.html", false},
    {"zh-Hant", "maint-guide-zh-tw", "/usr/share/doc/maint-guide-zh-tw/html/*.html", false},
    {"ja", "debian-handbook", "/usr/share/doc/debian-handbook/html/ja-JP/*.html", false},
    {"ko", "debian-handbook", "/usr/share/doc/debian-handbook/html/ko-KR/*.html", false},
};

enum { NBOOKS = sizeof BOOKS / sizeof *BOOKS };

/* Length of the number that a heading begins with, with what follows it ("6.2. "); 0 without. */
static size_t number_len(struct str s, unsigned *first)
{
    size_t i = 0;
    *first = 0;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && *first < 1000; i++)
        *first = *first * 10 + (unsigned)(s.p[i] - '0');
    if (i == 0 || i == s.n || s.p[i] != '.')
        return 0;
    while (i < s.n && (s.p[i] == '.' || (s.p[i] >= '0' && s.p[i] <= '9')))
        i++;
    while (i < s.n &&
           (s.p[i] == ' ' || (unsigned char)s.p[i] == 0xC2 || (unsigned char)s.p[i] == 0xA0))
        i++;
    return i;
}

static bool is_mostly_cjk(struct str s)
{
    size_t cjk = 0, letters = 0;
    while (s.n) {
        unsigned flags = uniprop(utf8_take(&s))->flags;
        cjk += (flags & (UF_HAN | UF_KANA | UF_HANGUL)) != 0;
        letters += (flags & UF_LETTER) && !(flags & (UF_HAN | UF_KANA | UF_HANGUL));
    }
    return cjk >= HANDBOOK_MIN_CJK && 4 * cjk >= letters;
}

static bool starts_article(const struct doc *d, uint32_t i, unsigned *chapter, size_t *len)
{
    const struct block *b = &d->blocks[i];
    if (b->kind != BLOCK_TITLE && b->kind != BLOCK_HEADING)
        return false;
    *len = number_len(doc_slice(d, b->r), chapter);
    return *len > 0;
}

/* The leaves [beg, end) of d as a document of its own. */
static struct doc *cut(const struct doc *d, uint32_t beg, uint32_t end, size_t number)
{
    struct doc_builder *b = doc_builder_new(NULL);
    struct err e = {0};
    for (uint32_t i = beg; i < end; i++) {
        if (!block_is_leaf(&d->blocks[i]))
            continue;
        enum block_kind kind = i == beg ? BLOCK_TITLE : (enum block_kind)d->blocks[i].kind;
        kind = kind == BLOCK_CELL ? BLOCK_PARA : kind;
        struct str s = doc_slice(d, d->blocks[i].r);
        doc_build_open(b, kind);
        doc_build_text(b, i == beg ? str_sub(s, number, s.n) : s);
        doc_build_close(b, kind);
    }
    struct doc *out = doc_builder_finish(b, &e);
    doc_builder_free(b);
    return out;
}

struct reading {
    struct handbook_articles *out;
    uint32_t groups[1000]; /* of this book: the chapter's group and one more */
};

static void add_article(struct reading *r, struct doc *doc, unsigned chapter, const char *file,
                        struct str title)
{
    if (!doc || !is_mostly_cjk(doc->text)) {
        doc_free(doc);
        return;
    }
    uint32_t *group = &r->groups[chapter % 1000];
    if (!*group)
        *group = ++r->out->groups;
    struct buf where = {0};
    buf_addf(&where, "%s: " STR_FMT, file, STR_ARG(title));
    vec_push(&r->out->v, (struct handbook_article){doc, *group - 1, buf_take(&where)});
}

static void cut_all(struct reading *r, const struct doc *d, const char *file)
{
    unsigned chapter, next_chapter;
    size_t len, next_len;
    uint32_t i = 0;
    while (i < d->nblocks && !starts_article(d, i, &chapter, &len))
        i++;
    while (i < d->nblocks) {
        uint32_t end = i + 1;
        while (end < d->nblocks && !starts_article(d, end, &next_chapter, &next_len))
            end++;
        add_article(r, cut(d, i, end, len), chapter, file, doc_slice(d, d->blocks[i].r));
        chapter = next_chapter;
        len = next_len;
        i = end;
    }
}

static void read_file(struct reading *r, const char *path)
{
    struct buf bytes = {0};
    struct err e = {0};
    struct doc_builder *b = doc_builder_new(NULL);
    if (file_read(path, 64 << 20, &bytes, &e)) {
        struct parse_input in = {.bytes = buf_str(&bytes), .name = str_of(path)};
        struct doc *d = PARSER_HTML.parse(&in, b, &e) ? doc_builder_finish(b, &e) : NULL;
        if (d)
            cut_all(r, d, path);
        doc_free(d);
    }
    doc_builder_free(b);
    buf_free(&bytes);
}

static void read_book(const struct book *book, struct handbook_articles *out)
{
    struct reading r = {.out = out};
    glob_t g;
    if (glob(book->files, 0, NULL, &g) == 0)
        for (size_t i = 0; i < g.gl_pathc; i++) {
            if (book->by_file)
                r = (struct reading){.out = out};
            read_file(&r, g.gl_pathv[i]);
        }
    globfree(&g);
}

void handbooks_read(const char *lang, uint64_t seed, struct handbook_articles *out)
{
    *out = (struct handbook_articles){0};
    for (size_t i = 0; i < NBOOKS; i++)
        if (strcmp(BOOKS[i].lang, lang) == 0)
            read_book(&BOOKS[i], out);
    for (size_t i = out->v.n; i > 1; i--) {
        size_t k = corpus_random(&seed, i);
        struct handbook_article a = out->v.v[k];
        out->v.v[k] = out->v.v[i - 1];
        out->v.v[i - 1] = a;
    }
}

void handbooks_free(struct handbook_articles *a)
{
    for (size_t i = 0; i < a->v.n; i++) {
        doc_free(a->v.v[i].doc);
        free(a->v.v[i].where);
    }
    vec_free(&a->v);
}

const char *handbooks_packages(const char *lang)
{
    static char names[256];
    size_t n = 0;
    names[0] = '\0';
    for (size_t i = 0; i < NBOOKS; i++)
        if (strcmp(BOOKS[i].lang, lang) == 0)
            n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", n ? " " : "",
                                  BOOKS[i].package);
    return names;
}
