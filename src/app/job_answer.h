/* For job.c: what the worker does for each kind of request, on its own connection. */
#ifndef JD_APP_JOB_ANSWER_H
#define JD_APP_JOB_ANSWER_H

#include "app/job.h"

/* Fills in the answer; false with r->err. lib NULL: there is no library yet. */
bool job_answer(struct library *lib, const struct job_request *rq, struct job_result *r);

#endif
