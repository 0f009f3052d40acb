/* Lines that tell about the text: bylines, "label: value", keywords.
 *
 * A byline is a short line with a date or a known label. It is cut at the date, at |, ｜, · and at
 * wide gaps into fields. A field with a label gives the label's attribute; one before the date or
 * before the first label is the medium; what is left is a note. */
#include "parse/date.h"
#include "parse/plain_priv.h"
#include "text/utf8.h"

enum { MAX_FIELDS = 12, MAX_UNLABELLED = 3, MAX_VALUE_BYTES = 60 };

enum label_flag {
    NEEDS_COLON = 0,
    WORD = 1, /* a space will do: "By Jane Doe", 記者 王明 */
};

struct label {
    const char *names; /* parted by '|' */
    enum attr_key key;
    enum label_flag flag;
};

static const struct label byline_labels[] = {
    {"作者|文|文字|著者|筆者|執筆|著|글|저자|기자|글쓴이|Author", ATTR_AUTHOR, NEEDS_COLON},
    {"From|发件人|寄件者", ATTR_AUTHOR, NEEDS_COLON},
    {"撰文|撰稿|記者|记者|本報記者|本报记者|By", ATTR_AUTHOR, WORD},
    {"來源|来源|出處|出处|出典|출처|Source", ATTR_SOURCE, NEEDS_COLON},
    {"責編|责编|編輯|编辑|責任編輯|责任编辑|Edited by", ATTR_EDITOR, WORD},
    {"編集|편집|Editor", ATTR_EDITOR, NEEDS_COLON},
    {"時間|时间|日期|發布時間|发布时间|發佈時間|更新時間|更新时间", ATTR_DATE, NEEDS_COLON},
    {"公開日|更新日|Date", ATTR_DATE, NEEDS_COLON},
    {"發表於|发表于|發布於|发布于|更新|입력|등록|발행|수정", ATTR_DATE, WORD},
    {"Published|Published on|Posted|Posted on|Updated", ATTR_DATE, WORD},
    {"To|Cc|收件人|翻譯|翻译|譯者|译者|攝影|摄影|校對|校对|審核", ATTR_NOTE, NEEDS_COLON},
    {"审核", ATTR_NOTE, NEEDS_COLON},
    {"閱讀|阅读|瀏覽|浏览|評論|评论|字號|字号", ATTR_NOTE, WORD},
    {NULL, 0, 0},
};

static const struct label keyword_labels[] = {
    {"關鍵詞|关键词|關鍵字|关键字|標籤|標簽|标签|主題詞|主题词|タグ", ATTR_KEYWORD, NEEDS_COLON},
    {"キーワード|키워드|태그|Keywords|Tags", ATTR_KEYWORD, NEEDS_COLON},
    {NULL, 0, 0},
};

static const struct label title_labels[] = {
    {"標題|标题|題目|题目|タイトル|제목|件名|Subject|Title", ATTR_TITLE, NEEDS_COLON},
    {NULL, 0, 0},
};

struct field {
    enum attr_key key;
    struct str value;
};

struct byline {
    struct field fields[MAX_FIELDS];
    size_t n, labels, unlabelled;
    bool failed, dated;
    char iso[DATE_ISO_BYTES];
};

static bool starts_nocase(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq_nocase(str_sub(s, 0, prefix.n), prefix);
}

/* Bytes of the label and what parts it from its value; 0 when s does not begin with it. */
static size_t label_bytes(struct str s, struct str name, enum label_flag flag)
{
    if (!starts_nocase(s, name))
        return 0;
    struct str rest = str_sub(s, name.n, s.n);
    struct str value = plain_trim(rest);
    bool gap = value.n < rest.n || value.n == 0;
    unsigned len;
    if (value.n && plain_in(utf8_get(value.p, &len), ":：/／|｜丨"))
        value = plain_trim(str_sub(value, len, value.n));
    else if (flag != WORD || !gap)
        return 0;
    return value.n ? (size_t)(value.p - s.p) : s.n;
}

