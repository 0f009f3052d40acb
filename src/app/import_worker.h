/* One importer of the bulk road, `jiandu-import serve`: it is asked, and answers, one document after
 * the other. Nothing here waits for it. */
#ifndef JD_APP_IMPORT_WORKER_H
#define JD_APP_IMPORT_WORKER_H

#include "app/import_pool.h"

struct import_worker {
    pid_t pid;     /* 0: none runs; all else but leaving is void then */
    pid_t leaving; /* the one before it, killed and not yet waited for; 0: none */
    int requests;  /* a socket; to be polled for POLLOUT while there is something unsent */
    int done;      /* to be polled for POLLIN while it has been asked: it has answered, or ended */
    int result;
    bool keep;         /* what it was asked for is to come with its original */
    unsigned answered; /* documents */
    int64_t deadline_mono_ms;
    struct import_label label;
    struct buf head;      /* the request up to its source */
    struct str unsent[2]; /* what is left of head, and of the source, which is the caller's */
};

/* label: the source it is started for. False with ERR_IMPORTER or ERR_IO. */
bool worker_start(struct import_worker *w, const struct import_label *l, struct err *e);

/* Kills it; another can be started then. */
void worker_stop(struct import_worker *w);

/* Kills it, and waits until all of them have gone. */
void worker_end(struct import_worker *w);

/* Asks for the document of s, whose bytes are source; they must stay until it is answered. */
void worker_ask(struct import_worker *w, const struct pool_source *s, struct str source,
                int timeout_ms);

/* Sends what can be sent now. */
void worker_send(struct import_worker *w);

static inline bool worker_has_unsent(const struct import_worker *w)
{
    return w->unsent[0].n + w->unsent[1].n > 0;
}

enum worker_answer {
    WORKER_DOCUMENT,
    WORKER_ERROR,   /* of the document: the importer can go on */
    WORKER_FAILED,  /* of the importer: it is stopped */
    WORKER_REFUSED, /* it could not confine itself: it is stopped, and no other will do better */
};

struct worker_result {
    struct doc *d;
    struct import_kept kept;
    struct err e;
};

/* When done is readable: the document and what was kept of it, or the error. */
enum worker_answer worker_take(struct import_worker *w, struct worker_result *out);

#endif
