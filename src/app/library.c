#include "app/library.h"

#include "app/bundled.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/article.h"
#include "store/choice.h"
#include "store/history.h"
#include "text/sanitize.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <unistd.h>

enum { MAX_TITLE_BYTES = 512, MAX_TAG_BYTES = 64 };

struct library {
    struct db *db;
    char *bundled_dir;
};

static struct library *library_new(struct db *db)
{
    struct library *lib = mem_zero(1, sizeof *lib);
    lib->db = db;
    lib->bundled_dir = bundled_dir();
    return lib;
}

static char *default_path(bool make_dir, struct err *e)
{
    char *dir = file_xdg_dir(XDG_DATA), *path = NULL;
    if (!make_dir || file_mkdirs(dir, e))
        path = file_join(dir, "library.db");
    free(dir);
    return path;
}

struct library *library_open(const char *path, struct err *e)
{
    char *file = path ? str_dup(str_of(path)) : default_path(true, e);
    struct db *db = file ? db_open(file, DB_WRITE, e) : NULL;
    free(file);
    return db ? library_new(db) : NULL;
}

struct library *library_open_read(const char *path, struct err *e)
{
    char *file = path ? str_dup(str_of(path)) : default_path(false, NULL);
    struct db *db = db_open(file, DB_READ, e);
    free(file);
    return db ? library_new(db) : NULL;
}

void library_interrupt(struct library *lib)
{
    if (lib)
        db_interrupt(lib->db);
}

void library_close(struct library *lib)
{
    if (!lib)
        return;
    db_close(lib->db);
    free(lib->bundled_dir);
    free(lib);
}

struct db *library_db(struct library *lib)
{
    return lib ? lib->db : NULL;
}

static bool is_stream(const char *source)
{
    return strcmp(source, "-") == 0;
}

bool library_position(struct library *lib, const char *source, const struct doc *d,
                      struct reading_state *out, struct err *e)
{
    struct history_position p = {0};
    struct doc_range r = {0};
    bool found = false;
    *out = (struct reading_state){.match = ANCHOR_LOST};
    if (!lib)
        return true;
    if (!history_find(lib->db, str_of(source), d->content_hash, is_stream(source), &p, &found, e))
        return false;
    if (found) {
        out->known = true;
        out->same_content =
            p.content_hash.hi == d->content_hash.hi && p.content_hash.lo == d->content_hash.lo;
        out->match = anchor_find(d, &p.anchor, &r);
        out->pos = r.beg;
        out->last_read_ms = p.read_ms;
    }
    history_position_free(&p);
    return true;
}

static char *or_null(struct buf *b)
{
    return b->n ? buf_take(b) : NULL;
}

bool library_choice(struct library *lib, const char *source, char **charset, char **repair,
                    struct err *e)
{
    struct choice c;
    *charset = *repair = NULL;
    if (!lib || is_stream(source))
        return true;
    bool ok = choice_find(lib->db, str_of(source), &c, e);
    *charset = or_null(&c.charset);
    *repair = or_null(&c.repair);
    choice_free(&c);
    return ok;
}

bool library_keep_choice(struct library *lib, const char *source, const char *charset,
                         const char *repair, struct err *e)
{
    if (!lib || is_stream(source))
        return true;
    return choice_keep(lib->db, str_of(source), str_of(charset), str_of(repair), clock_wall_ms(),
                       e);
}

/* At most max bytes, whole characters, on one line. */
static struct str short_line(struct str s, size_t max, struct buf *own)
{
    sanitize(s, SANITIZE_LINE, own);
    struct str line = str_trim(buf_str(own));
    return str_sub(line, 0, utf8_valid_prefix(str_sub(line, 0, max)));
}

static int32_t permille(const struct doc *d, doc_pos pos)
{
    if (pos >= d->text.n)
        return 1000;
    return (int32_t)((uint64_t)pos * 1000 / d->text.n);
}

bool library_keep_position(struct library *lib, const char *source, const struct doc *d,
                           doc_pos pos, struct err *e)
{
    return library_keep_seen(lib, source, d, pos, pos, e);
}

/* What is in the library as an article counts as read so far. */
static bool keep_progress(struct library *lib, const char *source, int32_t permille, struct err *e)
{
    int64_t id = 0;
    if (is_stream(source))
        return true;
    return article_by_source(lib->db, str_of(source), &id, e) &&
           (!id || article_was_read(lib->db, id, permille, clock_wall_ms(), e));
}

