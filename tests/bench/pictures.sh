#!/bin/sh
# make pictures: the bundled articles in a real xterm with CJK fonts, into the build folder's
# pictures/. Needs xvfb, xterm, xdotool, x11-utils, imagemagick, fonts-noto-cjk, fonts-dejavu-core.
#   PICTURES="40x24 100x40" articles="a.md b.md" narrow the choice.
set -u
srcdir=$(cd "${srcdir:-.}" && pwd)
builddir=$(cd "${builddir:-.}" && pwd)
out=$builddir/pictures
for tool in Xvfb xterm xdotool import xdpyinfo; do
	command -v $tool >/dev/null && continue
	echo "pictures: $tool is missing; apt-get install --no-install-recommends xvfb xterm xdotool" \
		"x11-utils imagemagick fonts-noto-cjk fonts-dejavu-core" >&2
	exit 1
done
mkdir -p "$out"
home=$(mktemp -d)
n=90
while [ -e "/tmp/.X11-unix/X$n" ]; do n=$((n + 1)); done
Xvfb ":$n" -screen 0 2400x1600x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$home"' EXIT
export DISPLAY=":$n" LC_ALL=C.UTF-8 HOME="$home" LANGUAGE="${LANGUAGE:-zh_TW}"
until xdpyinfo >/dev/null 2>&1; do sleep 0.1; done

# picture NAME SIZE light|dark COMMAND…
picture() {
	name=$1
	size=$2
	bg=black fg=grey80
	[ "$3" = light ] && bg='#ffffff' fg='#202020'
	shift 3
	COLORTERM=truecolor xterm -u8 -tn xterm-256color -fa 'DejaVu Sans Mono' \
		-fd 'Noto Sans Mono CJK TC' -fs 12 +sb -b 4 -geometry "$size+0+0" -bg "$bg" -fg "$fg" \
		-e "$@" &
	term=$!
	window=
	tries=0
	while [ -z "$window" ] && [ $tries -lt 100 ]; do
		sleep 0.1
		tries=$((tries + 1))
		window=$(xdotool search --onlyvisible --class xterm 2>/dev/null | tail -1)
	done
	sleep 1.2
	import -window "$window" "$out/$name.png"
	kill $term 2>/dev/null
	wait $term 2>/dev/null
	echo "$out/$name.png"
}

for size in ${PICTURES:-40x24 66x30 100x36}; do
	for mode in light dark; do
		picture "library-$size-$mode" "$size" $mode "$builddir/jiandu"
		for article in ${articles:-$(grep -v '^#' "$srcdir/assets/articles/index.tsv" | cut -f1)}; do
			picture "${article%.*}-$size-$mode" "$size" $mode \
				"$builddir/jiandu" "$srcdir/assets/articles/$article"
		done
	done
done
