/* The font of the urxvt that this program runs in. urxvt 9.30 answers the question for it (OSC 710) with
 * nothing; it is read where urxvt itself has it from: its command line (-fn), else the X resources in
 * ~/.Xresources or ~/.Xdefaults. Only an urxvt on this machine is found, among the processes above. */
#ifndef JD_UI_TERM_URXVT_H
#define JD_UI_TERM_URXVT_H

#include "base/str.h"

/* Appends "xft:…:size=12,…". False: not known. */
bool urxvt_font(struct buf *out);

/* The parts, for tests: of a command line as in /proc (words ended by NUL), of a file of resources. */
bool urxvt_font_of_args(struct str args, struct buf *out);
bool urxvt_font_of_resources(struct str text, struct buf *out);

#endif
