#!/bin/sh
# Bad input: each gets one clear line on stderr that names the file and the cause; exit 1.
. "${srcdir:-.}/tests/tap.sh"

fails() { # NAME WANTED-PART ARG…
	name=$1
	part=$2
	shift 2
	timeout 60 "$jiandu" dump "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	is "$name: exit 1" $? 1
	is "$name: nothing on stdout" "$(cat "$tmp/out")" ""
	is "$name: one line on stderr" "$(wc -l <"$tmp/err" | tr -d ' ')" 1
	has "$name: says what" "$(cat "$tmp/err")" "$part"
}
reads() { # NAME PART ARG…
	name=$1
	part=$2
	shift 2
	timeout 60 "$jiandu" dump "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	is "$name: exit 0" $? 0
	is "$name: the text is there" "$(grep -c -- "$part" "$tmp/out" | sed 's/^[1-9].*/yes/')" yes
}

fails "missing file" "$tmp/none.txt" "$tmp/none.txt"
mkdir "$tmp/dir"
fails "directory" "$tmp/dir" "$tmp/dir"
: >"$tmp/empty.txt"
fails "empty file" "$tmp/empty.txt" "$tmp/empty.txt"
printf '   \n\n \n' >"$tmp/blank.txt"
fails "blank file" "$tmp/blank.txt" "$tmp/blank.txt"
head -c 4096 /dev/urandom >"$tmp/noise.bin"
fails "binary" "$tmp/noise.bin" "$tmp/noise.bin"
printf '\177ELF\002\001\001\000\000\000\000' >"$tmp/prog"
fails "a program" "$tmp/prog" "$tmp/prog"
printf '%%PDF-1.7\n%%\342\343\317\323\n' >"$tmp/a.pdf"
fails "a PDF" PDF "$tmp/a.pdf"
printf 'PK\003\004\024\000\000\000' >"$tmp/a.zip"
fails "an archive" "$tmp/a.zip" "$tmp/a.zip"
"$jiandu" dump --charset no-such-charset "$srcdir/README" >"$tmp/out" 2>"$tmp/err"
is "an unknown charset is a usage error" $? 2
has "an unknown charset is named" "$(cat "$tmp/err")" no-such-charset
"$jiandu" dump --type markdwon "$srcdir/README" >"$tmp/out" 2>"$tmp/err"
is "an unknown format fails" $(($? > 0)) 1
has "an unknown format: says which there are" "$(cat "$tmp/err")" markdown
fails "an article that is not there" "#99999" "#99999"
if [ "$(id -u)" != 0 ]; then
	echo x >"$tmp/locked.txt"
	chmod 0 "$tmp/locked.txt"
	fails "no permission" "$tmp/locked.txt" "$tmp/locked.txt"
else
	tap_skip "no permission" "root may read all"
fi

printf '山路很長，\n霧很大，雪也\351' >"$tmp/cut.txt"
reads "truncated UTF-8" "山路很長" "$tmp/cut.txt"
has "truncated UTF-8: the place is marked" "$(cat "$tmp/out")" "$(printf '\357\277\275')"
awk 'BEGIN { for (i = 0; i < 116508; i++) printf "信走得慢，"; print "終點。" }' >"$tmp/line.txt"
is "the line is over 1 MB" "$(($(wc -c <"$tmp/line.txt") > 1048576))" 1
reads "a 1 MB line" "終點。" "$tmp/line.txt"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<blockquote>"; print "<p>最裡面" }' >"$tmp/deep.html"
reads "100,000 nested blockquotes" "最裡面" "$tmp/deep.html"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "> "; print "最裡面" }' >"$tmp/deep.md"
reads "100,000 nested Markdown quotes" "最裡面" "$tmp/deep.md"
printf '全文' | sed 's/$/\n/' >"$tmp/-dash.txt"
(cd "$tmp" && "$jiandu" dump -- -dash.txt) >"$tmp/out" 2>&1
has "a name that begins with a dash" "$(cat "$tmp/out")" "全文"

# Importers that misbehave, each played by a double.
for how in crash hang nothing garbage truncated keep-mapping too-much hostile-error; do
	JIANDU_IMPORTER=$builddir/tests/doubles/import_double JIANDU_DOUBLE=$how \
		timeout 60 "$jiandu" dump "$srcdir/README" >"$tmp/out" 2>"$tmp/err" </dev/null
	is "importer double $how: exit 1" $? 1
	is "importer double $how: one line" "$(wc -l <"$tmp/err" | tr -d ' ')" 1
	has "importer double $how: names the source" "$(cat "$tmp/err")" README
done
tap_end
