#include "parse/html_scan.h"

#include "parse/html_tag.h"
#include "text/utf8.h"

#include <ctype.h>
#include <stdint.h>

enum {
    RUN_LEAST = 12, /* bytes; shorter texts are not worth a reference */
    REF_HIGH = 0xF0000,
    REF_LOW = 0x100000,
    REF_BITS = 15, /* of the number of a run, in each */
    REF_BYTES = 8,
    DEPTH_MAX = 256,
    ATTRS_MAX = 256,
    VALUE_MAX = 16 * 1024,
    ENTITY_MAX = 40, /* the longest name has 31 letters */
    LEFT_OUT_SEEN = 64,
};

static const char REF_LEAD = '\xF3'; /* the first byte of plane 15 (and of 12 to 14) */

struct scan {
    struct str in;
    size_t at;
    struct html_skeleton *out;
    uint16_t open[DEPTH_MAX]; /* tags */
    unsigned depth;
    VEC(uint16_t) left_out;          /* tags open below DEPTH_MAX */
    size_t unclosed[GUMBO_TAG_LAST]; /* no such end tag from here on */
    bool behind_para;                /* a </p> is the last that was copied */
};

/* Text */

static void add_run(struct scan *s, struct str run)
{
    struct html_skeleton *o = s->out;
    if (o->runs.n >> 2 * REF_BITS)
        return;
    buf_add_utf8(&o->markup, REF_HIGH + (uint32_t)(o->runs.n >> REF_BITS));
    buf_add_utf8(&o->markup, REF_LOW + (uint32_t)(o->runs.n % (1 << REF_BITS)));
    vec_push(&o->runs, run);
}

/* Leading white space stays with gumbo, which treats it in ways of its own in many places. */
static void add_plain(struct scan *s, struct str t)
{
    size_t ws = 0;
    while (ws < t.n && html_is_space(t.p[ws]))
        ws++;
    buf_add(&s->out->markup, str_sub(t, 0, ws));
    t = str_sub(t, ws, t.n);
    if (t.n >= RUN_LEAST || str_chr(t, REF_LEAD, 0) != STR_NPOS)
        add_run(s, t);
    else
        buf_add(&s->out->markup, t);
}

static size_t entity_end(struct str t, size_t amp)
{
    size_t end = amp + 1;
    while (end < t.n && end - amp < ENTITY_MAX &&
           (isalnum((unsigned char)t.p[end]) || t.p[end] == '#'))
        end++;
    return end < t.n && t.p[end] == ';' ? end + 1 : end;
}

static void add_text(struct scan *s, size_t beg, size_t end)
{
    struct str t = str_sub(s->in, beg, end);
    for (size_t at = 0; at < t.n;) {
        size_t amp = str_chr(t, '&', at);
        if (amp == STR_NPOS)
            amp = t.n;
        if (amp > at)
            add_plain(s, str_sub(t, at, amp));
        if (amp == t.n)
            return;
        at = entity_end(t, amp);
        buf_add(&s->out->markup, str_sub(t, amp, at));
    }
}

static const struct str *run_of(const struct html_skeleton *s, struct str ref)
{
    unsigned len;
    if (ref.n < REF_BYTES || ref.p[0] != REF_LEAD)
        return NULL;
    uint32_t high = utf8_get(ref.p, &len) - REF_HIGH, low = utf8_get(ref.p + len, &len) - REF_LOW;
    if (high >> REF_BITS || low >> REF_BITS)
        return NULL;
    size_t i = (size_t)high << REF_BITS | low;
    return i < s->runs.n ? &s->runs.v[i] : NULL;
}

struct str html_text_resolve(const struct html_skeleton *s, struct str text)
{
    const struct str *run = text.n == REF_BYTES ? run_of(s, text) : NULL;
    return run && (!s->leads || str_chr(*run, REF_LEAD, 0) == STR_NPOS) ? *run : text;
}

bool html_text_next(const struct html_skeleton *s, struct str *rest, struct str *piece)
{
    if (!rest->n)
        return false;
    const struct str *run = run_of(s, *rest);
    if (run) {
        *piece = *run;
        *rest = str_sub(*rest, REF_BYTES, rest->n);
        return true;
    }
    size_t end = 1;
    while ((end = str_chr(*rest, REF_LEAD, end)) != STR_NPOS &&
           !run_of(s, str_sub(*rest, end, rest->n)))
        end++;
    *piece = str_sub(*rest, 0, end);
    *rest = str_sub(*rest, end, rest->n);
    return true;
}

/* Tags */

struct tag {
    size_t beg, end; /* with its angle brackets */
    struct str name;
    GumboTag id;
    bool closes; /* </x> */
    unsigned nattrs;
    size_t cut_beg, cut_end; /* a value that is too long; the first */
};

