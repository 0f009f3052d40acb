/* Text that nobody damaged, in five languages and of many kinds, among it what looks like damage:
 * lessons with readings, dictionaries, glosses, furigana in brackets, writing on markup and on
 * encodings, emoji, addresses. Composed of the parts below by a seed. */
#ifndef JD_TESTS_UNDAMAGED_H
#define JD_TESTS_UNDAMAGED_H

#include "random.h"

struct undamaged_kind {
    const char *name;
    const char *const *parts; /* sentences */
    size_t n;
};

#define UNDAMAGED_KINDS(X)                                                                         \
    X(news_hans, "市政府昨日宣布，沿河的旧仓库将改建为图书馆。", "记者从现场了解到，居民对此意见不一。", \
      "据统计，今年上半年共有3.2万人次参观，比去年同期增长12%。", "项目负责人李明(化名)表示，工程将于明年完工。", \
      "会议强调，要进一步完善制度(试行)，确保落实到位。", "双方就价格问题（每吨1,200元）达成一致？没有。")       \
    X(news_hant, "市政府昨日宣布，沿河的舊倉庫將改建為圖書館。", "記者從現場了解到，居民對此意見不一。", \
      "根據統計，上半年共有3.2萬人次參觀，比去年增加12%。", "負責人林先生(化名)表示，工程將於明年完工。", \
      "新制度(試行)自下月起實施，詳見網站www.example.org的公告。", "「這樣好嗎?」他問。")               \
    X(fiction_hans, "老人把门推开，风带着雪吹进来。", "“你来了？”她说，“坐吧。”", "那年冬天，我们在山上过了四个月。", \
      "他没有回答，只是看着窗外……", "炉子里的火忽然亮了一下！")                                        \
    X(fiction_hant, "老人把門推開，風帶著雪吹進來。", "「你來了？」她說：「坐吧。」", "那年冬天，我們在山上過了四個月。", \
      "他沒有回答，只是看著窗外……", "爐子裡的火忽然亮了一下！")                                        \
    X(classical, "子曰：「學而時習之，不亦說乎？」", "關關雎鳩，在河之洲。窈窕淑女，君子好逑。",         \
      "魑魅魍魎，饕餮檮杌，皆山海之異獸也。", "彳亍躑躅，踽踽獨行；齟齬齮齕，囁嚅不言。")                \
    X(lesson, "重(chóng)庆的“重”和重(zhòng)量的“重”写法一样。", "你(nǐ)好(hǎo)，我(wǒ)是(shì)老(lǎo)师(shī)。", \
      "今天学习生字：银(yín)、行(háng)、走(zǒu)。", "請讀：開(kāi)門(mén)、關(guān)燈(dēng)、學(xué)習(xí)。",   \
      "他姓单(shàn)，不是简单的单(dān)。", "“说服”旧读shuì fú，今读shuō fú。")                          \
    X(dictionary, "【行】（一）xíng ①走：步～。②(háng)行列：两～。", "麤(cū)：同「粗」。彳(chì)：小步。",   \
      "囧(jiǒng)：光明。", "犇(bēn)：同「奔」。", "曉 xiǎo ㄒㄧㄠˇ 名詞：天剛亮的時候。",                  \
      "apple [ˈæpl] n. 苹果；pear [peə] n. 梨。")                                                       \
    X(gloss, "这种算法叫快速排序(quicksort)，由霍尔(C. A. R. Hoare)提出。", "適應能力(adaptability)和韌性(resilience)很重要。", \
      "人工智能(AI)、机器学习(ML)与深度学习(DL)。", "函数f(x)在x=0处连续(continuous)。",                 \
      "粤语里“唔该”(m4 goi1)是谢谢的意思。", "他(tā)和她(tā)同音，的(de)、地(de)、得(de)也同音。")          \
    X(markup, "在网页里写空格用&nbsp;，写小于号用&lt;。这些叫实体，HTML标准里有一张表。", "写成&amp;nbsp;就会显示出&nbsp;来。HTML里常见。", \
      "標籤<b>粗體</b>與</p>要成對；HTML 的 &quot; 是引號。", "URL里的&要写成&amp;，如 a.html?x=1&amp;y=2。HTML规定如此。") \
    X(encodings, "“锟斤拷”是两个替换字符按GBK读出来的样子。", "如果把UTF-8当成Latin-1，“é”会变成“Ã©”。",    \
      "「烫烫烫」来自没有初始化的内存。", "“浣犲ソ”就是“你好”被读错了。", "BOM 是文件开头的 EF BB BF，读错时看到“ï»¿”。") \
    X(technical, "执行 `make install` 之前，请先检查 /etc/fstab。", "条件 a&&b 为真时返回0，否则返回-1。", \
      "用正则[\\u4e00-\\u9fff]+匹配汉字；甲&&乙、丙||丁。", "訪問example.org下載，再訪問example.org註冊。",  \
      "版本号从1.2.3升到1.2.4，详见https://example.org/a_b-c?d=e&f=g#h。", "價格：$5、€3、￥10、£2；溫度25℃、角度90°。") \
    X(emoji, "今天很開心😀👍🏽👨‍👩‍👧‍👦！", "旗子🇹🇼🇯🇵🇰🇷，心❤️，星☆★。", "数字1️⃣2️⃣3️⃣，箭头→←↑↓。", "表情(^_^)、m(_ _)m、orz。") \
    X(poem, "床前明月光，疑是地上霜。", "春眠不覺曉，處處聞啼鳥。", "白日依山盡，黃河入海流。", "鹅，鹅，鹅，曲项向天歌。") \
    X(list, "一、开会时间：周三下午两点。", "（二）地點：二樓會議室。", "3. 议题：预算、进度、人员。", "※ 注意：請攜帶證件。", "◎備註：無") \
    X(ja, "吾輩は猫である。名前はまだ無い。", "東京(とうきょう)は日本の首都(しゅと)です。", "漢字《かんじ》を書(か)く。", \
      "彼は「はい。」と言った……。", "ｶﾀｶﾅとカタカナ、ひらがな。", "設定ファイル(config)を開いて、UTF-8で保存してください。", \
      "山路を登りながら、こう考えた。", "Ｗｅｂサイト（ウェブサイト）を見る。")                          \
    X(ko, "나는 학교에 갑니다. 오늘은 날씨가 좋다.", "대한민국(大韓民國)의 수도는 서울이다.", "한자(漢字)를 배우는 것은 어렵지 않다.", \
      "그는 “괜찮아요?”라고 물었다.", "설정 파일(config)을 열고 저장하세요.", "뷁, 쀍, 똠방각하, 펲시콜라, 쓩.") \
    X(en, "It was a bright cold day in April.", "The café (kah-FAY) is naïve, she said: “déjà vu”.",   \
      "See e.g. f(x) = a && b; price $5.", "Use &nbsp; in HTML, e.g. <b>a</b>&nbsp;b.", "Zoë’s résumé — 10–20 pp.") \
    X(europe, "Über die Brücke führt ein schmaler Weg; Größe: 3 m².", "L’été dernier, à Noël, où étiez-vous ? Ça va…", \
      "Tiếng Việt có nhiều dấu: ầ, ế, ộ, ữ, ạ.", "Zażółć gęślą jaźń.", "São Paulo não é a capital; coração, ação.", \
      "Þórr á Íslandi: ð, æ, ö.", "Съешь же ещё этих мягких французских булок.", "Ελληνικά γράμματα: ά, έ, ώ.") \
    X(other, "می‌خواهم کتاب را بخوانم.", "สวัสดี​ครับ ยินดีที่ได้รู้จัก", "नमस्ते, क्‍षमा कीजिए।", "שלום עולם",                  \
      "ㄅㄆㄇㄈ ㄉㄊㄋㄌ，注音符號。", "jyutping：nei5 hou2；romaji: konnichiwa。", "IPA：[tʰjɛn˥] [ɕjɑʊ˨˩˦]。")

