#include "config.h"

#include "cli/man.h"

#include "app/keymap.h"
#include "app/preset.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "text/utf8.h"

/* Text as roff has it: a hyphen that may be copied, no requests, no escapes of its own, a new line
 * for a new line. */
static void add_text(struct buf *out, const char *text)
{
    struct str rest = str_of(text);
    while (rest.n) {
        bool at_start = !out->n || out->p[out->n - 1] == '\n';
        uint32_t c = utf8_take(&rest);
        if (at_start && (c == '.' || c == '\''))
            buf_adds(out, "\\&");
        if (c == '\\')
            buf_adds(out, "\\e");
        else if (c == '-')
            buf_adds(out, "\\-");
        else if (c < 0x80)
            buf_addc(out, (char)c);
        else
            buf_addf(out, "\\[u%04X]", (unsigned)c);
    }
}

static void add_line(struct buf *out, const char *text)
{
    add_text(out, text);
    buf_addc(out, '\n');
}

static void add_bold(struct buf *out, const char *text)
{
    buf_adds(out, "\\fB");
    add_text(out, text);
    buf_adds(out, "\\fR");
}

static void add_options(struct buf *out, const struct cli_option *o)
{
    for (; o && o->name; o++) {
        buf_adds(out, ".TP\n");
        if (o->letter)
            buf_addf(out, "\\fB\\-%c\\fR, ", o->letter);
        buf_adds(out, "\\fB\\-\\-");
        add_text(out, o->name);
        buf_adds(out, "\\fR");
        if (o->arg)
            buf_addf(out, " \\fI%s\\fR", _(o->arg));
        buf_addc(out, '\n');
        add_line(out, _(o->help));
    }
}

/* The arguments may stand in several lines of the usage; here they are one. */
static void add_args(struct buf *out, const char *args)
{
    struct str rest = str_of(args), line;
    while (str_split(&rest, '\n', &line)) {
        struct buf b = {0};
        buf_add(&b, str_trim(line));
        buf_addc(out, ' ');
        add_text(out, buf_cstr(&b));
        buf_free(&b);
    }
}

static void add_verbs(struct buf *out)
{
    buf_adds(out, ".SH VERBS\n");
    for (const struct cli_verb *const *v = CLI_VERBS; *v; v++) {
        buf_adds(out, ".TP\n");
        add_bold(out, (*v)->name);
        if ((*v)->args)
            add_args(out, _((*v)->args));
        buf_addc(out, '\n');
        add_line(out, _((*v)->help));
        if (!(*v)->options)
            continue;
        buf_adds(out, ".RS\n");
        add_options(out, (*v)->options);
        buf_adds(out, ".RE\n");
    }
}

static void add_setting(struct buf *out, const struct settings *defaults, enum setting_id id)
{
    struct buf range = {0}, value = {0};
    setting_add_range(id, &range);
    setting_format(defaults, id, &value);
    buf_adds(out, ".TP\n");
    add_bold(out, SETTING_DEFS[id].name);
    buf_addc(out, ' ');
    add_line(out, buf_cstr(&range));
    add_line(out, _(SETTING_DEFS[id].help));
    buf_adds(out, "(default: ");
    add_text(out, buf_cstr(&value));
    buf_adds(out, ")\n");
    buf_free(&range);
    buf_free(&value);
}

static void add_settings(struct buf *out)
{
    struct settings defaults;
    settings_defaults(&defaults);
    buf_adds(out, ".SH SETTINGS\n");
    add_line(out, _("The configuration file has a setting a line, a name and a value. A # begins a "
                    "comment at the beginning of a line and, behind a value, after white space. A "
                    "bad line is reported and skipped."));
    add_line(out, _("Lines under [source BEGINNING] hold for sources that begin so: a path, an "
                    "address, or the name of a host; the longest beginning counts. Lines under "
                    "[preset NAME] are a preset."));
    for (enum setting_group g = 0; g < SETTING_GROUPS; g++) {
        buf_addf(out, ".SS %s\n", setting_group_title(g));
        for (enum setting_id id = 0; id < SETTINGS; id++)
            if (SETTING_DEFS[id].group == g)
                add_setting(out, &defaults, id);
    }
}

static void add_preset(struct buf *out, const struct settings_file *f, size_t i)
{
    struct settings s;
    const char *between = "";
    if (!preset_find(f, str_of(preset_name(f, i)), &s, NULL))
        return;
    buf_adds(out, ".TP\n");
    add_bold(out, preset_name(f, i));
    buf_addc(out, '\n');
    for (enum setting_id id = 0; id < SETTINGS; id++) {
        struct buf value = {0};
        if (!s.given[id])
            continue;
        buf_addf(&value, "%s%s ", between, SETTING_DEFS[id].name);
        setting_format(&s, id, &value);
        add_text(out, buf_cstr(&value));
        buf_free(&value);
        between = ", ";
    }
    buf_addc(out, '\n');
}

