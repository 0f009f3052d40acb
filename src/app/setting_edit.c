/* Changing the configuration file's text, and keeping what the user wrote around it. */
#include "app/setting_line.h"

/* What is known of a section once the text has been walked. Offsets; STR_NPOS: none. */
struct place {
    struct str value; /* of the last line that sets the name: the one that counts */
    size_t end;       /* where a new line belongs */
};

/* A walk over the lines, which knows whether they are of the section. */
struct walk {
    struct str text, rest, line; /* line: without its end */
    const struct settings_change *change;
    struct setting_line l;
    bool inside;
};

static struct walk walk_start(struct str text, const struct settings_change *c)
{
    return (struct walk){
        .text = text,
        .rest = str_starts(text, STR("\xEF\xBB\xBF")) ? str_sub(text, 3, text.n) : text,
        .change = c,
        .inside = c->scope == SETTINGS_GENERAL,
    };
}

static bool walk_next(struct walk *w)
{
    enum settings_scope scope;
    if (!str_split(&w->rest, '\n', &w->line))
        return false;
    w->l = setting_line_read(w->line);
    if (w->l.kind == SETTING_LINE_SECTION)
        w->inside = setting_line_scope(w->l.name, &scope) && scope == w->change->scope &&
                    str_eq(w->l.value, w->change->section);
    else if (w->l.kind == SETTING_LINE_BAD)
        w->inside = false;
    return true;
}

/* A change without a name means all lines of the section but its comments. */
static bool walk_is_meant(const struct walk *w)
{
    if (!w->inside || w->l.kind == SETTING_LINE_BLANK)
        return false;
    return !w->change->name.p ||
           (w->l.kind == SETTING_LINE_VALUE && str_eq(w->l.name, w->change->name));
}

static size_t offset_behind(const struct walk *w)
{
    size_t end = (size_t)(w->line.p - w->text.p) + w->line.n;
    return end < w->text.n ? end + 1 : end;
}

/* A new line stands behind the section's last value and the comments that follow it at once; one
 * that stands right above the next section belongs to that. */
static struct place find_place(struct str text, const struct settings_change *c)
{
    struct walk w = walk_start(text, c);
    struct place p = {.end = STR_NPOS};
    size_t value_end = w.inside ? text.n - w.rest.n : STR_NPOS, note_end = value_end;
    bool gap = false, was_inside = w.inside;
    while (walk_next(&w)) {
        bool note = w.l.kind == SETTING_LINE_BLANK;
        if (was_inside && !note && w.l.kind != SETTING_LINE_VALUE)
            p.end = gap ? note_end : value_end; /* another section begins */
        was_inside = w.inside;
        if (!w.inside)
            continue;
        if (walk_is_meant(&w))
            p.value = w.l.value;
        gap = note && (gap || !w.l.comment.n);
        if (!note)
            value_end = note_end = offset_behind(&w);
        else if (!gap)
            note_end = offset_behind(&w);
    }
    if (was_inside)
        p.end = text.n;
    return p;
}

static struct str end_of_line(struct str text)
{
    size_t first = str_chr(text, '\n', 0);
    bool crlf = first != STR_NPOS && first > 0 && text.p[first - 1] == '\r';
    return crlf ? STR("\r\n") : STR("\n");
}

static void add_value(struct str text, const struct settings_change *c, size_t at, struct buf *out)
{
    struct str eol = end_of_line(text);
    bool make = at == STR_NPOS;
    at = make ? text.n : at;
    buf_add(out, str_sub(text, 0, at));
    if (at && text.p[at - 1] != '\n' && !(at == 3 && str_starts(text, STR("\xEF\xBB\xBF"))))
        buf_add(out, eol);
    if (make) {
        buf_add(out, text.n ? eol : STR(""));
        setting_line_add_section(c->scope, c->section, out);
        buf_add(out, eol);
    }
    buf_add(out, c->name);
    buf_addc(out, ' ');
    buf_add(out, c->value);
    buf_add(out, eol);
    buf_add(out, str_sub(text, at, text.n));
}

static void set_value(struct str text, const struct settings_change *c, struct buf *out)
{
    struct place p = find_place(text, c);
    if (!p.value.p) {
        add_value(text, c, p.end, out);
        return;
    }
    size_t at = (size_t)(p.value.p - text.p);
    buf_add(out, str_sub(text, 0, at));
    if (p.value.n == 0)
        buf_addc(out, ' ');
    buf_add(out, c->value);
    buf_add(out, str_sub(text, at + p.value.n, text.n));
}

/* A comment behind the value stays, in a line of its own. */
static void unset_value(struct str text, const struct settings_change *c, struct buf *out)
{
    struct walk w = walk_start(text, c);
    buf_add(out, str_sub(text, 0, text.n - w.rest.n));
    while (walk_next(&w)) {
        size_t beg = (size_t)(w.line.p - text.p);
        bool named = walk_is_meant(&w);
        if (named && !w.l.comment.n)
            continue;
        beg = named ? (size_t)(w.l.comment.p - text.p) : beg;
        buf_add(out, str_sub(text, beg, offset_behind(&w)));
    }
}

void settings_edit(struct str text, const struct settings_change *v, size_t n, struct buf *out)
{
    struct buf now = {0}, next = {0};
    buf_add(&now, text);
    for (size_t i = 0; i < n; i++) {
        (v[i].value.p ? set_value : unset_value)(buf_str(&now), &v[i], &next);
        buf_free(&now);
        now = next;
        next = (struct buf){0};
    }
    buf_add(out, buf_str(&now));
    buf_free(&now);
}
