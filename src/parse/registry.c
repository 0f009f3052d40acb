#include "parse/registry.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/module.h"
#include "parse/plain.h"
#include "parse/sniff.h"

enum {
    HEAD_BYTES = 4096,
    SNIFF_SURE = 80,   /* enough to overrule an extension that says plain text */
    SNIFF_ENOUGH = 60, /* enough where nothing else says what it is */
};

/* The parsers that are modules, described here so that choosing one loads nothing. */
static const struct module {
    const char *name;
    const char *const *exts, *const *mimes;
    int (*sniff)(struct str head);
    const char *package; /* of the library it needs, on Debian */
} modules[] = {
    {"html", SNIFF_HTML_EXTS, SNIFF_HTML_MIMES, sniff_html, "libgumbo1"},
    {"markdown", SNIFF_MARKDOWN_EXTS, SNIFF_MARKDOWN_MIMES, sniff_markdown,
     "libcmark-gfm-extensions0.29.0.gfm.6"},
    {"json-record", SNIFF_NO_NAMES, SNIFF_NO_NAMES, sniff_nothing, "libjansson4"},
};
enum { MODULES = sizeof modules / sizeof *modules };

static bool listed(const char *const *list, struct str s)
{
    for (; s.n && *list; list++)
        if (str_eq_nocase(str_of(*list), s))
            return true;
    return false;
}

static bool is_url(struct str name)
{
    return str_starts(name, STR("http://")) || str_starts(name, STR("https://"));
}

/* The extension of a path or of a URL's path. */
static struct str ext_of(struct str name)
{
    if (is_url(name)) {
        size_t end = 0;
        while (end < name.n && name.p[end] != '?' && name.p[end] != '#')
            end++;
        size_t host = str_find(name, STR("://"), 0) + 3;
        size_t path = str_chr(str_sub(name, 0, end), '/', host);
        name = path == STR_NPOS ? STR_NONE : str_sub(name, path, end);
    }
    return file_ext(name);
}

static const char *by_format(struct str format, struct err *e)
{
    if (str_eq(format, str_of(PARSER_PLAIN.name)))
        return PARSER_PLAIN.name;
    for (size_t i = 0; i < MODULES; i++)
        if (str_eq(format, str_of(modules[i].name)))
            return modules[i].name;

    struct buf names = {0};
    buf_adds(&names, PARSER_PLAIN.name);
    for (size_t i = 0; i < MODULES; i++)
        buf_addf(&names, ", %s", modules[i].name);
    err_set(e, ERR_UNSUPPORTED, _("unknown format “%.*s”; there is: %s"), STR_ARG(format),
            buf_cstr(&names));
    buf_free(&names);
    return NULL;
}

/* What the name tells: the MIME type first, unless it is as vague as text/plain. */
static const char *by_label(const struct parse_input *in)
{
    struct str mime = str_trim(str_sub(in->mime, 0, str_chr(in->mime, ';', 0)));
    struct str ext = ext_of(in->name);
    for (size_t i = 0; i < MODULES; i++)
        if (listed(modules[i].mimes, mime))
            return modules[i].name;
    for (size_t i = 0; i < MODULES; i++)
        if (listed(modules[i].exts, ext))
            return modules[i].name;
    return NULL;
}

static const char *by_content(struct str head, int least)
{
    const char *best = NULL;
    for (size_t i = 0; i < MODULES; i++) {
        int score = modules[i].sniff(head);
        if (score >= least) {
            least = score + 1;
            best = modules[i].name;
        }
    }
    return best;
}

const char *parser_choose(const struct parse_input *in, struct err *e)
{
    if (in->format.n)
        return by_format(in->format, e);

    struct str head = str_sub(in->bytes, 0, HEAD_BYTES);
    const char *kind = sniff_unreadable(head);
    if (kind) {
        err_set(e, ERR_UNSUPPORTED, _("%.*s: looks like %s, which cannot be read yet"),
                STR_ARG(in->name), _(kind));
        return NULL;
    }
    const char *name = by_label(in);
    if (!name) {
        bool plain = listed(PARSER_PLAIN.exts, ext_of(in->name));
        name = by_content(head, plain ? SNIFF_SURE : SNIFF_ENOUGH);
    }
    return name ? name : PARSER_PLAIN.name;
}

static const struct parser *load_module(const struct module *m, const char *dir, struct err *e)
{
    const struct parser *const *symbol =
        module_load(dir, m->name, PARSER_MODULE_SYMBOL, m->package, e);
    return symbol ? *symbol : NULL;
}

const struct parser *parser_load(const char *name, const char *module_dir, struct err *e)
{
    if (str_eq(str_of(name), str_of(PARSER_PLAIN.name)))
        return &PARSER_PLAIN;
    for (size_t i = 0; i < MODULES; i++)
        if (str_eq(str_of(name), str_of(modules[i].name)))
            return load_module(&modules[i], module_dir, e);
    by_format(str_of(name), e);
    return NULL;
}
