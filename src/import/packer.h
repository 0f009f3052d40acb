/* What packs an original (base/original.h): the one thing that pack.so exports, so that the importer
 * carries the library only where something is kept. Nothing here opens a file. */
#ifndef JD_IMPORT_PACKER_H
#define JD_IMPORT_PACKER_H

#include <stdbool.h>
#include <stddef.h>

struct packer {
    size_t (*room)(size_t n); /* bytes that n bytes take at most when packed */
    /* Bytes packed, at most room; 0 when it failed. */
    size_t (*pack)(void *to, size_t room, const void *from, size_t n);
    /* False unless the whole of from is sound and gives n bytes; no more are written. */
    bool (*unpack)(void *to, size_t n, const void *from, size_t packed);
};

/* A `const struct packer`. */
#define PACKER_MODULE         "pack"
#define PACKER_MODULE_SYMBOL  "jiandu_packer"
#define PACKER_MODULE_PACKAGE "libzstd1"

#endif
