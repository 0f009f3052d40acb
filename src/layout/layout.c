#include "layout/layout.h"

#include "layout/block.h"
#include "layout/table.h"

#include <limits.h>

const struct layout_opts LAYOUT_DEFAULT = {
    .measure = 60,
    .style = LAYOUT_BOOK,
    .indent_em = 2,
    .level = LINEBREAK_LEVEL_BASIC,
    .lang = LINEBREAK_OTHER,
    .tab_cols = 4,
    .compress = true,
    .full = true,
    .gap = true,
    .align = LAYOUT_JUSTIFIED,
    .ruby = RUBY_BRACKETS,
};

enum { LANG_SAMPLE_BYTES = 4096 };

/* The script that a text without a language is mostly in, from its beginning. */
static enum linebreak_lang lang_of_text(struct str s, bool *cjk)
{
    size_t kana = 0, hangul = 0, han = 0, other = 0;
    size_t end = s.n < LANG_SAMPLE_BYTES ? s.n : LANG_SAMPLE_BYTES;
    for (size_t i = 0; i < end;) {
        unsigned len;
        unsigned flags = uniprop(utf8_get(s.p + i, &len))->flags;
        i += len;
        kana += (flags & UF_KANA) != 0;
        hangul += (flags & UF_HANGUL) != 0;
        han += (flags & UF_HAN) != 0;
        other += (flags & (UF_LETTER | UF_HAN | UF_KANA | UF_HANGUL)) == UF_LETTER;
    }
    *cjk = (kana + hangul + han) * 4 > other; /* a character is worth some four letters */
    if (!*cjk)
        return LINEBREAK_OTHER;
    if (hangul > han + kana)
        return LINEBREAK_KO;
    return kana * 10 > han ? LINEBREAK_JA : LINEBREAK_ZH_HANS;
}

static void find_lang(struct layout *l)
{
    struct str given = doc_attr(l->doc, ATTR_LANG);
    l->lang = l->opts.lang;
    if (l->lang == LINEBREAK_OTHER)
        l->lang = (uint8_t)linebreak_lang_of(given);
    l->cjk = l->lang != LINEBREAK_OTHER;
    if (!l->cjk && given.n == 0)
        l->lang = (uint8_t)lang_of_text(l->doc->text, &l->cjk);
}

/* For headings and other texts too short to tell. */
static void find_script(struct layout *l)
{
    enum { SAMPLE_BYTES = 16 * 1024 };
    l->written = (uint8_t)script_of(str_sub(l->doc->text, 0, SAMPLE_BYTES));
    if (l->written == HAN_BOTH)
        l->written = l->lang == LINEBREAK_ZH_HANT ? HAN_TRADITIONAL : HAN_SIMPLIFIED;
}

struct layout *layout_new(const struct doc *d, const struct layout_opts *o)
{
    struct layout *l = mem_zero(1, sizeof *l);
    l->doc = d;
    l->opts = *o;
    l->notes.doc = l->ruby.doc = d;
    l->newest = l->oldest = l->unused = CACHE_NONE;
    for (size_t i = 0; i < CACHE_BUCKETS; i++)
        l->buckets[i] = CACHE_NONE;
    for (size_t i = 0; i < LAYOUT_MAX_DEPTH; i++)
        l->lists[i].list = DOC_NONE;
    find_lang(l);
    for (unsigned lang = 0; lang <= LINEBREAK_OTHER; lang++) {
        struct linebreak_opts rules = layout_rules(l, lang);
        linebreak_pairs(&rules, &l->pairs[lang]);
    }
    if (o->script != SCRIPT_AS_WRITTEN)
        find_script(l);
    return l;
}

void layout_free(struct layout *l)
{
    if (!l)
        return;
    for (uint32_t i = 0; i < l->nslots; i++) {
        vec_free(&l->slots[i].lines);
        table_free(l->slots[i].table);
    }
    vec_free(&l->glyphs);
    set_line_free(&l->set);
    notes_free(&l->notes);
    ruby_free(&l->ruby);
    respell_free(&l->respell);
    arena_free(&l->scratch);
    free(l);
}

const struct layout_opts *layout_options(const struct layout *l)
{
    return &l->opts;
}

const struct doc *layout_doc(const struct layout *l)
{
    return l->doc;
}

size_t layout_units_made(const struct layout *l)
{
    return l->units_made;
}

/* Moving. */

static bool first_row(struct layout *l, uint32_t b, struct layout_at *at)
{
    if (b == DOC_NONE)
        return false;
    *at = (struct layout_at){b, 0};
    return unit_rows(layout_unit(l, b, 1)) > 0;
}

static bool last_row(struct layout *l, uint32_t b, struct layout_at *at)
{
    if (b == DOC_NONE)
        return false;
    *at = (struct layout_at){b, unit_rows(layout_unit(l, b, UINT32_MAX)) - 1};
    return true;
}

bool layout_first(struct layout *l, struct layout_at *at)
{
    return first_row(l, layout_next_unit(l, DOC_NONE), at);
}

