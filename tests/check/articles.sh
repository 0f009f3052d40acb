#!/bin/sh
# The bundled articles: their index agrees with them, and together they show every kind of block and
# span there is (they are the tour).
. "${srcdir:-.}/tests/tap.sh"
articles=$srcdir/assets/articles
if command -v python3 >/dev/null; then
	python3 "$srcdir/tools/gen-index" "$jiandu" "$articles" >"$tmp/index.tsv"
	is "index.tsv is what tools/gen-index gives" "$(diff "$articles/index.tsv" "$tmp/index.tsv")" ""
else
	tap_skip "index.tsv is what tools/gen-index gives" "no python3"
fi
count=$(grep -vc '^#' "$articles/index.tsv")
is "there are at least twelve articles" "$((count >= 12))" 1
for file in "$articles"/*; do
	case $file in *.tsv) continue ;; esac
	ok "${file##*/}: opens" "$jiandu" dump --format tree "$file"
	cat "$tmp/tap.out" >>"$tmp/trees"
	"$jiandu" dump --width 40 "$file" >"$tmp/text"
	is "${file##*/}: no literal markup is left" "$(grep -nE '\*\*|</?[a-z]+>|^#+ |\]\(' "$tmp/text" | head -3)" ""
done
for kind in title heading para quote list item code pre rule table row cell figure turn footnote; do
	ok "some article has a block: $kind" grep -qE "^ *$kind\b" "$tmp/trees"
done
for kind in strong em code link ruby strike mark sub sup speaker note-ref; do
	ok "some article has a span: $kind" grep -qE "^ +[a-z+ -]*\b$kind\b" "$tmp/trees"
done
for lang in zh-Hant zh-Hans ja ko en; do
	ok "some article is in $lang" grep -q "	$lang	" "$articles/index.tsv"
done
# Links between them lead somewhere.
for target in $(grep -ohE 'href=[A-Za-z0-9_-]+\.(md|txt|html)' "$tmp/trees" | sed 's/href=//' | sort -u); do
	ok "the link to $target has its article" test -f "$articles/$target"
done
tap_end
