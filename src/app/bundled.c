#include "app/bundled.h"

#include "app/paths.h"
#include "base/file.h"
#include "base/mem.h"

#include <stdlib.h>
#include <unistd.h>

enum { MAX_INDEX_BYTES = 1 << 20 };

enum field { FIELD_FILE, FIELD_LANG, FIELD_UNITS, FIELD_TITLE, FIELD_SUMMARY, FIELDS };

static bool split_fields(struct str line, struct str field[static FIELDS])
{
    for (size_t i = 0; i < FIELDS; i++)
        field[i] = STR("");
    if (line.n == 0 || line.p[0] == '#')
        return false;
    for (size_t i = 0; i < FIELDS && str_split(&line, '\t', &field[i]); i++)
        field[i] = str_trim(field[i]);
    return field[FIELD_FILE].n && field[FIELD_TITLE].n;
}

static void add_entry(const char *dir, const struct str field[static FIELDS],
                      struct library_list *out)
{
    unsigned long long units = 0;
    char *file = str_dup(field[FIELD_FILE]);
    str_to_u64(field[FIELD_UNITS], INT32_MAX, &units);
    out->v = mem_realloc(out->v, (out->n + 1) * sizeof *out->v);
    struct library_entry *en = &out->v[out->n++];
    *en = (struct library_entry){
        .uuid = str_dup(STR("")),
        .source = file_join(dir, file),
        .title = str_dup(field[FIELD_TITLE]),
        .lang = str_dup(field[FIELD_LANG]),
        .summary = str_dup(field[FIELD_SUMMARY]),
        .progress_permille = -1,
        .units = (int32_t)units,
        .bundled = true,
    };
    en->missing = access(en->source, F_OK) < 0;
    free(file);
}

void bundled_parse(const char *dir, struct str index, struct library_list *out)
{
    struct str line, field[FIELDS];
    while (str_split(&index, '\n', &line))
        if (split_fields(line, field))
            add_entry(dir, field, out);
}

char *bundled_dir(void)
{
    char *dir = paths_asset("articles"), *real = realpath(dir, NULL);
    if (!real)
        return dir;
    free(dir);
    return real;
}

void bundled_list(const char *dir, struct library_list *out)
{
    struct buf text = {0};
    char *index = file_join(dir, "index.tsv");
    if (file_read(index, MAX_INDEX_BYTES, &text, NULL))
        bundled_parse(dir, buf_str(&text), out);
    buf_free(&text);
    free(index);
}
