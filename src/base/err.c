#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* snprintf may cut a UTF-8 sequence in two: drop what is left of it. */
static void trim_partial(char *s, size_t n)
{
    size_t i = n;
    while (i > 0 && ((unsigned char)s[i - 1] & 0xC0) == 0x80)
        i--;
    if (i == 0)
        return;
    unsigned char lead = (unsigned char)s[i - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (n - (i - 1) < need)
        s[i - 1] = '\0';
}

bool err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    if (!e)
        return false;
    e->code = code;
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    if (n >= (int)sizeof e->msg)
        trim_partial(e->msg, sizeof e->msg - 1);
    return false;
}

bool err_prefix(struct err *e, const char *fmt, ...)
{
    if (!e)
        return false;
    char old[sizeof e->msg];
    memcpy(old, e->msg, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    if (n < 0 || n >= (int)sizeof e->msg)
        n = (int)strlen(e->msg);
    int m = snprintf(e->msg + n, sizeof e->msg - (size_t)n, ": %s", old);
    if (n + m >= (int)sizeof e->msg)
        trim_partial(e->msg, sizeof e->msg - 1);
    return false;
}