bool library_keep_seen(struct library *lib, const char *source, const struct doc *d, doc_pos pos,
                       doc_pos seen, struct err *e)
{
    struct buf title = {0}, lang = {0}, format = {0};
    if (!lib)
        return true;
    if (pos > d->text.n)
        pos = (doc_pos)d->text.n;
    struct str name = doc_title(d);
    struct history_reading r = {
        .source = str_of(source),
        .title = short_line(name.n ? name : file_name(str_of(source)), MAX_TITLE_BYTES, &title),
        .lang = short_line(doc_attr(d, ATTR_LANG), MAX_TAG_BYTES, &lang),
        .format = short_line(doc_attr(d, ATTR_FORMAT), MAX_TAG_BYTES, &format),
        .content_hash = d->content_hash,
        .units = d->units,
        .canon_version = d->canon_version,
        .progress_permille = permille(d, seen),
        .anchor = anchor_make(d, (struct doc_range){pos, pos}),
        .is_stream = is_stream(source),
        .now_ms = clock_wall_ms(),
    };
    bool ok = history_keep(lib->db, &r, e) && keep_progress(lib, source, r.progress_permille, e);
    buf_free(&title);
    buf_free(&lang);
    buf_free(&format);
    return ok;
}

static void entry_free(struct library_entry *en)
{
    free(en->uuid);
    free(en->source);
    free(en->title);
    free(en->lang);
    free(en->summary);
}

void library_list_free(struct library_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        entry_free(&l->v[i]);
    free(l->v);
    *l = (struct library_list){0};
}

struct list_ctx {
    struct library_list *list;
    struct str bundled_dir;
};

static bool is_in_dir(struct str path, struct str dir)
{
    return str_starts(path, dir) && path.n > dir.n && path.p[dir.n] == '/';
}

static void add_row(void *ctx, const struct history_row *row)
{
    struct list_ctx *c = ctx;
    struct library_list *l = c->list;
    l->v = mem_realloc(l->v, (l->n + 1) * sizeof *l->v);
    struct library_entry *en = &l->v[l->n++];
    *en = (struct library_entry){
        .id = row->id,
        .uuid = str_dup(row->uuid),
        .source = str_dup(row->source),
        .title = str_dup(row->title),
        .lang = str_dup(row->lang),
        .summary = str_dup(STR("")),
        .progress_permille = row->progress_permille,
        .units = row->units,
        .last_read_ms = row->read_ms,
        .bundled = is_in_dir(row->source, c->bundled_dir),
    };
    en->missing = en->source[0] == '/' && access(en->source, F_OK) < 0;
}

bool library_list_read(struct library *lib, int64_t before_ms, int64_t before_id, size_t limit,
                       struct library_list *out, struct err *e)
{
    *out = (struct library_list){0};
    if (!lib)
        return true;
    struct list_ctx ctx = {out, str_of(lib->bundled_dir)};
    if (before_ms == 0)
        before_ms = before_id = INT64_MAX;
    if (history_list(lib->db, before_ms, before_id, limit, add_row, &ctx, e))
        return true;
    library_list_free(out);
    return false;
}

bool library_count(struct library *lib, struct library_count *out, struct err *e)
{
    *out = (struct library_count){0};
    return !lib || history_count(lib->db, &out->read, &out->unfinished, e);
}

/* What the index says stays; what reading it left is added. */
static void add_state(void *ctx, const struct history_row *row)
{
    struct library_entry *en = ctx;
    free(en->uuid);
    en->uuid = str_dup(row->uuid);
    en->id = row->id;
    en->progress_permille = row->progress_permille;
    en->last_read_ms = row->read_ms;
    if (row->units > 0)
        en->units = row->units;
}

bool library_list_bundled(struct library *lib, struct library_list *out, struct err *e)
{
    char *dir = lib ? NULL : bundled_dir();
    *out = (struct library_list){0};
    bundled_list(lib ? lib->bundled_dir : dir, out);
    free(dir);
    bool ok = true;
    for (size_t i = 0; ok && lib && i < out->n; i++) {
        struct library_entry *en = &out->v[i];
        ok = history_state(lib->db, str_of(en->source), add_state, en, e);
    }
    if (!ok)
        library_list_free(out);
    return ok;
}

static bool not_found(int64_t id, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, _("#%lld: there is no library"), (long long)id);
}

char *library_source_of(struct library *lib, int64_t id, struct err *e)
{
    if (lib)
        return history_source(lib->db, id, e);
    not_found(id, e);
    return NULL;
}

bool library_forget(struct library *lib, int64_t id, struct err *e)
{
    return lib ? history_forget(lib->db, id, clock_wall_ms(), e) : not_found(id, e);
}

bool library_unforget(struct library *lib, int64_t id, struct err *e)
{
    return lib ? history_unforget(lib->db, id, clock_wall_ms(), e) : not_found(id, e);
}
