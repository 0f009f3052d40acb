#include "parse/sniff.h"

#include "base/i18n.h"

const char *const SNIFF_HTML_EXTS[] = {"html", "htm", "xhtml", "xht", "shtml", NULL};
const char *const SNIFF_HTML_MIMES[] = {"text/html", "application/xhtml+xml", NULL};
const char *const SNIFF_MARKDOWN_EXTS[] = {"md", "markdown", "mdown", "mkd", "mkdn", NULL};
const char *const SNIFF_MARKDOWN_MIMES[] = {"text/markdown", "text/x-markdown", NULL};

const char *const SNIFF_NO_NAMES[] = {NULL};

int sniff_nothing(struct str head)
{
    (void)head;
    return 0;
}

static bool starts_nocase(struct str s, const char *prefix)
{
    struct str p = str_of(prefix);
    return s.n >= p.n && str_eq_nocase(str_sub(s, 0, p.n), p);
}

static bool has_nocase(struct str s, const char *needle)
{
    for (size_t at = 0; (at = str_chr(s, needle[0], at)) != STR_NPOS; at++)
        if (starts_nocase(str_sub(s, at, s.n), needle))
            return true;
    return false;
}

/* Behind a BOM, white space, comments and processing instructions. */
static struct str skip_prolog(struct str s)
{
    if (str_starts(s, STR("\xEF\xBB\xBF")))
        s = str_sub(s, 3, s.n);
    for (;;) {
        s = str_trim(s);
        bool comment = str_starts(s, STR("<!--"));
        if (!comment && !str_starts(s, STR("<?")))
            return s;
        struct str close = comment ? STR("-->") : STR("?>");
        size_t at = str_find(s, close, 2);
        if (at == STR_NPOS)
            return STR_NONE;
        s = str_sub(s, at + close.n, s.n);
    }
}

int sniff_html(struct str head)
{
    static const char *const openers[] = {"<!doctype html", "<html", "<head", "<body"};
    static const char *const tags[] = {"<p>",      "<p ",    "<div",  "<br",    "<h1",
                                       "<h2",      "<table", "<meta", "<title", "</a>",
                                       "<article", "<ul>",   "<ol>"};
    struct str s = skip_prolog(head);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (starts_nocase(s, openers[i]))
            return 100;
    if (s.n == 0 || s.p[0] != '<')
        return 0;
    int found = 0;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        found += has_nocase(s, tags[i]);
    return found >= 2 ? 80 : found ? 50 : 0;
}

static bool is_front_matter(struct str s)
{
    struct str line, rest = s;
    if (!str_split(&rest, '\n', &line) || !str_eq(str_trim(line), STR("---")))
        return false;
    bool key = false;
    while (str_split(&rest, '\n', &line)) {
        if (str_eq(str_trim(line), STR("---")))
            return key;
        key |= str_chr(line, ':', 1) != STR_NPOS;
    }
    return false;
}

static bool is_heading_line(struct str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == '#')
        n++;
    return n >= 1 && n <= 6 && n + 1 < line.n && line.p[n] == ' ';
}

static bool has_link(struct str line)
{
    size_t at = str_find(line, STR("]("), 0);
    return at != STR_NPOS && str_chr(str_sub(line, 0, at), '[', 0) != STR_NPOS &&
           str_chr(line, ')', at) != STR_NPOS;
}

/* Plain text has dashes and stars of its own: several kinds of mark must come together. */
int sniff_markdown(struct str head)
{
    if (is_front_matter(head))
        return 90;
    unsigned headings = 0, fences = 0, links = 0, items = 0, strong = 0;
    struct str line, rest = head;
    while (str_split(&rest, '\n', &line)) {
        headings += is_heading_line(line);
        fences += str_starts(line, STR("```"));
        links += has_link(line);
        items += str_starts(line, STR("- ")) || str_starts(line, STR("* "));
        size_t at = str_find(line, STR("**"), 0);
        strong += at != STR_NPOS && str_find(line, STR("**"), at + 2) != STR_NPOS;
    }
    unsigned kinds = (headings >= 1) + (fences >= 2) + (links >= 1) + (items >= 2) + (strong >= 1);
    if (headings >= 2 && kinds >= 2)
        return 85;
    return headings >= 3 || kinds >= 3 ? 70 : 0;
}

static const struct magic {
    unsigned at;
    struct str bytes;
    const char *kind;
} magics[] = {
    {0, STR("%PDF-"), N_("a PDF document")},
    {30, STR("mimetypeapplication/epub+zip"), N_("an EPUB book")},
    {30, STR("[Content_Types].xml"), N_("an Office document")},
    {30, STR("mimetypeapplication/vnd.oasis"), N_("an OpenDocument file")},
    {0, STR("PK\3\4"), N_("a ZIP archive")},
    {0, STR("PK\5\6"), N_("a ZIP archive")},
    {60, STR("BOOKMOBI"), N_("a Kindle book")},
    {0, STR("\x1F\x8B\x08"), N_("a gzip file")},
    {0, STR("BZh"), N_("a bzip2 file")},
    {0,
     STR("\xFD"
         "7zXZ"),
     N_("an xz file")},
    {0, STR("\x28\xB5\x2F\xFD"), N_("a Zstandard file")},
    {0, STR("7z\xBC\xAF\x27\x1C"), N_("a 7-Zip archive")},
    {0, STR("Rar!\x1A\x07"), N_("a RAR archive")},
    {257, STR("ustar"), N_("a tar archive")},
    {0, STR("\x89PNG\r\n"), N_("an image")},
    {0, STR("\xFF\xD8\xFF"), N_("an image")},
    {0, STR("GIF87a"), N_("an image")},
    {0, STR("GIF89a"), N_("an image")},
    {8, STR("WEBPVP8"), N_("an image")},
    {0, STR("II*\0"), N_("an image")},
    {0, STR("MM\0*"), N_("an image")},
    {4, STR("ftypavif"), N_("an image")},
    {4, STR("ftyphei"), N_("an image")},
    {4, STR("ftyp"), N_("a video")},
    {0, STR("\x1A\x45\xDF\xA3"), N_("a video")},
    {0, STR("ID3\2\0"), N_("a sound file")},
    {0, STR("ID3\3\0"), N_("a sound file")},
    {0, STR("ID3\4\0"), N_("a sound file")},
    {0, STR("OggS\0"), N_("a sound file")},
    {0, STR("fLaC\0"), N_("a sound file")},
    {0,
     STR("\x7F"
         "ELF"),
     N_("a program")},
    {0, STR("\xCF\xFA\xED\xFE"), N_("a program")},
    {0, STR("MZ\x90\0"), N_("a program")},
    {0, STR("SQLite format 3"), N_("a database")},
    {0, STR("AT&TFORM"), N_("a DjVu document")},
    {0, STR("{\\rtf"), N_("an RTF document")},
    {0, STR("%!PS"), N_("a PostScript document")},
    {0, STR("\xD0\xCF\x11\xE0\xA1\xB1"), N_("an old Office document")},
    {0, STR("ITSF"), N_("a CHM help file")},
    {0, STR("wOFF"), N_("a font")},
    {0, STR("wOF2"), N_("a font")},
};

const char *sniff_unreadable(struct str head)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        const struct magic *m = &magics[i];
        if (str_eq(str_sub(head, m->at, m->at + m->bytes.n), m->bytes))
            return m->kind;
    }
    struct str s = skip_prolog(head);
    if (starts_nocase(s, "<rss") || starts_nocase(s, "<feed") || starts_nocase(s, "<rdf:rdf"))
        return N_("a news feed");
    return NULL;
}
