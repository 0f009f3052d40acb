/* Messages for people go through gettext: _("…") where they are used, N_("…") in tables. Without a
 * catalogue the English of the source is shown. */
#ifndef JD_BASE_I18N_H
#define JD_BASE_I18N_H

#include <libintl.h>

#define _(s)  gettext(s)
#define N_(s) s

/* Sets the locale up so that text is UTF-8 and messages are in the language asked for, even where
 * the locale of LANG is not installed (ssh brings LANG=zh_TW.UTF-8 to a machine that has only
 * C.UTF-8): LC_CTYPE falls back to C.UTF-8, and the language goes through LANGUAGE, which gettext
 * honours in C.UTF-8 but not in C. Chinese falls back to the Chinese that there is. Numbers stay
 * those of the C locale. */
void i18n_init(const char *locale_dir);

#endif