#define X(name, ...) static const char *const UNDAMAGED_##name[] = {__VA_ARGS__};
UNDAMAGED_KINDS(X)
#undef X

static const struct undamaged_kind UNDAMAGED[] = {
#define X(name, ...)                                                                               \
    {#name, UNDAMAGED_##name, sizeof UNDAMAGED_##name / sizeof *UNDAMAGED_##name},
    UNDAMAGED_KINDS(X)
#undef X
};

enum { UNDAMAGED_COUNT = sizeof UNDAMAGED / sizeof *UNDAMAGED };

/* A paragraph of one kind, a line. */
static inline void undamaged_paragraph(struct random *r, const struct undamaged_kind *k,
                                       struct buf *out)
{
    for (unsigned n = 1 + random_below(r, 5); n; n--)
        buf_adds(out, k->parts[random_below(r, (uint32_t)k->n)]);
    buf_addc(out, '\n');
}

/* A document of n paragraphs: of one kind, or now and then of all. */
static inline void undamaged_document(struct random *r, unsigned n, struct buf *out)
{
    uint32_t kind = random_below(r, UNDAMAGED_COUNT);
    bool mixed = random_below(r, 4) == 0;
    while (n--) {
        undamaged_paragraph(r, &UNDAMAGED[kind], out);
        if (mixed)
            kind = random_below(r, UNDAMAGED_COUNT);
    }
}

#endif
