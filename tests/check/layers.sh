#!/bin/sh
# The layer table of README (Hacking): a folder includes only itself and the folders listed there.
. "${srcdir:-.}/tests/tap.sh"
cd "$srcdir" || exit 1

# folder: what it may include beside itself
layers='
base:
text: base
doc: base text
parse: base text doc
layout: base text doc
paint: base text doc layout
store: base text doc
net: base
import: base text doc parse net
app: base text doc layout paint store
cli: base text doc layout paint store app ui/ui.h
ui: base text doc layout paint store app
'

# Each #include "…" of a folder that the table does not allow.
foreign() {
	dir=src/$1
	[ "$1" = ui ] && dir=ui
	[ -d "$dir" ] || return 0
	allowed=" $1 $2 "
	grep -rHoE '^#include "[^"]+"' "$dir" | while IFS= read -r line; do
		file=${line%%:*}
		inc=${line#*\"}
		inc=${inc%\"}
		case $inc in
		*/*) of=${inc%%/*} ;;
		*) continue ;; # made by configure or the build
		esac
		case $allowed in
		*" $of "* | *" $inc "*) ;;
		*) echo "$file includes $inc" ;;
		esac
	done
}

while IFS=: read -r layer may; do
	[ -n "$layer" ] || continue
	is "$layer includes only what it may" "$(foreign "$layer" "$may")" ""
done <<END
$layers
END

is "every folder of src is in the table" \
	"$(for d in src/*/; do d=${d#src/}; d=${d%/}; echo "$layers" | grep -q "^$d:" || echo "$d"; done)" ""

only_in() { # PATTERN FILES… : which other sources include it
	pattern=$1
	shift
	grep -rlE "#include <($pattern)>" src ui | grep -vE "$*" || true
}
is "curses is in one file" "$(only_in 'n?curses[^>]*|term\.h|ncursesw/.*' '^ui/term\.c$')" ""
is "SQLite is in one folder" "$(only_in 'sqlite3\.h' '^src/store/')" ""
is "gumbo is behind one file" "$(only_in 'gumbo\.h' '^src/parse/html[a-z_]*\.[ch]$')" ""
is "cmark is behind one file" "$(only_in 'cmark[^>]*' '^src/parse/markdown[a-z_]*\.[ch]$')" ""

# The table in the README is this one.
while IFS=: read -r layer may; do
	[ -n "$layer" ] || continue
	dir=src/$layer
	[ "$layer" = ui ] && dir=ui
	want=$(echo $may)
	got=$(sed -n "s#^| \`$dir\` *| *\([^|]*[^| ]\) *|.*#\1#p" README | tr -d '`,')
	is "README says what $layer may include" "$(echo $got)" "${want:-–}"
done <<END
$layers
END
tap_end
