# TAP for shell tests. Source it, call the functions, end with tap_end.
# Environment from the Makefile: srcdir, builddir. Each test gets its own empty home in $tmp.

tap_n=0
tap_failed=0
srcdir=$(cd "${srcdir:-.}" && pwd)
builddir=$(cd "${builddir:-.}" && pwd)
jiandu=$builddir/jiandu
tmp=$(mktemp -d "${TMPDIR:-/tmp}/jiandu-test.XXXXXX")
trap 'rm -rf "$tmp"' EXIT

export HOME="$tmp/home" LC_ALL=C.UTF-8 LANGUAGE=
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME NO_COLOR COLORTERM COLORFGBG \
	TMUX STY JIANDU_IMPORTER
mkdir -p "$HOME"

# ok NAME COMMAND…: the command succeeds.
ok() {
	tap_name=$1
	shift
	tap_n=$((tap_n + 1))
	if "$@" >"$tmp/tap.out" 2>&1; then
		echo "ok $tap_n - $tap_name"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_n - $tap_name"
		sed 's/^/# /' "$tmp/tap.out" | head -40
	fi
}

# is NAME GOT WANTED
is() {
	tap_n=$((tap_n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $tap_n - $1"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_n - $1"
		printf '%s\n' "got:    $2" "wanted: $3" | sed 's/^/# /'
	fi
}

# has NAME TEXT PART: TEXT contains PART.
has() {
	tap_n=$((tap_n + 1))
	case $2 in
	*"$3"*) echo "ok $tap_n - $1" ;;
	*)
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_n - $1"
		printf '%s\n' "in:     $2" "lacks:  $3" | sed 's/^/# /' | head -60
		;;
	esac
}

# hasnt NAME TEXT PART
hasnt() {
	case $2 in
	*"$3"*) is "$1" "$2" "(no “$3”)" ;;
	*) is "$1" "" "" ;;
	esac
}

tap_skip() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1 # SKIP $2"
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

tap_end() {
	echo "1..$tap_n"
	[ $tap_failed = 0 ]
}
