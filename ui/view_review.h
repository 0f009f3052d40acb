/* Quotes that are due to be looked at again, one after the other (store/quote.h, quote_review). */
#ifndef JD_UI_VIEW_REVIEW_H
#define JD_UI_VIEW_REVIEW_H

struct ui;

void view_review_open(struct ui *ui);

#endif
