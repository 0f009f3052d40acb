#include "app/import_pool.h"

#include "app/import_worker.h"
#include "app/importer_priv.h"
#include "base/clock.h"
#include "base/file.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

/* A source on its way, in a ring. */
struct job {
    struct pool_source s;
    struct buf own;    /* what was read from s.fd */
    struct str source; /* own, or s.bytes */
    bool tried;        /* an importer failed at it that had answered others before */
    bool ready;        /* d or e is what it came to */
    struct doc *d;
    struct err e;
};

struct pool {
    const struct pool_opts *o;
    const struct pool_ops *ops;
    void *ctx;
    struct err *e;
    struct job jobs[POOL_AHEAD];
    /* counts of sources: job i is jobs[i % POOL_AHEAD], and those before `asked` have been asked for,
     * or need not be */
    size_t taken, asked, given;
    bool no_more, stopped;
    struct import_worker workers[POOL_MAX_IMPORTERS];
    struct job *at[POOL_MAX_IMPORTERS]; /* what each is busy with */
    size_t nworkers;
};

static size_t count_cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (size_t)n : 1;
}

/* The run is over: err says why, when there is a reason to. */
static bool give_up(struct pool *p, const struct err *why)
{
    p->stopped = true;
    if (why && p->e)
        *p->e = *why;
    return false;
}

static void finish_job(struct job *j)
{
    buf_free(&j->own);
    j->source = STR_NONE;
    j->ready = true;
}

/* Reads the source, where that is to be done; the job is ready when there is nothing to ask. */
static void open_job(struct job *j)
{
    struct import_label label;
    j->source = j->s.bytes;
    j->e = j->s.err;
    if (j->s.fd >= 0) {
        importer_label(&label, j->s.name, NULL);
        file_read_fd(j->s.fd, label.name, IMPORT_MAX_SOURCE_BYTES, &j->own, &j->e);
        close(j->s.fd);
        j->s.fd = -1;
        j->source = buf_str(&j->own);
    }
    if (j->e.code != ERR_NONE)
        finish_job(j);
}

/* False when there is no more, or no room for it. */
static bool take_source(struct pool *p)
{
    if (p->no_more || p->taken - p->given == POOL_AHEAD)
        return false;
    struct job *j = &p->jobs[p->taken % POOL_AHEAD];
    *j = (struct job){.s = {.fd = -1}};
    p->no_more = !p->ops->next(p->ctx, &j->s);
    if (p->no_more)
        return false;
    p->taken++;
    open_job(j);
    return true;
}

/* The next job that must be asked for; NULL when there is none now. */
static struct job *next_job(struct pool *p)
{
    do {
        while (p->asked < p->taken) {
            struct job *j = &p->jobs[p->asked++ % POOL_AHEAD];
            if (!j->ready)
                return j;
        }
    } while (take_source(p));
    return NULL;
}

/* Read while the importers are busy, so that none waits for a disk. */
static void read_ahead(struct pool *p)
{
    while (p->taken - p->asked < p->nworkers && take_source(p))
        ;
}

static bool ask(struct pool *p, size_t i, struct job *j)
{
    struct err e = {0};
    struct import_worker *w = &p->workers[i];
    if (w->pid == 0) {
        struct import_label label;
        importer_label(&label, j->s.name, j->s.format);
        if (!worker_start(w, &label, &e))
            return give_up(p, &e);
        if (p->o->started)
            ++*p->o->started;
    }
    p->at[i] = j;
    worker_ask(w, &j->s, j->source, p->o->timeout_ms);
    return true;
}

static bool ask_idle(struct pool *p)
{
    for (size_t i = 0; i < p->nworkers; i++) {
        struct job *j = p->at[i] ? NULL : next_job(p);
        if (j && !ask(p, i, j))
            return false;
    }
    return true;
}

/* What one document did to an importer must not cost another: where the importer had answered
 * before, a new one is asked once more. */
