/* Does to a text what the page did that this program began with: in its GBK bytes certain pairs get a
 * bracketed reading behind them, one pair after the other, wherever the pair stands; then the bytes
 * are decoded as a lenient reader does it, a lead byte before an ASCII one giving '?' for both. */
#ifndef JD_TESTS_CORRUPT_READING_H
#define JD_TESTS_CORRUPT_READING_H

#include "random.h"
#include "text/legacy.h"
#include "text/han.h"
#include "text/repair.h"

struct corrupt_figures {
    size_t chars, restored, readings, torn;
};

/* Sentences of several kinds, in both writings. */
static const char *const CORRUPT_TEXTS[] = {
    "市政府昨日宣布，自下個月起，沿河的舊倉庫將分三期改建為圖書館和展覽廳，預計後年春天對外開放。",
    "記者從現場了解到，當地居民對這項計劃意見不一，有人擔心租金上漲，也有人認為早就應該動工。",
    "老人把門推開，風帶著雪吹進來，爐子裡的火忽然亮了一下，照出牆上那張發黃的地圖。",
    "她說，那年冬天我們在山上過了四個月，沒有信，沒有電話，只有一隻貓和幾本舊書。",
    "若要讓程式讀取這個檔案，請先確認編碼是否正確，再執行轉換；轉換失敗時，錯誤訊息會寫入記錄檔。",
    "這個函式會傳回一個指標，呼叫者必須負責釋放記憶體，否則長時間執行之後系統會變慢。",
    "開會時間：週三下午兩點。地點：二樓會議室。議題：預算、進度、人員調動、設備維護、其他。",
    "我們談論了自己對於這件事的看法，雖然意見不同，但是都認為應該繼續學習，不斷改進。",
    "市政府昨日宣布，自下个月起，沿河的旧仓库将分三期改建为图书馆和展览厅，预计后年春天对外开放。",
    "记者从现场了解到，当地居民对这项计划意见不一，有人担心租金上涨，也有人认为早就应该动工。",
    "老人把门推开，风带着雪吹进来，炉子里的火忽然亮了一下，照出墙上那张发黄的地图。",
    "她说，那年冬天我们在山上过了四个月，没有信，没有电话，只有一只猫和几本旧书。",
    "若要让程序读取这个文件，请先确认编码是否正确，再执行转换；转换失败时，错误信息会写入日志。",
    "这个函数会返回一个指针，调用者必须负责释放内存，否则长时间运行之后系统会变慢。",
    "开会时间：周三下午两点。地点：二楼会议室。议题：预算、进度、人员调动、设备维护、其他。",
    "我们谈论了自己对于这件事的看法，虽然意见不同，但是都认为应该继续学习，不断改进。",
};

/* Readings that a replacement may use; a character gets the first that it has. */
static const char *const CORRUPT_READINGS[] = {
    "men",  "zhè",  "wèi",  "duì",   "shuō", "huì",  "kāi", "shí",  "jiàn", "xué",  "yàn",
    "cè",   "jī",   "wù",   "qū",    "nèi",  "lǐng", "jià", "guò",  "lái",  "dào",  "gè",
    "jìn",  "xiàn", "fā",   "zhǎn",  "guān", "yú",   "jué", "yīng", "gāi",  "xiǎng", "yì",
    "zhōng", "guó", "rén",  "shì",   "yǒu",  "wéi",  "fēng", "shū", "diàn", "chē",  "mén",
    "dōng", "xī",   "bù",   "jì",    "zhì",  "lì",   "tiān", "yuè", "rì",   "nián", "shàng",
    "xià",  "lǐ",   "shān", "hé",    "shuǐ", "huǒ",  "xuě", "zhāng", "tú",  "zuò",  "biàn",
    "màn",  "cháng", "qián", "hòu",  "rèn",  "zé",   "fàng", "cún", "xíng", "tǒng",
};

static inline void corrupt_encode(struct str text, struct buf *bytes)
{
    while (text.n) {
        uint32_t c = utf8_take(&text);
        unsigned pair = c < 0x80 ? 0 : gbk_encode(c);
        if (pair)
            buf_addc(bytes, (char)(pair >> 8));
        buf_addc(bytes, (char)(pair ? pair & 0xFF : c < 0x80 ? c : '?'));
    }
}

static inline void corrupt_decode(struct str bytes, struct buf *text)
{
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned lead = (unsigned char)bytes.p[i];
        if (lead < 0x80) {
            buf_addc(text, (char)lead);
            continue;
        }
        uint32_t c = i + 1 < bytes.n ? gbk_decode(lead, (unsigned char)bytes.p[i + 1]) : 0;
        buf_add_utf8(text, c ? c : '?');
        i++;
    }
}

