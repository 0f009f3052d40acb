#!/bin/sh
# What is exported, read by readers that know nothing of this program: Python's csv and json, cmark-gfm,
# and the JSON-LD processor of npm (package jsonld, found through NODE_PATH or installed globally).
. "${srcdir:-.}/tests/tap.sh"
files=$builddir/tests/check/exchange_files
[ -x "$files" ] || skip_all "exchange_files is not built (no cmocka)"
command -v python3 >/dev/null || skip_all "no python3"
mkdir "$tmp/files"
ok "the files are written" "$files" "$tmp/files"
check() {
	python3 "$srcdir/tests/check/exchange.py" "$@"
}
ok "readwise is RFC 4180 to Python" check csv "$tmp/files"
ok "w3c is JSON to Python, and says the same" check w3c "$tmp/files"
ok "koreader and foliate are JSON to Python" check readers "$tmp/files"
if command -v cmark-gfm >/dev/null; then
	cmark-gfm --unsafe -e table -e strikethrough "$tmp/files/quotes.markdown" >"$tmp/page.html"
	ok "markdown quotes what was quoted to cmark-gfm" check html "$tmp/files" "$tmp/page.html"
else
	tap_skip "markdown quotes what was quoted to cmark-gfm" "no cmark-gfm"
fi
jsonld=
if command -v node >/dev/null; then
	NODE_PATH=${NODE_PATH:-$(npm root -g 2>/dev/null)}
	export NODE_PATH
	jsonld=$(node -p 'require.resolve("jsonld")' 2>/dev/null)
fi
if [ -n "$jsonld" ]; then
	ok "w3c is JSON-LD, and nothing of it is without a meaning" \
		node "$srcdir/tests/check/exchange.mjs" "$jsonld" "$tmp/files"
else
	tap_skip "w3c is JSON-LD, and nothing of it is without a meaning" "no node, or no npm package jsonld"
fi
tap_end
