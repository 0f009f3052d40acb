/* Tells when a file may have changed: by its folder, since editors write a new file and rename it; and
 * where there is no folder yet, by the nearest that there is. */
#ifndef JD_UI_WATCH_H
#define JD_UI_WATCH_H

struct watch {
    int fd; /* to poll for input; -1: nothing is told */
    char *path;
    int armed[2]; /* the folders of the path and, of a symbolic link, of what it points to */
};

void watch_open(struct watch *w, const char *path);
void watch_close(struct watch *w);

/* Takes what was told: call when fd is readable, and look at the file. */
void watch_take(struct watch *w);

#endif
