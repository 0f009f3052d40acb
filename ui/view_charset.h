/* The encodings that a source can be read in; Enter reads it again. */
#ifndef JD_UI_VIEW_CHARSET_H
#define JD_UI_VIEW_CHARSET_H

struct ui;
struct reader;

void view_charset_open(struct ui *ui, struct reader *r);

#endif
