/* jiandu quote review, and random for a greeting. */
#include "app/quotes.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "cli/quote.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

bool quote_run_random(struct quote_args *a, struct err *e)
{
    struct quote_query q;
    struct quote_list l = {0};
    struct buf words = {0}, out = {0};
    bool ok = quote_args_query(a, &q, &words, e);
    q.order = QUOTE_BY_CHANCE;
    q.limit = 1;
    ok = ok && quote_find(library_db(a->lib), &q, &l, e);
    if (ok && a->c->json) {
        quote_print(a->c, &l);
    } else if (ok && l.v.n) {
        quote_add_framed(&l.v.v[0], quote_cols(), &out);
        cli_print(buf_str(&out));
    }
    quote_list_free(&l);
    buf_free(&words);
    buf_free(&out);
    return ok;
}

/* One key without Enter; EOF at the end. */
static int read_key(void)
{
    struct termios was, raw;
    unsigned char c;
    bool is_tty = tcgetattr(STDIN_FILENO, &was) == 0;
    if (is_tty) {
        raw = was;
        raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    }
    ssize_t n = read(STDIN_FILENO, &c, 1);
    if (is_tty)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &was);
    return n == 1 ? c : EOF;
}

/* True and whether it was remembered; false: to leave. */
static bool ask(bool *remembered)
{
    for (;;) {
        cli_print(str_of(_("Remembered? y yes, n no, q leave ")));
        cli_flush();
        int c = read_key();
        cli_print(STR("\n"));
        if (c == 'y' || c == 'n') {
            *remembered = c == 'y';
            return true;
        }
        if (c == 'q' || c == EOF || c == 3 || c == 4)
            return false;
    }
}

static bool review_each(struct quote_args *a, const struct quote_list *l, struct err *e)
{
    struct buf out = {0};
    bool ok = true, remembered;
    for (size_t i = 0; ok && i < l->v.n; i++) {
        const struct quote *q = &l->v.v[i];
        buf_clear(&out);
        buf_addc(&out, '\n');
        quote_add_framed(q, quote_cols(), &out);
        cli_print(buf_str(&out));
        if (!ask(&remembered))
            break;
        int days = quote_next_interval(q->interval_days, remembered);
        ok = quotes_review(a->lib, q, remembered, e);
        buf_clear(&out);
        buf_addf(&out, ngettext("Again in %d day.", "Again in %d days.", (unsigned long)days),
                 days);
        buf_addc(&out, '\n');
        if (ok)
            cli_print(buf_str(&out));
    }
    buf_free(&out);
    return ok;
}

bool quote_run_review(struct quote_args *a, struct err *e)
{
    struct quote_query q;
    struct quote_list l = {0};
    struct buf words = {0};
    bool ok = quote_args_query(a, &q, &words, e);
    q.due_ms = clock_wall_ms();
    q.order = QUOTE_BY_DUE;
    ok = ok && quote_find(library_db(a->lib), &q, &l, e);
    if (ok && (a->c->json || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)))
        quote_print(a->c, &l);
    else if (ok && !l.v.n)
        cli_print(str_of(_("Nothing is due.\n")));
    else
        ok = ok && review_each(a, &l, e);
    quote_list_free(&l);
    buf_free(&words);
    return ok;
}
