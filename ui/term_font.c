#include "ui/term_font.h"

#include "ui/term_urxvt.h"

#include <stdlib.h>

enum { MAX_SPEC = 1024, SMALLEST = 4 };

static bool env_begins(const char *name, const char *with)
{
    const char *v = getenv(name);
    return v && *v && str_starts(str_of(v), str_of(with));
}

/* Behind a multiplexer the terminal is not the one that is spoken to. */
static bool is_behind_another(void)
{
    return env_begins("TMUX", "") || env_begins("STY", "") || env_begins("TERM", "screen") ||
           env_begins("TERM", "tmux");
}

struct str font_question(struct font *f)
{
    *f = (struct font){0};
    if (is_behind_another())
        return STR_NONE;
    if (env_begins("TERM", "rxvt-unicode"))
        return STR("\033]710;?\033\\"); /* without the font nothing could be put back */
    if (env_begins("TERM", "mlterm") || env_begins("MLTERM", ""))
        f->way = FONT_MLTERM;
    return STR_NONE;
}

void font_free(struct font *f)
{
    buf_free(&f->spec);
}

static void take_name(struct font *f, struct str name)
{
    if (str_starts(name, STR("kitty(")) && !is_behind_another())
        f->way = FONT_KITTY;
}

static void take_kitty(struct font *f, struct str reply)
{
    if (f->way != FONT_KITTY || str_find(reply, STR("\"ok\":true"), 0) != STR_NPOS ||
        str_find(reply, STR("\"ok\": true"), 0) != STR_NPOS)
        return;
    f->way = FONT_FIXED;
    f->steps = 0;
}

/* ---- urxvt: a list of fonts, in which sizes are "size=12" or "pixelsize=12" ---- */

/* Where the number behind the next "size=" is; its end is *end. STR_NPOS: there is none. */
static size_t next_size(struct str s, size_t from, size_t *end, unsigned long long *size)
{
    size_t at = str_find(s, STR("size="), from);
    if (at == STR_NPOS)
        return STR_NPOS;
    at += strlen("size=");
    *end = at;
    while (*end < s.n && s.p[*end] >= '0' && s.p[*end] <= '9')
        ++*end;
    if (!str_to_u64(str_sub(s, at, *end), 999, size))
        *size = 0;
    return at;
}

static void add_spec(struct str spec, int steps, struct buf *out)
{
    size_t done = 0, end;
    unsigned long long size;
    for (size_t at; (at = next_size(spec, done, &end, &size)) != STR_NPOS; done = end) {
        buf_add(out, str_sub(spec, done, at));
        if (size)
            buf_addf(out, "%lld", (long long)size + steps);
    }
    buf_add(out, str_sub(spec, done, spec.n));
}

/* A font without a size, of X11's own, has no other; the reply comes from outside and goes back there. */
static void take_spec(struct font *f, struct str spec)
{
    size_t end;
    unsigned long long size = 0;
    bool plain = spec.n < MAX_SPEC && f->way == FONT_FIXED;
    for (size_t i = 0; i < spec.n; i++)
        plain &= (unsigned char)spec.p[i] >= ' ' && spec.p[i] != 0x7F;
    if (!plain || next_size(spec, 0, &end, &size) == STR_NPOS || !size)
        return;
    f->way = FONT_URXVT;
    buf_clear(&f->spec);
    buf_add(&f->spec, spec);
}

static void take_untold(struct font *f)
{
    struct buf spec = {0};
    if (urxvt_font(&spec))
        take_spec(f, buf_str(&spec));
    buf_free(&spec);
}

static bool fits_spec(const struct font *f, int steps)
{
    size_t end;
    unsigned long long size = 0;
    next_size(buf_str(&f->spec), 0, &end, &size);
    return (long long)size + steps >= SMALLEST;
}

/* ---- writing ---- */

static void add_mlterm(int by, struct buf *out)
{
    for (int i = by; i != 0; i -= by > 0 ? 1 : -1)
        buf_addf(out, "\033]5379;fontsize=%s\033\\", by > 0 ? "larger" : "smaller");
}

static void add_kitty(int by, struct buf *out)
{
    buf_addf(out,
             "\033P@kitty-cmd{\"cmd\":\"set-font-size\",\"version\":[0,14,2],"
             "\"payload\":{\"size\":%d,\"increment_op\":\"%c\"}}\033\\",
             abs(by), by > 0 ? '+' : '-');
}

/* From one size to another, both in steps. */
static void add_change(const struct font *f, int from, int to, struct buf *out)
{
    if (from == to)
        return;
    if (f->way == FONT_MLTERM)
        add_mlterm(to - from, out);
    if (f->way == FONT_KITTY)
        add_kitty(to - from, out);
    if (f->way == FONT_URXVT) {
        buf_adds(out, "\033]710;");
        add_spec(buf_str(&f->spec), to, out);
        buf_adds(out, "\033\\");
    }
}

void font_take(struct font *f, struct term_info *info, const struct event *ev)
{
    if (ev->kind == EVENT_VERSION)
        take_name(f, ev->text);
    if (ev->kind == EVENT_FONT && ev->text.n)
        take_spec(f, ev->text);
    else if (ev->kind == EVENT_FONT)
        take_untold(f);
    if (ev->kind == EVENT_KITTY)
        take_kitty(f, ev->text);
    info->font = f->way != FONT_FIXED;
    info->font_steps = f->steps;
}

static void write_change(const struct font *f, struct tty *tty, int from, int to)
{
    struct buf b = {0};
    add_change(f, from, to, &b);
    tty_write(tty, buf_str(&b));
    buf_free(&b);
}

static void prepare_crash(const struct font *f)
{
    struct buf b = {0};
    add_change(f, f->steps, 0, &b);
    tty_crash_writes(buf_str(&b));
    buf_free(&b);
}

bool font_step(struct font *f, struct term_info *info, struct tty *tty, int by)
{
    int to = f->steps + by;
    if (f->way == FONT_FIXED || to < FONT_STEPS_LEAST || to > FONT_STEPS_MOST ||
        (f->way == FONT_URXVT && !fits_spec(f, to)))
        return false;
    write_change(f, tty, f->steps, to);
    f->steps = info->font_steps = to;
    prepare_crash(f);
    return true;
}

void font_put_back(const struct font *f, struct tty *tty)
{
    write_change(f, tty, f->steps, 0);
    tty_crash_writes(STR_NONE);
}

void font_put_again(const struct font *f, struct tty *tty)
{
    write_change(f, tty, 0, f->steps);
    prepare_crash(f);
}
