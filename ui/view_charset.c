#include "ui/view_charset.h"

#include "ui/list_view.h"
#include "ui/view_reader.h"

enum { WANT_COLS = 44, AUTOMATIC = 0 };

struct charset_view {
    struct list_view lv;
    struct reader *reader;
};

/* By the names that ATTR_CHARSET has. */
static const struct {
    const char *name, *what;
} CHARSETS[] = {
    {"", N_("as it is found")},
    {"UTF-8", N_("all writing")},
    {"GB18030", N_("simplified Chinese; GBK")},
    {"Big5-HKSCS", N_("traditional Chinese; Big5")},
    {"Shift_JIS", N_("Japanese")},
    {"EUC-JP", N_("Japanese")},
    {"ISO-2022-JP", N_("Japanese, in mail")},
    {"EUC-KR", N_("Korean; CP949")},
    {"UTF-16LE", N_("all writing")},
    {"UTF-16BE", N_("all writing")},
    {"windows-1252", N_("Western European")},
    {"windows-1251", N_("Cyrillic")},
    {"KOI8-R", N_("Russian")},
};

static void fill(struct charset_view *c)
{
    struct str now = doc_attr(reader_doc(c->reader), ATTR_CHARSET);
    uint32_t at = AUTOMATIC;
    list_clear(&c->lv.list);
    for (uint32_t i = 0; i < sizeof CHARSETS / sizeof *CHARSETS; i++) {
        bool current = i && str_eq_nocase(now, str_of(CHARSETS[i].name));
        at = current ? i : at;
        list_add(&c->lv.list,
                 &(struct list_row){.kind = LIST_ROW,
                                    .current = current,
                                    .id = i,
                                    .text = str_of(i ? CHARSETS[i].name : _("automatic")),
                                    .right = str_of(_(CHARSETS[i].what))});
    }
    list_ready(&c->lv.list, at);
}

static void chosen(struct view *v, uint32_t id)
{
    struct charset_view *c = (struct charset_view *)v;
    struct reader *r = c->reader;
    ui_pop(v->ui);
    reader_reread(r, id == AUTOMATIC ? NULL : CHARSETS[id].name, reader_opts(r)->repair);
}

static void charset_close(struct view *v)
{
    list_free(&((struct charset_view *)v)->lv.list);
    free(v);
}

static void charset_resize(struct view *v, unsigned effects)
{
    if (effects & SET_REPARSE)
        fill((struct charset_view *)v);
}

static const struct view_ops CHARSET_OPS = {
    .name = "charset",
    .ctx = CTX_CONTENTS,
    .panel = true,
    .close = charset_close,
    .resize = charset_resize,
    .command = list_view_command,
    .text = list_view_text,
    .click = list_view_click,
    .draw = list_view_draw_panel,
};

void view_charset_open(struct ui *ui, struct reader *r)
{
    struct charset_view *c = mem_zero(1, sizeof *c);
    c->lv = (struct list_view){.view.ops = &CHARSET_OPS,
                               .chosen = chosen,
                               .side = PANEL_RIGHT,
                               .want_cols = WANT_COLS,
                               .title = _("Encoding")};
    c->reader = r;
    fill(c);
    ui_push(ui, &c->lv.view);
}
