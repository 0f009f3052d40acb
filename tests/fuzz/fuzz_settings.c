/* The configuration file's reader and editor, on any bytes. */
#include "app/setting.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings s, edited;
    struct buf complaints = {0}, out = {0};
    struct str text = str_n((const char *)data, size);
    settings_defaults(&s);
    settings_defaults(&edited);
    settings_parse(&s, "config", text, &complaints);
    settings_edit(text, STR("measure"), STR("44"), &out);
    settings_parse(&edited, "config", buf_str(&out), &complaints);
    for (size_t i = 0; i < SETTINGS; i++)
        if (edited.v[i] != (i == SETTING_MEASURE ? 44 : s.v[i]))
            abort();
    buf_free(&complaints);
    buf_free(&out);
    return 0;
}
