#include "base/original.h"

#include "base/i18n.h"
#include "base/importer_protocol.h"

#include <inttypes.h>

_Static_assert(sizeof(struct original_header) == 40, "header of an original");

bool original_read(struct str packed, struct original_header *h, struct err *e)
{
    if (packed.n < sizeof *h)
        return err_set(e, ERR_FORMAT, _("packed original: cut off in its header"));
    memcpy(h, packed.p, sizeof *h);
    if (memcmp(h->magic, ORIGINAL_MAGIC, sizeof h->magic) != 0)
        return err_set(e, ERR_FORMAT, _("not a packed original"));
    if (h->version != ORIGINAL_VERSION)
        return err_set(e, ERR_FORMAT, _("packed original: version %u, where %u is known"),
                       h->version, ORIGINAL_VERSION);
    if (h->sources == 0 || h->sources > IMPORT_MAX_PAGES + 1)
        return err_set(e, ERR_FORMAT, _("packed original: of %u pages"), h->sources);
    if (h->raw_bytes > IMPORT_MAX_SOURCE_BYTES)
        return err_set(e, ERR_LIMIT, _("packed original: larger than %d MB when unpacked"),
                       IMPORT_MAX_SOURCE_BYTES >> 20);
    if (h->rest_bytes != packed.n - sizeof *h)
        return err_set(e, ERR_FORMAT,
                       _("packed original: %zu bytes, where %" PRIu64 " are announced"),
                       packed.n - sizeof *h, h->rest_bytes);
    return true;
}
