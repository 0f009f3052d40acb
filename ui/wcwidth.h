/* The program's own wcwidth: curses asks it instead of libc's, so curses and text/width.h agree. It
 * must be linked from the executable's own objects, not from an archive: nothing else refers to it
 * and it would silently be left out. */
#ifndef JD_UI_WCWIDTH_H
#define JD_UI_WCWIDTH_H

#include <wchar.h>

__attribute__((visibility("default"))) int wcwidth(wchar_t c);

#endif
