/* Day or night where the terminal does not tell it: the desktop, and what was told the last time. */
#include "base/file.h"
#include "ui/background.h"
#include "ui/loop.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>

#include "scratch.h"

static char state_path[sizeof scratch_dir + 32];

/* What stands for dbus-send; it also notes what it was asked. */
static void install(const char *script)
{
    struct buf path = {0}, text = {0};
    buf_addf(&path, "%s/dbus-send", scratch_dir);
    buf_addf(&text, "#!/bin/sh\necho \"$@\" >%s/asked\n%s\n", scratch_dir, script);
    assert_true(file_replace(buf_cstr(&path), buf_str(&text), NULL));
    chmod(buf_cstr(&path), 0755);
    buf_free(&path);
    buf_free(&text);
}

static bool was_asked(void)
{
    struct buf path = {0};
    buf_addf(&path, "%s/asked", scratch_dir);
    bool there = access(buf_cstr(&path), F_OK) == 0;
    unlink(buf_cstr(&path));
    buf_free(&path);
    return there;
}

static bool ask(struct term_info *info)
{
    struct desktop d = {.fd = -1};
    bool told = false;
    desktop_ask(&d);
    while (d.fd >= 0 && poll(&(struct pollfd){.fd = d.fd, .events = POLLIN}, 1, 20000) > 0)
        told |= desktop_take(&d, info);
    desktop_close(&d);
    return told;
}

static void test_the_desktop_is_asked(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        int mode; /* -1: not told */
    } cases[] = {
        {"echo '   variant       variant          uint32 1'", THEME_DARK},
        {"echo '   variant       variant          uint32 2'", THEME_LIGHT},
        {"echo '   variant       variant          uint32 0'", -1},
        {"printf '   variant '; sleep 0.1; printf 'uint'; sleep 0.1; echo '32 2'", THEME_LIGHT},
        {"echo no such name >&2; exit 1", -1},
        {"printf 'uint32 '", -1},
        {"yes", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct term_info info = {.mode = THEME_DARK, .mode_origin = "guess"};
        install(cases[i].script);
        assert_int_equal(ask(&info), cases[i].mode >= 0);
        assert_true(was_asked());
        assert_int_equal(info.mode_known, cases[i].mode >= 0);
        if (cases[i].mode >= 0)
            assert_int_equal(info.mode, cases[i].mode);
    }
    struct term_info told = {.mode = THEME_DARK, .mode_known = true, .mode_origin = "OSC 11"};
    install("echo uint32 2"); /* the terminal told meanwhile */
    assert_false(ask(&told));
    assert_int_equal(told.mode, THEME_DARK);
}

static void test_another_s_desktop_is_not_asked(void **state)
{
    (void)state;
    struct term_info info = {.mode_origin = "guess"};
    install("echo uint32 2");
    setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22", 1);
    assert_false(ask(&info));
    unsetenv("SSH_CONNECTION");
    unsetenv("DBUS_SESSION_BUS_ADDRESS");
    assert_false(ask(&info));
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null", 1);
    assert_false(was_asked());
}

static void test_what_was_told_is_remembered(void **state)
{
    (void)state;
    struct term_info told = {.asked = true,
                             .bg_known = true,
                             .mode = THEME_LIGHT,
                             .mode_known = true,
                             .mode_origin = "OSC 11"};
    struct term_info fresh = {.asked = true, .mode = THEME_DARK, .mode_origin = "guess"};
    struct term_info silent = fresh, console = fresh, known = fresh;
    background_recall(state_path, &silent);
    assert_string_equal(silent.mode_origin, "guess");
    background_keep(state_path, &silent); /* a guess is not kept */
    assert_int_equal(access(state_path, F_OK), -1);
    background_keep(state_path, &told);
    background_recall(state_path, &silent);
    assert_string_equal(silent.mode_origin, "last time");
    assert_int_equal(silent.mode, THEME_LIGHT);
    assert_false(silent.mode_known);
    console.asked = false; /* its page is black whatever other terminals are */
    background_recall(state_path, &console);
    assert_string_equal(console.mode_origin, "guess");
    known.mode_known = true;
    background_recall(state_path, &known);
    assert_int_equal(known.mode, THEME_DARK);
    assert_true(file_replace(state_path, STR("dusk\n"), NULL));
    silent = fresh;
    background_recall(state_path, &silent);
    assert_string_equal(silent.mode_origin, "guess");
    background_keep("/proc/none/background", &told);
}

static int64_t now_ms(void)
{
    return 1000000;
}

/* An event, and what the desktop answers upon it. */
static void after(struct ui *ui, enum event_kind kind)
{
    ui_handle(ui, &(struct event){.kind = kind});
    assert_true(ui->desktop.fd >= 0);
    while (ui->desktop.fd >= 0) {
        poll(&(struct pollfd){.fd = ui->desktop.fd, .events = POLLIN}, 1, 20000);
        ui_collect(ui, 0);
    }
}

/* The first paint goes by what was told last; the desktop's answer comes while the program runs. */
static void test_the_page_follows(void **state)
{
    (void)state;
    struct settings s;
    settings_defaults(&s);
    install("echo uint32 1");
    assert_true(file_replace(state_path, STR("light\n"), NULL));
    struct term *term = term_fake_new(24, 80, DEPTH_RGB);
    term->info.asked = true;
    struct ui *ui = ui_new(&(struct ui_config){.term = term,
                                               .settings = &s,
                                               .keys = keymap_new(),
                                               .background_path = state_path,
                                               .now_ms = now_ms});
    assert_int_equal(ui->theme.mode, THEME_LIGHT);
    term->info.answered = true;
    after(ui, EVENT_DA1);
    assert_int_equal(ui->theme.mode, THEME_DARK);
    install("echo uint32 2"); /* the day has come */
    after(ui, EVENT_FOCUS);
    assert_int_equal(ui->theme.mode, THEME_LIGHT);
    term->info.mode_origin = "OSC 11";
    ui_handle(ui, &(struct event){.kind = EVENT_FOCUS});
    assert_int_equal(ui->desktop.fd, -1);
    ui_free(ui);
}

static int make(void **state)
{
    struct buf path = {0};
    int code = scratch_make(state);
    snprintf(state_path, sizeof state_path, "%s/background", scratch_dir);
    buf_addf(&path, "%s:%s", scratch_dir, getenv("PATH"));
    setenv("PATH", buf_cstr(&path), 1);
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null", 1);
    unsetenv("XDG_RUNTIME_DIR");
    unsetenv("SSH_CONNECTION");
    unsetenv("SSH_TTY");
    buf_free(&path);
    return code;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_desktop_is_asked, scratch_fresh),
        cmocka_unit_test_setup(test_another_s_desktop_is_not_asked, scratch_fresh),
        cmocka_unit_test_setup(test_what_was_told_is_remembered, scratch_fresh),
        cmocka_unit_test_setup(test_the_page_follows, scratch_fresh),
    };
    return cmocka_run_group_tests(tests, make, scratch_remove);
}
