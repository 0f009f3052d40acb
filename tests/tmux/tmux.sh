#!/bin/sh
# The program in a real terminal (tmux): opens, pages, resizes, quits, and leaves all clean.
. "${srcdir:-.}/tests/tap.sh"
command -v tmux >/dev/null || skip_all "tmux is not installed"
socket=jiandu-test-$$-0
started=0
articles=$srcdir/assets/articles
t() { tmux -L "$socket" -f /dev/null "$@"; }
trap 't kill-server 2>/dev/null; rm -rf "$tmp"' EXIT

# start COLS ROWS COMMAND: in a shell that says "ended STATUS" behind it and then shows its prompt.
start() {
	t kill-server 2>/dev/null
	started=$((started + 1))
	socket=jiandu-test-$$-$started # a server that is ending would take the next session with it
	printf 'set -m\ntrap : INT\n%s\necho "ended $?"\nstty -a | tr "; " "\\n\\n" | grep -xE -- "-?(icanon|echo)" | tr "\\n" " "\nexec cat\n' \
		"$3" >"$tmp/session.sh"
	t new-session -d -x "$1" -y "$2" "env HOME='$HOME' LC_ALL=C.UTF-8 LANGUAGE= sh '$tmp/session.sh'"
	t set-option -g status off
	t resize-window -x "$1" -y "$2" 2>/dev/null
}
screen() { t capture-pane -p 2>/dev/null; }
# Waits until the screen shows $1 (or, with a second word "not", until it does not).
await() {
	i=0
	while [ $i -lt 100 ]; do
		case $(screen) in
		*"$1"*) [ "${2:-}" = not ] || return 0 ;;
		*) [ "${2:-}" != not ] || return 0 ;;
		esac
		sleep 0.1
		i=$((i + 1))
	done
	echo "waited for: $1 ${2:-}"
	screen
	return 1
}
# Waits until the screen stops changing.
settle() {
	last=
	i=0
	while [ $i -lt 50 ]; do
		sleep 0.12
		now=$(screen)
		[ "$now" = "$last" ] && return 0
		last=$now
		i=$((i + 1))
	done
}
key() { t send-keys "$@"; }
# The first line of text under the header, without bars and the mark of a wrapped line of code.
top_line() { screen | sed 1d | grep -m1 '[^ ]' | sed 's/^[ ▎↪]*//; s/ *$//'; }
# The first N characters of a line (sed counts characters, awk may not).
start_of() { sed "s/^\(.\{0,$1\}\).*/\1/"; }
clean_end() { # NAME STATUS
	ok "$1: ends with $2" await "ended $2"
	settle
	has "$1: the line discipline is restored" "$(screen)" "icanon echo"
	is "$1: the alternate screen is left" "$(t display-message -p '#{alternate_on}')" 0
	is "$1: the cursor is shown" "$(t display-message -p '#{cursor_flag}')" 1
	is "$1: the mouse is released" "$(t display-message -p '#{mouse_any_flag}')" 0
}

# Every bundled article opens, pages to its end, resizes and quits.
while IFS='	' read -r file lang units title rest; do
	case $file in '#'* | '') continue ;; esac
	rm -rf "$HOME/.local"
	start 100 40 "'$jiandu' '$articles/$file'"
	ok "$file: opens with its title" await "$(printf '%s' "$title" | start_of 4)"
	settle
	before=$(top_line)
	key Space
	settle
	[ "$(top_line)" != "$before" ] && moved=yes || moved="no, still: $before"
	if [ "$units" -gt 900 ]; then
		is "$file: a page forward moves" "$moved" yes
		key b
		settle
		is "$file: and back is where it was" "$(top_line)" "$before"
		key Space
		settle
	fi
	place=$(top_line | start_of 4)
	t resize-window -x 40 -y 12
	settle
	has "$file: 40×12 keeps the place" "$(screen)" "$place"
	is "$file: 40×12: nothing is wider than the screen" "$(($(screen | wc -L) > 40))" 0
	t resize-window -x 100 -y 40
	settle
	has "$file: back at 100×40 the place is the same" "$(screen)" "$place"
	key q
	ok "$file: q quits" await "ended 0"
done <"$articles/index.tsv"

some=$articles/$(grep -v '^#' "$articles/index.tsv" | head -1 | cut -f1)
mark=$(grep -v '^#' "$articles/index.tsv" | head -1 | cut -f4 | start_of 4)

rm -rf "$HOME/.local"
start 80 24 "'$jiandu' '$some'"
await "$mark" >/dev/null
key Space
settle
key Space
settle
place=$(top_line)
key q
clean_end "q" 0
start 80 24 "'$jiandu' '$some'"
settle
has "the reading position is kept" "$(screen)" "$place"
key '?'
settle
hasnt "help opens" "$(screen)" "no such key"
key Escape
settle
key t
settle
key Escape
settle
has "panels leave the place alone" "$(screen)" "$place"
key C-z
ok "^Z stops the program" await "ended 148"

for ending in TERM=143 HUP=129 INT=130; do
	sig=${ending%=*}
	start 80 24 "'$jiandu' '$some'"
	await "$mark" >/dev/null || settle
	settle
	pkill -"$sig" -f "^$jiandu $some"
	ok "SIG$sig: ends, with the signal's status" await "ended ${ending#*=}"
	settle
	is "SIG$sig: the alternate screen is left" "$(t display-message -p '#{alternate_on}')" 0
	is "SIG$sig: the mouse is released" "$(t display-message -p '#{mouse_any_flag}')" 0
	has "SIG$sig: the line discipline is restored" "$(screen)" "icanon echo"
