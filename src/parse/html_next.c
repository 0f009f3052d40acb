#include "parse/html_walk.h"

#include <ctype.h>

/* The next page of an article that is spread over several. A link that says "next" leads as often to
 * another article (下一篇, rel=next of a blog): the page's own address decides, from which that of
 * the next differs by a page number only. */

enum { LABEL_BYTES = 48, BAR_BYTES = 160 };

/* What stands between two addresses of a series: "_2", "-3", "/2", "?page=2", "&p=4"; *number is 1
 * where nothing stands. */
static bool is_page_part(struct str s, unsigned long long *number)
{
    static const char *const words[] = {"", "page", "p", "pn", "pg", "index", "pageno"};
    size_t at = 0, end = s.n;
    *number = 1;
    if (!s.n)
        return true;
    while (end > 0 && isdigit((unsigned char)s.p[end - 1]))
        end--;
    if (!str_to_u64(str_sub(s, end, s.n), 9999, number))
        return false;
    while (at < end && strchr("_-/.?&", s.p[at]))
        at++;
    if (end > at && strchr("=-_/", s.p[end - 1]))
        end--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(str_sub(s, at, end), str_of(words[i])))
            return true;
    return false;
}

static size_t common_prefix(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    return n;
}

static size_t common_suffix(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[a.n - 1 - n] == b.p[b.n - 1 - n])
        n++;
    return n;
}

/* A number and the word before it are compared whole. */
static bool is_part_of_number(char c)
{
    return isalnum((unsigned char)c) || strchr("=_-?&.", c);
}

static struct str last_segment(struct str s)
{
    for (size_t i = s.n; i-- > 0;)
        if (s.p[i] == '/')
            return str_sub(s, i + 1, s.n);
    return s;
}

/* A number that is all there is between two slashes may be that of the article as well. */
static bool may_be_article(struct str part)
{
    return part.n && (isdigit((unsigned char)part.p[0]) || part.p[0] == '/');
}

/* True when `next` is the page behind `self`; sure: the link calls it a page. */
static bool follows(struct str self, struct str next, bool sure)
{
    unsigned long long a, b;
    size_t tail = common_suffix(self, next);
    while (tail > 0 && isdigit((unsigned char)self.p[self.n - tail]))
        tail--;
    self.n -= tail;
    next.n -= tail;
    size_t head = common_prefix(self, next);
    if (head == 0 && tail == 0)
        return false;
    for (size_t from = head;; from--) {
        struct str old = str_sub(self, from, self.n);
        if (is_page_part(old, &a) && is_page_part(str_sub(next, from, next.n), &b) && b == a + 1 &&
            next.n > from && (sure || !may_be_article(old)))
            return true;
        if (from == 0 || head - from > 12 || !is_part_of_number(self.p[from - 1]))
            return false;
    }
}

static bool has_label(const struct dom *d, uint32_t i, const struct str *labels, size_t n)
{
    struct buf text = {0};
    bool has = false;
    dom_collect(d, i, LABEL_BYTES, &text);
    for (size_t k = 0; k < n && !has && text.n < LABEL_BYTES; k++)
        has = str_find(buf_str(&text), labels[k], 0) != STR_NPOS ||
              str_eq_nocase(buf_str(&text), labels[k]);
    buf_free(&text);
    return has;
}

static bool is_labelled_next(const struct dom *d, uint32_t i)
{
    static const struct str labels[] = {
        STR("下一页"),      STR("下一頁"),     STR("下页"),       STR("下頁"),
        STR("后一页"),      STR("後一頁"),     STR("次のページ"), STR("次ページ"),
        STR("다음 페이지"), STR("다음페이지"), STR("Next page"),  STR("Continue reading")};
    return dom_is(d, i, GUMBO_TAG_A) && has_label(d, i, labels, sizeof labels / sizeof *labels);
}

static bool is_labelled_previous(const struct dom *d, uint32_t i)
{
    static const struct str labels[] = {STR("上一页"),   STR("上一頁"),      STR("上页"),
                                        STR("上頁"),     STR("前一頁"),      STR("前のページ"),
                                        STR("前ページ"), STR("이전 페이지"), STR("Previous page")};
    return dom_is(d, i, GUMBO_TAG_A) && has_label(d, i, labels, sizeof labels / sizeof *labels);
}

static struct str without_fragment(struct str s)
{
    return str_sub(s, 0, str_chr(s, '#', 0));
}

/* The bar with the links from page to page is no text of the article. */
static void leave_out_bar(struct dom *d, uint32_t link)
{
    struct buf text = {0};
    uint32_t i = link;
    while (d->v.v[i].parent != DOM_NONE && !dom_is_block(d, i))
        i = d->v.v[i].parent;
    dom_collect(d, i, BAR_BYTES, &text);
    if (dom_is_block(d, i) && i != d->body && text.n < BAR_BYTES)
        d->v.v[i].flags |= DOM_CHROME;
    buf_free(&text);
}

/* Appends where link i leads; what it has appended before is dropped. */
static struct str target(const struct page *p, uint32_t i, struct buf *out)
{
    buf_clear(out);
    page_resolve(p, dom_attr(&p->dom, i, "href"), out);
    return without_fragment(buf_str(out));
}

bool page_next(struct page *p, struct str self, struct buf *out)
{
    struct dom *d = &p->dom;
    struct buf href = {0};
    bool found = false;
    self = without_fragment(p->url.n ? p->url : last_segment(self));
    for (uint32_t i = 0; i < d->v.n; i++) {
        bool link = dom_is(d, i, GUMBO_TAG_A) || dom_is(d, i, GUMBO_TAG_LINK);
        bool labelled = link && is_labelled_next(d, i);
        bool next = labelled || (link && dom_has_word(dom_attr(d, i, "rel"), "next"));
        if (!next && !(link && is_labelled_previous(d, i)))
            continue;
        struct str to = target(p, i, &href);
        if (!(next ? follows(self, to, labelled) : follows(to, self, true)))
            continue;
        leave_out_bar(d, i);
        if (next && !found)
            buf_add(out, to);
        found |= next;
    }
    buf_free(&href);
    return found;
}
