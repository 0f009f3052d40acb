#include "ui/open.h"
#include "ui/reader.h"

enum { MAX_JUMPS = 200, LINKS = SPAN_LINK | SPAN_NOTE_REF };

void reader_remember(struct reader *r)
{
    if (r->back.n == MAX_JUMPS) {
        memmove(r->back.v, r->back.v + 1, (MAX_JUMPS - 1) * sizeof *r->back.v);
        r->back.n--;
    }
    vec_push(&r->back, r->place);
    r->forward.n = 0;
}

void reader_jump(struct reader *r, doc_pos pos)
{
    reader_remember(r);
    reader_go(r, (struct place){.pos = pos});
    struct layout_at at = layout_find(r->layout, pos);
    if (layout_cmp(at, r->top) != 0) /* on the last page: which of its rows it is */
        reader_glow(r, at);
}

/* To a place that is read and left again: the screen moves only as far as it must. */
static void visit(struct reader *r, doc_pos pos)
{
    reader_remember(r);
    reader_show(r, pos);
    reader_glow(r, layout_find(r->layout, pos));
}

static void go_back(struct reader *r)
{
    struct ui *ui = r->view.ui;
    if (r->back.n) {
        vec_push(&r->forward, r->place);
        reader_go(r, r->back.v[--r->back.n]);
    } else if (ui->views.n > 1) {
        ui_pop(ui);
    } else {
        ui_say(ui, _("There is nothing to go back to."));
    }
}

static void go_forward(struct reader *r)
{
    if (!r->forward.n) {
        ui_say(r->view.ui, _("There is nothing to go forward to."));
        return;
    }
    vec_push(&r->back, r->place);
    reader_go(r, r->forward.v[--r->forward.n]);
}

/* True when span i goes on with the link of the span before it (doc.h). */
static bool continues_link(const struct doc *d, uint32_t i)
{
    return i > 0 && d->spans[i - 1].kinds & SPAN_LINK && d->spans[i].kinds & SPAN_LINK &&
           d->spans[i - 1].r.end == d->spans[i].r.beg &&
           str_eq(doc_span_attr(d, i - 1, ATTR_HREF), doc_span_attr(d, i, ATTR_HREF));
}

struct doc_range reader_link_range(const struct reader *r, uint32_t span)
{
    const struct doc *d = r->doc;
    struct doc_range range = d->spans[span].r;
    for (uint32_t i = span + 1; i < d->nspans && continues_link(d, i); i++)
        range.end = d->spans[i].r.end;
    return range;
}

static bool is_link(const struct doc *d, uint32_t i)
{
    return d->spans[i].kinds & LINKS && !continues_link(d, i);
}

/* The link after (or before) the one chosen, or else the first (last) on the screen and from there
 * on; DOC_NONE without. */
static uint32_t find_link(struct reader *r, bool next)
{
    const struct doc *d = r->doc;
    struct doc_range seen = reader_visible(r);
    uint32_t i;
    if (r->link != DOC_NONE && d->spans[r->link].r.beg >= seen.beg &&
        d->spans[r->link].r.beg < seen.end)
        i = next ? r->link + 1 : r->link;
    else
        i = doc_span_from(d, next ? seen.beg : seen.end);
    if (next) {
        while (i < d->nspans && !is_link(d, i))
            i++;
        return i < d->nspans ? i : DOC_NONE;
    }
    while (i > 0 && !is_link(d, i - 1))
        i--;
    return i > 0 ? i - 1 : DOC_NONE;
}

static void choose_link(struct reader *r, bool next)
{
    struct ui *ui = r->view.ui;
    if (reader_tail_step(r, next))
        return;
    uint32_t i = find_link(r, next);
    if (i == DOC_NONE && next && reader_tail_enter(r))
        return;
    if (i == DOC_NONE) {
        ui_say(ui, "%s", next ? _("No more links below.") : _("No more links above."));
        return;
    }
    r->link = i;
    r->quote = 0;
    if (!reader_is_seen(r, r->doc->spans[i].r.beg)) {
        reader_remember(r);
        reader_show(r, r->doc->spans[i].r.beg);
    }
    struct str href = doc_span_attr(r->doc, i, ATTR_HREF);
    if (href.n && href.p[0] != '#')
        ui_say(ui, "%.*s", STR_ARG(href));
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c | 0x20) : NULL; /* lower case; digits stay */
    return at ? (int)(at - digits) : -1;
}

static void append_decoded(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        bool coded = s.p[i] == '%' && i + 2 < s.n && hex_digit(s.p[i + 1]) >= 0 &&
                     hex_digit(s.p[i + 2]) >= 0;
        buf_addc(out, coded ? (char)(hex_digit(s.p[i + 1]) * 16 + hex_digit(s.p[i + 2])) : s.p[i]);
        i += coded ? 2 : 0;
    }
}

static bool find_id(const struct doc *d, struct str id, doc_pos *pos)
{
    for (uint32_t i = 0; i < d->nattrs; i++) {
        const struct attr *a = &d->attrs[i];
        if (a->key != ATTR_ID || !str_eq(str_sub(d->strings, a->beg, a->beg + a->len), id))
            continue;
        uint32_t index = a->owner & ((1u << 30) - 1);
        if (a->owner == ATTR_OWNER_SPAN(index))
            *pos = d->spans[index].r.beg;
        else if (a->owner == ATTR_OWNER_BLOCK(index))
            *pos = d->blocks[index].r.beg;
        else
            continue;
        return true;
    }
    return false;
}

