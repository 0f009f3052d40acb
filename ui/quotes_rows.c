#include "ui/quotes_rows.h"

#include "doc/quote_color.h"
#include "ui/day.h"
#include "ui/loop.h"
#include "ui/quote_edit.h"
#include "ui/wrap.h"

enum { TEXT_ROWS = 4, TEXT_INDENT = 2, MARK_COLS = 2, NARROWEST = 8 };

enum quote_order quotes_rows_order(enum quotes_group g)
{
    return g == GROUP_BY_ARTICLE ? QUOTE_BY_ARTICLE : QUOTE_BY_DATE;
}

static void add_gap(struct list *l)
{
    if (l->rows.n)
        list_add(l, &(struct list_row){.kind = LIST_GAP});
}

static void add_title(struct list *l, struct str text, struct str right)
{
    add_gap(l);
    list_add(l, &(struct list_row){.kind = LIST_TITLE, .text = text, .right = right});
}

static void add_match(const struct quote *q, struct buf *out)
{
    buf_add(out, q->anchor.exact);
    const struct str more[] = {q->note, q->title, q->author, q->section};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        buf_addc(out, '\n');
        buf_add(out, more[i]);
    }
    buf_addc(out, '\n');
    quote_edit_add_tags(q, out);
}

static void add_text(struct list *l, const struct quote *q, uint32_t id,
                     const struct quotes_look *k)
{
    struct wrap w = {0};
    struct buf match = {0}, cut = {0};
    struct str s = q->anchor.exact;
    unsigned used = MARK_COLS + TEXT_INDENT + 1;
    add_match(q, &match);
    wrap_text(s, k->cols > used + NARROWEST ? k->cols - used : NARROWEST, TEXT_ROWS + 1, &w);
    for (size_t i = 0; i < w.v.n && i < TEXT_ROWS; i++) {
        buf_clear(&cut);
        buf_add(&cut, wrap_slice(s, &w.v.v[i]));
        if (i + 1 == TEXT_ROWS && w.v.n > TEXT_ROWS)
            buf_adds(&cut, "…");
        list_add(l, &(struct list_row){.kind = i ? LIST_MORE : LIST_ROW,
                                       .indent = TEXT_INDENT,
                                       .id = id,
                                       .quote = (uint8_t)(q->color + 1),
                                       .marked = i == 0 && k->is_marked(k->ctx, q->id),
                                       .text = buf_str(&cut),
                                       .match = buf_str(&match)});
    }
    wrap_free(&w);
    buf_free(&match);
    buf_free(&cut);
}

/* "記：…" on the left, "#書 · 昨天" on the right. */
static void add_below(struct list *l, const struct quote *q, uint32_t id,
                      const struct quotes_look *k)
{
    struct buf note = {0}, right = {0}, day = {0};
    if (q->note.n)
        buf_addf(&note, _("Note: %.*s"), STR_ARG(str_sub(q->note, 0, str_chr(q->note, '\n', 0))));
    day_add(q->created_ms, &day);
    quote_edit_add_tags(q, &right);
    if (k->group != GROUP_BY_ARTICLE && q->title.n) {
        ui_add_dot(&right);
        buf_add(&right, q->title);
    }
    ui_add_dot(&right);
    buf_add(&right, buf_str(&day));
    list_add(l, &(struct list_row){.kind = LIST_MORE,
                                   .indent = TEXT_INDENT,
                                   .id = id,
                                   .secondary = true,
                                   .text = buf_str(&note),
                                   .right = buf_str(&right),
                                   .brief = buf_str(&day)});
    buf_free(&note);
    buf_free(&right);
    buf_free(&day);
}

static void add_quote(struct list *l, const struct quote_list *all, size_t i,
                      const struct quotes_look *k)
{
    const struct quote *q = &all->v.v[i];
    if (l->rows.n && l->rows.v[l->rows.n - 1].kind != LIST_TITLE)
        add_gap(l);
    add_text(l, q, (uint32_t)i, k);
    add_below(l, q, (uint32_t)i, k);
}

