#include "base/i18n.h"

#include "base/exe.h"
#include "base/str.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>

static const char TEXT_DOMAIN[] = "jiandu";

/* The locale that messages are asked for in (POSIX: LC_ALL, LC_MESSAGES, LANG), "" if none is. */
static struct str wanted_locale(void)
{
    static const char *const vars[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof vars / sizeof *vars; i++) {
        const char *v = getenv(vars[i]);
        if (v && *v)
            return str_of(v);
    }
    return STR("");
}

/* "zh_HK.UTF-8@x" → "zh_HK" */
static struct str language_of(struct str locale)
{
    size_t end = 0;
    while (end < locale.n && locale.p[end] != '.' && locale.p[end] != '@')
        end++;
    return str_sub(locale, 0, end);
}

static const char *chosen; /* in place of the locale's */
static char *found;        /* LANGUAGE as it was in the environment */

/* gettext takes no notice of LANGUAGE in the C locale. */
static void leave_c_locale(void)
{
    const char *now = setlocale(LC_MESSAGES, NULL);
    if (now && (strcmp(now, "C") == 0 || strcmp(now, "POSIX") == 0))
        setlocale(LC_MESSAGES, "C.UTF-8");
}

static void choose_language(void)
{
    if (chosen) {
        setenv("LANGUAGE", chosen, 1);
        leave_c_locale();
        return;
    }
    const char *given = getenv("LANGUAGE");
    struct str lang = language_of(wanted_locale());
    if (lang.n == 0 || str_eq(lang, STR("C")) || str_eq(lang, STR("POSIX")))
        return;
    if (!given || !*given) {
        struct buf list = {0};
        buf_add(&list, lang);
        if (str_starts(lang, STR("zh")))
            buf_adds(&list, ":zh_TW");
        setenv("LANGUAGE", buf_cstr(&list), 1);
        buf_free(&list);
    }
    leave_c_locale();
}

static bool wanted; /* and not set up yet */

void i18n_init(void)
{
    wanted = true;
}

void i18n_ready(void)
{
    if (!wanted)
        return;
    wanted = false;
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    setlocale(LC_TIME, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    choose_language();
    bindtextdomain(TEXT_DOMAIN, exe_locale_dir());
    bind_textdomain_codeset(TEXT_DOMAIN, "UTF-8");
    textdomain(TEXT_DOMAIN);
}

static const char NO_TEXT[] = ""; /* whose translation is the head of the catalogue */

void i18n_choose(const char *language)
{
    const char *now = getenv("LANGUAGE");
    if (!chosen) {
        if (!language)
            return;
        free(found);
        found = now ? str_dup(str_of(now)) : NULL;
    }
    chosen = language;
    if (!language && found)
        setenv("LANGUAGE", found, 1);
    else if (!language)
        unsetenv("LANGUAGE");
    wanted = true; /* which sets the locale anew: gettext then forgets what it found */
    i18n_ready();
}

void i18n_load(void)
{
    i18n_ready();
    gettext(NO_TEXT);
    strerror(EPERM);
}

const char *i18n_text(const char *s)
{
    i18n_ready();
    return gettext(s);
}

const char *i18n_strerror(int error)
{
    i18n_ready();
    return strerror(error);
}