bool reader_goto_fragment(struct reader *r, struct str fragment)
{
    doc_pos pos;
    struct buf decoded = {0};
    append_decoded(fragment, &decoded);
    bool found = find_id(r->doc, fragment, &pos) || find_id(r->doc, buf_str(&decoded), &pos);
    buf_free(&decoded);
    if (found)
        reader_jump(r, pos);
    else
        ui_say(r->view.ui, _("The article has no place named “%.*s”."), STR_ARG(fragment));
    return found;
}

static void follow_note(struct reader *r, uint32_t span)
{
    struct str label = doc_span_attr(r->doc, span, ATTR_LABEL);
    for (uint32_t i = 0; i < r->doc->nblocks; i++) {
        if (r->doc->blocks[i].kind == BLOCK_FOOTNOTE &&
            str_eq(doc_block_attr(r->doc, i, ATTR_LABEL), label)) {
            visit(r, r->doc->blocks[i].r.beg);
            return;
        }
    }
    ui_say(r->view.ui, _("The article has no note “%.*s”."), STR_ARG(label));
}

static void follow_local(struct reader *r, char *given, const char *fragment)
{
    static const struct source_opts none = {0};
    char *resolved = realpath(given, NULL);
    if (resolved && str_eq(str_of(resolved), str_of(r->source.id)) && fragment)
        reader_goto_fragment(r, str_of(fragment));
    else
        open_start(r->view.ui, given, &none, fragment);
    free(resolved);
}

/* Pages are not fetched here: the message tells how one is read. */
static void follow_web(struct reader *r, struct str href)
{
    static const struct source_opts none = {0};
    char *url = str_dup(href);
    open_start(r->view.ui, url, &none, NULL);
    free(url);
}

static void follow(struct reader *r, uint32_t span)
{
    const struct doc *d = r->doc;
    if (d->spans[span].kinds & SPAN_NOTE_REF) {
        follow_note(r, span);
        return;
    }
    struct str href = doc_span_attr(d, span, ATTR_HREF);
    if (href.n && href.p[0] == '#') {
        reader_goto_fragment(r, str_sub(href, 1, href.n));
        return;
    }
    char *fragment = NULL;
    char *given = source_resolve_link(&r->source, href, &fragment);
    if (given)
        follow_local(r, given, fragment);
    else if (str_starts(href, STR("http:")) || str_starts(href, STR("https:")))
        follow_web(r, href);
    else
        ui_say(r->view.ui, _("Not opened here: %.*s"), STR_ARG(href));
    free(given);
    free(fragment);
}

/* Where the chosen link leads; without one, where the article is. */
static void show_address(struct reader *r)
{
    struct str s = doc_attr(r->doc, ATTR_URL);
    if (!s.n)
        s = str_of(r->source.id);
    if (r->tail.chosen >= 0)
        s = reader_tail_address(r);
    else if (r->link != DOC_NONE && r->doc->spans[r->link].kinds & SPAN_LINK)
        s = doc_span_attr(r->doc, r->link, ATTR_HREF);
    ui_say(r->view.ui, "%.*s", STR_ARG(s));
}

static void follow_chosen(struct reader *r)
{
    if (reader_tail_follow(r))
        return;
    if (r->link != DOC_NONE)
        follow(r, r->link);
    else if (reader_quote_open(r))
        return;
    else
        ui_say(r->view.ui, _("Choose a link first (Tab)."));
}

/* The note's mark at column x of a row; DOC_NONE. */
static uint32_t note_at(struct reader *r, struct layout_at at, int x)
{
    const struct glyph *glyphs;
    size_t n = layout_glyphs(r->layout, at, &glyphs);
    for (size_t i = 0; i < n; i++)
        if (glyphs[i].deco == DECO_NOTE && x >= (int)glyphs[i].x &&
            x < (int)(glyphs[i].x + glyphs[i].w))
            return doc_span_from(r->doc, glyphs[i].pos);
    return DOC_NONE;
}

/* The link under column x of a row; DOC_NONE. */
static uint32_t link_at(struct reader *r, struct layout_at at, int x)
{
    const struct line *line = layout_line(r->layout, at);
    if (line->flags & LINE_BLANK || x < (int)line->x || x >= (int)(line->x + line->w))
        return DOC_NONE;
    uint32_t i = doc_span_at(r->doc, layout_pos_at(r->layout, at, (uint32_t)x));
    if (i == DOC_NONE || !(r->doc->spans[i].kinds & SPAN_LINK))
        return DOC_NONE;
    while (continues_link(r->doc, i))
        i--;
    return i;
}

void reader_click_text(struct reader *r, int row, int col)
{
    struct layout_at at = r->top;
    int down = row - r->first_row;
    if (reader_tail_click(r, row))
        return;
    if (down < 0 || down >= (int)r->rows || layout_move(r->layout, &at, down) != down)
        return;
    uint32_t i = note_at(r, at, col - r->left);
    if (i == DOC_NONE || i >= r->doc->nspans || !(r->doc->spans[i].kinds & SPAN_NOTE_REF))
        i = link_at(r, at, col - r->left);
    r->link = i;
    if (i != DOC_NONE)
        follow(r, i);
    else
        reader_quote_click(r, row, col);
}

bool reader_jump_command(struct reader *r, const struct command_call *c)
{
    switch (c->cmd) {
    case CMD_BACK:
        go_back(r);
        return true;
    case CMD_FORWARD:
        go_forward(r);
        return true;
    case CMD_LINK_NEXT:
    case CMD_LINK_PREV:
        choose_link(r, c->cmd == CMD_LINK_NEXT);
        return true;
    case CMD_FOLLOW:
        follow_chosen(r);
        return true;
    case CMD_ADDRESS:
        show_address(r);
        return true;
    default:
        return false;
    }
}
