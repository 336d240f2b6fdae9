#!/bin/sh
# The blank results sheets of specs, cell by cell, held against what a reader found good. UPDATE=1 (make golden-update)
# writes what they hold now; the diff is then read by someone.
. tests/tap.sh

golden=tests/golden/form
mkdir -p "$golden"

form() { # SPEC NAME OPTION...
    spec=$1
    name=$2
    shift 2
    "$sushai" form "$spec" -o "$work/form.xlsx" "$@" && tests/xlsx-cells "$work/form.xlsx" >"$work/out"
    if [ "${UPDATE:-0}" = 1 ]; then
        cp "$work/out" "$golden/$name.txt"
    fi
    ok "the form of $name" diff -u "$golden/$name.txt" "$work/out"
}
form specs/toys.shai toys
form specs/infant-clothing.shai infant-clothing --fields few
form tests/golden/disasm/constructs.shai constructs --fields few --with u,dl --rows 5

done_testing
