#include "text/charset_kit.h"

#include "base/mem.h"
#include "base/vec.h"
#include "text/charset_guess.h"
#include "text/utf8.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct converter {
    char name[32]; /* iconv's */
    iconv_t cd;
};

struct charset_kit {
    VEC(struct converter) v;
    struct charset_detector detector;
};

static const struct converter *find(const struct charset_kit *k, const char *name)
{
    for (size_t i = 0; i < k->v.n; i++)
        if (strcmp(k->v.v[i].name, name) == 0)
            return &k->v.v[i];
    return NULL;
}

static void open_one(struct charset_kit *k, const char *name)
{
    struct converter c;
    if (!name || strlen(name) >= sizeof c.name || strchr(name, '/') || find(k, name))
        return;
    c.cd = iconv_open("UTF-8", name);
    if (c.cd == (iconv_t)-1)
        return;
    snprintf(c.name, sizeof c.name, "%s", name);
    vec_push(&k->v, c);
}

static void open_all(struct charset_kit *k)
{
    for (size_t i = 0; charset_iconv_name(i); i++)
        open_one(k, charset_iconv_name(i));
}

/* A label of the table, or any name that iconv knows. */
static void open_label(struct charset_kit *k, struct str label)
{
    char name[32];
    snprintf(name, sizeof name, STR_FMT, STR_ARG(label));
    const char *known = charset_iconv_of(label);
    if (label.n && label.n < sizeof name)
        open_one(k, known ? known : name);
}

/* What a text that says nothing of itself, or not the truth, may turn out to be. */
static void open_candidates(struct charset_kit *k)
{
    static const char *const CJK[] = {"GB18030",   "BIG5-HKSCS",   "CP932",    "CP949",
                                      "EUC-JP-MS", "WINDOWS-1252", "UTF-16LE", "UTF-16BE"};
    for (size_t i = 0; i < sizeof CJK / sizeof *CJK; i++)
        open_one(k, CJK[i]);
    if (!k->detector.lib)
        charset_detector_load(&k->detector);
}

static bool has_wide_bom(struct str s)
{
    return str_starts(s, STR("\xFF\xFE")) || str_starts(s, STR("\xFE\xFF")) ||
           str_starts(s, str_n("\0\0\xFE\xFF", 4));
}

struct charset_kit *charset_kit_open(struct str bytes, struct str given, struct str declared)
{
    struct charset_kit *k = mem_zero(1, sizeof *k);
    if (bytes.n) {
        charset_kit_add(k, bytes, given, declared);
        return k;
    }
    open_all(k);
    open_candidates(k);
    return k;
}

void charset_kit_add(struct charset_kit *k, struct str bytes, struct str given, struct str declared)
{
    open_label(k, given);
    if (has_wide_bom(bytes) || charset_guess_utf16(bytes)) {
        static const char *const WIDE[] = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
        for (size_t i = 0; i < sizeof WIDE / sizeof *WIDE; i++)
            open_one(k, WIDE[i]);
    } else if (charset_guess_iso2022jp(bytes)) {
        open_one(k, "ISO-2022-JP");
    } else if (utf8_valid_prefix(bytes) < bytes.n) {
        open_label(k, declared);
        open_candidates(k);
        if (!declared.n && !given.n)
            open_all(k);
    }
}

void charset_kit_close(struct charset_kit *k)
{
    if (!k)
        return;
    for (size_t i = 0; i < k->v.n; i++)
        iconv_close(k->v.v[i].cd);
    vec_free(&k->v);
    charset_detector_unload(&k->detector);
    free(k);
}

iconv_t charset_kit_take(struct charset_kit *kit, const char *iconv_name)
{
    if (!kit)
        return iconv_open("UTF-8", iconv_name);
    const struct converter *c = find(kit, iconv_name);
    if (!c)
        return (iconv_t)-1;
    iconv(c->cd, NULL, NULL, NULL, NULL);
    return c->cd;
}

void charset_kit_give(struct charset_kit *kit, iconv_t cd)
{
    if (!kit)
        iconv_close(cd);
}

bool charset_detector_load(struct charset_detector *d)
{
    *d = (struct charset_detector){.lib = dlopen("libuchardet.so.0", RTLD_NOW | RTLD_LOCAL)};
    if (!d->lib)
        return false;
    const struct {
        const char *name;
        void *slot;
    } wanted[] = {
        {"uchardet_new", &d->create},      {"uchardet_handle_data", &d->feed},
        {"uchardet_data_end", &d->finish}, {"uchardet_get_charset", &d->answer},
        {"uchardet_delete", &d->destroy},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        void *f = dlsym(d->lib, wanted[i].name);
        if (!f) {
            charset_detector_unload(d);
            return false;
        }
        memcpy(wanted[i].slot, &f, sizeof f); /* POSIX: an object pointer holds a function's */
    }
    return true;
}

void charset_detector_unload(struct charset_detector *d)
{
    if (d->lib)
        dlclose(d->lib);
    *d = (struct charset_detector){0};
}

const struct charset_detector *charset_kit_detector(struct charset_kit *kit,
                                                    struct charset_detector *own)
{
    if (!kit)
        return charset_detector_load(own) ? own : NULL;
    return kit->detector.lib ? &kit->detector : NULL;
}
