/* The parsers and how one is chosen. Runs in the importer only. */
#ifndef JD_PARSE_REGISTRY_H
#define JD_PARSE_REGISTRY_H

#include "base/err.h"
#include "base/importer_protocol.h"
#include "doc/builder.h"
#include "text/charset.h"
#include "text/repair.h"

enum { PARSE_MAX_PAGES = IMPORT_MAX_PAGES };

struct parser;

struct parse_input {
    struct str bytes;   /* as they came */
    struct str name;    /* path or URL, for messages */
    struct str mime;    /* from outside, may be empty */
    struct str charset; /* --charset, may be empty */
    struct str format;  /* --format: a parser's name, may be empty */
    struct repair_opts repair;
    struct charset_kit *kit;           /* NULL: converters are opened when needed */
    struct str pages[PARSE_MAX_PAGES]; /* the article's further pages, granted by the reader */
    size_t npages;
    /* The parser of that name, for one that hands parts on; NULL with the error. */
    const struct parser *(*other)(const char *name, struct err *e);
};

struct parser {
    const char *name;        /* "html", … as in ATTR_FORMAT and --format */
    const char *const *exts; /* lower case, without dot, NULL at the end */
    const char *const *mimes;
    int (*sniff)(struct str head); /* 0: no … 100: certainly; head is up to 4 KB */
    /* The encoding that the bytes or in->mime declare; STR_NONE without. NULL: the format has no
     * way to. */
    struct str (*declared)(const struct parse_input *in);
    bool hands_on; /* it needs in->other */
    /* Gives the document to b. False: nothing of b is to be used. */
    bool (*parse)(const struct parse_input *in, struct doc_builder *b, struct err *e);
};

/* Parsers that need a library are modules (html.so, markdown.so, json-record.so beside the importer), so that plain
 * text does not pay for them. A module exports this one symbol, a `const struct parser *const`. */
#define PARSER_MODULE_SYMBOL "jiandu_parser"

/* Chooses by format, MIME, extension, then the highest sniff; plain text when nothing fits. Returns
 * the parser's name; ERR_UNSUPPORTED for an unknown format (with what there is) and for content
 * that is known but cannot be read yet (a PDF, a ZIP, an image), by its name. */
const char *parser_choose(const struct parse_input *in, struct err *e);

/* The parser of that name, its module loaded from module_dir. */
const struct parser *parser_load(const char *name, const char *module_dir, struct err *e);

#endif
