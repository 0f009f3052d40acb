/* Files, whole. Messages name the path as given. */
#ifndef JD_BASE_FILE_H
#define JD_BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

/* Reads fd to its end into *out (appending). ERR_LIMIT past max_bytes. name is for messages. */
bool file_read_fd(int fd, const char *name, size_t max_bytes, struct buf *out, struct err *e);
bool file_read(const char *path, size_t max_bytes, struct buf *out, struct err *e);

/* Writes all of s, through EINTR and short writes. False with errno set. */
bool file_write_all(int fd, struct str s);

/* Replaces path by s: a temporary file beside it, fsync, rename. Keeps the mode of an old file and
 * follows a symbolic link, so that a linked dotfile stays one. */
bool file_replace(const char *path, struct str s, struct err *e);

/* Makes dir and its parents (mode 0700 for what is new). True when it is there already. */
bool file_mkdirs(const char *dir, struct err *e);

/* $XDG_<which>_HOME/jiandu, or its default under $HOME (XDG base directory specification 0.8).
 * malloc'd; never NULL: without HOME the password file's home, at last "/". */
enum xdg_dir { XDG_CONFIG, XDG_DATA, XDG_STATE, XDG_CACHE };
char *file_xdg_dir(enum xdg_dir which);

/* A file of that name in it, malloc'd. */
char *file_xdg_path(enum xdg_dir which, const char *name);

/* "dir/name", malloc'd. */
char *file_join(const char *dir, const char *name);

/* The last component of path; the extension after its last dot, without the dot, or empty. */
struct str file_name(struct str path);
struct str file_ext(struct str path);

#endif
