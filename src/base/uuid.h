/* Random UUIDs (RFC 9562, version 4). */
#ifndef JD_BASE_UUID_H
#define JD_BASE_UUID_H

enum { UUID_CHARS = 36 };

/* 36 characters in lower case and a NUL. */
void uuid_make(char out[UUID_CHARS + 1]);

#endif
