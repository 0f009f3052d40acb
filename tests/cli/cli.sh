#!/bin/sh
# The command line: exit codes, messages, suggestions.
. "${srcdir:-.}/tests/tap.sh"
articles=$srcdir/assets/articles
some=$articles/$(grep -v '^#' "$articles/index.tsv" | head -1 | cut -f1)

# run ARG…: sets $out, $err, $code
run() {
	"$jiandu" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	code=$?
	out=$(cat "$tmp/out")
	err=$(cat "$tmp/err")
}
lines_of_err() { wc -l <"$tmp/err" | tr -d ' '; }

run --version
is "--version exits with 0" "$code" 0
has "--version names the program" "$out" "jiandu "
run --help
is "--help exits with 0" "$code" 0
for verb in dump list open doctor help; do
	has "--help names $verb" "$out" "  $verb"
	run help $verb
	has "help $verb shows its usage" "$out" "jiandu $verb"
	run $verb --help
	has "$verb --help is the same" "$out" "jiandu $verb"
	run --help
done

run "$some" --help
is "--help behind a source exits with 0" "$code" 0
has "--help behind a source shows the program's usage" "$out" "jiandu VERB"

run dmup "$some"
is "a misspelt verb is a usage error" "$code" 2
has "a misspelt verb gets a suggestion" "$err" "dump"
run dump --widht 40 "$some"
is "a misspelt option is a usage error" "$code" 2
has "a misspelt option gets a suggestion" "$err" "--width"
run dump --width 4x "$some"
is "a width that is no number is a usage error" "$code" 2
run dump --format tex "$some"
has "a misspelt format gets a suggestion" "$err" "text"
run dump --set mesure=40 "$some"
is "a misspelt setting is a usage error" "$code" 2
has "a misspelt setting gets a suggestion" "$err" "measure"
run "$some" "$some"
is "two sources to read are a usage error" "$code" 2

run dump "$some"
one=$out
printf '# Ferry\n\nNo boat today.\n' >"$tmp/ferry.md"
printf '%%PDF-1.7\n' >"$tmp/paper"
run dump "$some" "$tmp/ferry.md" "$some"
is "dump of several sources exits with 0" "$code" 0
is "and prints them in order" "$out" "$one
$("$jiandu" dump "$tmp/ferry.md" </dev/null)
$one"
run dump "$tmp/ferry.md" "$tmp/paper" "$tmp/none" "https://example.org/" "$tmp/ferry.md"
is "a failure among several sources exits with 1" "$code" 1
is "the others are printed" "$(grep -c 'No boat today' "$tmp/out")" 2
is "each failure is one message" "$(lines_of_err)" 3
has "which names its source" "$err" "$tmp/paper: looks like"
has "and what is not there" "$err" "$tmp/none: No such file"
out=$(echo 'from the pipe' | "$jiandu" dump "$tmp/ferry.md" - "$tmp/ferry.md")
has "standard input may be one of them" "$out" "from the pipe"
"$jiandu" dump "$some" "$some" "$some" "$some" 2>"$tmp/err" | head -1 >"$tmp/out"
is "whoever stops listening is not told" "$(cat "$tmp/err")" ""
if command -v python3 >/dev/null; then
	run dump --format json "$some" "$tmp/ferry.md"
	ok "dump --format json of several is one object after the other" python3 -c '
import json, sys
text, at, n = open(sys.argv[1]).read(), 0, 0
while text[at:].strip():
    doc, end = json.JSONDecoder().raw_decode(text[at:].lstrip())
    at += end + len(text[at:]) - len(text[at:].lstrip())
    n += 1
sys.exit(n != 2)' "$tmp/out"
fi

for format in text ansi lines tree json; do
	run dump --format $format "$some"
	is "dump --format $format exits with 0" "$code" 0
	is "dump --format $format is not empty" "${out:+full}" full
done
if command -v python3 >/dev/null; then
	run dump --format json "$some"
	ok "dump --format json is JSON" python3 -m json.tool "$tmp/out" /dev/null
	run list --json
	ok "list --json is JSON" python3 -m json.tool "$tmp/out" /dev/null
else
	tap_skip "dump --format json is JSON" "no python3"
	tap_skip "list --json is JSON" "no python3"
fi

if command -v python3 >/dev/null; then
	ok "a parent that ignores SIGCHLD does no harm" python3 -c 'import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.execv(sys.argv[1], sys.argv[1:])' "$jiandu" dump "$some"
else
	tap_skip "a parent that ignores SIGCHLD does no harm" "no python3"
fi

run dump --width 40 "$some"
narrow=$out
run "$some" --set measure=40
is "stdout that is no terminal behaves as dump" "$out" "$narrow"
run dump --width 0 "$some"
is "--width 0 does not wrap" "$(printf '%s\n' "$out" | awk 'length > 200 {n++} END {print (n > 0)}')" 1
printf '第一段。\n\n第二段。\n' | "$jiandu" - >"$tmp/out"
has "stdin is read through -" "$(cat "$tmp/out")" "第二段。"
printf '第一段。\n\n第二段。\n' | "$jiandu" >"$tmp/out"
has "piped stdin alone, without a terminal, is the list" "$(cat "$tmp/out")" "$(basename "$some")"

# An article saved as three pages; what is in another folder is not taken.
mkdir "$tmp/saved" "$tmp/saved/other"
page() { # FILE TEXT NEXT
	printf '<title>長文</title><h1>長文</h1><p>%s，這裏有好幾句話。</p><div>%s</div>' "$2" \
		"${3:+<a href=$3>下一頁</a>}" >"$tmp/saved/$1"
}
page story.html 第一頁的正文 story_2.html
page story_2.html 第二頁的正文 story_3.html
page story_3.html 第三頁的正文 other/story_4.html
page other/story_4.html 第四頁的正文
run dump "$tmp/saved/story.html"
has "further pages are joined" "$out" 第二頁的正文
has "to the last" "$out" 第三頁的正文
hasnt "that is in the same folder" "$out" 第四頁的正文
rm "$tmp/saved/story_2.html"
run dump "$tmp/saved/story.html"
is "a page that is missing is no failure" "$code" 0
has "what is before it is read" "$out" 第一頁的正文

run doctor
has "doctor tells the encoding" "$out" UTF-8
has "and that no terminal was asked" "$out" "not asked"
has "and where the configuration would be" "$out" "$HOME/.config/jiandu/config (there is none)"

printf 'measure 30\nmesure 40\nstyle sideways\n' >"$tmp/config"
run --config "$tmp/config" dump "$some"
is "a bad line of the configuration does not stop the program" "$code" 0
has "it is reported with file and line" "$err" "$tmp/config:2"
has "so is the next" "$err" "$tmp/config:3"
is "each on its line" "$(lines_of_err)" 2
run --config "$tmp/config" list
is "the list reports them too" "$(lines_of_err)" 2
run --config "$tmp/config" --quiet dump "$some"
is "--quiet is quiet" "$err" ""
run --config "$tmp/none" dump "$some"
is "a configuration file that was named must be there" "$code" 1
"$jiandu" dump "$some" 2>"$tmp/err" >&-
is "a closed standard output is a failure" $? 1
has "and it is named" "$(cat "$tmp/err")" "standard output"
"$jiandu" dump - <&- >"$tmp/out" 2>"$tmp/err"
is "a closed standard input is a failure" $? 1
tap_end
