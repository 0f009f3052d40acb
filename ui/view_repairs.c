#include "ui/view_repairs.h"

#include "doc/repairs.h"
#include "text/repair.h"
#include "ui/list_view.h"
#include "ui/view_reader.h"

enum { WANT_COLS = 58, KIND_ID = 1 << 30 };

struct repairs_view {
    struct list_view lv;
    struct reader *reader;
    struct doc_repairs places;
};

static const char *const TITLES[REPAIR_KINDS] = {
    [REPAIR_RECODED] = N_("Read in a wrong encoding"),
    [REPAIR_ENTITIES] = N_("Signs escaped twice"),
    [REPAIR_READINGS] = N_("Readings put between characters"),
    [REPAIR_INVISIBLE] = N_("Invisible marks"),
    [REPAIR_FILLER] = N_("Text put in against copying"),
    [REPAIR_LOST] = N_("Lost beyond repair"),
};

/* "repaired", "left as it was" … of a kind; empty: there is nothing of it. */
static struct str state_of(const struct repairs_view *v, enum repair_kind k, struct buf *out)
{
    const struct doc *d = reader_doc(v->reader);
    struct str name = str_of(repair_kind_name(k));
    size_t done = doc_repairs_count(d, ATTR_REPAIR, name);
    size_t offered = doc_repairs_count(d, ATTR_REPAIR_OFFER, name);
    struct repair_opts o;
    const char *chosen = reader_opts(v->reader)->repair;
    repair_opts_parse(str_of(chosen ? chosen : ""), &o, NULL);
    buf_clear(out);
    if (k == REPAIR_LOST && offered)
        buf_addf(out, ngettext("%zu place", "%zu places", offered), offered);
    else if (done)
        buf_addf(out, ngettext("%zu repaired", "%zu repaired", done), done);
    else if (offered)
        buf_addf(out, ngettext("%zu left as it was", "%zu left as they were", offered), offered);
    else if (o.how[k] == REPAIR_NEVER)
        buf_adds(out, _("left as it was"));
    return buf_str(out);
}

static void add_place(struct repairs_view *v, uint32_t i)
{
    const struct doc_repair *r = &v->places.v.v[i];
    struct buf text = {0};
    buf_add(&text, str_trim(r->prefix));
    buf_addf(&text, "[%.*s", STR_ARG(r->before));
    if (r->after.n)
        buf_addf(&text, " → %.*s", STR_ARG(r->after));
    buf_addf(&text, "]%.*s", STR_ARG(str_trim(r->suffix)));
    list_add(&v->lv.list, &(struct list_row){.kind = LIST_ROW,
                                             .indent = 2,
                                             .dim = r->r.beg == DOC_NONE,
                                             .id = i,
                                             .text = buf_str(&text)});
    buf_free(&text);
}

static void fill(struct repairs_view *v)
{
    struct buf state = {0};
    doc_repairs_free(&v->places);
    doc_repairs_read(reader_doc(v->reader), &v->places);
    list_clear(&v->lv.list);
    for (uint32_t k = 0; k < REPAIR_KINDS; k++) {
        struct str name = str_of(repair_kind_name((enum repair_kind)k));
        struct str s = state_of(v, (enum repair_kind)k, &state);
        if (!s.n)
            continue;
        list_add(&v->lv.list, &(struct list_row){.kind = LIST_ROW,
                                                 .id = KIND_ID + k,
                                                 .current = true,
                                                 .dim = k == REPAIR_LOST,
                                                 .text = str_of(_(TITLES[k])),
                                                 .right = s});
        for (uint32_t i = 0; i < v->places.v.n; i++)
            if (str_eq(v->places.v.v[i].kind, name))
                add_place(v, i);
    }
    list_ready(&v->lv.list, LIST_NO_ROW);
    buf_free(&state);
}

/* The choice with one kind turned: repaired ones are left, others are repaired. */
static void turn(struct repairs_view *v, enum repair_kind kind)
{
    const struct doc *d = reader_doc(v->reader);
    const char *now = reader_opts(v->reader)->repair;
    static const char *const HOWS[] = {"auto", "never", "always"};
    struct repair_opts o;
    struct buf spec = {0};
    repair_opts_parse(str_of(now ? now : ""), &o, NULL);
    bool done = doc_repairs_count(d, ATTR_REPAIR, str_of(repair_kind_name(kind))) > 0;
    o.how[kind] = done ? REPAIR_NEVER : o.how[kind] == REPAIR_NEVER ? REPAIR_AUTO : REPAIR_ALWAYS;
    for (size_t k = 0; k < REPAIR_KINDS; k++)
        if (o.how[k] != REPAIR_AUTO)
            buf_addf(&spec, "%s%s=%s", spec.n ? "," : "", repair_kind_name((enum repair_kind)k),
                     HOWS[o.how[k]]);
    reader_reread(v->reader, reader_opts(v->reader)->charset, spec.n ? buf_cstr(&spec) : NULL);
    buf_free(&spec);
}

static void chosen(struct view *view, uint32_t id)
{
    struct repairs_view *v = (struct repairs_view *)view;
    struct reader *r = v->reader;
    if (id >= KIND_ID && id - KIND_ID < REPAIR_LOST) {
        turn(v, (enum repair_kind)(id - KIND_ID));
        return;
    }
    if (id >= v->places.v.n)
        return;
    doc_pos pos = v->places.v.v[id].r.beg;
    if (pos == DOC_NONE) {
        ui_say(view->ui, _("This place is not part of the article."));
        return;
    }
    ui_pop(view->ui);
    reader_jump(r, pos);
}

static void repairs_close(struct view *v)
{
    struct repairs_view *r = (struct repairs_view *)v;
    list_free(&r->lv.list);
    doc_repairs_free(&r->places);
    free(r);
}

static void repairs_resize(struct view *v, unsigned effects)
{
    if (effects & SET_REPARSE)
        fill((struct repairs_view *)v);
}

static const struct view_ops REPAIRS_OPS = {
    .name = "repairs",
    .ctx = CTX_CONTENTS,
    .panel = true,
    .close = repairs_close,
    .resize = repairs_resize,
    .command = list_view_command,
    .text = list_view_text,
    .click = list_view_click,
    .draw = list_view_draw_panel,
};

void view_repairs_open(struct ui *ui, struct reader *r)
{
    struct repairs_view *v = mem_zero(1, sizeof *v);
    v->lv = (struct list_view){.view.ops = &REPAIRS_OPS,
                               .chosen = chosen,
                               .side = PANEL_RIGHT,
                               .want_cols = WANT_COLS,
                               .title = _("Repairs")};
    v->reader = r;
    fill(v);
    if (v->lv.list.rows.n == 0) {
        repairs_close(&v->lv.view);
        ui_say(ui, _("Nothing was found damaged here."));
        return;
    }
    ui_push(ui, &v->lv.view);
}
