#!/bin/sh
# Each header compiles alone, and has its guard.
. "${srcdir:-.}/tests/tap.sh"
cd "$srcdir" || exit 1
CC=${CC:-cc}
for h in $(find src ui -name '*.h' ! -name '*_table.h' ! -name '*_readings.h' | sort); do
	name=${h#src/}
	printf '#include "%s"\n#include "%s"\n' "$name" "$name" >"$tmp/h.c"
	# shellcheck disable=SC2086 # flags are words
	ok "$h compiles alone" $CC -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only \
		-Isrc -I. -I"$builddir" $HEADER_CFLAGS "$tmp/h.c"
done
tap_end
