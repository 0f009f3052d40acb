/* The walk along a line that is being broken: cluster by cluster, with the cells they take, what the line
 * could give and take, and the places where it could end. Private to src/layout; para.c chooses among
 * these places. */
#ifndef JD_LAYOUT_WALK_H
#define JD_LAYOUT_WALK_H

#include "layout/insert.h"
#include "layout/para.h"

/* A place where the line can end. */
struct stop {
    uint32_t end; /* bytes; 0: there is none */
    uint32_t w;   /* cells up to there */
    bool plain, hung, hyphen, set;
    uint8_t end_give;     /* enum set_give: of the last cluster */
    struct set_room room; /* of the line up to there */
};

/* What the walk along a line knows. */
struct walk {
    const struct para *p;
    struct linebreaker lb;
    uint32_t cols;
    uint32_t at;    /* bytes: behind the clusters taken */
    uint32_t pen;   /* cells up to there, with white space */
    uint32_t drawn; /* cells up to the last cluster that is drawn */
    struct inserts in;
    bool inserts, plain, set;
    bool bare;              /* clusters stand side by side and nothing between them */
    bool wide;              /* the last cluster taken is a wide one */
    bool joined;            /* readings hold the last cluster and the next one together */
    bool each;              /* letters of a word are taken one by one */
    bool tight;             /* nothing beyond cols is taken, however much the line can give */
    bool hung;              /* a mark stands behind cols */
    struct set_side before; /* the last cluster drawn or of white space */
    struct set_room room;
    uint32_t gives;   /* cells, of all kinds */
    uint8_t end_give; /* enum set_give: of the last cluster */
    struct stop fit;  /* up to the last cluster within cols */
};

/* At byte `at`, the rules not started yet. level < 0: the text's own. */
void walk_init(struct walk *w, const struct para *p, uint32_t at, uint32_t cols, int level);

/* The rules go on where the walk stands, which is at a break. */
void walk_rules(struct walk *w);

/* Both. */
void walk_start(struct walk *w, const struct para *p, uint32_t at, uint32_t cols, int level);

enum { WALK_OVERFLOW = -1 };

/* Takes the next cluster: what break is behind it (enum linebreak_kind), or WALK_OVERFLOW when it does not
 * fit any more. At least one cluster of a line that begins at byte beg is taken. */
int walk_step(struct walk *w, uint32_t beg);

/* Where the walk stands. */
void walk_stop(const struct walk *w, struct stop *s);

/* The line is wider than the measure, and can give that much. (A single cluster may be wider still.) */
bool walk_is_beyond(const struct walk *w);

/* Keeps the place behind the cluster just taken, if it is an opportunity: as the last one that fits, or as
 * the first beyond. */
void walk_keep_break(const struct walk *w, int after, struct stop *fits, struct stop *beyond);

/* From a break on, over ideographs or words whose breaks need no rules, to the last break among them. */
void walk_skip_run(struct walk *w, struct stop *fits);

/* The same where clusters only stand side by side, by the pairs of text/linebreak_run.h. True when the line
 * ends at the last of `fits`. */
bool walk_skip_pairs(struct walk *w, struct stop *fits);

#endif
