/* The interactive program without its terminal: the views, what keys do to them, messages, and
 * opening what is to be read. ui.c gives it a tty; the screen tests give it ui/term_fake. */
#ifndef JD_UI_LOOP_H
#define JD_UI_LOOP_H

#include "app/job.h"
#include "app/keymap.h"
#include "app/library.h"
#include "app/setting_file.h"
#include "app/source.h"
#include "base/vec.h"
#include "ui/background.h"
#include "ui/message.h"
#include "ui/setting_undo.h"
#include "ui/term.h"
#include "ui/view.h"
#include "ui/watch.h"

struct adding;
struct opening;

struct ui_config {
    struct term *term;               /* closed by ui_free */
    const struct settings *settings; /* copied */
    const struct settings *chosen;   /* those of them given for the run alone; NULL: none */
    struct library *lib;             /* NULL: nothing is remembered; closed by ui_free */
    const char *library_path;        /* of lib, for the worker; NULL: the default */
    struct keymap *keys;             /* freed by ui_free */
    struct theme_set *themes;        /* taken over; NULL: the program's */
    const char *config_path;         /* where choices are kept; NULL: they are not */
    const char *background_path;     /* where is remembered what a terminal told; NULL: nowhere */
    int64_t (*now_ms)(void);         /* the monotonic clock */
};

struct ui {
    struct term *term;
    struct grid *grid;
    struct settings settings;
    struct theme_set themes;
    struct theme theme;
    struct keymap *keys;
    struct library *lib;
    char *library_path;
    struct job *job;             /* the worker; NULL until something is asked of it */
    unsigned job_gen, job_seen;  /* of the last request, of the last answer */
    struct settings_file config; /* path NULL: choices are not kept */
    struct settings chosen;      /* for this run, over what the file says */
    struct watch watch;          /* of the file */
    struct desktop desktop;      /* is asked where the terminal does not tell day or night */
    char *background_path;
    struct setting_undo setting_undo;
    uint8_t keep; /* where a choice is kept: enum settings_keep */
    int64_t (*now_ms)(void);

    VEC(struct view *) views;  /* the last is on top */
    VEC(struct view *) closed; /* to be freed when the event is over */
    struct message message;
    struct opening *opening; /* NULL: nothing is being opened */
    struct adding *adding;   /* NULL: nothing is being added to the library */

    struct clicks {
        int64_t ms; /* of the last press */
        int row, col;
        unsigned n; /* presses in quick succession */
    } clicks;

    struct key pending[KEYMAP_SEQUENCE]; /* keys of a sequence so far */
    size_t npending;
    unsigned quote_color; /* that the next quote gets */
    unsigned count;       /* the number typed before a command; 0: none */
    bool quit;
    int signal;        /* that ended the program; 0: none did */
    struct err failed; /* why, if it was not the user */
    struct err unkept; /* why a place could not be kept */
    bool unkept_told;  /* on the screen */
};

struct ui *ui_new(const struct ui_config *c);

/* Keeps the reading positions, frees the views and closes terminal and library. */
void ui_free(struct ui *ui);

/* The terminal may have another size now: the views are told. */
void ui_resized(struct ui *ui);

/* One turn of the loop, in parts: what an event does, what is due by the clock, how long nothing is
 * due (-1: for ever), and the screen. */
void ui_handle(struct ui *ui, const struct event *ev);
void ui_tick(struct ui *ui);
int ui_wait_ms(const struct ui *ui);
void ui_draw(struct ui *ui);

/* Gives the worker's answers to the views, and shows what has been opened. wait_ms: how long for
 * what is still to come (0: the loop, which polls; -1: the tests). */
void ui_collect(struct ui *ui, int wait_ms);

/* Until the user quits. */
void ui_loop(struct ui *ui);

/* A command as if its key had been pressed. */
void ui_command(struct ui *ui, const struct command_call *call);

/* Puts a view on top; takes the top one away (it is freed when the event is over). The program ends
 * with its last view. */
void ui_push(struct ui *ui, struct view *v);
void ui_pop(struct ui *ui);
struct view *ui_top(const struct ui *ui);

/* The view of these ops that is nearest the top; NULL. */
struct view *ui_find(const struct ui *ui, const struct view_ops *ops);

/* Everything the views know that must not be lost; frees the views that were closed. */
void ui_keep(struct ui *ui);
void ui_bury(struct ui *ui);

/* Asks the worker; the answer comes to the views under the generation returned. */
unsigned ui_ask(struct ui *ui, const struct job_request *rq);
unsigned ui_ask_list(struct ui *ui, const struct job_list_request *rq);

/* Tells the views that what the library holds was changed. */
void ui_library_changed(struct ui *ui);

/* Takes back the last thing that the user did to the library. */
void ui_undo(struct ui *ui);

/* A place could not be kept: the user is told, once. */
void ui_unkept(struct ui *ui, const struct err *e);

/* Ends the program with an error for the shell. */
void ui_fail(struct ui *ui, const struct err *e);

void ui_say(struct ui *ui, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ui_complain(struct ui *ui, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* look.c: takes these settings and does what the change affects in every view. */
void ui_use_settings(struct ui *ui, const struct settings *s);

/* config.c: the source (its id) that the view in front is of; empty. The settings that hold for it
 * are taken up; called when it becomes another. */
struct str ui_source(const struct ui *ui);
void ui_settle(struct ui *ui);

/* The name of the section for the source in front (enum settings_keep): for it, or for all in its place.
 * False: there is none. */
bool ui_add_section_name(const struct ui *ui, unsigned keep, struct buf *out);
bool ui_can_keep_for(const struct ui *ui, unsigned keep);

/* Writes a setting as it is now into the configuration file, where ui->keep says; where that cannot be, says so, and the
 * choice holds for this run. */
void ui_keep_setting(struct ui *ui, enum setting_id id);

/* The configuration file may have changed: what it says is taken up. */
void ui_reload_config(struct ui *ui);

/* look.c: changes a setting, does what it affects in every view and keeps it in the configuration
 * file. */
void ui_set(struct ui *ui, enum setting_id id, int64_t value);
void ui_cycle_mode(struct ui *ui);

/* Day or night is known, from the terminal or its environment. */
bool ui_knows_mode(const struct ui *ui);

/* What the terminal has told: theme and widths are made anew if they changed. */
void ui_look_refresh(struct ui *ui);

/* Says so where the script that is set is not to be had; text is then shown as written. */
void ui_check_script(struct ui *ui);
struct style ui_style(const struct ui *ui, enum role r);

/* The bar beside a quote of that colour: the mark that is seen without colours is in the accent. */
struct style ui_quote_bar(const struct ui *ui, unsigned color);
struct style ui_quote_bar_on(const struct ui *ui, unsigned color, enum role ground);

/* Parts of a line are joined by a dot: adds it behind what is there. */
void ui_add_dot(struct buf *out);

/* How long that many reading units (doc.h) take: "4 min", "3 h". */
void ui_add_time(struct buf *out, uint64_t units);

/* A glyph of ambiguous width where it takes one cell, else its stand-in. */
struct str ui_glyph(const char *glyph, const char *standin);

#endif
