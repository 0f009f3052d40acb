/* Text that was decoded as what it was not: every pair of encodings, in four languages and several
 * kinds of text, whole and as one paragraph of a sound page. */
#include "text/repair.h"
#include "text/utf8.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "corrupt_reading.h"

enum { LANGS = 4, KINDS = 4 };

static const char *const TEXTS[LANGS][KINDS] = {
    {"市政府昨日宣布，沿河的旧仓库将分三期改建为图书馆和展览厅，预计后年春天对外开放。记者从现场了"
     "解到，居民对此意见不一。",
     "老人把门推开，风带着雪吹进来，炉子里的火忽然亮了一下，照出墙上那张发黄的地图。她说，那年冬天"
     "我们在山上过了四个月。",
     "这个函数会返回一个指针，调用者必须负责释放内存，否则长时间运行之后系统会变慢。请先确认编码是"
     "否正确，再执行转换。",
     "开会时间：周三下午两点。地点：二楼会议室。议题：预算、进度、人员调动、设备维护、其他。"},
    {"市政府昨日宣布，沿河的舊倉庫將分三期改建為圖書館和展覽廳，預計後年春天對外開放。記者從現場了"
     "解到，居民對此意見不一。",
     "老人把門推開，風帶著雪吹進來，爐子裡的火忽然亮了一下，照出牆上那張發黃的地圖。她說，那年冬天"
     "我們在山上過了四個月。",
     "這個函式會傳回一個指標，呼叫者必須負責釋放記憶體，否則長時間執行之後系統會變慢。請先確認編碼"
     "是否正確，再執行轉換。",
     "開會時間：週三下午兩點。地點：二樓會議室。議題：預算、進度、人員調動、設備維護、其他。"},
    {"市は昨日、川沿いの古い倉庫を図書館と展示場に改築すると発表した。工事は来年の春に始まる予定で"
     "ある。",
     "老人が戸を開けると、雪が風といっしょに吹き込んできて、炉の火がふっと明るくなった。",
     "この関数はポインタを返す。呼び出した側がメモリを解放しないと、長く動かすうちに遅くなる。",
     "日時：水曜日の午後二時。場所：二階の会議室。議題：予算、進み具合、人の異動、その他。"},
    {"시는 어제 강가의 낡은 창고를 도서관과 전시장으로 고쳐 짓겠다고 발표했다. 공사는 내년 봄에 "
     "시작될 예정이다.",
     "노인이 문을 열자 눈이 바람과 함께 들어왔고 난로의 불이 갑자기 밝아졌다.",
     "이 함수는 포인터를 돌려준다. 부른 쪽에서 메모리를 해제하지 않으면 오래 실행할수록 느려진다.",
     "시간: 수요일 오후 두 시. 장소: 이 층 회의실. 안건: 예산, 진행 상황, 인사 이동, 기타."},
};

/* What the other encoding has not becomes '?', a byte or a character at a time. */
static void convert(const char *from, const char *to, struct str in, struct buf *out)
{
    iconv_t cd = iconv_open(to, from);
    assert_true(cd != (iconv_t)-1);
    buf_clear(out);
    char *p = (char *)(uintptr_t)in.p;
    size_t left = in.n;
    while (left) {
        buf_reserve(out, left * 4 + 16);
        char *q = out->p + out->n;
        size_t room = out->cap - out->n;
        size_t r = iconv(cd, &p, &left, &q, &room);
        out->n = (size_t)(q - out->p);
        if (r != (size_t)-1 || !left)
            break;
        unsigned len = 1;
        if (strcmp(from, "UTF-8") == 0)
            utf8_get(p, &len);
        p += len;
        left -= len;
        /* of Windows-1252 readers keep the five bytes that it has not */
        if (strcmp(from, "WINDOWS-1252") == 0)
            buf_add_utf8(out, (unsigned char)p[-1]);
        else
            buf_addc(out, '?');
    }
    iconv_close(cd);
}

