#!/bin/sh
# Every spec that is shipped: no warning, every example as expected, and the results of its sample file in examples/ as a
# reader found them good. UPDATE=1 (make golden-update) writes what is printed now; the diff is then read by someone.
. tests/tap.sh

golden=tests/golden/results
COLUMNS=110
export COLUMNS

for spec in specs/*.shai; do
    # A library has no examples and judges nothing.
    if grep -qE '^(库|library) ' "$spec"; then
        continue
    fi
    spec_name=$(basename "$spec" .shai)
    "$sushai" check --lang zh "$spec" >"$work/check" 2>&1
    ok "$spec_name: no error, no warning" sh -c "grep -q ':0 个错误,0 个警告' '$work/check' || { cat '$work/check'; false; }"
    "$sushai" test --lang zh "$spec" >"$work/test" 2>&1
    ok "$spec_name: examples" sh -c "grep -qE '^样例:[1-9][0-9]* 通过,0 未通过' '$work/test' || { cat '$work/test'; false; }"

    # Those of the toys are in golden.sh.
    if [ "${spec_name%%.*}" = toys ] || [ ! -f "examples/$spec_name.csv" ]; then
        continue
    fi
    "$sushai" eval --lang zh --explain "$spec" "examples/$spec_name.csv" >"$work/out" 2>&1
    sed -E -e 's/sha256:[0-9a-f]{64}/sha256:…/g' "$work/out" >"$work/masked"
    expected=$golden/$spec_name.explain.txt
    if [ "${UPDATE:-0}" = 1 ]; then
        cp "$work/masked" "$expected"
    fi
    ok "$spec_name: results of examples/$spec_name.csv" diff -u "$expected" "$work/masked"
done

done_testing