/* Behind a value that begins at `at`, as the tokenizer of HTML 13.2.5.36–38 finds it. */
static size_t value_end(struct str in, size_t at)
{
    if (at < in.n && (in.p[at] == '"' || in.p[at] == '\'')) {
        size_t close = str_chr(in, in.p[at], at + 1);
        return close == STR_NPOS ? in.n : close + 1;
    }
    while (at < in.n && !html_is_space(in.p[at]) && in.p[at] != '>')
        at++;
    return at;
}

static size_t skip_spaces(struct str in, size_t at)
{
    while (at < in.n && html_is_space(in.p[at]))
        at++;
    return at;
}

/* One attribute, behind its name's beginning. */
static size_t scan_attr(struct str in, size_t at, struct tag *t)
{
    t->nattrs++;
    at++; /* a name may begin with "=" */
    while (at < in.n && !html_is_space(in.p[at]) && !strchr("/>=", in.p[at]))
        at++;
    size_t eq = skip_spaces(in, at);
    if (eq >= in.n || in.p[eq] != '=')
        return at;
    size_t beg = skip_spaces(in, eq + 1);
    if (beg < in.n && in.p[beg] == '>')
        return beg;
    at = value_end(in, beg);
    if (at - beg > VALUE_MAX && !t->cut_end) {
        t->cut_beg = beg;
        t->cut_end = at;
    }
    return at;
}

/* The tag that begins at `at` ("<" or "</" and a letter). False: the page ends inside it. */
static bool scan_tag(struct str in, size_t at, struct tag *t)
{
    *t = (struct tag){.beg = at, .closes = in.p[at + 1] == '/'};
    size_t name = at + 1 + t->closes;
    for (at = name; at < in.n && !html_is_space(in.p[at]) && !strchr("/>", in.p[at]);)
        at++;
    t->name = str_sub(in, name, at);
    t->id = gumbo_tagn_enum(t->name.p, (unsigned)t->name.n);
    while (at < in.n && in.p[at] != '>') {
        if (html_is_space(in.p[at]) || in.p[at] == '/')
            at++;
        else
            at = scan_attr(in, at, t);
    }
    t->end = at + 1;
    return at < in.n;
}

static void copy_tag(struct scan *s, const struct tag *t)
{
    struct buf *m = &s->out->markup;
    if (t->nattrs > ATTRS_MAX) {
        buf_add(m, str_sub(s->in, t->beg, (size_t)(t->name.p + t->name.n - s->in.p)));
        buf_addc(m, '>');
    } else if (t->cut_end) {
        buf_add(m, str_sub(s->in, t->beg, t->cut_beg));
        buf_adds(m, "\"\"");
        struct str rest = str_sub(s->in, t->cut_end, t->end);
        buf_add(m, rest.n > VALUE_MAX ? STR(">") : rest);
    } else {
        buf_add(m, str_sub(s->in, t->beg, t->end));
    }
}

/* Pops to the nearest open `id`, it included, looking no further than the tags that bound it.
 * What may stay open at its end (</p>, </li>, formatting) is popped with it, as gumbo does. */
static bool pop_to(struct scan *s, GumboTag id, unsigned bounds)
{
    for (unsigned i = s->depth; i-- > 0;) {
        if (s->open[i] == id) {
            s->depth = i;
            return true;
        }
        if (html_tag_flags(s->open[i]) & bounds)
            return false;
    }
    return false;
}

static bool pop_left_out(struct scan *s, GumboTag id)
{
    size_t n = s->left_out.n;
    for (size_t i = n; i > 0 && n - i < LEFT_OUT_SEEN; i--) {
        if (s->left_out.v[i - 1] == id) {
            s->left_out.n = i - 1;
            return true;
        }
    }
    return n > 0;
}

static void end_tag(struct scan *s, const struct tag *t)
{
    if (pop_left_out(s, t->id))
        return;
    pop_to(s, t->id, html_tag_flags(t->id) & HTML_TAG_INLINE ? HTML_TAG_BLOCK : 0);
    copy_tag(s, t);
    s->behind_para = t->id == GUMBO_TAG_P;
}

static void start_tag(struct scan *s, const struct tag *t)
{
    unsigned flags = html_tag_flags(t->id);
    if (flags & HTML_TAG_VOID) {
        copy_tag(s, t);
        return;
    }
    if (flags & HTML_TAG_OPTIONAL)
        pop_to(s, t->id, HTML_TAG_BOUND);
    if (s->depth < DEPTH_MAX)
        s->open[s->depth++] = (uint16_t)t->id;
    else if (!(flags & HTML_TAG_OPTIONAL)) {
        vec_push(&s->left_out, (uint16_t)t->id);
        return;
    }
    copy_tag(s, t);
}

/* Raw text: from the end of a start tag to its end tag. */

