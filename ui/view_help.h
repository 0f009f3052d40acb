/* What each key does where it was asked for: a panel from the right, made from the tables. */
#ifndef JD_UI_VIEW_HELP_H
#define JD_UI_VIEW_HELP_H

struct ui;

void view_help_open(struct ui *ui);

#endif
