/* What a page says around its article, by the words it says it with. */
#include "parse/plain_priv.h"

enum phrase_how {
    WHOLE,  /* is the line */
    START,  /* begins the line */
    LABEL,  /* begins a short line that is no sentence */
    WITHIN, /* is somewhere in it */
};

struct phrase {
    const char *words; /* parted by '|' */
    enum phrase_how how;
};

static const struct phrase phrases[] = {
    {"設置|设置|設定|日夜間|日夜间|隨系統|随系统|淺色|浅色|深色|主題色|主题色|字號|字号|字體|字体",
     WHOLE},
    {"夜間模式|夜间模式|首頁|首页|登錄|登录|登入|註冊|注册|導航|导航|菜單|菜单|選單|搜索|搜尋",
     WHOLE},
    {"分享|收藏|評論|评论|點讚|点赞|返回|返回頂部|返回顶部|回到頂部|回到顶部|關注|关注", WHOLE},
    {"Home|Menu|Login|Log in|Sign in|Sign up|Register|Search|Share|Subscribe|Settings", WHOLE},
    {"Skip to content|Skip to main content|Back to top|Advertisement", WHOLE},
    {"ホーム|メニュー|ログイン|検索|会員登録|新規登録|シェア|トップへ戻る", WHOLE},
    {"홈|메뉴|로그인|회원가입|검색|공유|맨 위로", WHOLE},
    {"廣告聲明|广告声明|免責聲明|免责声明|版權聲明|版权声明|版權所有|版权所有|轉載聲明|转载声明",
     START},
    {"特別聲明|特别声明|未經授權|未经授权|Disclaimer:|Copyright ©|Copyright (c)|© ", START},
    {"無断転載|저작권자|ⓒ", START},
    {"上一篇|下一篇|上一頁|下一頁|上一页|下一页|掃碼|扫码|微信掃|微信扫|打開APP|打开APP", LABEL},
    {"點擊查看|点击查看|閱讀原文|阅读原文|查看原文|分享到|分享至|友情鏈接|友情链接", LABEL},
    {"合作夥伴|合作伙伴|網站地圖|网站地图|關於我們|关于我们|聯繫我們|联系我们|聯絡我們", LABEL},
    {"Share on|Share this|Privacy Policy|Terms of Use|利用規約|プライバシーポリシー", LABEL},
    {"ICP備|ICP备|公网安备|公網安備|All rights reserved|All Rights Reserved", WITHIN},
    {"무단전재|무단 전재", WITHIN},
};

enum { LABEL_MAX_BYTES = 120, SITES_LABEL_BYTES = 60 };

static bool phrase_fits(struct str s, enum line_end end, struct str w, enum phrase_how how)
{
    switch (how) {
    case WHOLE:
        return str_eq_nocase(s, w);
    case START:
        return str_starts(s, w);
    case LABEL:
        return s.n <= LABEL_MAX_BYTES && end != END_SENTENCE && str_starts(s, w);
    case WITHIN:
        return s.n <= 2 * PLAIN_SHORT_BYTES && str_find(s, w, 0) != STR_NPOS;
    }
    return false;
}

static bool phrase_matches(struct str s, enum line_end end, const struct phrase *ph)
{
    struct str words = str_of(ph->words), w;
    while (str_split(&words, '|', &w))
        if (phrase_fits(s, end, w, ph->how))
            return true;
    return false;
}

/* 某某旗下網站：甲 乙 丙 */
static bool is_site_list(struct str s)
{
    struct str head = str_sub(s, 0, SITES_LABEL_BYTES);
    size_t at = str_find(head, STR("旗下"), 0);
    return at != STR_NPOS &&
           (str_find(head, STR(":"), at) != STR_NPOS || str_find(head, STR("："), at) != STR_NPOS);
}

static bool has_word(struct str s, const char *words)
{
    struct str rest = str_of(words), w;
    while (str_split(&rest, '|', &w))
        if (str_find(s, w, 0) != STR_NPOS)
            return true;
    return false;
}

/* 聲明：本文可轉載，請註明出處。 Not every statement is about the page. */
static bool is_notice(struct str s)
{
    static const char *const labels[] = {"聲明：", "声明：", "聲明:", "声明:"};
    if (s.n > 3 * PLAIN_SHORT_BYTES)
        return false;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_starts(s, str_of(labels[i])))
            return has_word(s, "轉載|转载|版權|版权|授權|授权|免責|免责|本文|本站|本刊|本報|本报");
    return false;
}

/* 首頁 > 科技 > 正文 */
static bool is_breadcrumb(struct str s)
{
    static const char *const homes[] = {"首頁", "首页", "Home", "ホーム", "홈"};
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        struct str rest, home = str_of(homes[i]);
        if (!str_starts(s, home) || s.n > PLAIN_SHORT_BYTES)
            continue;
        rest = plain_trim(str_sub(s, home.n, s.n));
        if (str_starts(rest, STR(">")) || str_starts(rest, STR("›")) || str_starts(rest, STR("»")))
            return true;
    }
    return false;
}

bool plain_is_chrome(struct str s)
{
    enum line_end end = plain_ending(s);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrase_matches(s, end, &phrases[i]))
            return true;
    return is_site_list(s) || is_notice(s) || is_breadcrumb(s);
}

bool plain_is_control(struct str s)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].how == WHOLE && phrase_matches(s, END_BARE, &phrases[i]))
            return true;
    return false;
}
