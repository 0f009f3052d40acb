#include "app/job_answer.h"

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

static bool answer_preview(struct library *lib, const struct job_request *rq, struct job_result *r)
{
    struct db *db = library_db(lib);
    r->preview.id = rq->id;
    r->preview.doc = db ? article_doc(db, rq->id, &r->err) : NULL;
    return r->preview.doc && article_tags(db, rq->id, add_word, &r->preview.words, &r->err) &&
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
