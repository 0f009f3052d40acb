/* The message on the lower line: stays as long as it needs to be read, goes at the next key. */
#ifndef JD_UI_MESSAGE_H
#define JD_UI_MESSAGE_H

#include "base/str.h"
#include "paint/theme.h"

#include <stdint.h>

struct message {
    struct buf text; /* empty: none */
    bool error;      /* stays until a key is pressed */
    int64_t until_ms;
};

void message_set(struct message *m, bool error, int64_t now_ms, const char *fmt, va_list ap);
void message_clear(struct message *m);
bool message_is_shown(const struct message *m);

/* When it goes by itself; 0: never. */
int64_t message_due_ms(const struct message *m);
void message_tick(struct message *m, int64_t now_ms);

/* Over the last row of the grid; a long one over as many as it needs, but half of the screen. */
void message_draw(const struct message *m, const struct theme *t, struct grid *g);

#endif
