/* What the writers of quotes share. */
#ifndef JD_APP_EXCHANGE_PRIV_H
#define JD_APP_EXCHANGE_PRIV_H

#include "app/exchange.h"

struct exchange {
    const struct quote_record **v; /* in order */
    size_t *article;               /* of each: a number of its article */
    size_t n;
    const struct exchange_opts *o;
};

/* A writer of a whole file. */
typedef bool exchange_writer(const struct exchange *x, struct buf *out, struct err *e);

exchange_writer exchange_w3c, exchange_readwise, exchange_koreader, exchange_kindle,
    exchange_foliate, exchange_plain, exchange_template;

/* Puts pointers to v in order. exchange_sorted_free ends it. */
struct exchange exchange_sorted(const struct quote_record *v, size_t n,
                                const struct exchange_opts *o);

void exchange_sorted_free(struct exchange *x);

/* True when v[i] begins an article; a section (of the same article). */
bool exchange_begins_article(const struct exchange *x, size_t i);
bool exchange_begins_section(const struct exchange *x, size_t i);

/* The title, else where it was opened from. Never empty. */
struct str exchange_title(const struct quote_record *q);

/* The value at a path of members in `extra`: "annotation", "kindle", "page"; NULL at the end. STR_NONE where
 * there is none. */
struct str exchange_extra(const struct quote_record *q, const char *const *path);

/* Appends the address of the page at the quote; nothing where the article has none. */
void exchange_add_page_link(struct buf *out, const struct quote_record *q);

/* Appends the date of the quote: when it was made. */
void exchange_add_date(struct buf *out, const struct quote_record *q);

/* Appends the line under a quote: a link to its page, its date, a link to it in the library. */
void exchange_add_source(struct buf *out, const struct quote_record *q,
                         void (*escape)(struct buf *out, struct str s),
                         void (*link)(struct buf *out, struct str label, struct str url));

/* Appends ,"key":"value" unless the value is empty. */
void exchange_add_text(struct buf *out, const char *key, struct str value);

/* Appends the members of an object, with a comma before them where one is due. */
void exchange_add_members(struct buf *out, struct str object);

/* A text in the lines of a format: each line of s goes to `add` after another, empty ones too. */
void exchange_each_line(struct str s, void (*add)(struct buf *out, struct str line),
                        struct buf *out);

/* Make a text fit for where it stands: one line of Markdown or Org, a field of CSV. */
void exchange_escape_markdown(struct buf *out, struct str s);
void exchange_escape_org(struct buf *out, struct str s);
void exchange_escape_csv(struct buf *out, struct str s);

/* Tells which of the quotes of a file are among v and reports it: those that are not are *copied* to r->gone.
 * A quote is known by its id, else by text and title. What only the file has of one (extra) v gets. */
void exchange_merge(const struct exchange_format *f, const struct quotes *read,
                    struct quote_record *v, size_t n, const struct exchange_opts *o,
                    struct exchange_report *r);

/* exchange_update.c */

/* How a text format marks what this program wrote. A region begins with a line that has the kind ("quote",
 * "article") and the key, and ends with a line that has the hash of all before it. */
struct exchange_dialect {
    struct str begin;       /* what stands before "quote KEY" in the line that marks a beginning */
    struct str end;         /* before the hash, in the line that ends a region */
    struct str tail;        /* what ends both lines */
    char heading;           /* a line of these and a space begins a section */
    bool begins_at_heading; /* the region begins at the heading line before its mark */
    void (*file)(struct buf *out);
    void (*article)(struct buf *out, const struct quote_record *q, struct str key);
    void (*section)(struct buf *out, struct str section);
    void (*quote)(struct buf *out, const struct quote_record *q);
};

extern const struct exchange_dialect EXCHANGE_MARKDOWN, EXCHANGE_ORG;

/* A name of the article for the marks: its UUID, else a hash of where it is from. */
enum { EXCHANGE_KEY_BYTES = 40 };
void exchange_article_key(const struct quote_record *q, char out[EXCHANGE_KEY_BYTES]);

/* Ends the region that begins at byte `from` of out. */
void exchange_end_region(const struct exchange_dialect *d, struct buf *out, size_t from);

void exchange_write_regions(const struct exchange_dialect *d, const struct exchange *x,
                            struct buf *out);
void exchange_update_regions(const struct exchange_dialect *d, struct str old,
                             const struct exchange *x, struct buf *out, struct exchange_report *r);

#endif
