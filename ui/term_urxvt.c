#include "ui/term_urxvt.h"

#include "base/file.h"

#include <stdlib.h>
#include <unistd.h>

enum { MAX_PROC = 1 << 16, MAX_RESOURCES = 1 << 20, MAX_PARENTS = 32 };

static bool is_one_of(struct str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, str_of(words[i])))
            return true;
    return false;
}

bool urxvt_font_of_args(struct str args, struct buf *out)
{
    static const char *const options[] = {"-fn", "--fn", "-font", "--font"};
    struct str word;
    while (str_split(&args, '\0', &word))
        if (is_one_of(word, options, sizeof options / sizeof *options) &&
            str_split(&args, '\0', &word) && word.n) {
            buf_add(out, word);
            return true;
        }
    return false;
}

/* The last one counts, as with xrdb. */
bool urxvt_font_of_resources(struct str text, struct buf *out)
{
    static const char *const names[] = {"URxvt.font", "URxvt*font", "urxvt.font",
                                        "urxvt*font", "Rxvt.font",  "Rxvt*font"};
    struct str line, name, found = STR_NONE;
    while (str_split(&text, '\n', &line)) {
        struct str value = line;
        if (str_split(&value, ':', &name) && value.n &&
            is_one_of(str_trim(name), names, sizeof names / sizeof *names))
            found = str_trim(value);
    }
    buf_add(out, found);
    return found.n > 0;
}

static bool font_of_file(const char *name, struct buf *out)
{
    const char *home = getenv("HOME");
    struct buf text = {0};
    char *path = file_join(home ? home : "/", name);
    bool ok =
        file_read(path, MAX_RESOURCES, &text, NULL) && urxvt_font_of_resources(buf_str(&text), out);
    buf_free(&text);
    free(path);
    return ok;
}

static bool read_proc(long pid, const char *what, struct buf *out)
{
    struct buf path = {0};
    buf_clear(out);
    buf_addf(&path, "/proc/%ld/%s", pid, what);
    bool ok = file_read(buf_cstr(&path), MAX_PROC, out, NULL);
    buf_free(&path);
    return ok;
}

/* The parent, from "PID (NAME) STATE PPID …"; a name may have brackets in it. 0: none. */
static long parent_of(struct str stat)
{
    size_t at = stat.n;
    unsigned long long pid;
    while (at > 0 && stat.p[at - 1] != ')')
        at--;
    struct str rest = str_trim(str_sub(stat, at, stat.n)), word;
    if (!str_split(&rest, ' ', &word) || !str_split(&rest, ' ', &word) ||
        !str_to_u64(word, 1 << 30, &pid))
        return 0;
    return (long)pid;
}

/* Many terminals may be one urxvtd, each with a font of its own: its command line says nothing. */
static bool is_urxvt(struct str stat)
{
    return str_find(stat, STR("(urxvt)"), 0) != STR_NPOS ||
           str_find(stat, STR("(rxvt-unicode)"), 0) != STR_NPOS ||
           str_find(stat, STR("(rxvt)"), 0) != STR_NPOS;
}

bool urxvt_font(struct buf *out)
{
    struct buf b = {0};
    long pid = getppid();
    bool found = false, known = false;
    for (int i = 0; i < MAX_PARENTS && pid > 1 && !found && read_proc(pid, "stat", &b); i++) {
        found = is_urxvt(buf_str(&b));
        pid = found ? pid : parent_of(buf_str(&b));
    }
    if (found)
        known = (read_proc(pid, "cmdline", &b) && urxvt_font_of_args(buf_str(&b), out)) ||
                font_of_file(".Xresources", out) || font_of_file(".Xdefaults", out);
    buf_free(&b);
    return known;
}