static bool take_answer(struct pool *p, size_t i)
{
    struct job *j = p->at[i];
    struct import_worker *w = &p->workers[i];
    bool used = w->answered > 0;
    struct worker_result r;
    enum worker_answer answer = worker_take(w, &r);
    j->d = r.d;
    j->s.kept = r.kept;
    j->e = r.e;
    p->at[i] = NULL;
    if (answer == WORKER_REFUSED)
        return give_up(p, &j->e);
    if (answer == WORKER_FAILED && used && !j->tried) {
        j->tried = true;
        return ask(p, i, j);
    }
    finish_job(j);
    if (w->answered >= POOL_DOCS_PER_IMPORTER)
        worker_stop(w);
    return true;
}

static void end_slow(struct pool *p, size_t i)
{
    struct job *j = p->at[i];
    importer_fail_slow(&p->workers[i].label, &j->e);
    worker_stop(&p->workers[i]);
    p->at[i] = NULL;
    finish_job(j);
}

/* Milliseconds to the next deadline; 0 where nobody is busy. */
static int time_left(const struct pool *p)
{
    int64_t now = clock_mono_ms(), first = INT64_MAX;
    for (size_t i = 0; i < p->nworkers; i++)
        if (p->at[i] && p->workers[i].deadline_mono_ms < first)
            first = p->workers[i].deadline_mono_ms;
    return first > now && first != INT64_MAX ? (int)(first - now) : 0;
}

static bool serve_worker(struct pool *p, size_t i, const struct pollfd *fds)
{
    if (!p->at[i])
        return true;
    if (fds[1].revents)
        worker_send(&p->workers[i]);
    if (fds[0].revents)
        return take_answer(p, i);
    if (p->workers[i].deadline_mono_ms <= clock_mono_ms())
        end_slow(p, i);
    return true;
}

/* Waits until an importer wants something, or not at all. */
static bool serve_workers(struct pool *p, bool wait)
{
    struct pollfd fds[2 * POOL_MAX_IMPORTERS];
    for (size_t i = 0; i < p->nworkers; i++) {
        const struct import_worker *w = &p->workers[i];
        bool sends = p->at[i] && worker_has_unsent(w);
        fds[2 * i] = (struct pollfd){.fd = p->at[i] ? w->done : -1, .events = POLLIN};
        fds[2 * i + 1] = (struct pollfd){.fd = sends ? w->requests : -1, .events = POLLOUT};
    }
    if (poll(fds, 2 * p->nworkers, wait ? time_left(p) : 0) < 0)
        return true; /* interrupted */
    for (size_t i = 0; i < p->nworkers; i++)
        if (!serve_worker(p, i, &fds[2 * i]))
            return false;
    return true;
}

/* Gives the first in order, if it is ready. */
static bool give_one(struct pool *p, bool *gave)
{
    struct job *j = &p->jobs[p->given % POOL_AHEAD];
    *gave = p->given < p->taken && j->ready;
    if (!*gave)
        return true;
    p->given++;
    struct doc *d = j->d;
    j->d = NULL;
    return p->ops->done(p->ctx, &j->s, d, d ? NULL : &j->e) || give_up(p, NULL);
}

/* One result at a time is given, so that the importers do not wait for the caller. */
static bool run(struct pool *p)
{
    bool gave;
    do {
        if (!ask_idle(p) || !give_one(p, &gave))
            return false;
        read_ahead(p);
        if (!serve_workers(p, !gave))
            return false;
    } while (!p->no_more || p->given < p->taken);
    return true;
}

static void pool_end(struct pool *p)
{
    for (size_t i = 0; i < p->nworkers; i++)
        worker_end(&p->workers[i]);
    for (; p->given < p->taken; p->given++) {
        struct job *j = &p->jobs[p->given % POOL_AHEAD];
        doc_free(j->d);
        buf_free(&j->own);
    }
}

bool import_pool_run(const struct pool_opts *o, const struct pool_ops *ops, void *ctx,
                     struct err *e)
{
    struct pool *p = mem_zero(1, sizeof *p);
    p->o = o;
    p->ops = ops;
    p->ctx = ctx;
    p->e = e;
    p->nworkers = o->importers ? o->importers : count_cores();
    if (p->nworkers > POOL_MAX_IMPORTERS)
        p->nworkers = POOL_MAX_IMPORTERS;
    bool ok = run(p);
    pool_end(p);
    free(p);
    return ok;
}
