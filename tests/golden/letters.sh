#!/bin/sh
# Letters that strain the page: long names, forty problems, Latin among Han, nothing known, an enterprise of 120
# characters. What stands in them is held against what a reader found good, page by page in print. A case is a
# campaign and data; its spec has its name, or is few.shai. UPDATE=1 (make golden-update) writes what is there now.
. tests/tap.sh

cases=tests/golden/letters

for campaign in "$cases"/*.json; do
    of=$(basename "$campaign" .json)
    spec=$cases/$of.shai
    [ -f "$spec" ] || spec=$cases/few.shai
    "$sushai" notice "$spec" "$cases/$of.csv" --campaign "$campaign" -o "$work/$of" >"$work/out" 2>"$work/err"
    ok "letters of $of" test $? -eq 0
    # the seller's, or the one that both get; its style is layout.c's
    sed -E 's/<style>.*<\/style>//; s/<\/(p|tr|h1|h2|table|section)>/&\n/g' "$work/$of"/*销售.html >"$work/$of.html"
    if [ "${UPDATE:-0}" = 1 ]; then
        cp "$work/$of.html" "$cases/$of.html"
    fi
    ok "the letter of $of" diff -u "$cases/$of.html" "$work/$of.html"
done

done_testing
