#include "layout/unit.h"

#include "layout/block.h"
#include "layout/table.h"

uint32_t layout_room(const struct layout *l, uint32_t x)
{
    uint32_t m = l->opts.measure;
    if (m == 0)
        return PARA_UNLIMITED / 2;
    return m > x ? m - x : 1;
}

static enum linebreak_lang lang_of_block(const struct layout *l, uint32_t b)
{
    const struct doc *d = l->doc;
    if (l->opts.lang != LINEBREAK_OTHER)
        return l->lang;
    for (uint32_t i = b; i != DOC_NONE; i = d->blocks[i].parent) {
        if (d->blocks[i].attrs == DOC_NONE)
            continue;
        struct str s = doc_block_attr(d, i, ATTR_LANG);
        if (s.n)
            return linebreak_lang_of(s);
    }
    return l->lang;
}

unsigned layout_span_kinds(const struct doc *d, struct doc_range r)
{
    unsigned kinds = 0;
    for (uint32_t i = doc_span_from(d, r.beg); i < d->nspans && d->spans[i].r.beg <= r.end; i++)
        kinds |= d->spans[i].kinds;
    return kinds;
}

/* Prose is set, and justified where it runs on: not in headings, captions and cells, nor in Korean,
 * which has word spaces. */
static struct set_opts set_of(const struct layout *l, enum block_kind kind, uint8_t lang)
{
    const struct layout_opts *o = &l->opts;
    bool prose = kind != BLOCK_CODE && kind != BLOCK_PRE;
    bool runs_on = (kind == BLOCK_PARA || kind == BLOCK_TURN) && o->measure;
    return (struct set_opts){
        .on = prose && lang != LINEBREAK_OTHER &&
              (o->compress || o->full || o->gap || o->align != LAYOUT_RAGGED || o->hang),
        .compress = o->compress,
        .full = o->full,
        .gap = o->gap,
        .justify = o->align != LAYOUT_RAGGED && runs_on && lang != LINEBREAK_KO,
        .between = o->align == LAYOUT_EVEN,
        .hang = o->hang && runs_on && lang != LINEBREAK_KO,
    };
}

static bool is_chinese(uint8_t lang)
{
    return lang == LINEBREAK_ZH_HANS || lang == LINEBREAK_ZH_HANT;
}

/* Pinyin is for Chinese text; code has no readings. */
static struct ruby_want readings_of(const struct layout *l, enum block_kind kind, uint8_t lang,
                                    bool rows)
{
    enum { LEAST_COLS = 4 };
    uint32_t half = layout_room(l, 0) / 2;
    struct ruby_want want = {
        .ruby = l->opts.ruby,
        .pinyin = rows ? l->opts.pinyin : PINYIN_OFF,
        .cols = (uint8_t)(half < RUBY_MAX_COLS ? half : RUBY_MAX_COLS),
    };
    if (kind == BLOCK_CODE || kind == BLOCK_PRE || half < LEAST_COLS)
        return (struct ruby_want){RUBY_OFF, PINYIN_OFF, 0};
    if (!rows && want.ruby == RUBY_ABOVE)
        want.ruby = RUBY_BRACKETS;
    if (!is_chinese(lang))
        want.pinyin = PINYIN_OFF;
    return want;
}

struct linebreak_opts layout_rules(const struct layout *l, enum linebreak_lang lang)
{
    return (struct linebreak_opts){.tailored = true,
                                   .lang = (uint8_t)lang,
                                   .level = l->opts.level,
                                   .keep_words = l->opts.keep_words};
}

void layout_para(struct layout *l, uint32_t b, struct doc_range r, bool rows, struct para *p)
{
    enum block_kind kind = l->doc->blocks[b].kind;
    unsigned kinds = layout_span_kinds(l->doc, r);
    *p = (struct para){
        .text = doc_slice(l->doc, r),
        .notes = kinds & SPAN_NOTE_REF ? &l->notes : NULL,
        .base = r.beg,
        .lb = layout_rules(l, lang_of_block(l, b)),
        .tab_cols = l->opts.tab_cols,
        .scripts = kinds & (SPAN_SUP | SPAN_SUB),
    };
    p->pairs = &l->pairs[p->lb.lang];
    p->set = set_of(l, kind, p->lb.lang);
    p->respell =
        l->opts.script != SCRIPT_AS_WRITTEN && kind != BLOCK_CODE && is_chinese(p->lb.lang);
    p->want = readings_of(l, kind, p->lb.lang, rows);
    if (!(kinds & SPAN_RUBY))
        p->want.ruby = RUBY_OFF;
    if (p->want.ruby != RUBY_OFF || p->want.pinyin != PINYIN_OFF)
        p->ruby = &l->ruby;
}

/* Units in order. */

uint32_t layout_unit_of(const struct layout *l, uint32_t b)
{
    if (b == DOC_NONE || l->doc->blocks[b].kind != BLOCK_CELL)
        return b;
    uint32_t table = doc_ancestor(l->doc, b, BLOCK_TABLE);
    return table == DOC_NONE ? b : table;
}

uint32_t layout_next_unit(const struct layout *l, uint32_t b)
{
    if (b != DOC_NONE)
        b = l->doc->blocks[b].next - 1;
    return layout_unit_of(l, doc_next_leaf(l->doc, b));
}

uint32_t layout_prev_unit(const struct layout *l, uint32_t b)
{
    return layout_unit_of(l, doc_prev_leaf(l->doc, b));
}

