#include "import/keep.h"

#include "base/exe.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/le.h"
#include "base/module.h"
#include "base/original.h"
#include "import/packer.h"

#include <errno.h>
#include <stdlib.h>

static const struct packer *packer;
static struct err why_none;

void keep_load(void)
{
    char *dir = exe_dir();
    packer =
        module_load(dir, PACKER_MODULE, PACKER_MODULE_SYMBOL, PACKER_MODULE_PACKAGE, &why_none);
    free(dir);
}

static bool has_packer(struct err *e)
{
    if (!packer && e)
        *e = why_none;
    return packer;
}

static struct str source(const struct parse_input *in, size_t i)
{
    return i ? in->pages[i - 1] : in->bytes;
}

/* Packing */

static bool put_source(struct str s, struct buf *out, struct err *e)
{
    size_t room = packer->room(s.n);
    le_put(out, s.n, 8);
    buf_reserve(out, 8 + room);
    size_t n = packer->pack(out->p + out->n + 8, room, s.p, s.n);
    if (n == 0)
        return err_set(e, ERR_IO, _("its original cannot be packed"));
    le_put(out, n, 8);
    out->n += n;
    return true;
}

static bool put_rest(const struct parse_input *in, const char *format, struct buf *out,
                     struct err *e)
{
    const struct str words[ORIGINAL_WORDS] = {[ORIGINAL_WORD_FORMAT] = str_of(format),
                                              [ORIGINAL_WORD_MIME] = in->mime,
                                              [ORIGINAL_WORD_CHARSET] = in->charset};
    for (int i = 0; i < ORIGINAL_WORDS; i++)
        le_put(out, words[i].n, 4);
    for (int i = 0; i < ORIGINAL_WORDS; i++)
        buf_add(out, words[i]);
    for (size_t i = 0; i <= in->npages; i++)
        if (!put_source(source(in, i), out, e))
            return false;
    return true;
}

static uint64_t count_raw(const struct parse_input *in)
{
    uint64_t n = 0;
    for (size_t i = 0; i <= in->npages; i++)
        n += source(in, i).n;
    return n;
}

bool keep_write(const struct parse_input *in, const char *format, struct hash128 content, int fd,
                struct err *e)
{
    struct original_header h = {
        .magic = {ORIGINAL_MAGIC[0], ORIGINAL_MAGIC[1], ORIGINAL_MAGIC[2], ORIGINAL_MAGIC[3]},
        .version = ORIGINAL_VERSION,
        .sources = (uint16_t)(in->npages + 1),
        .raw_bytes = count_raw(in),
        .content_hash_hi = content.hi,
        .content_hash_lo = content.lo,
    };
    struct buf out = {0};
    if (!has_packer(e))
        return false;
    if (h.raw_bytes > IMPORT_MAX_SOURCE_BYTES)
        return err_set(e, ERR_LIMIT, _("its pages are larger than %d MB and cannot be kept"),
                       IMPORT_MAX_SOURCE_BYTES >> 20);
    buf_add(&out, str_n((const char *)&h, sizeof h));
    bool ok = put_rest(in, format, &out, e);
    if (ok) {
        h.rest_bytes = out.n - sizeof h;
        memcpy(out.p, &h, sizeof h);
        ok = file_write_all(fd, buf_str(&out)) ||
             err_set(e, ERR_IO, _("cannot hand over the original: %s"), i18n_strerror(errno));
    }
    buf_free(&out);
    return ok;
}

/* Unpacking. The header was checked by the reader too; what follows it, by nobody. */

static bool damaged(struct err *e)
{
    return err_set(e, ERR_FORMAT, _("packed original: damaged; load it from its source again"));
}

static bool take(struct str *rest, uint64_t n, struct str *out)
{
    if (n > rest->n)
        return false;
    *out = str_sub(*rest, 0, (size_t)n);
    *rest = str_sub(*rest, (size_t)n, rest->n);
    return true;
}

static bool take_int(struct str *rest, int bytes, uint64_t *out)
{
    struct str s;
    if (!take(rest, (uint64_t)bytes, &s))
        return false;
    *out = le_get(s.p, bytes);
    return true;
}

static bool take_words(struct str *rest, struct parse_input *in)
{
    struct str *const into[ORIGINAL_WORDS] = {[ORIGINAL_WORD_FORMAT] = &in->format,
                                              [ORIGINAL_WORD_MIME] = &in->mime,
                                              [ORIGINAL_WORD_CHARSET] = &in->charset};
    uint64_t n[ORIGINAL_WORDS];
    struct str word;
    for (int i = 0; i < ORIGINAL_WORDS; i++)
        if (!take_int(rest, 4, &n[i]))
            return false;
    for (int i = 0; i < ORIGINAL_WORDS; i++) {
        if (!take(rest, n[i], &word))
            return false;
        if (!into[i]->n)
            *into[i] = word;
    }
    return true;
}

/* Into raw, which has room for all that the header announced and gets no more. */
static bool take_source(struct str *rest, size_t most, struct buf *raw, struct str *out)
{
    uint64_t n, packed;
    struct str frame;
    if (!take_int(rest, 8, &n) || !take_int(rest, 8, &packed) || !take(rest, packed, &frame) ||
        n > most - raw->n || !packer->unpack(raw->p + raw->n, (size_t)n, frame.p, frame.n))
        return false;
    *out = str_n(raw->p + raw->n, (size_t)n);
    raw->n += (size_t)n;
    return true;
}

bool keep_unpack(struct parse_input *in, struct buf *raw, struct err *e)
{
    struct original_header h;
    struct str rest = str_sub(in->bytes, sizeof h, in->bytes.n);
    if (!has_packer(e) || !original_read(in->bytes, &h, e))
        return false;
    buf_reserve(raw, (size_t)h.raw_bytes + 1);
    if (!take_words(&rest, in))
        return damaged(e);
    for (size_t i = 0; i < h.sources; i++)
        if (!take_source(&rest, (size_t)h.raw_bytes, raw, i ? &in->pages[i - 1] : &in->bytes))
            return damaged(e);
    in->npages = h.sources - 1u;
    return (rest.n == 0 && raw->n == h.raw_bytes) || damaged(e);
}
