#include "layout/respell.h"

#include "text/utf8.h"

void respell_free(struct respell *r)
{
    for (size_t i = 0; i < RESPELL_SLOTS; i++)
        buf_free(&r->slots[i].text);
}

static struct respell_piece *piece_of(struct respell *r, uint32_t base, struct str text,
                                      enum script s, enum han_script from, uint32_t at)
{
    struct chunk k = chunk_at(text, at);
    uint64_t place = (uint64_t)base + k.beg + 1;
    struct respell_piece *p = &r->slots[place * UINT64_C(0x9E3779B97F4A7C15) >> 58];
    if (p->place == place)
        return p;
    p->place = place;
    p->chunk = k;
    p->at = p->shown = 0;
    p->changed = script_convert(s, from, str_sub(text, k.beg, k.end), &p->text);
    return p;
}

static unsigned char_bytes(const char *p)
{
    unsigned len;
    utf8_get(p, &len);
    return len;
}

struct str respell(struct respell *r, uint32_t base, struct str text, enum script s,
                   enum han_script from, uint32_t beg, uint32_t end)
{
    struct respell_piece *p = piece_of(r, base, text, s, from, beg);
    struct str as_written = str_sub(text, beg, end);
    uint32_t at = beg - p->chunk.beg;
    if (!p->changed || char_bytes(as_written.p) != as_written.n)
        return as_written;
    if (p->at > at)
        p->at = p->shown = 0;
    while (p->at < at) {
        p->at += char_bytes(text.p + p->chunk.beg + p->at);
        p->shown += char_bytes(p->text.p + p->shown);
    }
    return str_sub(buf_str(&p->text), p->shown, p->shown + char_bytes(p->text.p + p->shown));
}
