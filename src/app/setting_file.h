/* The configuration file: what it says, for which sources, and changing it.
 *
 * ~/.config/jiandu/config has a setting a line, `name value`; '#' begins a comment. The lines before
 * the first section are for everything that is read; those of a section
 *
 *     [source https://example.org/]   for what is read from there
 *     [preset NAME]                   a preset of the user's
 *
 * go up to the next one. A bad line is reported with its number and skipped; under a bad head, all
 * lines are. Presets stand in this file, not in files of their own, so that one write changes what
 * belongs together, and one file is watched, copied and kept under version control. */
#ifndef JD_APP_SETTING_FILE_H
#define JD_APP_SETTING_FILE_H

#include "app/setting.h"
#include "base/hash.h"
#include "base/vec.h"

enum settings_scope { SETTINGS_GENERAL, SETTINGS_SOURCE, SETTINGS_PRESET, SETTINGS_SCOPES };

struct settings_section {
    enum settings_scope scope;
    char *name;              /* where sources begin, or a preset's name; "" of the general part */
    struct settings s;       /* those given */
    uint32_t line[SETTINGS]; /* of the value that counts; 0: not given */
};

struct settings_file {
    char *path;
    struct hash128 hash;                   /* of the text read */
    VEC(struct settings_section) sections; /* the general part first; each name once */
};

/* An empty one; path NULL: the default. settings_file_free ends it. */
void settings_file_start(struct settings_file *f, const char *path);
void settings_file_free(struct settings_file *f);

/* Takes a text for the file's, in place of what it said. Each bad line adds "path:LINE: message\n"
 * to *complaints and is skipped. */
void settings_file_parse(struct settings_file *f, struct str text, struct buf *complaints);

/* Reads the file. False, and what it said before is kept: ERR_NOT_FOUND without one. */
bool settings_file_read(struct settings_file *f, struct buf *complaints, struct err *e);

/* Reads it again; true when its text is another than last time. A file that is gone counts as empty,
 * one that cannot be read as unchanged, and adds to *complaints. */
bool settings_file_reload(struct settings_file *f, struct buf *complaints);

/* NULL when there is none. */
const struct settings_section *settings_file_find(const struct settings_file *f,
                                                  enum settings_scope scope, struct str name);

/* The settings for a source: defaults, the general part, the sections whose beginning it has (the
 * longest last), and over all of it what was chosen for this run (NULL: nothing). source: a path or
 * URL (struct source, id); empty for none. A section's name without '/' is a host, which stands for
 * those under it too; "~/" is the user's home. */
void settings_for_source(const struct settings_file *f, const struct settings *chosen,
                         struct str source, struct settings *out);

/* Adds the name of a section for all that is where the source is: the host of an address, the folder of
 * a path. False: it has neither. */
bool settings_place_of(struct str source, struct buf *out);

/* The section that a setting of that source comes from; NULL: none says it. */
const struct settings_section *settings_holder(const struct settings_file *f, struct str source,
                                               enum setting_id id);

/* A setting to write into a section, or with value.p NULL to take out of it; with name.p NULL too,
 * the section goes, but for its comments. */
struct settings_change {
    enum settings_scope scope;
    struct str section, name, value;
};

/* The file's text with the changes: values are replaced where they stand, new ones added at the end
 * of their section, which is made where it is missing. Every other byte is kept, a comment behind a
 * value that is taken out too. */
void settings_edit(struct str text, const struct settings_change *v, size_t n, struct buf *out);

/* The same in the file, which is read anew and replaced whole. f then says what it says. */
bool settings_file_change(struct settings_file *f, const struct settings_change *v, size_t n,
                          struct err *e);

#endif
