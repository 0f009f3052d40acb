#!/bin/sh
# The manual page has all that the tables have, and no formatter complains of it.
. "${srcdir:-.}/tests/tap.sh"

"$jiandu" help --man >"$tmp/jiandu.1"
is "help --man exits with 0" $? 0
ok "the page is ASCII" sh -c '! LC_ALL=C grep -n "[^ -~]" "$1"' - "$tmp/jiandu.1"
if command -v groff >/dev/null; then
	groff -man -Tutf8 -ww -z "$tmp/jiandu.1" >"$tmp/groff.out" 2>&1
	is "groff has no warnings" "$(cat "$tmp/groff.out")" ""
	groff -man -Tutf8 -P-cbou -rLL=100n "$tmp/jiandu.1" >"$tmp/page"
	shown=$(cat "$tmp/page")
	has "an option can be copied" "$shown" "--config FILE"
	has "a range is shown" "$shown" "measure 20–200 cells"
else
	tap_skip "groff has no warnings" "groff is not installed"
fi
if command -v mandoc >/dev/null; then
	is "mandoc has no complaints" \
		"$(mandoc -Tlint -W warning "$tmp/jiandu.1" | grep -v 'missing date')" ""
else
	tap_skip "mandoc has no complaints" "mandoc is not installed"
fi

# NAME and every word of a list: each has a paragraph of its own.
each() {
	missing=
	[ -n "$2" ] || missing=" (of none)"
	for word in $2; do
		grep -qF "\\fB$(printf '%s' "$word" | sed 's/-/\\-/g')\\fR" "$tmp/jiandu.1" ||
			missing="$missing $word"
	done
	is "the page has every $1" "$missing" ""
}
each setting "$("$jiandu" config list | cut -d' ' -f1)"
each preset "$("$jiandu" config preset | cut -d' ' -f1)"
each command "$("$jiandu" keys | sed 's/^[a-z]*  *//; s/   */\t/' | cut -f2 | cut -d' ' -f1)"
each verb "$("$jiandu" help | sed -n '/^Verbs:/,/^$/s/^  \([a-z]*\) .*/\1/p')"
tap_end
