/* What is met in any text. */
#include "doc/terms_priv.h"

#include "text/utf8.h"

#include <pthread.h>
#include <stdlib.h>

/* Sorted, for bsearch. */
static const char *const LETTERS[] = {
    "a",      "about", "after",   "all",     "also",  "am",     "an",     "and",   "any",   "are",
    "as",     "at",    "be",      "because", "been",  "before", "being",  "but",   "by",    "can",
    "cannot", "could", "did",     "do",      "does",  "each",   "else",   "etc",   "even",  "every",
    "for",    "from",  "get",     "had",     "has",   "have",   "he",     "her",   "here",  "him",
    "his",    "how",   "however", "if",      "in",    "into",   "is",     "it",    "its",   "just",
    "like",   "made",  "make",    "many",    "may",   "me",     "more",   "most",  "much",  "must",
    "my",     "no",    "not",     "now",     "of",    "on",     "one",    "only",  "or",    "other",
    "our",    "out",   "over",    "same",    "see",   "she",    "should", "so",    "some",  "still",
    "such",   "than",  "that",    "the",     "their", "them",   "then",   "there", "these", "they",
    "this",   "those", "through", "to",      "too",   "two",    "under",  "up",    "us",    "use",
    "used",   "using", "very",    "was",     "way",   "we",     "well",   "were",  "what",  "when",
    "where",  "which", "while",   "who",     "why",   "will",   "with",   "would", "you",   "your",
};

/* Simplified. By themselves, and at the ends of what is in no word. */
static const char CHARS[] = "的一是在不了有和人这上大来以个到说们为子他出时年得就那要下可也你过对生"
                            "能而自着去之中后作于里用道"
                            "然家种事成方多经么起好看都把第又被与当没前只其此所从两很等将并向使但因"
                            "由及更最或该若则即且每各另"
                            "已再还让给比如请某些什它她我您咱哪谁何几啊吧呢吗呀哦嘛喔咯矣焉哉乎者亦"
                            "乃曰二三四五六七八九十百千"
                            "万零〇上下内外间";

/* Simplified; met in any text, though the list of words takes them for rarer than they tell. */
static const char WORDS[] =
    "这个 那个 这些 那些 这样 那样 这里 那里 这种 那种 什么 怎么 怎样 如何 如果 因为 "
    "所以 但是 不过 而且 并且 或者 或是 以及 虽然 然而 因此 于是 由于 为了 关于 对于 "
    "根据 按照 通过 经过 其中 其他 其它 其实 之后 之前 之间 以后 以前 以上 以下 以外 "
    "以内 例如 比如 譬如 可以 可能 能够 应该 必须 需要 已经 曾经 正在 将会 没有 "
    "不是 不能 不会 不要 不同 就是 还是 也是 都是 只是 只有 只要 只能 一个 一些 一样 "
    "一种 一般 一直 一次 一定 一下 一起 我们 你们 他们 她们 它们 自己 大家 人们 时候 "
    "时间 现在 目前 今天 任何 所有 每个 各种 各个 许多 很多 更多 多个 这是 那是 的话 "
    "甚至 即使 尽管 无论 除了 除非 直到 随着 作为 成为 使用 进行 得到 出现 开始 提供 "
    "包括 包含 有关 相关 比较 非常 十分 特别 完全 通常 往往 经常 有时 有些 方面 情况 "
    "问题 方法 方式 东西 事情 部分 不仅 同时 另外 此外 首先 其次 最后 然后 接着 下面 "
    "上面 前面 后面 第一 第二 第三 一点 有点 看到 知道 觉得 认为 来说 起来 出来 下来 "
    "上来 过来 下去 出去 本身 当然 似乎 的时候 有一 这一 那么 这么 多少 是否 还有 及其 "
    "上述 如下 以便 某个 某些 别的 不可 不再 并不 并非 之一 两个 三个 几个 一年 一天 "
    "大量 主要 重要 具有 具体 一切 整个 有人 有的 从而 从此 至于 至少 实际 实际上 ";

static int by_name(const void *key, const void *name)
{
    return strcmp(key, *(const char *const *)name);
}

bool terms_stops_letters(struct str s)
{
    char name[16];
    if (s.n >= sizeof name)
        return false;
    memcpy(name, s.p, s.n);
    name[s.n] = '\0';
    return bsearch(name, LETTERS, sizeof LETTERS / sizeof *LETTERS, sizeof *LETTERS, by_name);
}

enum { CHARS_BEG = 0x3000, CHARS_END = 0xA000, WORD_SLOTS = 1 << 10, WORD_CHARS = 4 };

/* The two lists, spread out at their first use: a bit for each character, and a table of hashes. */
static struct {
    uint8_t chars[(CHARS_END - CHARS_BEG) / 8];
    uint32_t words[WORD_SLOTS];
} spread;

static uint32_t *word_slot(const uint32_t *c, size_t n)
{
    uint32_t h = terms_hash(c, n) | 1;
    size_t i = h % WORD_SLOTS;
    while (spread.words[i] && spread.words[i] != h)
        i = (i + 1) % WORD_SLOTS;
    return &spread.words[i];
}

static void spread_out(void)
{
    struct str chars = str_of(CHARS), words = str_of(WORDS), word;
    while (chars.n) {
        uint32_t c = utf8_take(&chars) - CHARS_BEG;
        spread.chars[c / 8] |= (uint8_t)(1u << c % 8);
    }
    while (str_split(&words, ' ', &word)) {
        uint32_t c[WORD_CHARS];
        size_t n = 0;
        while (word.n && n < WORD_CHARS)
            c[n++] = utf8_take(&word);
        if (n)
            *word_slot(c, n) = terms_hash(c, n) | 1;
    }
}

static void be_ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, spread_out);
}

bool terms_stops_char(uint32_t c)
{
    be_ready();
    return c >= CHARS_BEG && c < CHARS_END &&
           spread.chars[(c - CHARS_BEG) / 8] >> (c - CHARS_BEG) % 8 & 1;
}

bool terms_stops_word(const uint32_t *simple, size_t n)
{
    be_ready();
    return *word_slot(simple, n) != 0;
}

/* Particles that stand behind Korean words, the longer first. */
static const char *const PARTICLES[] = {
    "에서는", "으로는", "에게서", "까지는", "부터는", "이라는", "으로서", "으로써",
    "입니다", "습니다", "합니다", "됩니다", "에서",   "에게",   "으로",   "까지",
    "부터",   "처럼",   "보다",   "라는",   "이나",   "에는",   "하는",   "하고",
    "하여",   "되는",   "들은",   "들을",   "들이",   "들의",   "이다",   "한다",
    "된다",   "했다",   "은",     "는",     "이",     "가",     "을",     "를",
    "의",     "에",     "로",     "와",     "과",     "도",     "만",
};

enum { STEM_BYTES = 6 }; /* two syllables */

struct str terms_korean_stem(struct str s)
{
    for (size_t i = 0; i < sizeof PARTICLES / sizeof *PARTICLES; i++) {
        struct str p = str_of(PARTICLES[i]);
        if (s.n >= p.n + STEM_BYTES && str_ends(s, p))
            return str_sub(s, 0, s.n - p.n);
    }
    return s;
}