done
start 80 24 "'$jiandu' '$some'"
settle
pkill -SEGV -f "^$jiandu $some"
ok "SIGSEGV: ends" await "ended"
settle
is "SIGSEGV: the alternate screen is left" "$(t display-message -p '#{alternate_on}')" 0
is "SIGSEGV: the cursor is shown" "$(t display-message -p '#{cursor_flag}')" 1
has "SIGSEGV: the line discipline is restored" "$(screen)" "icanon echo"

start 80 24 "cat '$some' | '$jiandu' --type markdown -"
ok "stdin: the text is shown" await "$mark"
key Space
settle
key q
clean_end "stdin: keys come from the terminal" 0

start 80 24 "'$jiandu'"
settle
has "the library lists the bundled articles" "$(screen)" "$mark"
key q
clean_end "library" 0

# Selecting with a real mouse; what is copied is in tmux's buffer.
mouse() { t send-keys -l "$(printf '\033[<%s' "$1")"; } # "0;COL;ROWM", from 1
clicks() { # N COL ROW
	n=$1
	while [ "$n" -gt 0 ]; do
		mouse "0;$2;$3M"
		mouse "0;$2;$3m"
		n=$((n - 1))
	done
}
rm -rf "$HOME/.local"
start 80 24 "'$jiandu' '$articles/post-office.md'"
ok "the article for the mouse" await "入冬以後"
row=$(screen | grep -n '入冬以後' | cut -d: -f1)
col=$(screen | grep '入冬以後' | sed 's/[^ ].*//' | wc -m)
clicks 2 "$((col + 10))" "$row" # five wide characters on
ok "a double click selects" await "word"
key y
ok "which is told, with who took it" await "copied (tmux)"
is "a word" "$(t show-buffer)" 山路
sleep 0.5
clicks 3 "$col" "$row"
await "sentence" >/dev/null
key y
await "copied" >/dev/null
is "a triple click: the sentence, without line ends" "$(t show-buffer)" \
	"入冬以後，山路要封四個月，信件便都堆在半山的那間屋子裡。"
sleep 0.5
mouse "0;$col;${row}M"
mouse "32;$((col + 2));${row}M"
mouse "32;$((col + 6));${row}M"
mouse "0;$((col + 6));${row}m"
await "char" >/dev/null
key y
await "copied" >/dev/null
is "a drag: from one character to the other" "$(t show-buffer)" 入冬以後
mouse "0;$col;${row}M"
mouse "32;$col;24M"
ok "held below the text it scrolls by itself" await "入冬以後" not
mouse "0;$col;24m"
key y
await "copied" >/dev/null
has "and what has gone above is selected too" "$(t show-buffer)" "入冬以後"
key v
await "sentence" >/dev/null
key Enter
ok "Enter keeps a quote" await "Kept"
key Escape
settle
key "'"
ok "it is in the list of all" await "1 in all"
key Q
ok "Q quits from there" await "ended 0"
is "the mouse is released after selecting" "$(t display-message -p '#{mouse_any_flag}')" 0
printf '#!/bin/sh\nprintf "用自己的編輯器寫的。\\n" >>"$1"\n' >"$tmp/editor"
chmod +x "$tmp/editor"
start 80 24 "EDITOR='$tmp/editor' '$jiandu' '$articles/post-office.md'"
await "入冬以後\|1 quote" >/dev/null
settle
key g g v n
ok "a note is opened" await "\$EDITOR"
key C-o
ok "\$EDITOR writes into it" await "用自己的編輯器寫的"
key C-s
ok "and it is kept" await "The note is kept"
key Q
clean_end "after \$EDITOR" 0

start 10 3 "'$jiandu' '$some'"
settle
ok "10×3 shows text" sh -c "[ -n \"\$(printf %s '$(screen | tr -d "'" | tr -d '\n')')\" ]"
key q
ok "10×3 quits" await "end"

start 120 24 "TERM=dumb '$jiandu' '$some'"
ok "TERM=dumb fails" await "ended 1"
has "TERM=dumb says what to do" "$(screen)" "jiandu dump"
start 80 24 "'$jiandu' /nonexistent.txt"
ok "a missing file fails before the screen is taken" await "ended 1"
has "and is named" "$(screen)" "/nonexistent.txt"
# What to paste into a report: the terminal is asked, and left as it was.
rm -rf "$HOME/.config"
start 100 40 "echo before; '$jiandu' doctor"
clean_end "doctor" 0
has "doctor names the terminal, and its size" "$(screen)" ", 100×40"
has "which answers" "$(screen | grep '^answers')" "yes"
has "the depth has its reason" "$(screen | grep '^colours')" "24-bit (TMUX)"
has "day or night has one" "$(screen | grep '^day or night')" "("
has "widths are told" "$(screen | grep '^widths')" "“ … 1"
has "what stood on the screen is there again" "$(screen)" "before"
start 100 40 "TERM=linux '$jiandu' doctor"
ok "a terminal that is not asked ends it too" await "ended 0"
has "which is said" "$(screen | grep '^answers')" "no"
has "as is that the background is not known" "$(screen | grep '^day or night')" "guess"
start 100 40 "NO_COLOR=1 '$jiandu' --config /dev/null doctor"
ok "doctor without colours ends" await "ended 0"
has "and says why" "$(screen | grep '^colours')" "NO_COLOR"
tap_end
