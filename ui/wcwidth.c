#include "ui/wcwidth.h"

#include "text/width.h"

int wcwidth(wchar_t c)
{
    if (c == 0)
        return 0;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c > 0x10FFFF)
        return -1;
    return width_of((uint32_t)c);
}