static void add_presets(struct buf *out)
{
    struct settings_file f;
    settings_file_start(&f, "");
    buf_adds(out, ".SH PRESETS\n");
    for (size_t i = 0; i < preset_count(&f); i++)
        add_preset(out, &f, i);
    settings_file_free(&f);
}

/* "reader: j, down; list: j" */
static void add_keys_of(struct buf *out, const struct keymap *km, enum command cmd)
{
    const char *context = NULL;
    for (size_t i = 0; i < keymap_count(km); i++) {
        struct buf keys = {0};
        struct keymap_binding b = keymap_at(km, i, &keys);
        if (b.cmd == cmd) {
            bool same = context && strcmp(context, b.context) == 0;
            buf_adds(out, same ? ", " : context ? "; " : "");
            if (!same)
                buf_addf(out, "%s: ", b.context);
            add_bold(out, buf_cstr(&keys));
            context = b.context;
        }
        buf_free(&keys);
    }
    buf_addc(out, '\n');
}

static void add_commands(struct buf *out)
{
    struct keymap *km = keymap_new();
    buf_adds(out, ".SH KEYS\n");
    add_line(out, _("A key file has a binding a line: context, key or two keys, command, argument. "
                    "The command none frees a key. These are the commands and the keys that they "
                    "have at first; jiandu keys shows the bindings in force."));
    for (enum command_group g = 0; g < COMMAND_GROUPS; g++) {
        buf_addf(out, ".SS %s\n", command_group_title(g));
        for (enum command cmd = CMD_NONE + 1; cmd < COMMAND_COUNT; cmd++) {
            if (COMMAND_DEFS[cmd].group != g)
                continue;
            buf_adds(out, ".TP\n");
            add_bold(out, COMMAND_DEFS[cmd].name);
            buf_addf(out, "%s%s\n", *COMMAND_DEFS[cmd].arg ? " " : "", COMMAND_DEFS[cmd].arg);
            add_line(out, _(COMMAND_DEFS[cmd].help));
            buf_adds(out, ".br\n");
            add_keys_of(out, km, cmd);
        }
    }
    keymap_free(km);
}

/* A section of names with what they are for. */
struct man_entry {
    const char *name, *help; /* help: N_() */
};

static void add_entries(struct buf *out, const char *title, const struct man_entry *v, size_t n)
{
    buf_addf(out, ".SH %s\n", title);
    for (size_t i = 0; i < n; i++) {
        buf_adds(out, ".TP\n");
        add_bold(out, v[i].name);
        buf_addc(out, '\n');
        add_line(out, _(v[i].help));
    }
}

static const struct man_entry FILES[] = {
    {"~/.config/jiandu/config", N_("settings")},
    {"~/.config/jiandu/keys", N_("key bindings")},
    {"~/.config/jiandu/themes/NAME.theme", N_("themes; jiandu theme show prints one")},
    {"~/.local/share/jiandu/library.db", N_("reading positions, and how sources are to be read")},
};

static const struct man_entry VARIABLES[] = {
    {"XDG_CONFIG_HOME, XDG_DATA_HOME", N_("where these folders are instead")},
    {"NO_COLOR", N_("no colours, if it is not empty")},
    {"COLORTERM", N_("truecolor or 24bit: the terminal has 24-bit colours")},
    {"COLORFGBG", N_("light or dark, where the terminal does not tell")},
    {"LANGUAGE, LC_ALL, LC_MESSAGES, LANG", N_("language of messages")},
};

static const struct man_entry CODES[] = {
    {"0", N_("done")},
    {"1", N_("failed; one line on standard error names the file and the cause")},
    {"2", N_("the command line is wrong")},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

void man_page(struct buf *out)
{
    buf_adds(out, ".\\\" Made by jiandu help --man.\n"
                  ".TH JIANDU 1 \"\" \"jiandu " PACKAGE_VERSION "\"\n.SH NAME\njiandu \\- ");
    add_line(out, _("a terminal reader for long-form Chinese, Japanese and Korean"));
    buf_adds(out, ".SH SYNOPSIS\n.B jiandu\n[\\fIoption\\fR]... [\\fIsource\\fR]\n.br\n.B jiandu\n"
                  "\\fIverb\\fR [\\fIargument\\fR]...\n.SH DESCRIPTION\n");
    add_line(out, _("A source is a file, - for standard input, or #ID from the list; without one "
                    "the library opens. In the reader, ? shows every key."));
    add_verbs(out);
    buf_adds(out, ".SH OPTIONS\n");
    add_options(out, CLI_READ.options);
    add_options(out, CLI_GLOBALS);
    add_settings(out);
    add_presets(out);
    add_commands(out);
    add_entries(out, "FILES", FILES, COUNT(FILES));
    add_entries(out, "ENVIRONMENT", VARIABLES, COUNT(VARIABLES));
    add_entries(out, "EXIT STATUS", CODES, COUNT(CODES));
}
