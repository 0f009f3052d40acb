/* Allocation that does not fail: out of memory ends the program with a message. Sizes that content
 * controls are bounded before they come here (struct parse_limits). */
#ifndef JD_BASE_MEM_H
#define JD_BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t n); /* not cleared; n may be 0 */
void *mem_zero(size_t count, size_t size);
void *mem_realloc(void *p, size_t n);
_Noreturn void mem_fail(void);

#endif
