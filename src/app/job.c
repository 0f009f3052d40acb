#include "app/job.h"

#include "app/job_answer.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct task {
    struct task *next;
    struct job_request rq;
    struct arena arena; /* of its strings */
    struct job_result result;
};

struct queue {
    struct task *head, **tail;
};

/* The lock guards all but path, fd and thread, which never change. The library is used by the worker
 * without it, and by others, with it, only to interrupt. */
struct job {
    char *path;
    int fd;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
    struct queue todo, done;
    struct task *running;
    struct library *lib;
    unsigned oldest[JOB_KINDS]; /* generations before it are stale */
};

static void queue_init(struct queue *q)
{
    *q = (struct queue){NULL, &q->head};
}

static void queue_push(struct queue *q, struct task *t)
{
    t->next = NULL;
    *q->tail = t;
    q->tail = &t->next;
}

static struct task *queue_pop(struct queue *q)
{
    struct task *t = q->head;
    if (!t)
        return NULL;
    q->head = t->next;
    if (!q->head)
        q->tail = &q->head;
    return t;
}

static void task_free(struct task *t)
{
    job_result_free(&t->result);
    arena_free(&t->arena);
    free(t);
}

static void queue_free(struct queue *q)
{
    for (struct task *t; (t = queue_pop(q));)
        task_free(t);
}

static bool is_stale(const struct job *j, const struct task *t)
{
    return t->result.gen < j->oldest[t->result.kind];
}

static struct task *pop_wanted(struct job *j, struct queue *q)
{
    struct task *t;
    while ((t = queue_pop(q)) && is_stale(j, t))
        task_free(t);
    return t;
}

/* The connection stays open once there is a library; the lock is not held meanwhile. */
static struct library *worker_library(struct job *j, struct library *lib, struct err *e)
{
    if (lib)
        return lib;
    lib = library_open_read(j->path, e);
    pthread_mutex_lock(&j->lock);
    j->lib = lib;
    pthread_mutex_unlock(&j->lock);
    return lib;
}

static struct task *next_task(struct job *j)
{
    struct task *t = NULL;
    pthread_mutex_lock(&j->lock);
    while (!j->stop && !(t = pop_wanted(j, &j->todo)))
        pthread_cond_wait(&j->wake, &j->lock);
    j->running = t;
    pthread_mutex_unlock(&j->lock);
    return t;
}

static void finish_task(struct job *j, struct task *t)
{
    pthread_mutex_lock(&j->lock);
    j->running = NULL;
    queue_push(&j->done, t);
    eventfd_write(j->fd, 1);
    pthread_mutex_unlock(&j->lock);
}

static void *work(void *arg)
{
    struct job *j = arg;
    struct library *lib = NULL;
    struct task *t;
    while ((t = next_task(j))) {
        struct err unopened = {0};
        lib = worker_library(j, lib, &unopened);
        t->result.err = (struct err){0};
        t->result.ok = job_answer(lib, &t->rq, &t->result);
        if (!lib && t->result.ok && unopened.code != ERR_NOT_FOUND)
            t->result.err = unopened;
        finish_task(j, t);
    }
    pthread_mutex_lock(&j->lock);
    j->lib = NULL;
    pthread_mutex_unlock(&j->lock);
    library_close(lib);
    return NULL;
}

/* Signals are for the thread that owns the screen. */
static int start_thread(struct job *j)
{
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int error = pthread_create(&j->thread, NULL, work, j);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return error;
}

static void job_destroy(struct job *j)
{
    queue_free(&j->todo);
    queue_free(&j->done);
    pthread_cond_destroy(&j->wake);
    pthread_mutex_destroy(&j->lock);
    if (j->fd >= 0)
        close(j->fd);
    free(j->path);
    free(j);
}

struct job *job_new(const char *library_path, struct err *e)
{
    struct job *j = mem_zero(1, sizeof *j);
    j->path = library_path ? str_dup(str_of(library_path)) : NULL;
    queue_init(&j->todo);
    queue_init(&j->done);
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->wake, NULL);
    j->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int error = j->fd < 0 ? errno : start_thread(j);
    if (!error)
        return j;
    err_set(e, ERR_IO, _("the library's worker does not start: %s"), strerror(error));
    job_destroy(j);
    return NULL;
}

void job_free(struct job *j)
{
    if (!j)
        return;
    pthread_mutex_lock(&j->lock);
    j->stop = true;
    library_interrupt(j->lib);
    pthread_cond_signal(&j->wake);
    pthread_mutex_unlock(&j->lock);
    pthread_join(j->thread, NULL);
    job_destroy(j);
}

int job_fd(const struct job *j)
{
    return j->fd;
}

/* With the lock: while a stale task is running, the connection works for no other. */
static void forget_before(struct job *j, enum job_kind kind, unsigned gen)
{
    if (gen > j->oldest[kind])
        j->oldest[kind] = gen;
    if (j->running && is_stale(j, j->running))
        library_interrupt(j->lib);
}

void job_start(struct job *j, unsigned gen, const struct job_request *rq)
{
    struct task *t = mem_zero(1, sizeof *t);
    t->rq = *rq;
    t->rq.articles.lang = arena_str(&t->arena, rq->articles.lang);
    t->rq.articles.from.title = arena_str(&t->arena, rq->articles.from.title);
    t->result.kind = rq->kind;
    t->result.gen = gen;
    pthread_mutex_lock(&j->lock);
    forget_before(j, rq->kind, gen);
    queue_push(&j->todo, t);
    pthread_cond_signal(&j->wake);
    pthread_mutex_unlock(&j->lock);
}

void job_list_start(struct job *j, unsigned gen, const struct job_list_request *rq)
{
    job_start(j, gen, &(struct job_request){.kind = JOB_LIST, .list = *rq});
}

void job_cancel(struct job *j, enum job_kind kind, unsigned gen)
{
    pthread_mutex_lock(&j->lock);
    forget_before(j, kind, gen + 1);
    pthread_mutex_unlock(&j->lock);
}

bool job_take(struct job *j, struct job_result *out)
{
    eventfd_t count;
    pthread_mutex_lock(&j->lock);
    struct task *t = pop_wanted(j, &j->done);
    if (!j->done.head)
        eventfd_read(j->fd, &count);
    pthread_mutex_unlock(&j->lock);
    if (!t)
        return false;
    *out = t->result;
    t->result = (struct job_result){0};
    task_free(t);
    return true;
}

void preview_free(struct preview *p)
{
    doc_free(p->doc);
    buf_free(&p->words);
    buf_free(&p->note);
    *p = (struct preview){0};
}

void job_result_free(struct job_result *r)
{
    library_list_free(&r->read);
    library_list_free(&r->bundled);
    article_page_free(&r->page);
    name_list_free(&r->names);
    preview_free(&r->preview);
}
