#!/bin/sh
# The documents of specs, held against what a reader found good: one in Chinese, one in English, and the one of every
# construct. Of those that are shipped not the examples: these come and go. UPDATE=1 (make golden-update) writes what is printed now; the diff is then read by someone.
. tests/tap.sh

golden=tests/golden/doc

document() { # SPEC NAME
    "$sushai" doc "$1" 2>&1 | case $1 in specs/*) sed -E '/^## (附录 . 样例|Annex . Worked)/,$d' ;; *) cat ;; esac >"$work/out"
    if [ "${UPDATE:-0}" = 1 ]; then
        cp "$work/out" "$golden/$2.md"
    fi
    ok "the document of $2" diff -u "$golden/$2.md" "$work/out"
}
document specs/compound-fertilizer.shai compound-fertilizer
document specs/toys.en.shai toys.en
document tests/golden/disasm/constructs.shai constructs

done_testing
