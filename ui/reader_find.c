#include "ui/prompt.h"
#include "ui/reader.h"

enum { MAX_HITS = 100000 };

size_t reader_first_hit(const struct reader *r, doc_pos from)
{
    size_t lo = 0, hi = r->hits.r.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (r->hits.r.v[mid].end <= from)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void clear(struct reader *r)
{
    buf_clear(&r->needle);
    r->hits.r.n = 0;
    r->hit = 0;
}

static void collect(struct reader *r, struct str needle)
{
    clear(r);
    buf_add(&r->needle, needle);
    doc_find(r->doc, needle, MAX_HITS, &r->hits);
}

void reader_find_again(struct reader *r)
{
    struct buf needle = {0};
    buf_add(&needle, buf_str(&r->needle));
    collect(r, buf_str(&needle));
    buf_free(&needle);
}

static void show_hit(struct reader *r, size_t i)
{
    r->hit = i;
    reader_show(r, r->hits.r.v[i].beg);
}

/* While typing: the first hit from where the search began, or that place itself. */
static void typed(struct view *v, struct str text)
{
    struct reader *r = (struct reader *)v;
    struct buf note = {0};
    collect(r, text);
    reader_go(r, r->searched_from);
    if (r->hits.r.n) {
        size_t i = reader_first_hit(r, r->searched_from.pos);
        show_hit(r, i < r->hits.r.n ? i : 0);
        buf_addf(&note, "%zu/%zu", r->hit + 1, r->hits.r.n);
    } else if (text.n) {
        buf_adds(&note, _("not found"));
    }
    prompt_note(v->ui, buf_cstr(&note));
    buf_free(&note);
}

static void say_hit(struct reader *r, const char *what)
{
    ui_say(r->view.ui, "%zu/%zu  %.*s%s%s", r->hit + 1, r->hits.r.n, STR_ARG(r->needle),
           *what ? "  " : "", what);
}

static void say_not_found(struct reader *r)
{
    ui_say(r->view.ui, _("“%.*s” is not in this article."), STR_ARG(r->needle));
}

static void typed_all(struct view *v, struct str text, bool accepted)
{
    struct reader *r = (struct reader *)v;
    struct place found = r->place;
    reader_go(r, r->searched_from);
    if (!accepted || !text.n) {
        clear(r);
    } else if (!r->hits.r.n) {
        say_not_found(r);
    } else {
        reader_remember(r);
        reader_go(r, found);
        say_hit(r, "");
    }
}

static void search(struct reader *r)
{
    struct prompt_owner owner = {.view = &r->view, .changed = typed, .done = typed_all};
    r->searched_from = r->place;
    clear(r);
    prompt_open(r->view.ui, &owner, "/", STR_NONE);
}

/* From the current hit while it is on the screen, else from the screen. */
static void step(struct reader *r, bool next)
{
    size_t n = r->hits.r.n, i;
    if (!n) {
        if (r->needle.n)
            say_not_found(r);
        else
            ui_say(r->view.ui, _("Nothing has been searched for yet."));
        return;
    }
    struct doc_range seen = reader_visible(r);
    doc_pos at = r->hits.r.v[r->hit].beg;
    if (at >= seen.beg && at < seen.end)
        i = next ? r->hit + 1 : r->hit + n - 1;
    else
        i = reader_first_hit(r, seen.beg) + (next ? 0 : n - 1);
    bool around = next ? i >= n : i < n;
    show_hit(r, i % n);
    say_hit(r, !around ? "" : next ? _("on from the beginning") : _("on from the end"));
}

bool reader_find_command(struct reader *r, const struct command_call *c)
{
    switch (c->cmd) {
    case CMD_SEARCH:
        search(r);
        return true;
    case CMD_SEARCH_NEXT:
    case CMD_SEARCH_PREV:
        step(r, c->cmd == CMD_SEARCH_NEXT);
        return true;
    case CMD_CLOSE:
        if (!r->needle.n && r->link == DOC_NONE && r->tail.chosen < 0 && !r->quote)
            return false;
        clear(r);
        r->link = DOC_NONE;
        r->quote = 0;
        r->tail.chosen = -1;
        return true;
    default:
        return false;
    }
}
