#include "doc/repairs.h"
#include "ui/reader.h"

static void add_places(struct buf *out, size_t n, const char *fmt)
{
    if (n == 0)
        return;
    ui_add_dot(out);
    buf_addf(out, fmt, n);
}

static size_t replaced_of(const struct doc *d)
{
    unsigned long long n = 0;
    str_to_u64(doc_attr(d, ATTR_REPLACED), SIZE_MAX / 2, &n);
    return (size_t)n;
}

static void add_key(const struct reader *r, enum command cmd, struct buf *out)
{
    struct buf key = {0};
    if (keymap_keys_of(r->view.ui->keys, CTX_READER, cmd, 1, &key))
        buf_addf(out, _(" (%s)"), buf_cstr(&key));
    buf_free(&key);
}

static void add_state(const struct reader *r, struct buf *out)
{
    const struct doc *d = r->doc;
    struct str next = doc_attr(d, ATTR_NEXT);
    size_t from = out->n, n = doc_repairs_count(d, ATTR_REPAIR, STR_NONE);
    add_places(out, n, ngettext("%zu place repaired", "%zu places repaired", n));
    n = doc_repairs_count(d, ATTR_REPAIR_OFFER, STR_NONE);
    add_places(out, n, ngettext("%zu place may be damaged", "%zu places may be damaged", n));
    n = doc_repairs_count(d, ATTR_REPAIR_OFFER, STR("lost"));
    add_places(out, n, ngettext("%zu place is beyond repair", "%zu places are beyond repair", n));
    if (out->n > from)
        add_key(r, CMD_REPAIRS, out);
    from = out->n;
    n = replaced_of(d);
    add_places(out, n, ngettext("%zu place could not be read", "%zu places could not be read", n));
    if (out->n > from)
        add_key(r, CMD_CHARSET, out);
    from = out->n;
    n = r->quotes.lost;
    add_places(out, n,
               ngettext("%zu quote has lost its place", "%zu quotes have lost their place", n));
    if (out->n > from)
        add_key(r, CMD_QUOTES, out);
    if (next.n) {
        ui_add_dot(out);
        buf_addf(out, _("goes on at %.*s"), STR_ARG(next));
    }
}

void reader_tell(struct reader *r, const char *more)
{
    struct buf line = {0};
    add_state(r, &line);
    if (more) {
        ui_add_dot(&line);
        buf_adds(&line, more);
    }
    if (line.n)
        ui_say(r->view.ui, "%s", buf_cstr(&line));
    buf_free(&line);
}
