#!/bin/sh
# Settings, presets and keys on the command line.
. "${srcdir:-.}/tests/tap.sh"

# run ARG…: sets $out, $err, $code
run() {
	"$jiandu" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	code=$?
	out=$(cat "$tmp/out")
	err=$(cat "$tmp/err")
}
config=$HOME/.config/jiandu/config
file() { cat "$config"; }
field() { printf '%s\n' "$out" | awk -v name="$1" -v n="$2" '$1 == name {print $n}'; }

run config path
is "path says where the file is" "$out" "$config"
run config
is "without a word it lists" "$code" 0
is "each setting is listed" "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" \
	"$("$jiandu" config list --json | grep -c '"name"')"
is "with its value" "$(field measure 2)" 60
has "and what it may be" "$out" "20–200 cells"
has "and that nothing sets it" "$(printf '%s\n' "$out" | grep '^measure ')" "default"
ok "nothing was written" test ! -e "$config"

run config set measure 44
is "set exits with 0" "$code" 0
is "set makes the file" "$(file)" "measure 44"
run config get measure
is "get gets it" "$out" 44
run config list
has "list says which line sets it" "$(printf '%s\n' "$out" | grep '^measure ')" "$config:1"
run config list --set measure=50
has "and what the command line sets" "$(printf '%s\n' "$out" | grep '^measure ')" "--set"

printf '# of mine\r\n\r\nmeasure 44 # narrow\r\nmode dark\r\n' >"$config"
run config set measure 52
is "set keeps comments, order and line ends" "$(file | od -c)" \
	"$(printf '# of mine\r\n\r\nmeasure 52 # narrow\r\nmode dark\r\n' | od -c)"
run config unset measure
is "unset keeps the comment" "$(file | tr -d '\r')" "# of mine

# narrow
mode dark"
run config unset measure
is "what is not set is unset" "$code" 0

run config get mesure
is "a misspelt setting is a usage error" "$code" 2
has "with a suggestion" "$err" "did you mean measure?"
run config set measure 4
is "a value out of range is a usage error" "$code" 2
has "which says the range" "$err" "20 to 200"
run config set measure
is "a missing value is a usage error" "$code" 2
run config set measure 40 50
is "so is one too many" "$code" 2
run config sett measure 40
has "a misspelt action gets a suggestion" "$err" "did you mean set?"
is "and changes nothing" "$(file | grep -c measure)" 0

run --config "$tmp/other" config set accent '#2468ac'
is "--config names a file that is to be made" "$(cat "$tmp/other")" "accent #2468ac"
mkdir "$tmp/folder"
run --config "$tmp/folder" config set measure 40
is "a file that cannot be written is a failure" "$code" 1
has "which names it" "$err" "$tmp/folder"
ln -s "$tmp/other" "$tmp/link"
run --config "$tmp/link" config set measure 40
ok "a linked file stays one" test -L "$tmp/link"
has "and is written where it is" "$(cat "$tmp/other")" "measure 40"

rm "$config"
run config set measure 40
run config --source /tmp set measure 44
run config --source example.org set style web
is "a source gets a section" "$(file)" "measure 40

[source /tmp]
measure 44

[source example.org]
style web"
run config --source /tmp/x.txt get measure
is "which holds for what begins so" "$out" 44
run config get measure
is "and for nothing else" "$out" 40
run config --source /tmp unset measure
run config --source /tmp/x.txt get measure
is "it can be taken back" "$out" 40
mkdir "$tmp/prose"
printf '%s\n' 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十 >"$tmp/prose/a.txt"
run dump "$tmp/prose/a.txt"
wide=$(printf '%s\n' "$out" | wc -l)
run config --source "$tmp/prose" set measure 20
run dump "$tmp/prose/a.txt"
is "dump sets a source by its own" "$(($(printf '%s\n' "$out" | wc -l) > wide))" 1
run dump --set measure=80 "$tmp/prose/a.txt"
is "but the command line is over it" "$(($(printf '%s\n' "$out" | wc -l) < wide))" 1

rm "$config"
run config preset
for name in comfortable compact spacious high-contrast; do
	has "$name is a preset" "$out" "$name"
done
run config set mode dark
run config preset spacious
run config get line-spacing
is "a preset sets what it is of" "$out" 1
run config get mode
is "and leaves the rest" "$out" dark
run config save mine
run config preset compact
run config preset mine
run config get line-spacing
is "what was saved comes back" "$out" 1
run config preset
has "and is listed" "$out" "mine"
run config remove mine
run config preset mine
is "until it is removed" "$code" 2
run dump --preset compat "$tmp/prose/a.txt"
has "a misspelt preset gets a suggestion" "$err" "did you mean compact?"
run config list --preset compact
is "--preset holds for a run" "$(field measure 2)" 80
run config get measure
is "and no longer" "$out" 52

run --config "$tmp/other" config set language zh-TW
run --config "$tmp/other" config get mesure
has "messages are in the language that is set" "$err" "mesure"
hasnt "and in no other" "$err" "did you mean"
run --config "$tmp/other" config set language en
out=$(LC_ALL=zh_TW.UTF-8 "$jiandu" --config "$tmp/other" config get mesure 2>&1)
has "whatever the locale" "$out" "did you mean"
run config list
for po in "$srcdir"/po/*.po; do
	lang=$(basename "$po" .po | tr _ -)
	has "$lang can be chosen" "$(printf '%s\n' "$out" | grep '^language ')" "$lang"
done

keys=$HOME/.config/jiandu/keys
run keys
is "keys exits with 0" "$code" 0
has "and tells what is bound" "$out" "reader    j            line-down"
printf 'reader J page-down\nreader J page-up\nreader j none\n' >"$keys"
run keys
has "the user's bindings are among them" "$out" "reader    J            page-up"
has "with their line" "$out" "(line 2 of your keys)"
has "a conflict is reported" "$err" "$keys:2: line 1 binds the same keys"
if command -v python3 >/dev/null; then
	run keys --json
	ok "keys --json is JSON" python3 -m json.tool "$tmp/out" /dev/null
	run config list --json
	ok "config list --json is JSON" python3 -m json.tool "$tmp/out" /dev/null
	run config get mode --json
	ok "config get --json is JSON" python3 -m json.tool "$tmp/out" /dev/null
else
	for what in keys "config list" "config get"; do
		tap_skip "$what --json is JSON" "no python3"
	done
fi
tap_end
