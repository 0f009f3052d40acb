#!/bin/sh
# jiandu quote: add, list, edit, remove, export, import, review, random.
. "${srcdir:-.}/tests/tap.sh"
command -v python3 >/dev/null || skip_all "python3 is not installed"
printf '渡口\n\n河面寬的時候，兩岸的人說話要用喊的。水落下去，喊聲就近了。\n\n船家把纜繩繞在木樁上，繞三圈。\n' >"$tmp/ferry.txt"
quote() { "$jiandu" quote "$@" 2>&1; }
# json EXPRESSION ARGS…: of the list `q`
json() {
	expr=$1
	shift
	"$jiandu" quote "$@" --json 2>&1 | python3 -c "import json,sys; q = json.load(sys.stdin); print($expr)"
}

is "an empty library has none" "$(json 'len(q)' list)" 0
is "random has nothing to say" "$(quote random)" ""
is "add keeps the exact text" "$(json 'q[0]["text"] + "/" + q[0]["color"] + "/" + q[0]["note"]' \
	add "$tmp/ferry.txt" 喊聲就近了 --color blue --note 近 --tag 書 --tag 河)" 喊聲就近了/blue/近
is "its tags too" "$(json '",".join(q[0]["tags"])' list)" 書,河
is "what stands around it" "$(json 'q[0]["prefix"][-3:] + "|" + q[0]["suffix"][:1]' list)" "下去，|。"
is "characters are counted as code points" "$(json 'q[0]["end"] - q[0]["start"]' list)" 5
is "the article is in the library" "$("$jiandu" quote list --article "$tmp/ferry.txt" --json | grep -c '"text"')" 1
has "text that stands twice is not guessed" "$(quote add "$tmp/ferry.txt" 的)" "stands at 3 places"
has "text that is not there" "$(quote add "$tmp/ferry.txt" 沒有)" "is not in the article"
is "the other script is found" "$(json 'q[0]["text"]' add "$tmp/ferry.txt" 船家把缆绳)" 船家把纜繩
is "--at takes characters" "$(json 'q[0]["text"]' add "$tmp/ferry.txt" --at 3-5)" 河面
has "--at behind the end" "$(quote add "$tmp/ferry.txt" --at 3-5000)" "within the"
is "all are listed" "$(json 'len(q)' list)" 3
is "by colour" "$(json 'q[0]["text"]' list --color blue)" 喊聲就近了
is "by a colour's Chinese name" "$(json 'q[0]["text"]' list --color 藍)" 喊聲就近了
is "by tag" "$(json 'len(q)' list --tag 河)" 1
is "by words, in either script" "$(json 'q[0]["text"]' list 缆绳)" 船家把纜繩
is "since today" "$(json 'len(q)' list --since 1d)" 3
is "since some day to come" "$(json 'len(q)' list --since 2999-01-01)" 0
has "a wrong day" "$(quote list --since soon)" "write a date"
has "a wrong colour" "$(quote list --color red)" "yellow, green, blue"
is "edit changes the note" "$(json 'q[0]["note"] + q[0]["color"]' edit 2 --note 船 --color pink)" 船pink
is "and tags become those given" "$(json '",".join(q[0]["tags"])' edit '#1' --tag 水)" 水
has "edit of nothing" "$(quote edit 1)" "nothing to change"
quote edit 99 --note x >/dev/null 2>&1
is "one that is not there fails" $? 1
has "random is framed, with who said it" "$(quote random 船家)" "▎ 船家把纜繩"
has "and where" "$(quote random 船家)" "—— 渡口"
is "nothing is due on the first day" "$(json 'len(q)' review)" 0
is "remove takes it away" "$(quote remove 1 2; json 'len(q)' list)" 1
quote remove 1 >/dev/null 2>&1
is "once" $? 1
has "a typo is told" "$(quote lst)" "did you mean list"
cp "$tmp/ferry.txt" "$tmp/other.txt"
quote edit 3 --note '記下來' --tag 河 >/dev/null
quote export --format w3c -o "$tmp/q.json" >/dev/null
has "export again changes nothing" "$(quote export --format w3c -o "$tmp/q.json")" "0 new, 0 changed, 1 as they were"
has "import of what is there changes nothing" "$(quote import "$tmp/q.json")" "0 changed, 1 there already"
elsewhere() { "$jiandu" "$@" --library "$tmp/elsewhere.db" 2>&1; }
elsewhere import "$tmp/ferry.txt" >/dev/null
has "another library takes it" "$(elsewhere quote import "$tmp/q.json")" "1 quotes added"
is "with all that belongs to it, at its place" "$(elsewhere quote list --json | python3 -c '
import json,sys; q = json.load(sys.stdin)[0]; print(q["text"], q["note"], q["tags"], q["start"], q["orphan"])')" \
	"河面 記下來 ['河'] 3 False"
has "and once only" "$(elsewhere quote import "$tmp/q.json")" "0 quotes added"
"$jiandu" quote import "$tmp/q.json" --library "$tmp/third.db" >/dev/null 2>&1
is "without its article it waits" "$("$jiandu" quote list --orphans --json --library "$tmp/third.db" | grep -c '"text"')" 1
for f in readwise koreader kindle foliate; do
	quote export --format $f -o "$tmp/q.$f" >/dev/null
	has "$f goes out and in" "$("$jiandu" quote import "$tmp/q.$f" --library "$tmp/$f.db" 2>&1)" "1 quotes added"
done
has "markdown is the default" "$(quote export)" "> 河面"
has "a name without a format" "$(quote export -o "$tmp/q.xyz")" "name one with --format"
has "no such format" "$(quote export --format nope)" "unknown format"
has "import of nothing" "$(quote import)" "name a file"
mkdir -p "$tmp/new"
printf '別的文章，完全不同。\n' >"$tmp/ferry.txt"
is "an edited file does not lose what is kept" "$(json 'q[0]["text"]' list)" 河面
tap_end