/* The label that s begins with. */
static const struct label *label_of(struct str s, const struct label *table, size_t *bytes)
{
    for (const struct label *l = table; l->names; l++) {
        struct str names = str_of(l->names), name;
        while (str_split(&names, '|', &name)) {
            *bytes = label_bytes(s, name, l->flag);
            if (*bytes)
                return l;
        }
    }
    return NULL;
}

static bool is_cut(uint32_t c)
{
    return plain_in(c, "|｜丨·•\t\u3000");
}

static struct str trim_cuts(struct str s)
{
    for (;;) {
        size_t before = s.n, beg;
        unsigned len;
        s = plain_trim(s);
        if (s.n && plain_in(utf8_get(s.p, &len), "|｜丨·•,，、/／—–-()（）"))
            s = str_sub(s, len, s.n);
        if (s.n && plain_in(utf8_before(s, s.n, &beg), "|｜丨·•,，、/／—–-(（"))
            s.n = beg;
        if (s.n == before)
            return s;
    }
}

static bool has_han(struct str s)
{
    while (s.n)
        if (utf8_take(&s) >= 0x2E80)
            return true;
    return false;
}

/* Bytes of the field that s begins with, from byte `from` on. Words of a Latin name belong
 * together; a space behind Han ends an unlabelled field. */
static size_t field_end(struct str s, size_t from, bool labelled)
{
    for (size_t i = from; i < s.n;) {
        unsigned len;
        uint32_t c = utf8_get(s.p + i, &len);
        size_t bytes;
        if (is_cut(c))
            return i;
        i += len;
        if (c != ' ')
            continue;
        struct str rest = str_sub(s, i, s.n), head = str_sub(s, from, i - 1);
        if (str_starts(rest, STR(" ")) || label_of(rest, byline_labels, &bytes))
            return i;
        if (!labelled && has_han(head) && !starts_nocase(rest, STR("기자")))
            return i;
    }
    return s.n;
}

static void add_field(struct byline *b, enum attr_key key, struct str value)
{
    if (b->n == MAX_FIELDS)
        b->failed = true;
    else
        b->fields[b->n++] = (struct field){key, value};
}

/* A name or a number of words, not the rest of a sentence. */
static bool is_value(struct str s)
{
    return s.n <= MAX_VALUE_BYTES && plain_ending(s) != END_SENTENCE &&
           !(s.n && s.p[0] >= 'a' && s.p[0] <= 'z' && str_chr(s, ' ', 0) != STR_NPOS);
}

static void add_labelled(struct byline *b, const struct label *l, struct str all, struct str value)
{
    value = trim_cuts(value);
    b->labels++;
    if (!is_value(value))
        b->failed = true;
    if (l->key == ATTR_NOTE || (l->key == ATTR_DATE && value.n))
        add_field(b, ATTR_NOTE, trim_cuts(all));
    else if (value.n)
        add_field(b, l->key, value);
    else if (l->key != ATTR_DATE)
        b->failed = true;
}

static void add_unlabelled(struct byline *b, struct str s, bool first_part)
{
    struct str reporter = STR(" 기자");
    enum attr_key key = first_part && b->n == 0 ? ATTR_SOURCE : ATTR_NOTE;
    if (str_ends(s, reporter)) {
        s.n -= reporter.n;
        key = ATTR_AUTHOR;
    }
    b->unlabelled++;
    if (!is_value(s))
        b->failed = true;
    add_field(b, key, s);
}

static void add_fields(struct byline *b, struct str s, bool first_part)
{
    for (s = trim_cuts(s); s.n && !b->failed; s = trim_cuts(s)) {
        size_t bytes;
        const struct label *l = label_of(s, byline_labels, &bytes);
        size_t end = field_end(s, l ? bytes : 0, l != NULL);
        if (l)
            add_labelled(b, l, str_sub(s, 0, end), str_sub(s, bytes, end));
        else
            add_unlabelled(b, trim_cuts(str_sub(s, 0, end)), first_part);
        s = str_sub(s, end, s.n);
    }
}

