/* The parts of repair_recode.c: text that was decoded as what it was not. */
#ifndef JD_TEXT_REPAIR_RECODE_H
#define JD_TEXT_REPAIR_RECODE_H

#include "text/repair_priv.h"

/* UTF-8 read as Latin-1 or Windows-1252, once or more (repair_recode.c). */
void recode_latin(struct str text, struct repair_pass *p);

/* UTF-8 and the encodings of two bytes, each read as another (repair_legacy.c). */
void recode_legacy(struct str text, struct repair_pass *p);

/* The byte of Windows-1252, from 0x80 up, that c was read from; 0 for none. */
unsigned char recode_byte_of(uint32_t c);

#endif
