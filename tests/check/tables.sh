#!/bin/sh
# The data tables in the tree are what their generators make of Unicode's data.
. "${srcdir:-.}/tests/tap.sh"
command -v python3 >/dev/null || skip_all "no python3"
[ -r /usr/share/unicode/UnicodeData.txt ] || skip_all "no /usr/share/unicode (Debian: unicode-data)"
cd "$srcdir" || exit 1

# made TABLE GENERATOR
made() {
	"$2" >"$tmp/made" && cmp "$tmp/made" "$1"
}

ok "uniprop_table.h" made src/text/uniprop_table.h tools/gen-unicode
ok "linebreak_table.h" made src/text/linebreak_table.h tools/gen-linebreak
ok "legacy_table.h" made src/text/legacy_table.h tools/gen-legacy
ok "han_readings.h" made src/text/han_readings.h tools/gen-readings
tap_end
