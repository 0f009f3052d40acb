#!/bin/sh
# make bench: figures beside the peers that are installed, all in one run. Nothing passes or fails.
set -u
srcdir=$(cd "${srcdir:-.}" && pwd)
builddir=$(cd "${builddir:-.}" && pwd)
jiandu=$builddir/jiandu
measure=$builddir/tests/bench/measure
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export HOME="$tmp/home" LC_ALL=C.UTF-8 TERM=xterm-256color LESS= COLORTERM=truecolor
mkdir -p "$HOME"
unset TMUX STY

# Text of about $1 bytes: paragraphs of varied sentences, chapters, some Latin words.
text() {
	awk -v want="$1" 'BEGIN {
		split("山路很長，霧從谷底慢慢升上來。|他把信放進木盒，沒有說話。|雪停了以後，郵差才敲門。|" \
			"窗外什麼也看不見，只聽得到風。|這一年的冬天比往年都早，也比往年都靜。|" \
			"她問：「你還記得那座橋嗎？」|我想了很久，說記得。|爐子上的水開了，沒有人去管它。|" \
			"第二天一早，他帶著 3 本書和 1 張地圖下了山。|城裡的人說，信走得慢，話才有分量。", s, "|")
		srand(7); n = 0; c = 0
		while (n < want) {
			if (c % 60 == 0) { t = "第" (c / 60 + 1) "章 風雪\n\n"; printf "%s", t; n += length(t) }
			p = ""; k = 3 + int(rand() * 9)
			for (i = 0; i < k; i++) p = p s[1 + int(rand() * 10)]
			printf "　　%s\n\n", p; n += length(p) + 8; c++
		}
	}' | LC_ALL=C awk -v want="$1" '{ n += length($0) + 1; if (n > want) exit; print }'
}
html() {
	echo '<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>風雪</title></head><body>'
	sed -e 's/^第.*/<h2>&<\/h2>/' -e 's/^　　\(.*\)/<p>\1<\/p>/' -e 's/沒有說話/<b>沒有說話<\/b>/' \
		-e 's/那座橋/<a href="bridge.html">那座橋<\/a>/' "$1"
	echo '</body></html>'
}
figure() { # NAME OURS PEER-NAME PEER
	awk -v n="$1" -v a="$2" -v p="$3" -v b="$4" 'BEGIN {
		if (b == "") printf "%-34s %9.2f ms   (%s not installed)\n", n, a, p
		else printf "%-34s %9.2f ms   %-6s %9.2f ms   ratio %.2f\n", n, a, p, b, a / b }'
}
first() { echo "${1%% *}"; }
peak() { echo "$1" | awk '{ printf "%.1f MB", $3 / 1024 }'; }

text 10000 >"$tmp/small.txt"
text 9000000 >"$tmp/big.txt"
html "$tmp/big.txt" >"$tmp/big.html"
printf 'sizes: small %s, text %s, HTML %s bytes; %s\n' "$(wc -c <"$tmp/small.txt")" \
	"$(wc -c <"$tmp/big.txt")" "$(wc -c <"$tmp/big.html")" "$(nproc) cores"
"$jiandu" dump "$tmp/small.txt" >/dev/null || exit 1

marker=風雪
for what in small big; do
	ours=$("$measure" paint 21 "$marker" "$jiandu" "$tmp/$what.txt")
	peer=$(command -v less >/dev/null && "$measure" paint 21 "$marker" less "$tmp/$what.txt")
	figure "first paint, $what text" "$(first "$ours")" less "$(first "$peer")"
	echo "  peak memory: $(peak "$ours")${peer:+, less $(peak "$peer")}"
done

ours=$("$measure" run 5 "$jiandu" dump --width 80 "$tmp/big.html")
for peer in "w3m -dump -cols 80" "lynx -dump -width=80 -display_charset=utf-8" "links2 -dump -width 80"; do
	name=${peer%% *}
	p=
	# shellcheck disable=SC2086 # options are words
	command -v "$name" >/dev/null && p=$("$measure" run 3 $peer "$tmp/big.html")
	figure "HTML dump --width 80" "$(first "$ours")" "$name" "$(first "$p")"
done
echo "  peak memory: $(peak "$ours")"
ours=$("$measure" run 5 "$jiandu" dump --width 80 "$tmp/big.txt")
p=
command -v fmt >/dev/null && p=$("$measure" run 5 fmt -w 80 "$tmp/big.txt")
figure "text dump --width 80" "$(first "$ours")" fmt "$(first "$p")"

"$builddir/tests/bench/layout"
