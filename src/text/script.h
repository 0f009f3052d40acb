/* Chinese script for the eye: simplified or traditional characters through OpenCC, which is loaded when
 * it is first needed (Debian: libopencc1.1, libopencc-data).
 *
 * Each code point of the source stands for itself or for one other, so that every position, quote and
 * search stays on the source: of OpenCC's steps those that change words (計算機 for 电脑) are left out,
 * those that choose a character by its word (头发 頭髮, 发现 發現) are not. */
#ifndef JD_TEXT_SCRIPT_H
#define JD_TEXT_SCRIPT_H

#include "base/err.h"
#include "base/str.h"
#include "text/han.h"

enum script { SCRIPT_AS_WRITTEN, SCRIPT_SIMPLIFIED, SCRIPT_TAIWAN, SCRIPT_HONGKONG, SCRIPTS };

/* Loads what that script needs: some 50 ms once. ERR_UNSUPPORTED, with the package to install. */
bool script_load(enum script s, struct err *e);

/* The writing that most characters of the text are in that are in one alone; HAN_BOTH: none is. */
enum han_script script_of(struct str text);

/* The text, written as `from` says where it does not tell itself, in that script: as many code points
 * as text, in out (cleared first). False, and out is empty: the text is as wanted already, or the
 * script is not to be had. Text in Japanese or Korean is not to be given here. Safe from any thread.
 * 1–3 MB/s. */
bool script_convert(enum script s, enum han_script from, struct str text, struct buf *out);

#endif
