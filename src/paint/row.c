#include "paint/row.h"

static const uint8_t unit_roles[BLOCK_KINDS] = {
    [BLOCK_TITLE] = ROLE_TITLE, [BLOCK_HEADING] = ROLE_HEADING,  [BLOCK_PARA] = ROLE_TEXT,
    [BLOCK_CODE] = ROLE_CODE,   [BLOCK_FIGURE] = ROLE_SECONDARY,
};

static const uint8_t deco_roles[] = {
    [DECO_BULLET] = ROLE_SECONDARY,   [DECO_BAR] = ROLE_QUOTE_BAR,   [DECO_RULE] = ROLE_RULE,
    [DECO_BORDER] = ROLE_BORDER,      [DECO_NOTE] = ROLE_ACCENT,     [DECO_FIGURE] = ROLE_SECONDARY,
    [DECO_CONTINUE] = ROLE_SECONDARY, [DECO_LABEL] = ROLE_SECONDARY, [DECO_RUBY] = ROLE_SECONDARY,
};

void row_look_start(struct row_look *k, const struct layout *l, uint32_t unit,
                    const struct theme *theme)
{
    const struct doc *d = layout_doc(l);
    enum role role = unit_roles[d->blocks[unit].kind];
    if (role == ROLE_TEXT && d->blocks[unit].parent != DOC_NONE &&
        doc_ancestor(d, unit, BLOCK_QUOTE) != DOC_NONE)
        role = ROLE_QUOTE_TEXT;
    *k = (struct row_look){
        .doc = d,
        .theme = theme,
        .base = theme_style(theme, role),
        .table = d->blocks[unit].kind == BLOCK_TABLE,
    };
}

static uint32_t span_of(struct row_look *k, doc_pos pos)
{
    const struct doc *d = k->doc;
    if (k->known.beg <= pos && pos < k->known.end)
        return k->span;
    uint32_t i = doc_span_from(d, pos);
    while (i < d->nspans && d->spans[i].r.end <= pos)
        i++;
    if (i < d->nspans && d->spans[i].r.beg <= pos) {
        k->known = d->spans[i].r;
        k->span = i;
    } else {
        k->known = (struct doc_range){pos, i < d->nspans ? d->spans[i].r.beg : UINT32_MAX};
        k->span = DOC_NONE;
    }
    return k->span;
}

static struct style base_of(struct row_look *k, doc_pos pos)
{
    if (!k->table)
        return k->base;
    if (pos < k->cell.beg || pos >= k->cell.end) {
        const struct block *b = &k->doc->blocks[doc_leaf_at(k->doc, pos)];
        k->cell = b->r;
        k->cell_base = k->base;
        if (b->flags & BLOCK_F_HEADER)
            k->cell_base.attrs |= CELL_BOLD;
    }
    return k->cell_base;
}

static void put_over(struct style *s, struct style role, bool bg)
{
    s->fg = role.fg;
    if (bg)
        s->bg = role.bg;
    s->attrs |= role.attrs;
}

/* Italic Han is a slanted square: emphasis of wide clusters is an underline. */
static struct style with_kinds(const struct row_look *k, struct style s, unsigned kinds, bool wide)
{
    static const struct {
        unsigned kind;
        uint8_t role;
        bool bg;
    } roles[] = {
        {SPAN_CODE, ROLE_CODE, true},
        {SPAN_SPEAKER, ROLE_SPEAKER, false},
        {SPAN_LINK, ROLE_LINK, false},
        {SPAN_MARK, ROLE_MARKED, true},
    };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (kinds & roles[i].kind)
            put_over(&s, theme_style(k->theme, roles[i].role), roles[i].bg);
    if (kinds & SPAN_STRONG)
        s.attrs |= CELL_BOLD;
    if (kinds & SPAN_EM)
        s.attrs |= wide ? CELL_UNDERLINE : CELL_ITALIC;
    if (kinds & SPAN_STRIKE)
        s.attrs |= CELL_STRIKE;
    return s;
}

struct style row_look_of(struct row_look *k, const struct glyph *g, struct str *link)
{
    if (link)
        *link = STR_NONE;
    if (g->deco != DECO_NONE && g->deco != DECO_HYPHEN)
        return theme_style(k->theme, deco_roles[g->deco]);
    struct style s = base_of(k, g->pos);
    uint32_t i = k->doc->nspans ? span_of(k, g->pos) : DOC_NONE;
    if (i == DOC_NONE)
        return s;
    unsigned kinds = k->doc->spans[i].kinds;
    if (link && (kinds & SPAN_LINK))
        *link = doc_span_attr(k->doc, i, ATTR_HREF);
    return with_kinds(k, s, kinds, g->w == 2);
}

bool row_look_is_plain(const struct row_look *k, struct doc_range r)
{
    struct style text = theme_style(k->theme, ROLE_TEXT);
    if (k->table || k->base.fg != text.fg || k->base.bg != text.bg || k->base.attrs != text.attrs)
        return false;
    if (!k->doc->nspans)
        return true;
    uint32_t i = doc_span_from(k->doc, r.beg);
    return i == k->doc->nspans || k->doc->spans[i].r.beg >= r.end;
}