static inline const char *corrupt_reading_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof CORRUPT_READINGS / sizeof *CORRUPT_READINGS; i++)
        if (han_has_reading(c, str_of(CORRUPT_READINGS[i])))
            return CORRUPT_READINGS[i];
    return NULL;
}

/* Puts the reading behind every place of the pair. */
static inline size_t corrupt_pair(struct buf *bytes, unsigned pair, const char *reading)
{
    struct buf out = {0}, insert = {0}, gbk = {0};
    size_t n = 0;
    buf_addf(&insert, "(%s)", reading);
    corrupt_encode(buf_str(&insert), &gbk);
    for (size_t i = 0; i < bytes->n; i++) {
        bool hit = i + 1 < bytes->n && (unsigned char)bytes->p[i] == pair >> 8 &&
                   (unsigned char)bytes->p[i + 1] == (pair & 0xFF);
        buf_addc(&out, bytes->p[i]);
        if (!hit)
            continue;
        buf_addc(&out, bytes->p[++i]);
        buf_add(&out, buf_str(&gbk));
        n++;
    }
    buf_free(bytes);
    buf_free(&insert);
    buf_free(&gbk);
    *bytes = out;
    return n;
}

/* Characters of the longest common subsequence, which is what was restored. */
static inline size_t corrupt_common(struct str a, struct str b)
{
    enum { MAX = 4096 };
    static uint32_t x[MAX], y[MAX];
    static uint16_t row[MAX + 1];
    size_t nx = 0, ny = 0;
    while (a.n && nx < MAX)
        x[nx++] = utf8_take(&a);
    while (b.n && ny < MAX)
        y[ny++] = utf8_take(&b);
    memset(row, 0, sizeof row);
    for (size_t i = 0; i < nx; i++) {
        uint16_t diagonal = 0;
        for (size_t j = 0; j < ny; j++) {
            uint16_t above = row[j + 1];
            row[j + 1] = x[i] == y[j] ? (uint16_t)(diagonal + 1) : above > row[j] ? above : row[j];
            diagonal = above;
        }
    }
    return row[ny];
}

/* Pairs from the bytes: of whole characters as a rule, and now and then over the edge of two. */
static inline void corrupt_bytes(struct random *r, struct buf *bytes, struct corrupt_figures *f)
{
    unsigned kinds = 12 + random_below(r, 12);
    for (unsigned k = 0; k < kinds * 40 && kinds; k++) {
        size_t i = random_below(r, (uint32_t)bytes->n - 1), beg = 0;
        while (beg < i)
            beg += (unsigned char)bytes->p[beg] >= 0x81 ? 2 : 1;
        i = random_below(r, 32) ? beg : beg - (beg > 0);
        if (i + 1 >= bytes->n)
            continue;
        unsigned lead = (unsigned char)bytes->p[i], trail = (unsigned char)bytes->p[i + 1];
        uint32_t c = lead >= 0x81 ? gbk_decode(lead, trail) : 0;
        const char *reading = c >= 0x4E00 && c < 0xA000 ? corrupt_reading_of(c) : NULL;
        if (!reading || (i + 2 < bytes->n && bytes->p[i + 2] == '('))
            continue; /* done already */
        f->readings += corrupt_pair(bytes, lead << 8 | trail, reading);
        kinds--;
    }
}

static inline void corrupt_and_repair(uint64_t seed, struct corrupt_figures *f)
{
    enum { TEXTS = sizeof CORRUPT_TEXTS / sizeof *CORRUPT_TEXTS, HALF = TEXTS / 2 };
    struct random r = {seed * 7919 + 1};
    struct buf clean = {0}, bytes = {0}, damaged = {0};
    const struct repair_opts o = {0};
    struct repair rep;
    unsigned script = random_below(&r, 2) * HALF;
    for (unsigned n = 12 + random_below(&r, 8); n; n--) {
        buf_adds(&clean, CORRUPT_TEXTS[script + random_below(&r, HALF)]);
        if (random_below(&r, 3) == 0)
            buf_addc(&clean, '\n');
    }
    corrupt_encode(buf_str(&clean), &bytes);
    corrupt_bytes(&r, &bytes, f);
    corrupt_decode(buf_str(&bytes), &damaged);
    for (size_t i = 0; i < damaged.n; i++)
        f->torn += damaged.p[i] == '?';
    repair_text(buf_str(&damaged), &o, &rep);
    f->chars += utf8_count(buf_str(&clean));
    f->restored += corrupt_common(buf_str(&clean), rep.text);
    repair_free(&rep);
    buf_free(&clean);
    buf_free(&bytes);
    buf_free(&damaged);
}

#endif
