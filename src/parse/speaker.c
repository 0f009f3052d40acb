#include "parse/speaker.h"

#include "base/hash.h"
#include "base/vec.h"
#include "text/utf8.h"

#include <stdint.h>

enum {
    MAX_NAME_WIDE = 8,
    MAX_NAME_WORDS = 3,
    MAX_NAME_BYTES = 40,
    MAX_NAMES = 4096, /* different beginnings that are counted */
    SLOTS = 4 * MAX_NAMES,
    RARE_LINES = 500, /* from so many paragraphs on, one in fifty must be a turn */
    RARE_SHARE = 50,
};

struct name {
    struct str s;
    uint32_t count;
    bool speaker, asked;
};

struct speakers {
    VEC(struct name) v;
    uint16_t slots[SLOTS]; /* index + 1 */
    bool dialogue;
};

static bool in_set(uint32_t c, const char *set)
{
    for (struct str s = str_of(set); s.n;)
        if (utf8_take(&s) == c)
            return true;
    return false;
}

static bool in_words(struct str s, const char *words)
{
    struct str rest = str_of(words), w;
    while (str_split(&rest, ' ', &w))
        if (str_eq_nocase(s, w))
            return true;
    return false;
}

static bool is_label(struct str s)
{
    static const char *const words[] = {
        "注 註 按 注意 註釋 注释 備註 备注 來源 来源 出處 出处 時間 时间 日期 地點 地点 地址 電話 "
        "电话 "
        "作者 編者 编者 編者按 编者按 編輯 编辑 責編 责编 記者 记者 譯者 译者 關鍵詞 关键词 關鍵字 "
        "标签 "
        "標籤 標題 标题 題目 题目 主題 主题 摘要 提示 說明 说明 例 例如 比如 舉例 举例 如下 答案 "
        "解析 "
        "步驟 步骤 方法 原因 結論 结论 總結 总结 結果 结果 背景 目的 目標 目标 優點 优点 缺點 缺点 "
        "特點 特点 價格 价格 材料 原料 用法 用途 數量 数量 單位 单位 規格 规格 重點 重点 其一 其二 "
        "第一 第二 第三 首先 其次 最後 最后 圖 图 圖片 图片 表 網址 网址 鏈接 链接 連結 郵箱 邮箱 "
        "簡介 简介 附 附錄 附录 參考 参考 警告 小結 小结 補充 补充 優勢 优势 劣勢 劣势 風險 风险",
        "出典 注意点 住所 場所 日時 料金 材料 作り方 例 参考 備考 참고 주의 출처 날짜 장소 시간 예 "
        "제목 "
        "방법 재료 가격 주소 전화 링크",
        "http https ftp mailto Note Notes Tip Tips Warning Caution Important Example Examples PS "
        "P.S. Re Fwd Subject From To Cc Date Source Author Editor Keywords Tags Title Summary "
        "Abstract Update Step Price Address Phone Email URL Link Links See Chapter Section Figure "
        "Table Input Output Result Results TODO FIXME Usage Options Pros Cons ID Total Answer Tel",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (in_words(s, words[i]))
            return true;
    return false;
}

/* 他說, 老人笑道, the clause before quoted speech; and 原因是, 分為, before a list. */
static bool is_clause(struct str s)
{
    size_t beg;
    return in_set(utf8_before(s, s.n, &beg), "說说道曰云問问答想叫喊笑稱称寫写是為为有到的了著着");
}

/* Q, A3, 問, 回答2 */
static bool is_question_mark(struct str s)
{
    while (s.n && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9')
        s.n--;
    return in_words(s, "Q A 問 问 答 質問 回答 提問 提问 문 답 질문 답변");
}

static bool is_name_char(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' ? (c | 0x20) <= 'z' : in_set(c, " .'-&0123456789");
    if (c < 0x2000)
        return c >= 0xC0 || c == 0xB7;
    if (c < 0x3400)
        return c == 0x3005 || (c >= 0x3041 && c <= 0x30FF); /* 々 and kana, with ・ */
    return c < 0xFF00 || c >= 0x20000;
}

static bool is_name(struct str s, unsigned wide)
{
    if (s.n == 0 || (s.p[0] >= '0' && s.p[0] <= '9') || s.p[s.n - 1] == ' ')
        return false;
    if (wide)
        return wide <= MAX_NAME_WIDE;
    unsigned words = 1;
    for (size_t i = 0; i < s.n; i++)
        words += s.p[i] == ' ';
    return words <= MAX_NAME_WORDS && !(s.p[0] >= 'a' && s.p[0] <= 'z');
}

/* Bytes before the colon; 0 when there is no name. */
static size_t name_bytes(struct str s)
{
    unsigned wide = 0;
    for (size_t i = 0; i < s.n && i <= MAX_NAME_BYTES;) {
        unsigned len;
        uint32_t c = utf8_get(s.p + i, &len);
        if (c == ':' || c == 0xFF1A)
            return is_name(str_sub(s, 0, i), wide) ? i : 0;
        wide += c >= 0x2E80;
        if (wide > MAX_NAME_WIDE || !is_name_char(c))
            return 0;
        i += len;
    }
    return 0;
}

size_t speaker_opening(struct str para, struct str *name)
{
    size_t n = name_bytes(para);
    if (n == 0)
        return 0;
    size_t at = n + (para.p[n] == ':' ? 1 : 3);
    while (at < para.n && (para.p[at] == ' ' || para.p[at] == '\t'))
        at++;
    if (at == para.n || para.p[at] == '/')
        return 0;
    if (name)
        *name = str_sub(para, 0, n);
    return at;
}

/* The name's entry, made if need be; NULL when there are too many. */
static struct name *find_name(struct speakers *t, struct str s)
{
    size_t at = hash64(s) % SLOTS;
    for (; t->slots[at]; at = (at + 1) % SLOTS)
        if (str_eq(t->v.v[t->slots[at] - 1].s, s))
            return &t->v.v[t->slots[at] - 1];
    if (t->v.n == MAX_NAMES)
        return NULL;
    vec_push(&t->v, (struct name){.s = s});
    t->slots[at] = (uint16_t)t->v.n;
    return &vec_last(&t->v);
}

struct speakers *speakers_new(void)
{
    return mem_zero(1, sizeof(struct speakers));
}

void speakers_free(struct speakers *t)
{
    if (!t)
        return;
    vec_free(&t->v);
    free(t);
}

void speakers_count(struct speakers *t, struct str name)
{
    struct name *n = find_name(t, name);
    if (n)
        n->count++;
}

bool speakers_decide(struct speakers *t, size_t paragraphs)
{
    size_t names = 0, turns = 0, questions = 0;
    for (size_t i = 0; i < t->v.n; i++)
        if (is_question_mark(t->v.v[i].s))
            questions += t->v.v[i].count;
    for (size_t i = 0; i < t->v.n; i++) {
        struct name *n = &t->v.v[i];
        bool question = is_question_mark(n->s);
        n->speaker =
            question ? questions >= 2 : n->count >= 2 && !is_label(n->s) && !is_clause(n->s);
        names += n->speaker * (question ? 2 : 1);
        turns += n->speaker ? n->count : 0;
    }
    bool rare = paragraphs >= RARE_LINES && turns * RARE_SHARE < paragraphs;
    t->dialogue = (names >= 2 || turns >= 3) && !rare;
    return t->dialogue;
}

bool speakers_has(struct speakers *t, struct str name, bool *first)
{
    struct name *n = t->dialogue ? find_name(t, name) : NULL;
    if (!n || !n->speaker)
        return false;
    if (first)
        *first = !n->asked;
    n->asked = true;
    return true;
}
