#!/bin/sh
# Every fuzz entry over its seed corpus, and over the samples of its format.
. "${srcdir:-.}/tests/tap.sh"
for entry in $FUZZERS; do
	name=${entry##*/fuzz_}
	seeds=$srcdir/tests/fuzz/corpus/$name
	samples=$srcdir/tests/snap/$name
	[ -d "$samples" ] || samples=
	ok "$name: the seeds are replayed" "$builddir/$entry" "$seeds" ${samples:+"$samples"}
done
tap_end
