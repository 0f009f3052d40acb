/* Turns of a dialogue, see speaker.h. */
#include "parse/plain_priv.h"
#include "parse/speaker.h"

static void count_names(struct plain *p, struct speakers *t)
{
    for (size_t i = 0; i < p->lines.n; i++) {
        struct line *l = &p->lines.v[i];
        struct str name;
        size_t mark = l->kind == LINE_TEXT ? speaker_opening(line_str(p, i), &name) : 0;
        if (mark == 0 || (i && plain_joins(p, i - 1)))
            continue;
        speakers_count(t, name);
        l->mark = (uint16_t)mark;
    }
}

static void mark_turns(struct plain *p, struct speakers *t)
{
    for (size_t i = 0; i < p->lines.n; i++) {
        struct line *l = &p->lines.v[i];
        struct str name;
        bool first;
        if (l->kind != LINE_TEXT || l->mark == 0)
            continue;
        speaker_opening(line_str(p, i), &name);
        if (!speakers_has(t, name, &first))
            continue;
        l->kind = LINE_TURN;
        if (first)
            doc_build_attr(p->b, ATTR_SPEAKER, name);
    }
}

void plain_turns(struct plain *p)
{
    struct speakers *t = speakers_new();
    count_names(p, t);
    if (speakers_decide(t, p->lines.n))
        mark_turns(p, t);
    speakers_free(t);
}
