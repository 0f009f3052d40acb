#!/bin/sh
# Every message of the program is in the catalogues that are called complete.
. "${srcdir:-.}/tests/tap.sh"
command -v xgettext >/dev/null || skip_all "gettext is not installed"
cd "$srcdir" || exit 1
find src ui -name '*.c' -o -name '*.h' | sort >"$tmp/files"
xgettext --from-code=UTF-8 -k_ -kN_ -kngettext:1,2 -f "$tmp/files" -o "$tmp/jiandu.pot"
for lang in zh_TW; do
	po=po/$lang.po
	ok "$lang: the catalogue is well formed" msgfmt --check -o /dev/null "$po"
	msgmerge --quiet --no-fuzzy-matching -o "$tmp/$lang.po" "$po" "$tmp/jiandu.pot"
	is "$lang: nothing is untranslated" \
		"$(msgattrib --untranslated --no-obsolete "$tmp/$lang.po" | grep '^msgid' | sed 1d)" ""
	is "$lang: nothing is fuzzy" "$(msgattrib --only-fuzzy --no-obsolete "$po" | grep '^msgid')" ""
	is "$lang: nothing is obsolete" \
		"$(msgattrib --only-obsolete "$tmp/$lang.po" | grep '^#~ msgid' | head -5)" ""
done
tap_end
