#include "app/article_page.h"

void article_page_add(struct article_page *p, const struct article_row *row)
{
    struct article_row copy = *row;
    copy.uuid = arena_str(&p->arena, row->uuid);
    copy.source = arena_str(&p->arena, row->source);
    copy.title = arena_str(&p->arena, row->title);
    copy.author = arena_str(&p->arena, row->author);
    copy.site = arena_str(&p->arena, row->site);
    copy.lang = arena_str(&p->arena, row->lang);
    copy.summary = arena_str(&p->arena, row->summary);
    vec_push(&p->rows, copy);
}

static void take_row(void *ctx, const struct article_row *row)
{
    article_page_add(ctx, row);
}

bool article_page_read(struct db *db, const struct article_query *q, struct article_page *out,
                       struct err *e)
{
    *out = (struct article_page){0};
    if (article_list(db, q, take_row, out, e))
        return true;
    article_page_free(out);
    return false;
}

void article_page_free(struct article_page *p)
{
    vec_free(&p->rows);
    arena_free(&p->arena);
    *p = (struct article_page){0};
}

void article_page_reverse(struct article_page *p)
{
    for (size_t i = 0, j = p->rows.n; i + 1 < j; i++) {
        struct article_row row = p->rows.v[i];
        p->rows.v[i] = p->rows.v[--j];
        p->rows.v[j] = row;
    }
}

struct list_key article_key(const struct article_row *row, enum list_order order)
{
    const int64_t values[LIST_ORDERS] = {
        [ORDER_ADDED] = row->added_ms,
        [ORDER_PUBLISHED] = row->published_ms,
        [ORDER_READ] = row->read_ms,
        [ORDER_UNITS] = row->units,
    };
    return (struct list_key){row->id, values[order], row->title};
}

static void take_name(void *ctx, int64_t id, struct str name, int64_t n)
{
    struct name_list *l = ctx;
    vec_push(&l->v, (struct name){id, n, arena_str(&l->arena, name)});
}

bool name_list_read(struct db *db, enum tally_kind kind, size_t limit, struct name_list *out,
                    struct err *e)
{
    *out = (struct name_list){0};
    if (tally_list(db, kind, limit, take_name, out, e))
        return true;
    name_list_free(out);
    return false;
}

void name_list_free(struct name_list *l)
{
    vec_free(&l->v);
    arena_free(&l->arena);
    *l = (struct name_list){0};
}

bool library_shelves_read(struct db *db, struct library_shelves *out, struct err *e)
{
    *out = (struct library_shelves){0};
    for (int i = 0; i < ARTICLE_PLACES; i++)
        if (!tally_get(db, TALLY_PLACE, i, &out->place[i], e))
            return false;
    for (int i = 0; i < ARTICLE_STATES; i++)
        if (!tally_get(db, TALLY_STATE, i, &out->state[i], e))
            return false;
    return tally_get(db, TALLY_STARRED, 1, &out->starred, e);
}
