/* Pieces of a text that is looked at in parts: some kilobytes each, the same ones wherever one comes
 * from, parted where no word is, if such a place is near. */
#ifndef JD_LAYOUT_CHUNK_H
#define JD_LAYOUT_CHUNK_H

#include "base/str.h"

#include <stdint.h>

struct chunk {
    uint32_t beg, end; /* bytes of the text */
};

/* The piece of the text that holds byte at; at < text.n. */
struct chunk chunk_at(struct str text, uint32_t at);

#endif