static void misread(const char *text, const char *is, const char *was, struct buf *damaged)
{
    struct buf bytes = {0}, read = {0};
    convert("UTF-8", is, str_of(text), &bytes);
    convert(was, "UTF-8", buf_str(&bytes), &read);
    buf_add(damaged, buf_str(&read));
    buf_free(&bytes);
    buf_free(&read);
}

static const struct {
    const char *is, *was;
    unsigned langs; /* bits */
} PAIRS[] = {
    {"UTF-8", "GBK", 15},   {"UTF-8", "WINDOWS-1252", 15}, {"UTF-8", "LATIN1", 15},
    {"UTF-8", "CP950", 15}, {"UTF-8", "CP949", 15},        {"UTF-8", "CP932", 15},
    {"GBK", "LATIN1", 1},   {"GBK", "WINDOWS-1252", 1},    {"CP950", "LATIN1", 2},
    {"CP932", "LATIN1", 4}, {"CP949", "LATIN1", 8},        {"GBK", "CP950", 1},
    {"CP950", "GBK", 2},    {"GBK", "CP949", 1},           {"CP949", "GBK", 8},
    {"CP932", "GBK", 4},    {"GBK", "CP932", 1},           {"CP950", "CP949", 2},
};

static size_t count_signs(struct str s)
{
    size_t n = 0;
    while (s.n) {
        uint32_t c = utf8_take(&s);
        n += c == '?' || c == UTF8_REPLACEMENT;
    }
    return n;
}

static void test_pairs(void **state)
{
    (void)state;
    const struct repair_opts o = {0};
    size_t all = 0, restored = 0;
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        size_t chars = 0, good = 0, lost = 0;
        for (int lang = 0; lang < LANGS; lang++) {
            struct buf clean = {0}, damaged = {0};
            struct repair r;
            if (!(PAIRS[i].langs >> lang & 1))
                continue;
            for (int kind = 0; kind < KINDS; kind++) {
                buf_adds(&clean, TEXTS[lang][kind]);
                misread(TEXTS[lang][kind], PAIRS[i].is, PAIRS[i].was, &damaged);
                buf_addc(&clean, '\n');
                buf_addc(&damaged, '\n');
            }
            repair_text(buf_str(&damaged), &o, &r);
            chars += utf8_count(buf_str(&clean));
            good += corrupt_common(buf_str(&clean), r.text);
            lost += count_signs(buf_str(&damaged));
            repair_free(&r);
            buf_free(&clean);
            buf_free(&damaged);
        }
        size_t whole = chars > lost ? chars - lost : 0;
        good = good < whole ? good : whole;
        print_message("%s read as %s: %zu of %zu (%zu lost)\n", PAIRS[i].is, PAIRS[i].was, good,
                      whole, lost);
        if (lost * 6 > chars) /* too much has gone */
            continue;
        all += whole;
        restored += good;
    }
    print_message("restored %.2f %%\n", 100.0 * (double)restored / (double)all);
    assert_true(restored * 1000 >= all * 995);
}

/* One damaged paragraph in a sound page. */
static void test_paragraph(void **state)
{
    (void)state;
    const struct repair_opts o = {0};
    struct buf page = {0}, want = {0};
    struct repair r;
    for (int i = 0; i < 20; i++) {
        if (i == 10)
            misread(TEXTS[1][0], "UTF-8", "WINDOWS-1252", &page);
        else
            buf_adds(&page, TEXTS[1][1]);
        buf_addc(&page, '\n');
        buf_addf(&want, "%s\n", TEXTS[1][i == 10 ? 0 : 1]);
    }
    repair_text(buf_str(&page), &o, &r);
    assert_true(corrupt_common(r.text, buf_str(&want)) * 100 >= utf8_count(buf_str(&want)) * 98);
    repair_free(&r);
    buf_free(&page);
    buf_free(&want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
