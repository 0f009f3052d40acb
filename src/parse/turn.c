#include "parse/turn.h"

bool turn_text(struct doc_builder *b, struct str s)
{
    size_t wide = str_find(s, STR("："), 0), ascii = str_chr(s, ':', 0), end = s.n;
    if (wide < ascii)
        end = wide + STR("：").n;
    else if (ascii != STR_NPOS)
        end = ascii + 1;
    doc_build_span_open(b, SPAN_SPEAKER);
    doc_build_text(b, str_sub(s, 0, end));
    doc_build_span_close(b);
    if (end < s.n)
        doc_build_text(b, str_sub(s, end, s.n));
    return wide == STR_NPOS && ascii == STR_NPOS;
}
