#include "text/width.h"

#include "text/grapheme.h"
#include "text/uniprop.h"
#include "text/utf8.h"

const struct width_policy WIDTH_DEFAULT = {.ambiguous = 1, .ext_h = 1};

static struct width_policy policy = {.ambiguous = 1, .ext_h = 1};
static uint8_t cells[] = {[UW_ZERO] = 0, [UW_NARROW] = 1, [UW_WIDE] = 2, [UW_AMBIGUOUS] = 1};

void width_set_policy(const struct width_policy *p)
{
    policy = *p;
    cells[UW_AMBIGUOUS] = p->ambiguous == 2 ? 2 : 1;
}

const struct width_policy *width_policy(void)
{
    return &policy;
}

int width_of(uint32_t c)
{
    return cells[uniprop(c)->width];
}

static bool is_voicing(uint32_t c)
{
    return c == 0xFF9E || c == 0xFF9F;
}

int width_cluster(struct str cluster)
{
    if (!cluster.n)
        return 0;
    uint32_t c = utf8_take(&cluster);
    int widest = width_of(c), indicators = uniprop(c)->gb == GB_RI;
    bool voiced = false;
    while (cluster.n) {
        c = utf8_take(&cluster);
        const struct uniprop *p = uniprop(c);
        if (is_voicing(c))
            voiced = true;
        else if (cells[p->width] > widest)
            widest = cells[p->width];
        indicators += p->gb == GB_RI;
    }
    return indicators == 2 || (voiced && widest == 1) ? 2 : widest;
}

/* Cells of a character that is told by its first byte, which never extends a cluster: printable
 * ASCII, and the ideographs from U+5000 to U+9FFF. 0 for all others. */
static const uint8_t PLAIN[256] = {[0x20 ... 0x7E] = 1, [0xE5 ... 0xE9] = 2};

/* Adds the characters of s at `at` that are clusters of their own without a closer look, while
 * *used stays within cols. Returns where they end. */
static size_t plain_run(struct str s, size_t at, size_t cols, size_t *used)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t room = cols - *used;
    unsigned w = at < s.n ? PLAIN[p[at]] : 0;
    while (w && w <= room) {
        size_t step = w == 1 ? 1 : 3, cells_here = w;
        if (w == 1 && room >= 8 && s.n - at > 8 && utf8_is_printable8(s.p + at))
            step = cells_here = 8;
        /* What follows might extend the last character. */
        w = at + step < s.n ? PLAIN[p[at + step]] : 0;
        if (!w && at + step < s.n) {
            if (step != 8)
                break;
            w = 1;
            step = cells_here = 7;
        }
        at += step;
        room -= cells_here;
    }
    *used = cols - room;
    return at;
}

/* The end of the cluster at `at`, and its cells. */
static size_t cluster_end(struct str s, size_t at, size_t *w)
{
    unsigned len;
    const struct uniprop *p = uniprop(utf8_get(s.p + at, &len));
    size_t next = at + len;
    unsigned next_len;
    if (p->gb == GB_OTHER &&
        (next == s.n || uniprop(utf8_get(s.p + next, &next_len))->gb == GB_OTHER)) {
        *w = cells[p->width];
        return next;
    }
    next = grapheme_next(s, at);
    *w = (size_t)width_cluster(str_sub(s, at, next));
    return next;
}

size_t width_fit(struct str s, size_t cols, size_t *used)
{
    size_t at = 0, sum = 0;
    while ((at = plain_run(s, at, cols, &sum)) < s.n) {
        size_t w, end = cluster_end(s, at, &w);
        if (w > cols - sum)
            break;
        sum += w;
        at = end;
    }
    if (used)
        *used = sum;
    return at;
}

size_t width_str(struct str s)
{
    size_t sum;
    width_fit(s, (size_t)-1, &sum);
    return sum;
}
