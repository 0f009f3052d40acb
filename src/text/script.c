#include "text/script.h"

#include "base/i18n.h"
#include "text/uniprop.h"
#include "text/utf8.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

/* OpenCC's C interface (opencc.h); a converter that cannot be opened is (void *)-1. */
struct opencc {
    void *lib;
    void *(*open)(const char *config);
    char *(*convert)(void *converter, const char *text, size_t n);
    void (*free)(char *text);
};

/* By script, and by whether the text is in traditional characters. Text that is simplified needs no
 * converter to simplified. */
static const char *const CONFIGS[SCRIPTS][2] = {
    [SCRIPT_SIMPLIFIED] = {NULL, "t2s.json"},
    [SCRIPT_TAIWAN] = {"s2tw.json", "t2tw.json"},
    [SCRIPT_HONGKONG] = {"s2hk.json", "t2hk.json"},
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct opencc cc;
static void *converters[SCRIPTS][2];

static const char *library_name(void)
{
    const char *name = getenv("JIANDU_OPENCC");
    return name ? name : "libopencc.so.1.1";
}

static bool load_library(struct err *e)
{
    if (cc.lib)
        return true;
    struct opencc o = {.lib = dlopen(library_name(), RTLD_NOW | RTLD_LOCAL)};
    if (o.lib) {
        *(void **)&o.open = dlsym(o.lib, "opencc_open");
        *(void **)&o.convert = dlsym(o.lib, "opencc_convert_utf8");
        *(void **)&o.free = dlsym(o.lib, "opencc_convert_utf8_free");
    }
    if (o.open && o.convert && o.free) {
        cc = o;
        return true;
    }
    if (o.lib)
        dlclose(o.lib);
    return err_set(e, ERR_UNSUPPORTED,
                   _("another script needs OpenCC: install libopencc1.1 and libopencc-data"));
}

static bool load_converter(enum script s, bool traditional, struct err *e)
{
    void **c = &converters[s][traditional];
    if (!CONFIGS[s][traditional] || *c)
        return true;
    if (!load_library(e))
        return false;
    void *opened = cc.open(CONFIGS[s][traditional]);
    if (!opened || opened == (void *)-1)
        return err_set(e, ERR_UNSUPPORTED,
                       _("OpenCC cannot open its table %s: install libopencc-data"),
                       CONFIGS[s][traditional]);
    *c = opened;
    return true;
}

bool script_load(enum script s, struct err *e)
{
    if (s == SCRIPT_AS_WRITTEN)
        return true;
    pthread_mutex_lock(&lock);
    bool ok = load_converter(s, false, e) && load_converter(s, true, e);
    pthread_mutex_unlock(&lock);
    return ok;
}

enum han_script script_of(struct str text)
{
    size_t count[3] = {0};
    for (size_t i = 0; i < text.n;) {
        unsigned len;
        uint32_t c = utf8_get(text.p + i, &len);
        i += len;
        if (uniprop(c)->flags & UF_HAN)
            count[han_script(c)]++;
    }
    if (count[HAN_SIMPLIFIED] == count[HAN_TRADITIONAL])
        return HAN_BOTH;
    return count[HAN_SIMPLIFIED] > count[HAN_TRADITIONAL] ? HAN_SIMPLIFIED : HAN_TRADITIONAL;
}

static size_t count_chars(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

bool script_convert(enum script s, enum han_script from, struct str text, struct buf *out)
{
    enum han_script own = script_of(text);
    bool traditional = (own == HAN_BOTH ? from : own) != HAN_SIMPLIFIED;
    out->n = 0;
    if (s == SCRIPT_AS_WRITTEN || !text.n || !CONFIGS[s][traditional])
        return false;
    pthread_mutex_lock(&lock);
    char *got = NULL;
    if (load_converter(s, traditional, NULL))
        got = cc.convert(converters[s][traditional], text.p, text.n);
    struct str converted = got ? str_of(got) : STR_NONE;
    bool same = str_eq(converted, text) || count_chars(converted) != count_chars(text);
    if (!same)
        buf_add(out, converted);
    if (got)
        cc.free(got);
    pthread_mutex_unlock(&lock);
    return !same;
}
