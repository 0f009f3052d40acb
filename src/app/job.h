/* Work beside the screen: one thread with a read-only connection to the library answers what may
 * take longer than a frame. The thread that draws asks, polls job_fd, and takes the answers.
 *
 * Every request carries a generation. A request makes those of its kind and an older generation
 * stale: they are dropped or interrupted, and their answers are never given out. */
#ifndef JD_APP_JOB_H
#define JD_APP_JOB_H

#include "app/article_page.h"
#include "app/library.h"

struct job;

enum job_kind {
    JOB_LIST,     /* what was read, the bundled articles */
    JOB_ARTICLES, /* a page of a list of articles, and the counts beside it */
    JOB_NAMES,    /* sites, feeds, languages, tags, keywords */
    JOB_PREVIEW,  /* the beginning of an article, and its words */
    JOB_KINDS
};

struct job_list_request {
    int64_t before_ms, before_id; /* as in library_list_read; 0: from the newest */
    size_t limit;
    bool bundled; /* the bundled articles too */
};

/* What is asked; strings are copied. */
struct job_request {
    enum job_kind kind;
    struct job_list_request list;
    struct article_query articles;
    enum tally_kind names;
    size_t limit; /* of names */
    int64_t id;   /* of the article to be previewed */
};

struct job_result {
    enum job_kind kind;
    unsigned gen;
    bool ok;        /* false: err tells why */
    struct err err; /* of an ok one: why the library is not in it */
    struct library_list read, bundled;
    struct library_count count; /* of all that was read; with the bundled articles only */
    struct article_page page;
    struct library_shelves shelves;
    struct name_list names;
    struct preview {
        int64_t id;
        struct doc *doc;
        struct buf words, note; /* "#tag #tag", keywords behind them */
    } preview;
};

/* library_path NULL: the default. The library is opened at the first request; where there is none
 * yet, or it does not open, lists hold the bundled articles. */
struct job *job_new(const char *library_path, struct err *e);
void job_free(struct job *j); /* ends the work at hand */

/* Readable while there are answers to take. */
int job_fd(const struct job *j);

void job_start(struct job *j, unsigned gen, const struct job_request *rq);
void job_list_start(struct job *j, unsigned gen, const struct job_list_request *rq);

/* Makes what was asked of that kind stale up to and including gen. */
void job_cancel(struct job *j, enum job_kind kind, unsigned gen);

/* The next answer; false when there is none. Free with job_result_free. */
bool job_take(struct job *j, struct job_result *out);
void job_result_free(struct job_result *r);
void preview_free(struct preview *p);

#endif