static size_t find_end_tag(struct str in, size_t from, struct str name)
{
    for (size_t at = from; (at = str_find(in, STR("</"), at)) != STR_NPOS; at += 2) {
        struct str found = str_sub(in, at + 2, at + 2 + name.n);
        size_t behind = at + 2 + name.n;
        if (str_eq_nocase(found, name) &&
            (behind >= in.n || html_is_space(in.p[behind]) || strchr("/>", in.p[behind])))
            return at;
    }
    return STR_NPOS;
}

/* Scripts that hold text: formulas for MathJax. */
static bool keeps_script(struct str tag)
{
    return str_find(tag, STR("math/"), 0) != STR_NPOS;
}

static void scan_raw(struct scan *s, const struct tag *t, enum html_raw raw)
{
    bool unclosed = s->at >= s->unclosed[t->id];
    size_t end = unclosed ? STR_NPOS : find_end_tag(s->in, s->at, t->name);
    if (end == STR_NPOS) {
        if (!unclosed)
            s->unclosed[t->id] = s->at;
        if (raw == HTML_RAW_SCRIPT)
            s->at = s->in.n;
        return;
    }
    copy_tag(s, t);
    if (raw == HTML_RAW_TEXT)
        add_text(s, s->at, end);
    else if (raw == HTML_RAW_SCRIPT && keeps_script(str_sub(s->in, t->beg, t->end)))
        add_plain(s, str_sub(s->in, s->at, end));
    buf_adds(&s->out->markup, "</");
    buf_add(&s->out->markup, t->name);
    buf_addc(&s->out->markup, '>');
    size_t gt = str_chr(s->in, '>', end);
    s->at = gt == STR_NPOS ? s->in.n : gt + 1;
}

/* <!…> and <?…>: a comment is left out, a doctype stays. */
static void scan_declaration(struct scan *s)
{
    struct str head = str_sub(s->in, s->at, s->at + 9);
    size_t end;
    if (str_starts(head, STR("<!-->")) || str_starts(head, STR("<!--->"))) {
        end = str_chr(s->in, '>', s->at);
    } else if (str_starts(head, STR("<!--"))) {
        end = str_find(s->in, STR("-->"), s->at + 4);
        end = end == STR_NPOS ? end : end + 2;
    } else {
        end = str_chr(s->in, '>', s->at);
        if (end != STR_NPOS && str_eq_nocase(head, STR("<!doctype")))
            buf_add(&s->out->markup, str_sub(s->in, s->at, end + 1));
    }
    s->at = end == STR_NPOS ? s->in.n : end + 1;
}

static void scan_markup(struct scan *s)
{
    struct tag t;
    char c = s->at + 1 < s->in.n ? s->in.p[s->at + 1] : ' ';
    char d = s->at + 2 < s->in.n ? s->in.p[s->at + 2] : ' ';
    if (c == '!' || c == '?' || (c == '/' && !isalpha((unsigned char)d))) {
        scan_declaration(s);
    } else if (!isalpha((unsigned char)c) && c != '/') {
        buf_adds(&s->out->markup, "&lt;");
        s->at++;
    } else if (!scan_tag(s->in, s->at, &t)) {
        s->at = s->in.n;
    } else {
        enum html_raw raw = t.closes ? HTML_RAW_NONE : html_tag_raw(t.id);
        s->at = t.end;
        if (raw != HTML_RAW_NONE)
            scan_raw(s, &t, raw);
        else if (t.closes)
            end_tag(s, &t);
        else
            start_tag(s, &t);
    }
}

/* White space up to `end` between two paragraphs: nothing but in <pre>, and a third of the nodes
 * that gumbo would make of a novel. */
static bool is_gap(const struct scan *s, size_t end)
{
    struct str next = str_sub(s->in, end, end + 3);
    if (!s->behind_para || next.n < 3 || (next.p[1] | 0x20) != 'p' ||
        (next.p[2] != '>' && !html_is_space(next.p[2])))
        return false;
    for (unsigned i = 0; i < s->depth; i++)
        if (s->open[i] == GUMBO_TAG_PRE)
            return false;
    return skip_spaces(s->in, s->at) == end;
}

void html_scan(struct str text, struct html_skeleton *out)
{
    struct scan s = {.in = text, .out = out};
    out->leads = str_chr(text, REF_LEAD, 0) != STR_NPOS;
    for (size_t i = 0; i < GUMBO_TAG_LAST; i++)
        s.unclosed[i] = SIZE_MAX;
    while (s.at < text.n) {
        size_t lt = str_chr(text, '<', s.at);
        if (lt == STR_NPOS)
            lt = text.n;
        if (!is_gap(&s, lt))
            add_text(&s, s.at, lt);
        s.behind_para = false;
        s.at = lt;
        if (lt < text.n)
            scan_markup(&s);
    }
    vec_free(&s.left_out);
}

void html_skeleton_free(struct html_skeleton *s)
{
    buf_free(&s->markup);
    vec_free(&s->runs);
}
