#!/bin/sh
# Every fuzz entry over its seed corpus.
. "${srcdir:-.}/tests/tap.sh"
for entry in $FUZZERS; do
	name=${entry##*/fuzz_}
	ok "$name: the seeds are replayed" "$builddir/$entry" "$srcdir/tests/fuzz/corpus/$name"
done
tap_end