/* Lines of a unit. */

uint32_t unit_rows(const struct unit *u)
{
    if (u->table)
        return u->above + table_rows(u->table);
    uint32_t n = (uint32_t)u->lines.n;
    return u->above + (n ? u->readings + n + (n - 1) * u->spacing : 0);
}

/* The rows from the first line on, or from its readings. */
static bool row_in_text(const struct unit *u, uint32_t row, uint32_t lead, uint32_t *line)
{
    uint32_t first = u->above + u->readings - lead, stride = u->spacing + 1u;
    if (row < first || (row - first) % stride)
        return false;
    *line = (row - first) / stride;
    return true;
}

bool unit_row_line(const struct unit *u, uint32_t row, uint32_t *line)
{
    return row_in_text(u, row, 0, line);
}

bool unit_row_reading(const struct unit *u, uint32_t row, uint32_t *line)
{
    return u->readings && row_in_text(u, row, 1, line);
}

uint32_t unit_line_row(const struct unit *u, uint32_t line)
{
    return u->above + u->readings + line * (u->spacing + 1u);
}

static void add_line(struct layout *l, struct unit *u)
{
    uint32_t i = (uint32_t)u->lines.n;
    uint32_t beg = i ? vec_last(&u->lines).end : u->body;
    struct para_line pl = para_line(&u->para, beg, layout_room(l, unit_line_x(u, i)));
    vec_push(&u->lines, pl);
    l->lines++;
    u->done = pl.end >= u->para.text.n;
}

static void extend_rows(struct layout *l, struct unit *u, uint32_t rows)
{
    if (u->table) {
        size_t before = table_rows(u->table);
        u->done = table_extend(u->table, rows > u->above ? rows - u->above : 1);
        l->lines += table_rows(u->table) - before;
        return;
    }
    while (!u->done && unit_rows(u) < rows)
        add_line(l, u);
}

uint32_t layout_line_of_byte(struct layout *l, struct unit *u, uint32_t at)
{
    while (!u->done && (u->lines.n == 0 || vec_last(&u->lines).end <= at))
        add_line(l, u);
    uint32_t lo = 0, hi = (uint32_t)u->lines.n - 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (u->lines.v[mid].end > at)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* The cache: slots in a list by last use, found through buckets. */

static uint16_t *bucket_of(struct layout *l, uint32_t b)
{
    return &l->buckets[b % CACHE_BUCKETS];
}

static void unlink_use(struct layout *l, uint32_t i)
{
    struct unit *u = &l->slots[i];
    *(u->newer == CACHE_NONE ? &l->newest : &l->slots[u->newer].older) = u->older;
    *(u->older == CACHE_NONE ? &l->oldest : &l->slots[u->older].newer) = u->newer;
}

static void link_newest(struct layout *l, uint32_t i)
{
    struct unit *u = &l->slots[i];
    u->newer = CACHE_NONE;
    u->older = l->newest;
    *(l->newest == CACHE_NONE ? &l->oldest : &l->slots[l->newest].newer) = i;
    l->newest = i;
}

static void drop_oldest(struct layout *l)
{
    uint32_t i = l->oldest;
    struct unit *u = &l->slots[i];
    unlink_use(l, i);
    uint16_t *at = bucket_of(l, u->block);
    while (*at != i)
        at = &l->slots[*at].chain;
    *at = u->chain;
    l->lines -= u->table ? table_rows(u->table) : u->lines.n;
    if (u->lines.cap > CACHE_LINES / 64)
        vec_free(&u->lines);
    table_free(u->table);
    u->table = NULL;
    u->chain = (uint16_t)l->unused;
    l->unused = i;
}

static uint32_t take_slot(struct layout *l)
{
    if (l->unused == CACHE_NONE && l->nslots < CACHE_UNITS)
        return l->nslots++;
    if (l->unused == CACHE_NONE)
        drop_oldest(l);
    uint32_t i = l->unused;
    l->unused = l->slots[i].chain;
    return i;
}

static struct unit *make_unit(struct layout *l, uint32_t b)
{
    const struct block *bl = &l->doc->blocks[b];
    uint32_t i = take_slot(l);
    struct unit *u = &l->slots[i];
    u->block = b;
    u->kind = bl->kind;
    u->r = bl->r;
    u->lines.n = 0;
    u->done = false;
    layout_para(l, b, bl->r, bl->kind != BLOCK_TABLE, &u->para);
    block_measure(l, u);
    if (bl->kind == BLOCK_TABLE)
        u->table = table_new(l, b, u->first);
    u->chain = *bucket_of(l, b);
    *bucket_of(l, b) = (uint16_t)i;
    link_newest(l, i);
    l->units_made++;
    return u;
}

static struct unit *cached_unit(struct layout *l, uint32_t b)
{
    if (l->newest != CACHE_NONE && l->slots[l->newest].block == b)
        return &l->slots[l->newest];
    for (uint16_t i = *bucket_of(l, b); i != CACHE_NONE; i = l->slots[i].chain)
        if (l->slots[i].block == b) {
            unlink_use(l, i);
            link_newest(l, i);
            return &l->slots[i];
        }
    return make_unit(l, b);
}

struct unit *layout_unit(struct layout *l, uint32_t b, uint32_t rows)
{
    struct unit *u = cached_unit(l, b);
    if (!u->done)
        extend_rows(l, u, rows);
    while (l->lines > CACHE_LINES && l->oldest != l->newest)
        drop_oldest(l);
    return u;
}
