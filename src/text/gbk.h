/* GBK (code page 936) by table, for a process that may open no converter: its two-byte codes. */
#ifndef JD_TEXT_GBK_H
#define JD_TEXT_GBK_H

#include <stdint.h>

/* The code point of a pair of bytes; 0 for none. */
uint32_t gbk_decode(unsigned lead, unsigned trail);

/* The pair of a code point, lead << 8 | trail; 0 for none (ASCII too). Not thread-safe: the inverse
 * table is made at the first call. */
unsigned gbk_encode(uint32_t c);

#endif
