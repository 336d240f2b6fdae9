#!/bin/sh
# What docs/ takes from the code's own tables is as the tables are; `make docs` makes it again.
. tests/tap.sh

for page in bytecode:opdoc grammar:grammardoc diagnostics:diagdoc language:keydoc; do
    "tools/${page#*:}" >"$work/page"
    ok "docs/${page%:*}.md is as tools/${page#*:} makes it (or: make docs)" cmp "$work/page" "docs/${page%:*}.md"
done
# Every row is in its table, and no table is a table of nothing.
rows() { grep -cE "$1" "$2"; }
ok 'every message is in the table of messages' \
    test "$(rows '^DIAG\(' base/diag.def)" -eq "$(rows '^\| [A-Z][0-9]{4} \| .+ \| .+ \| .+ \|$' docs/diagnostics.md)"
ok 'every keyword is in the table of keywords' sh -c "sed -n 's/^KEYWORD([A-Z_]*, \"\([^\"]*\)\", \"\([^\"]*\)\", .*/| \1 | \2 |/p' grammar/keyword.def |
    while read -r row; do sed 's/\\\\\*//g' docs/language.md | grep -qF \"\$row\" || { echo \"no \$row\"; exit 1; }; done"
ok 'every keyword is in the grammar' sh -c "sed -n 's/^KEYWORD([A-Z_]*, \"\([^\"]*\)\", \"\([^\"]*\)\", .*/\"\1|\2\"/p' grammar/keyword.def |
    while read -r word; do grep -qF \"\$word\" docs/grammar.md || { echo \"no \$word\"; exit 1; }; done"
# What the grammar uses it defines: a rule, or a token of the table.
ok 'the grammar uses nothing that it does not define' awk '
    /^\| [A-Z_]+ \|/ { defined[$2] = 1 }
    /^[a-z_]+ =/ { defined[$1] = 1 }
    /^```/ { inside = !inside; next }
    inside {
        gsub(/"[^"]*"/, ""); gsub(/[][=;|{}()]/, " ")
        for (i = 1; i <= NF; i++) used[$i] = 1
    }
    END { for (w in used) if (!(w in defined)) { print "not defined: " w; bad = 1 } exit bad }' docs/grammar.md
# A table that lost a row, or a rule, is noticed.
sed '/^DIAG(UNKNOWN_NAME,/d' base/diag.def >"$work/diag.def"
ok 'a message less is noticed' sh -c "tools/diagdoc '$work/diag.def' >'$work/page'; ! cmp -s '$work/page' docs/diagnostics.md"
sed 's/"spec"/"specification"/' grammar/keyword.def >"$work/keyword.def"
ok 'a keyword spelt otherwise is noticed' sh -c "tools/keydoc docs/language.md '$work/keyword.def' >'$work/page'; ! cmp -s '$work/page' docs/language.md"
ok 'a page without its marks is refused' sh -c "! tools/keydoc README.md >'$work/page' 2>&1"

# --- bounds -------------------------------------------------------------------------------------------------------
awk '/^## Bounds/ { on = 1; next } /^## / { on = 0 } on' docs/language.md >"$work/bounds"
sed -n 's/^    SHAI_[A-Z_]* = \([0-9][0-9]*\),.*/\1/p' grammar/bound.h | sort -u | while read -r most; do
    grep -q "^| [0-9, ]*\b$most\b[0-9, ]* |" "$work/bounds" || echo "$most"
done >"$work/unsaid"
ok 'every bound of a source is in docs/language.md' test ! -s "$work/unsaid"

done_testing
