#!/bin/sh
# What the reader drags in at start, and what the core knows of the outside.
. "${srcdir:-.}/tests/tap.sh"
command -v readelf >/dev/null || skip_all "readelf (binutils) is not installed"

needed() {
	readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sed 's/\.so.*//' | sort | tr '\n' ' '
}
if [ "${SANITIZED:-no}" = yes ]; then
	tap_skip "the reader's libraries" "a sanitizer build links its runtime"
else
	extra=$(needed "$jiandu" | tr ' ' '\n' |
		grep -vxE 'libncursesw|libtinfo|libsqlite3|libunistring|libm|libc|' || true)
	is "the reader links only ncursesw, tinfo, sqlite3, unistring, m and c" "$extra" ""
	extra=$(needed "$builddir/jiandu-import" | tr ' ' '\n' | grep -vxE 'libunistring|libm|libc|' || true)
	is "the importer links no parser" "$extra" ""
fi
has "html.so brings gumbo" "$(needed "$builddir/html.so")" libgumbo
has "markdown.so brings cmark" "$(needed "$builddir/markdown.so")" libcmark-gfm
is "a parser module exports one symbol" \
	"$(nm -D --defined-only "$builddir/html.so" | awk '$2 != "A" {print $3}' | grep -v '^_' | tr '\n' ' ')" \
	"jiandu_parser "

curses='^(initscr|newterm|setupterm|tigetstr|refresh|wrefresh|add_wch|wadd_wch|init_pair|endwin|LINES|stdscr)$'
for lib in "$builddir"/lib*.a; do
	case $lib in */libui.a) continue ;; esac
	is "${lib##*/} has no curses symbol" \
		"$(nm "$lib" 2>/dev/null | awk '{print $NF}' | grep -E "$curses" | sort -u | tr '\n' ' ')" ""
done
tap_end
