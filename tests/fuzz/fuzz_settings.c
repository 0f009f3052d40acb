/* The configuration file's reader and editor, on any bytes. */
#include "app/setting_file.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct settings_file read_text(struct str text)
{
    struct settings_file f;
    struct buf complaints = {0};
    settings_file_start(&f, "config");
    settings_file_parse(&f, text, &complaints);
    buf_free(&complaints);
    return f;
}

/* Aborts where another value than the measure of that section is not what it was. */
static void compare(const struct settings_file *a, const struct settings_file *b,
                    const struct settings_change *c)
{
    for (size_t i = 0; i < a->sections.n; i++) {
        const struct settings_section *x = &a->sections.v[i],
                                      *y = settings_file_find(b, x->scope, str_of(x->name));
        bool edited = x->scope == c->scope && str_eq(str_of(x->name), c->section);
        for (enum setting_id id = 0; id < SETTINGS; id++)
            if (!y || !(edited && id == SETTING_MEASURE ? y->s.v[id] == 44
                                                        : setting_same(&x->s, &y->s, id)))
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct settings_change changes[] = {
        {SETTINGS_GENERAL, {"", 0}, {"measure", 7}, {"44", 2}},
        {SETTINGS_SOURCE, {"x", 1}, {"measure", 7}, {"44", 2}},
    };
    struct str text = str_n((const char *)data, size);
    struct settings_file f = read_text(text);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct buf out = {0};
        settings_edit(text, &changes[i], 1, &out);
        struct settings_file edited = read_text(buf_str(&out));
        compare(&f, &edited, &changes[i]);
        settings_file_free(&edited);
        buf_free(&out);
    }
    settings_file_free(&f);
    return 0;
}
