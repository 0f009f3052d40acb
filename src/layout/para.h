/* Breaking the text of one leaf into lines.
 *
 * A line depends only on where it begins and how many cells it may take, so a text is broken as far
 * as it is looked at, and broken again at another width from any line's beginning.
 *
 * With the opportunities of text/linebreak.h a line ends at the last one that fits; what may not
 * begin or end a line goes to the next line with its neighbour, unless the line can give the cells
 * that it lacks, and fewer than it would take to fill it without (set.h). White space hangs over the
 * end. A last line with a single ideograph takes another from the line before it (CLREQ 6.2.2). Two
 * cases leave the rules, and the line says so (emergency):
 *  - a stretch without an opportunity is longer than a line (a URL, a very long word);
 *  - keeping the rules would leave the line less than half full, and what is pushed out is not one
 *    word that fits a line of its own (CJK punctuation on a narrow measure).
 * Then the line ends at the last place that looser rules allow (a third closing mark in a row may begin
 * a line; at last the loosest level), provided it is half full, and else between any two clusters. */
#ifndef JD_LAYOUT_PARA_H
#define JD_LAYOUT_PARA_H

#include "layout/note.h"
#include "layout/ruby.h"
#include "layout/set.h"
#include "text/grapheme.h"
#include "text/linebreak.h"
#include "text/linebreak_run.h"
#include "text/uniprop.h"
#include "text/utf8.h"
#include "text/width.h"

struct para {
    struct str text;     /* of the leaf */
    struct notes *notes; /* for the marks behind clusters; NULL: the text has none */
    struct ruby *ruby;   /* for its readings; NULL: it has none */
    struct ruby_want want;
    doc_pos base; /* of text in its document */
    struct linebreak_opts lb;
    const struct linebreak_pairs *pairs; /* of lb */
    struct set_opts set;
    uint16_t tab_cols;
    bool respell; /* its characters are shown in another script */
    bool scripts; /* SPAN_SUP or SPAN_SUB stands in the text */
};

enum { PARA_UNLIMITED = 1 << 25 }; /* cells */

struct para_line {
    uint32_t end;         /* bytes into the text; it begins where the one before ended */
    uint32_t w : 26;      /* cells drawn: without white space at the end, with the hyphen */
    uint32_t wrapped : 1; /* ends without a break in the text */
    uint32_t hyphen : 1;
    uint32_t emergency : 1; /* ends where the rules allow no break */
    uint32_t plain : 1; /* shown as it stands: no tab, mark, stand-in, gap, zero-width cluster */
    uint32_t hang : 1;  /* its last mark stands behind the measure; w counts it */
    uint32_t set : 1;   /* by the rules of set.h; else its clusters stand side by side */
    int8_t spare;       /* cells that its places take; negative: that its marks and gaps give */
};

/* The line that begins at byte `at` (at < text.n, or both 0) and takes at most cols cells; wider only
 * when it is a single cluster with its note. */
struct para_line para_line(const struct para *p, uint32_t at, uint32_t cols);

/* Cells of the widest stretch of the first `bytes` of the text that cannot be broken, and of its
 * widest line when only forced breaks end lines; each at most `cols`. For columns of tables. */
void para_extent(const struct para *p, uint32_t bytes, uint32_t cols, uint32_t *least,
                 uint32_t *natural);

enum cluster_kind {
    CLUSTER_TEXT,
    CLUSTER_SPACE, /* hangs at a line's end */
    CLUSTER_NONE,  /* not drawn: line breaks, soft hyphens, joiners by themselves */
};

struct cluster {
    uint32_t beg, end; /* bytes */
    uint32_t w;        /* cells */
    uint8_t kind;      /* enum cluster_kind */
    bool plain;        /* one code point that stands for itself */
};

/* The cluster at byte `at`, with the line's pen at column col. */
struct cluster para_cluster_slow(const struct para *p, uint32_t at, uint32_t col);

static inline bool para_starts_cluster(struct str s, uint32_t at)
{
    if (at >= s.n || (unsigned char)s.p[at] < 0x80)
        return true;
    unsigned len;
    return uniprop(utf8_get(s.p + at, &len))->gb == GB_OTHER;
}

static inline struct cluster para_cluster(const struct para *p, uint32_t at, uint32_t col)
{
    unsigned char b = (unsigned char)p->text.p[at];
    uint32_t end = at + 1;
    uint32_t w = 1;
    if (b >= 0x80) {
        unsigned len;
        const struct uniprop *u = uniprop(utf8_get(p->text.p + at, &len));
        if (u->gb != GB_OTHER || len > 3)
            return para_cluster_slow(p, at, col);
        end = at + len;
        w = u->width == UW_WIDE ? 2 : (uint32_t)width_of(utf8_get(p->text.p + at, &len));
    } else if (b < 0x20) {
        return para_cluster_slow(p, at, col);
    }
    if (w == 0 || !para_starts_cluster(p->text, end))
        return para_cluster_slow(p, at, col);
    bool space = b == ' ' || (b == 0xE3 && memcmp(p->text.p + at, "\xE3\x80\x80", 3) == 0);
    return (struct cluster){at, end, w, space ? CLUSTER_SPACE : CLUSTER_TEXT, true};
}

#endif
