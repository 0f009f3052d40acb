/* Breaks as a test writes them: 说|“你|好”, and ¬ where a hyphen is drawn. Include <cmocka.h> before. */
#ifndef JD_TESTS_LINEBREAK_EXPECT_H
#define JD_TESTS_LINEBREAK_EXPECT_H

#include "text/linebreak.h"
#include "text/linebreak_tailor.h"

struct breaks_case {
    const char *breaks, *rule; /* rule: the only one that differs from UAX #14, or NULL */
};

/* The text with its breaks. Where the plain walk differs, the names of the rules that made it so are
 * added to rules. */
static inline void show_breaks(struct str s, const struct linebreak_opts *o, struct buf *out,
                               struct buf *rules)
{
    static const struct linebreak_opts plain_opts = {0};
    struct linebreaker w, plain;
    uint32_t c;
    enum linebreak_kind after, usual;
    linebreak_start(&w, s, 0, o);
    linebreak_start(&plain, s, 0, &plain_opts);
    for (size_t at = 0; linebreak_next(&w, &c, &after); at = w.pos) {
        assert_true(linebreak_next(&plain, &c, &usual));
        buf_add(out, str_sub(s, at, w.pos));
        if ((after == LINEBREAK_NONE) != (usual == LINEBREAK_NONE))
            buf_addf(rules, "%s ", linebreak_rule_name(w.rule));
        if (w.pos < s.n && after != LINEBREAK_NONE)
            buf_adds(out, after == LINEBREAK_HYPHEN ? "¬" : "|");
    }
}

static inline void expect_breaks(const struct breaks_case *want, const struct linebreak_opts *o)
{
    struct buf text = {0}, got = {0}, rules = {0};
    struct str rest = str_of(want->breaks), mark = STR("¬"), names, name;
    for (; rest.n; rest = str_sub(rest, str_starts(rest, mark) ? mark.n : 1, rest.n))
        if (*rest.p != '|' && !str_starts(rest, mark))
            buf_addc(&text, *rest.p);
    show_breaks(buf_str(&text), o, &got, &rules);
    assert_string_equal(buf_cstr(&got), want->breaks);
    names = buf_str(&rules);
    while (str_split(&names, ' ', &name) && name.n)
        if (!want->rule || !str_eq(name, str_of(want->rule)))
            fail_msg("%s: rule " STR_FMT, want->breaks, STR_ARG(name));
    if (want->rule && !rules.n)
        fail_msg("%s: as in UAX #14", want->breaks);
    buf_free(&text);
    buf_free(&got);
    buf_free(&rules);
}

static inline void expect_all_breaks(const struct breaks_case *cases, size_t n,
                                     struct linebreak_opts o)
{
    for (size_t i = 0; i < n; i++)
        expect_breaks(&cases[i], &o);
}

#define EXPECT_ALL(cases, ...)                                                                     \
    expect_all_breaks(cases, sizeof(cases) / sizeof(cases)[0],                                     \
                      (struct linebreak_opts){.tailored = true, __VA_ARGS__})

#endif
