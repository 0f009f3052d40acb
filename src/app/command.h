/* What the reader can be told to do. One table: key bindings, help and the manual's key section come
 * from it. Views receive commands, never keys. */
#ifndef JD_APP_COMMAND_H
#define JD_APP_COMMAND_H

#include "base/i18n.h"
#include "base/str.h"

enum command_group {
    GROUP_MOVE,
    GROUP_ARTICLE,
    GROUP_SELECT,
    GROUP_QUOTE,
    GROUP_LIST,
    GROUP_LOOK,
    GROUP_GENERAL,
    GROUP_EDIT,
    COMMAND_GROUPS
};

/* X(id, name, argument, group, help). The argument is "" for a command that takes none. */
#define COMMANDS(X)                                                                                \
    X(LINE_DOWN, "line-down", "", MOVE, N_("One line forward"))                                    \
    X(LINE_UP, "line-up", "", MOVE, N_("One line back"))                                           \
    X(PAGE_DOWN, "page-down", "", MOVE, N_("One page forward"))                                    \
    X(PAGE_UP, "page-up", "", MOVE, N_("One page back"))                                           \
    X(HALF_DOWN, "half-page-down", "", MOVE, N_("Half a page forward"))                            \
    X(HALF_UP, "half-page-up", "", MOVE, N_("Half a page back"))                                   \
    X(SECTION_NEXT, "section-next", "", MOVE, N_("To the next section"))                           \
    X(SECTION_PREV, "section-previous", "", MOVE, N_("To the previous section"))                   \
    X(START, "to-start", "", MOVE, N_("To the beginning"))                                         \
    X(END, "to-end", "", MOVE, N_("To the end; after a number, to that percentage"))               \
    X(GOTO, "goto", "PERCENT", MOVE, N_("To the percentage typed before it"))                      \
    X(BACK, "back", "", MOVE, N_("Back to where you were before the jump"))                        \
    X(FORWARD, "forward", "", MOVE, N_("Forward again"))                                           \
    X(CONTENTS, "contents", "", ARTICLE, N_("Contents of the article"))                            \
    X(INFO, "info", "", ARTICLE, N_("About the article"))                                          \
    X(SEARCH, "search", "", ARTICLE, N_("Search in the article"))                                  \
    X(SEARCH_NEXT, "search-next", "", ARTICLE, N_("Next place found"))                             \
    X(SEARCH_PREV, "search-previous", "", ARTICLE, N_("Previous place found"))                     \
    X(LINK_NEXT, "link-next", "", ARTICLE, N_("Next link or note"))                                \
    X(LINK_PREV, "link-previous", "", ARTICLE, N_("Previous link or note"))                        \
    X(FOLLOW, "follow", "", ARTICLE, N_("Follow the link"))                                        \
    X(ADDRESS, "address", "", ARTICLE, N_("Show the link's address, or the article's"))            \
    X(RELOAD, "reload", "", ARTICLE, N_("Read the source again"))                                  \
    X(REPAIRS, "repairs", "", ARTICLE, N_("What was repaired in the article"))                     \
    X(CHARSET, "charset", "", ARTICLE, N_("Read it in another encoding"))                          \
    X(ARTICLE_KEEP, "article-keep", "", ARTICLE, N_("Keep the article in the library"))            \
    X(ARTICLE_NEXT, "article-next", "", ARTICLE, N_("The next article of the list"))               \
    X(ARTICLE_PREV, "article-previous", "", ARTICLE, N_("The article before it in the list"))      \
    X(SELECT, "select", "", SELECT, N_("Select text; again: hold one end"))                        \
    X(QUOTE_SENTENCE, "quote-sentence", "", SELECT, N_("Keep the sentence under the cursor"))      \
    X(UNIT_LARGER, "unit-larger", "", SELECT, N_("Select by words, sentences, paragraphs"))        \
    X(UNIT_SMALLER, "unit-smaller", "", SELECT, N_("Select by smaller units"))                     \
    X(UNIT, "unit", "UNIT", SELECT, N_("Select by char, word, sentence or paragraph"))             \
    X(OTHER_END, "other-end", "", SELECT, N_("Move the other end"))                                \
    X(WORD_NEXT, "word-next", "", SELECT, N_("To the next word"))                                  \
    X(WORD_PREV, "word-previous", "", SELECT, N_("To the previous word"))                          \
    X(SENTENCE_NEXT, "sentence-next", "", SELECT, N_("To the next sentence"))                      \
    X(SENTENCE_PREV, "sentence-previous", "", SELECT, N_("To the previous sentence"))              \
    X(PARA_NEXT, "paragraph-next", "", SELECT, N_("To the next paragraph"))                        \
    X(PARA_PREV, "paragraph-previous", "", SELECT, N_("To the previous paragraph"))                \
    X(COPY, "copy", "", SELECT, N_("Copy the text"))                                               \
    X(QUOTE, "quote", "[COLOUR]", SELECT, N_("Keep it as a quote, in a colour 1 to 5"))            \
    X(ATTACH, "attach", "", SELECT, N_("Attach a quote that has lost its place"))                  \
    X(QUOTES, "quotes", "", QUOTE, N_("All quotes"))                                               \
    X(QUOTE_NEXT, "quote-next", "", QUOTE, N_("To the next quote in the article"))                 \
    X(QUOTE_PREV, "quote-previous", "", QUOTE, N_("To the previous quote"))                        \
    X(EXTEND, "extend", "", QUOTE, N_("Select its text anew"))                                     \
    X(MERGE, "merge", "", QUOTE, N_("Merge it with those that overlap"))                           \
    X(REVIEW, "review", "", QUOTE, N_("Review what is due"))                                       \
    X(REMEMBERED, "remembered", "", QUOTE, N_("It was remembered: ask later"))                     \
    X(FORGOTTEN, "forgotten", "", QUOTE, N_("It was not: ask tomorrow"))                           \
    X(OPEN, "open", "", LIST, N_("Open the entry"))                                                \
    X(FILTER, "filter", "", LIST, N_("Show only entries with these words"))                        \
    X(REMOVE, "remove", "", LIST, N_("To the trash; in the trash: away for good"))                 \
    X(UNDO, "undo", "", LIST, N_("Take back what was done last"))                                  \
    X(MARK, "mark", "", LIST, N_("Mark it, for what is done to several"))                          \
    X(STAR, "star", "", LIST, N_("A star, or none"))                                               \
    X(ARCHIVE, "archive", "", LIST, N_("To the archive, or back into the lists"))                  \
    X(FINISHED, "finished", "", LIST, N_("Read, or unread"))                                       \
    X(TAG, "tag", "", LIST, N_("Give tags, or take them (-tag)"))                                  \
    X(RENAME, "rename", "", LIST, N_("Another title or author"))                                   \
    X(NOTE, "note", "", LIST, N_("A note"))                                                        \
    X(ADD, "add", "", LIST, N_("Add a file or a folder"))                                          \
    X(SHELVES, "shelves", "", LIST, N_("Parts of the library, tags, sources"))                     \
    X(ORDER, "order", "", LIST, N_("Another order"))                                               \
    X(MODE, "mode", "", LOOK, N_("Light, dark, or as the terminal is"))                            \
    X(SETTINGS, "settings", "", LOOK, N_("Settings: colours, page, terminal"))                     \
    X(SETTINGS_UNDO, "settings-undo", "", LOOK, N_("Take back the last change of a setting"))      \
    X(VALUE_NEXT, "value-next", "", LOOK, N_("The next value of the setting"))                     \
    X(VALUE_PREV, "value-previous", "", LOOK, N_("The value before"))                              \
    X(RESET, "reset", "", LOOK, N_("The setting's default"))                                       \
    X(KEEP, "keep", "", LOOK, N_("Keep the settings as they are and close"))                       \
    X(PRESET_SAVE, "preset-save", "", LOOK, N_("Keep look and page as a preset of yours"))         \
    X(PRESET_REMOVE, "preset-remove", "", LOOK, N_("Remove the preset of yours"))                  \
    X(NARROWER, "narrower", "", LOOK, N_("Narrower lines"))                                        \
    X(WIDER, "wider", "", LOOK, N_("Wider lines"))                                                 \
    X(HELP, "help", "", GENERAL, N_("This list of keys"))                                          \
    X(CLOSE, "close", "", GENERAL, N_("Close the panel, drop what was found"))                     \
    X(QUIT, "quit", "", GENERAL, N_("Leave the article, then the program"))                        \
    X(QUIT_ALL, "quit-all", "", GENERAL, N_("Leave the program"))                                  \
    X(SUSPEND, "suspend", "", GENERAL, N_("Back to the shell for a while"))                        \
    X(REDRAW, "redraw", "", GENERAL, N_("Draw the screen anew"))                                   \
    X(ACCEPT, "accept", "", EDIT, N_("Take what was typed"))                                       \
    X(CANCEL, "cancel", "", EDIT, N_("Leave without taking it"))                                   \
    X(CURSOR_LEFT, "cursor-left", "", EDIT, N_("One character left"))                              \
    X(CURSOR_RIGHT, "cursor-right", "", EDIT, N_("One character right"))                           \
    X(CURSOR_HOME, "cursor-home", "", EDIT, N_("To the beginning of the input"))                   \
    X(CURSOR_END, "cursor-end", "", EDIT, N_("To the end of the input"))                           \
    X(DELETE_LEFT, "delete-left", "", EDIT, N_("Delete the character on the left"))                \
    X(DELETE_RIGHT, "delete-right", "", EDIT, N_("Delete the character on the right"))             \
    X(DELETE_WORD, "delete-word", "", EDIT, N_("Delete the word on the left"))                     \
    X(DELETE_ALL, "delete-all", "", EDIT, N_("Delete all on the left"))                            \
    X(NEWLINE, "newline", "", EDIT, N_("Begin a new line"))                                        \
    X(EDITOR, "editor", "", EDIT, N_("Write in $EDITOR"))

enum command {
    CMD_NONE, /* in a key file: the key does nothing */
#define X(id, name, arg, group, help) CMD_##id,
    COMMANDS(X)
#undef X
        COMMAND_COUNT
};

struct command_def {
    const char *name;
    const char *arg; /* what it takes, "" for nothing */
    enum command_group group;
    const char *help; /* N_() */
};

extern const struct command_def COMMAND_DEFS[COMMAND_COUNT];

/* COMMAND_COUNT when there is none of that name; "none" is CMD_NONE. */
enum command command_find(struct str name);

/* The group's title, translated. */
const char *command_group_title(enum command_group g);

#endif
