#!/bin/sh
# The laboratory's evaluator: the same results without a compiler.
. tests/tap.sh
lab=$BUILD/sushai-lab

ok 'compile' "$sushai" compile specs/toys.shai -o "$work/toys.shaic"
for format in csv ndjson text; do
    "$sushai" eval --format $format "$work/toys.shaic" examples/toys.csv >"$work/full" 2>"$work/full.err"
    status 1 "$format" "$lab" --format $format "$work/toys.shaic" examples/toys.csv
    ok "$format is that of sushai eval" cmp "$work/out" "$work/full"
    "$lab" --format $format "$work/toys.shaic" examples/toys.csv >/dev/null 2>"$work/lab.err"
    ok "$format: so are the diagnostics" cmp "$work/lab.err" "$work/full.err"
done
status 2 'it takes no source' "$lab" specs/toys.shai examples/toys.csv
holds "$work/err" 'U0112' 'and says so'
status 0 'help' "$lab" --help
status 2 'usage' "$lab"

# Which objects of the full library the runtime must not hold: no grammar, no compiler, no letters.
for object in "$BUILD"/grammar/*.o "$BUILD"/lang/*.o "$BUILD"/paper/*.o; do
    [ -e "$object" ] && nm -g --defined-only "$object"
done | awk 'NF == 3 { print $3 }' | LC_ALL=C sort -u >"$work/forbidden"
ok 'there are such symbols' test -s "$work/forbidden"
for file in "$lab" "$BUILD/libsushai-runtime.a"; do
    nm -g "$file" | awk 'NF >= 2 { print $NF }' | LC_ALL=C sort -u | LC_ALL=C comm -12 - "$work/forbidden" >"$work/found"
    ok "$(basename "$file") has none of them" test ! -s "$work/found"
done

done_testing