static bool read_byline(struct str s, struct byline *b)
{
    size_t beg, end;
    *b = (struct byline){0};
    if (s.n > PLAIN_SHORT_BYTES || str_find(s, STR("。"), 0) != STR_NPOS)
        return false;
    b->dated = date_find(s, &beg, &end, b->iso);
    add_fields(b, b->dated ? str_sub(s, 0, beg) : s, true);
    if (b->dated)
        add_fields(b, str_sub(s, end, s.n), false);
    return !b->failed && b->unlabelled <= MAX_UNLABELLED && (b->dated || b->labels);
}

enum byline_kind plain_is_byline(struct str s)
{
    struct byline b;
    if (!read_byline(s, &b))
        return BYLINE_NONE;
    return b.labels ? BYLINE_LABELLED : BYLINE_DATE;
}

bool plain_byline(struct plain *p, struct str s)
{
    struct byline b;
    if (!read_byline(s, &b))
        return false;
    for (size_t i = 0; i < b.n; i++)
        doc_build_attr(p->b, b.fields[i].key, b.fields[i].value);
    if (b.dated)
        doc_build_attr(p->b, ATTR_DATE, str_of(b.iso));
    return true;
}

size_t plain_title_label(struct str s)
{
    size_t bytes;
    return label_of(s, title_labels, &bytes) && bytes < s.n ? bytes : 0;
}

/* Adds the keywords of s, which are parted by one of seps. False when there is none of them. */
static bool split_keywords(struct plain *p, struct str s, const char *seps)
{
    struct str rest = s;
    const char *from = s.p;
    bool any = false;
    while (rest.n) {
        const char *at = rest.p;
        if (!plain_in(utf8_take(&rest), seps))
            continue;
        any = true;
        struct str word = plain_trim(str_n(from, (size_t)(at - from)));
        if (word.n)
            doc_build_attr(p->b, ATTR_KEYWORD, word);
        from = rest.p;
    }
    struct str last = plain_trim(str_n(from, (size_t)(s.p + s.n - from)));
    if (any && last.n)
        doc_build_attr(p->b, ATTR_KEYWORD, last);
    return any;
}

/* OpenAI阿爾特曼: words that a page ran together part where Latin and Han meet. */
static void split_scripts(struct plain *p, struct str s)
{
    struct str rest = s;
    const char *from = s.p;
    bool was_wide = false;
    while (rest.n) {
        const char *at = rest.p;
        bool wide = utf8_take(&rest) >= 0x2E80;
        if (at > from && wide != was_wide) {
            doc_build_attr(p->b, ATTR_KEYWORD, str_n(from, (size_t)(at - from)));
            from = at;
        }
        was_wide = wide;
    }
    doc_build_attr(p->b, ATTR_KEYWORD, str_n(from, (size_t)(s.p + s.n - from)));
}

static size_t keyword_label(struct str s)
{
    size_t bytes;
    bool is = s.n <= 2 * PLAIN_SHORT_BYTES && label_of(s, keyword_labels, &bytes) && bytes < s.n;
    return is ? bytes : 0;
}

bool plain_is_keywords(struct str s)
{
    return keyword_label(s) > 0;
}

bool plain_keywords(struct plain *p, struct str s)
{
    size_t bytes = keyword_label(s);
    if (bytes == 0)
        return false;
    s = str_sub(s, bytes, s.n);
    if (split_keywords(p, s, ",，、;；|｜/#"))
        return true;
    if (!has_han(s))
        doc_build_attr(p->b, ATTR_KEYWORD, s);
    else if (!split_keywords(p, s, " \t\u3000"))
        split_scripts(p, s);
    return true;
}
