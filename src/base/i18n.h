/* Messages for people go through gettext: _("…") where they are used, N_("…") in tables. Without a
 * catalogue the English of the source is shown. */
#ifndef JD_BASE_I18N_H
#define JD_BASE_I18N_H

#include <libintl.h>

#define _(s)  i18n_text(s)
#define N_(s) s

/* Asks for a locale and catalogues. They are set up by the first message or by i18n_ready, whichever
 * comes first: what is read quickly needs none. Programs that never ask speak English. */
void i18n_init(void);

/* Sets the locale up so that text is UTF-8 and messages are in the language asked for, even where
 * the locale of LANG is not installed (ssh brings LANG=zh_TW.UTF-8 to a machine that has only
 * C.UTF-8): LC_CTYPE falls back to C.UTF-8, and the language goes through LANGUAGE, which gettext
 * honours in C.UTF-8 but not in C. Chinese falls back to the Chinese that there is. Numbers stay
 * those of the C locale. Before a second thread is started, and before the screen. */
void i18n_ready(void);

/* Asks for messages in that language ("zh_TW", "en") in place of the locale's; NULL: the locale's
 * again. At any time in the screen's thread; messages given before stay as they are. */
void i18n_choose(const char *language);

/* i18n_ready, and the catalogues read too, so that no file is opened later. */
void i18n_load(void);

const char *i18n_text(const char *s) __attribute__((format_arg(1)));
const char *i18n_strerror(int error); /* strerror, in the language of the messages */

#endif
