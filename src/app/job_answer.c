#include "app/job_answer.h"

#include "doc/doc.h"
#include "text/utf8.h"

enum { PREVIEW_BYTES = 6000 };

static bool answer_list(struct library *lib, const struct job_request *rq, struct job_result *r)
{
    const struct job_list_request *l = &rq->list;
    return library_list_read(lib, l->before_ms, l->before_id, l->limit, &r->read, &r->err) &&
           (!l->bundled || (library_list_bundled(lib, &r->bundled, &r->err) &&
                            library_count(lib, &r->count, &r->err)));
}

static bool answer_articles(struct library *lib, const struct job_request *rq, struct job_result *r)
{
    struct db *db = library_db(lib);
    return !db || (article_page_read(db, &rq->articles, &r->page, &r->err) &&
                   library_shelves_read(db, &r->shelves, &r->err));
}

static bool answer_names(struct library *lib, const struct job_request *rq, struct job_result *r)
{
    struct db *db = library_db(lib);
    return !db || name_list_read(db, rq->names, rq->limit, &r->names, &r->err);
}

static void add_word(void *ctx, int64_t id, struct str name, int32_t weight)
{
    struct buf *b = ctx;
    (void)id, (void)weight;
    if (b->n)
        buf_addc(b, ' ');
    buf_addc(b, '#');
    buf_add(b, name);
}

/* The leaves of an article from its first paragraph on, a line each. */
static void add_beginning(const struct doc *d, struct buf *out)
{
    for (uint32_t i = 0; i < d->nblocks && out->n < PREVIEW_BYTES; i++) {
        if (!block_is_leaf(&d->blocks[i]) || d->blocks[i].kind == BLOCK_TITLE)
            continue;
        struct str s = doc_slice(d, d->blocks[i].r);
        buf_add(out, str_sub(s, 0, utf8_valid_prefix(str_sub(s, 0, PREVIEW_BYTES))));
        buf_addc(out, '\n');
    }
}

static bool answer_preview(struct library *lib, const struct job_request *rq, struct job_result *r)
{
    struct db *db = library_db(lib);
    struct doc *d = db ? article_doc(db, rq->id, &r->err) : NULL;
    r->preview.id = rq->id;
    if (!d)
        return false;
    add_beginning(d, &r->preview.text);
    doc_free(d);
    return article_tags(db, rq->id, add_word, &r->preview.words, &r->err) &&
           article_keywords(db, rq->id, add_word, &r->preview.words, &r->err) &&
           article_note(db, rq->id, &r->preview.note, &r->err);
}

bool job_answer(struct library *lib, const struct job_request *rq, struct job_result *r)
{
    static bool (*const answers[JOB_KINDS])(struct library *, const struct job_request *,
                                            struct job_result *) = {
        [JOB_LIST] = answer_list,
        [JOB_ARTICLES] = answer_articles,
        [JOB_NAMES] = answer_names,
        [JOB_PREVIEW] = answer_preview,
    };
    return answers[rq->kind](lib, rq, r);
}