static bool same_article(const struct quote *a, const struct quote *b)
{
    if (quote_is_orphan(a) != quote_is_orphan(b))
        return false;
    return a->article ? a->article == b->article : str_eq(a->title, b->title);
}

static void fill_by_article(const struct quote_list *all, const struct quotes_look *k,
                            struct list *l)
{
    for (size_t i = 0; i < all->v.n; i++) {
        const struct quote *q = &all->v.v[i], *before = i ? &all->v.v[i - 1] : NULL;
        if (!before || !same_article(before, q)) {
            struct str lost = quote_is_orphan(q) ? str_of(_("without a place")) : STR_NONE;
            add_title(l, q->title.n ? q->title : str_of(_("(untitled)")), lost);
        }
        add_quote(l, all, i, k);
    }
}

static void fill_by_date(const struct quote_list *all, const struct quotes_look *k, struct list *l)
{
    long day = -1;
    for (size_t i = 0; i < all->v.n; i++) {
        if (day_of(all->v.v[i].created_ms) != day) {
            struct buf title = {0};
            day = day_of(all->v.v[i].created_ms);
            day_add(all->v.v[i].created_ms, &title);
            add_title(l, buf_str(&title), STR_NONE);
            buf_free(&title);
        }
        add_quote(l, all, i, k);
    }
}

static void fill_by_color(const struct quote_list *all, const struct quotes_look *k, struct list *l)
{
    for (unsigned c = 0; c < QUOTE_COLOR_COUNT; c++) {
        bool titled = false;
        for (size_t i = 0; i < all->v.n; i++) {
            if (all->v.v[i].color != c)
                continue;
            if (!titled)
                add_title(l, str_of(quote_color_label((enum quote_color)c)), STR_NONE);
            titled = true;
            add_quote(l, all, i, k);
        }
    }
}

static int by_name(const void *a, const void *b)
{
    const struct str *s = a, *t = b;
    size_t n = s->n < t->n ? s->n : t->n;
    int order = memcmp(s->p, t->p, n);
    return order ? order : (s->n > t->n) - (s->n < t->n);
}

static bool has_tag(const struct quote *q, struct str tag)
{
    for (size_t i = 0; i < q->ntags; i++)
        if (str_eq(q->tags[i], tag))
            return true;
    return !q->ntags && !tag.n;
}

/* A quote of several tags stands under each; those of none last. */
static void fill_by_tag(const struct quote_list *all, const struct quotes_look *k, struct list *l)
{
    VEC(struct str) tags = {0};
    for (size_t i = 0; i < all->v.n; i++)
        for (size_t t = 0; t < all->v.v[i].ntags; t++)
            vec_push(&tags, all->v.v[i].tags[t]);
    if (tags.n)
        qsort(tags.v, tags.n, sizeof *tags.v, by_name);
    vec_push(&tags, STR_NONE);
    for (size_t t = 0; t < tags.n; t++) {
        bool titled = false;
        if (t && str_eq(tags.v[t], tags.v[t - 1]))
            continue;
        for (size_t i = 0; i < all->v.n; i++) {
            if (!has_tag(&all->v.v[i], tags.v[t]))
                continue;
            if (!titled)
                add_title(l, tags.v[t].n ? tags.v[t] : str_of(_("without a tag")), STR_NONE);
            titled = true;
            add_quote(l, all, i, k);
        }
    }
    vec_free(&tags);
}

void quotes_rows_fill(const struct quote_list *all, const struct quotes_look *look, struct list *l)
{
    static void (*const fills[])(const struct quote_list *, const struct quotes_look *,
                                 struct list *) = {[GROUP_BY_ARTICLE] = fill_by_article,
                                                   [GROUP_BY_DATE] = fill_by_date,
                                                   [GROUP_BY_COLOR] = fill_by_color,
                                                   [GROUP_BY_TAG] = fill_by_tag};
    list_clear(l);
    fills[look->group](all, look, l);
}
