#!/bin/sh
# What README.md, README.zh.md and ARCHITECTURE.md show is what the program does: the example, the commands, the links, the listing.
. tests/tap.sh

# block BEGIN FILE: the fenced block whose first line begins so
block() {
    awk -v begin="$1" '
        /^```/ { inside = !inside; first = inside; mine = 0; next }
        inside && first { first = 0; mine = index($0, begin) == 1 && !done; done = done || mine }
        inside && mine' "$2"
}

for page in README.md README.zh.md; do
    block '细则 水杯' "$page" >"$work/cup.shai"
    block '样品编号' "$page" >"$work/cups.csv"
    block '$ sushai check' "$page" >"$work/shown"
    status 0 "$page: its spec has no error and no warning" "$sushai" check -W error "$work/cup.shai"
    status 0 "$page: it is laid out" "$sushai" fmt --check "$work/cup.shai"
    status 0 "$page: its example holds" "$sushai" test "$work/cup.shai"
    holds "$work/out" '1 通过,0 未通过' "$page: there is one"
    (cd "$work" && "$sushai" eval --explain cup.shai cups.csv >all 2>&1)
    grep -v '^\$' "$work/shown" | while read -r line; do
        grep -qF -- "$line" "$work/all" || echo "$line"
    done >"$work/missing"
    ok "$page: what it shows of the results is there" sh -c "test -s '$work/shown' && test ! -s '$work/missing' || { cat '$work/missing'; exit 1; }"
    sed -n 's/^COMMAND(\(.*\))$/\1/p' cmd/command.def | while read -r name; do
        grep -q "^| .*\`sushai $name " "$page" || echo "$name"
    done >"$work/missing"
    ok "$page: every command stands in its table" sh -c "test ! -s '$work/missing' || { cat '$work/missing'; exit 1; }"
    grep -o '](\([^)#]*\)' "$page" | sed 's/^](//' | grep -v '^https\?:' | while read -r file; do
        test -e "$file" || echo "$file"
    done >"$work/missing"
    ok "$page: what it links to is there" sh -c "test ! -s '$work/missing' || { cat '$work/missing'; exit 1; }"
done

# The rule that ARCHITECTURE.md follows, in a spec of its own, and its listing without places.
{
    printf '细则 甲 {\n  名称 "甲"\n  标准 GB6675_4 "GB 6675.4-2014" "t"\n'
    block '项目 铅' ARCHITECTURE.md
    echo '}'
} >"$work/lead.shai"
status 0 'ARCHITECTURE.md: its rule compiles' "$sushai" compile "$work/lead.shai" -o "$work/lead.shaic"
"$sushai" disasm "$work/lead.shaic" | sed 's/ *lead\.shai:.*//' >"$work/listing"
block '     1  const.n' ARCHITECTURE.md | sed 's/ *lead\.shai:.*//' | while IFS= read -r line; do
    grep -qxF -- "$line" "$work/listing" || echo "$line"
done >"$work/missing"
ok 'ARCHITECTURE.md: its listing is the one that is printed' sh -c "test ! -s '$work/missing' || { cat '$work/missing'; exit 1; }"
ok 'docs/program-format.md: the version of the format' \
    sh -c "grep -q \"version of the format: \$(sed -n 's/.*SHAI_FILE_VERSION = \([0-9]*\).*/\1/p' runtime/format.h) \" docs/program-format.md"

done_testing