bool layout_last(struct layout *l, struct layout_at *at)
{
    return last_row(l, layout_prev_unit(l, DOC_NONE), at);
}

static long forward(struct layout *l, struct layout_at *at, long n)
{
    long moved = 0;
    while (moved < n) {
        uint32_t want = n - moved < UINT32_MAX - 2 - (long)at->row ? at->row + (uint32_t)(n - moved)
                                                                   : UINT32_MAX - 1;
        uint32_t rows = unit_rows(layout_unit(l, at->unit, want + 1));
        uint32_t row = want < rows ? want : rows - 1;
        moved += row - at->row;
        at->row = row;
        if (moved == n || !first_row(l, layout_next_unit(l, at->unit), at))
            break;
        moved++;
    }
    return moved;
}

static long backward(struct layout *l, struct layout_at *at, long n)
{
    long moved = 0;
    while (moved < n) {
        uint32_t step = n - moved < (long)at->row ? (uint32_t)(n - moved) : at->row;
        moved += step;
        at->row -= step;
        if (moved == n || !last_row(l, layout_prev_unit(l, at->unit), at))
            break;
        moved++;
    }
    return moved;
}

long layout_move(struct layout *l, struct layout_at *at, long n)
{
    return n < 0 ? -backward(l, at, n == LONG_MIN ? LONG_MAX : -n) : forward(l, at, n);
}

bool layout_next(struct layout *l, struct layout_at *at)
{
    return forward(l, at, 1) == 1;
}

bool layout_prev(struct layout *l, struct layout_at *at)
{
    return backward(l, at, 1) == 1;
}

int layout_cmp(struct layout_at a, struct layout_at b)
{
    if (a.unit != b.unit)
        return a.unit < b.unit ? -1 : 1;
    return (a.row > b.row) - (a.row < b.row);
}

/* Rows and places. */

static uint16_t line_flags(const struct unit *u, uint32_t i)
{
    const struct para_line *pl = &u->lines.v[i];
    return (uint16_t)((i == 0 ? LINE_FIRST : 0) | (u->done && i + 1 == u->lines.n ? LINE_LAST : 0) |
                      (pl->wrapped ? LINE_WRAPPED : 0) | (pl->hyphen ? LINE_HYPHEN : 0) |
                      (pl->emergency ? LINE_EMERGENCY : 0) |
                      (pl->plain && u->bare ? LINE_PLAIN : 0));
}

static void text_line(const struct unit *u, uint32_t i, struct line *out)
{
    *out = (struct line){
        .r = {u->r.beg + unit_line_beg(u, i), u->r.beg + u->lines.v[i].end},
        .block = u->block,
        .w = u->lines.v[i].w,
        .x = (uint16_t)unit_line_x(u, i),
        .flags = line_flags(u, i),
    };
}

static void blank_line(struct layout *l, const struct unit *u, uint32_t row, struct line *out)
{
    doc_pos pos = u->r.beg;
    uint32_t first = u->above + u->readings, i;
    if (row > first && !u->table)
        pos += u->lines.v[(row - first) / (u->spacing + 1u)].end;
    *out = (struct line){.r = {pos, pos}, .block = u->block, .flags = LINE_BLANK};
    if (unit_row_reading(u, row, &i))
        out->flags |= LINE_READINGS;
    uint32_t prev = row == 0 ? layout_prev_unit(l, u->block) : DOC_NONE;
    if (prev != DOC_NONE && l->doc->blocks[prev].kind == BLOCK_TITLE)
        out->flags |= LINE_BYLINE;
}

const struct line *layout_line(struct layout *l, struct layout_at at)
{
    const struct unit *u = layout_unit(l, at.unit, at.row + 1);
    uint32_t i;
    if (u->table && at.row >= u->above)
        table_line(u->table, at.row - u->above, &l->line);
    else if (unit_row_line(u, at.row, &i))
        text_line(u, i, &l->line);
    else
        blank_line(l, u, at.row, &l->line);
    return &l->line;
}

struct layout_at layout_find(struct layout *l, doc_pos pos)
{
    uint32_t b = layout_unit_of(l, doc_leaf_at(l->doc, pos));
    if (b == DOC_NONE)
        return (struct layout_at){0, 0};
    struct unit *u = layout_unit(l, b, 1);
    if (u->table)
        return (struct layout_at){b, u->above + table_row_of(u->table, pos)};
    uint32_t at = pos > u->r.beg ? pos - u->r.beg : 0;
    return (struct layout_at){b, unit_line_row(u, layout_line_of_byte(l, u, at))};
}

struct layout_at layout_with_readings(struct layout *l, struct layout_at at)
{
    const struct unit *u = layout_unit(l, at.unit, at.row + 1);
    uint32_t i;
    if (u->readings && unit_row_line(u, at.row, &i))
        at.row--;
    return at;
}

doc_pos layout_pos(struct layout *l, struct layout_at at)
{
    return layout_line(l, at)->r.beg;
}
