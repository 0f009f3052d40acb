/* What import_probe tries, and how a confined importer must fare. */
#ifndef JD_TESTS_IMPORT_PROBE_H
#define JD_TESTS_IMPORT_PROBE_H

/* X(function, how it must end): PROBE_… is an exit status, KILLED a SIGSYS. */
#define PROBE_ACTS(X)                                                                              \
    X(open_to_read, PROBE_EPERM)                                                                   \
    X(open_to_write, PROBE_EPERM)                                                                  \
    X(open_proc, PROBE_EPERM)                                                                      \
    X(make_socket, KILLED)                                                                         \
    X(connect_stdin, KILLED)                                                                       \
    X(fork_process, KILLED)                                                                        \
    X(start_thread, KILLED)                                                                        \
    X(exec_program, KILLED)                                                                        \
    X(map_executable, KILLED)                                                                      \
    X(protect_executable, KILLED)                                                                  \
    X(allocate, PROBE_ENOMEM)                                                                      \
    X(trace_parent, KILLED)                                                                        \
    X(kill_parent, KILLED)                                                                         \
    X(duplicate, KILLED)                                                                           \
    X(unlink_file, KILLED)                                                                         \
    X(run_on, PROBE_DONE)                                                                          \
    X(sort_much, PROBE_DONE)                                                                       \
    X(end_by_abort, ABORTED)

enum {
    PROBE_DONE,
    PROBE_EPERM = 10,
    PROBE_ENOMEM,
    PROBE_OTHER,
    PROBE_UNKNOWN,
    PROBE_UNCONFINED,
    KILLED = 100, /* by SIGSYS */
    ABORTED,      /* by SIGABRT */
};

#endif
