#!/bin/sh
# What -o may not overwrite, and what is left of a command that cannot run.
. tests/tap.sh
spec=$work/cup.shai
data=$work/cups.csv

fresh() {
    rm -rf "$work/other" "$data" "$spec"
    cat >"$spec" <<'SPEC'
细则 水杯 {
  名称 "水杯" 版本 "1" 产品 "水杯" 发布 "示例"
  生效 2025-10-11 ~
  标准 S "GB 1-2020" "s"
  项目 甲 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 10 mg/kg 风险 一般 }
}
SPEC
    printf '样品编号,甲\nS-1,9\nS-2,11\n' >"$data"
    cp "$spec" "$work/spec.kept"
    cp "$data" "$work/data.kept"
    mkdir "$work/other"
    ln "$data" "$work/other/hard"
    ln -s "$data" "$work/other/soft"
    ln "$spec" "$work/other/spec"
}

refused() { # NAME COMMAND...
    name=$1
    shift
    status 2 "$name" "$@"
    holds "$work/err" 'U0118' "$name: is told"
    ok "$name: nothing is lost" sh -c "cmp '$spec' '$work/spec.kept' && cmp '$data' '$work/data.kept' && ! ls '$work'/*.part '$work'/other/*.part"
}

fresh
refused 'compile over its spec' "$sushai" compile "$spec" -o "$spec"
refused 'compile over its spec by another path' "$sushai" compile "$spec" -o "$work/./other/../cup.shai"
refused 'compile over its spec by a hard link' "$sushai" compile "$spec" -o "$work/other/spec"
refused 'results over the data' "$sushai" eval "$spec" "$data" -o "$data"
refused 'results over the data by a hard link' "$sushai" eval "$spec" "$data" -o "$work/other/hard"
refused 'results over the data by a symbolic link' "$sushai" eval "$spec" "$data" -o "$work/other/soft"
refused 'results over the spec' "$sushai" eval "$spec" "$data" -o "$spec"
refused 'results over standard input' sh -c "'$sushai' eval '$spec' - -o '$data' <'$data'"
refused 'in English' "$sushai" --lang en eval "$spec" "$data" -o "$data"
holds "$work/err" 'mend: write to another file' 'with its mend'
"$sushai" compile "$spec" -o "$work/cup.shaic"
refused 'the laboratory evaluator over the data' "$BUILD/sushai-lab" "$work/cup.shaic" "$data" -o "$data"
refused 'the laboratory evaluator over the program' "$BUILD/sushai-lab" "$work/cup.shaic" "$data" -o "$work/cup.shaic"
cp "$data" "$work/res.part"
status 2 'data that is named as the unfinished output is' "$sushai" eval "$spec" "$work/res.part" -o "$work/res"
ok 'stays' cmp "$work/res.part" "$work/data.kept"
rm "$work/res.part"
printf '库 公用 {\n  标准 T "GB 2-2020" "t"\n}\n' >"$work/lib.shai"
cp "$work/lib.shai" "$work/lib.kept"
sed 's/标准 S/引用 "lib.shai"\n  标准 S/' "$spec" >"$work/user.shai"
status 2 'compile over a library of the spec' "$sushai" compile "$work/user.shai" -o "$work/lib.shai"
holds "$work/err" 'U0118' 'is told'
ok 'and the library stays' cmp "$work/lib.shai" "$work/lib.kept"
status 0 'another file of the same content is no input' sh -c "cp '$data' '$work/copy' && '$sushai' eval '$spec' '$data' -o '$work/copy'"
status 0 'a device is nothing to lose' "$sushai" eval "$spec" "$data" -o /dev/null

# Data that is refused as a whole
printf '编号,甲\nS-1,9\n' >"$work/headless.csv"
status 2 'data without sample_id' "$sushai" eval "$spec" "$work/headless.csv"
ok 'prints no title, table or totals' test ! -s "$work/out"
status 2 'data without sample_id, to a file' "$sushai" eval "$spec" "$work/headless.csv" -o "$work/none"
ok 'leaves no file' test ! -e "$work/none"
: >"$work/empty.csv"
status 2 'empty data' "$sushai" eval --format csv "$spec" "$work/empty.csv"
ok 'prints no head either' test ! -s "$work/out"

# Rows of another width than the header
printf '样品编号,甲\nS-1\nS-2,9,1\nS-3,9\n' >"$work/width.csv"
status 1 'rows too short and too long' "$sushai" --lang en eval "$spec" "$work/width.csv"
holds "$work/err" "width.csv: row 2: error D0157" 'the short one, with its place'
holds "$work/err" 'is the row cut off?' 'and its own mend'
holds "$work/err" "width.csv: row 3: error D0134" 'the long one'
holds "$work/err" 'must stand in quotes' 'and its own'

# The documents list every standard field, and every spelling they list is read.
fields() { sed -n 's/^FIELD([A-Z_]*, "\([^"]*\)", "\([^"]*\)".*/\1 \2/p' runtime/field.def; }
ok 'docs/samples.md lists every standard field' sh -c "$(fields | sed "s/\(.*\) \(.*\)/grep -qF '| \`\1\` | \2 |' docs\/samples.md || exit 1/")"
ok 'so does the Chinese one' sh -c "$(fields | sed "s/\(.*\) \(.*\)/grep -qF '| \2 | \`\1\` |' docs\/zh\/样品文件.md || exit 1/")"
{
    echo '样品编号,甲 (mg/kg),甲.U,甲.DL'
    n=0
    for cell in 12.30 '12.30 mg/kg' 1.2E-3 '1.2×10^3' '1.2×10³' '12.3 ± 0.4' '(12.3 ± 0.4) mg/kg' '<0.5' '>200' '16.5(+)' '16.5(-)' ND N.D. 未检出 'not detected' '<LOD' 'ND(0.01)' 0.01L / - -- — N/A 未检 未检测 未测 １２．３; do
        n=$((n + 1))
        echo "S-$n,$cell,,"
    done
} >"$work/cells.csv"
status 0 'every spelling of a reading is read' "$sushai" eval "$spec" "$work/cells.csv"
for cell in '约120' '≤0.5' '0.5 mg/L' -3 'D0101'; do
    printf '样品编号,甲\nS-1,%s\n' "$cell" >"$work/cell.csv"
    status 1 "but not $cell" "$sushai" eval "$spec" "$work/cell.csv"
done

# A disk that is full: every command of the author's says so, whatever it prints, and whoever it was written for.
fresh
sed -i 's/≤ 10/≤ 12/; s/一般 }/一般 } 样例 "例" { 甲 = 9; 期望 甲 符合 }/' "$spec"
while read -r words; do
    for lang in zh en; do
        # shellcheck disable=SC2086,SC2016  # words are words; $1 is of the shell within
        status 2 "$words, $lang, to a full disk" \
            sh -c 'tool=$1; shift; exec "$tool" "$@" >/dev/full' - "$sushai" $words "$spec" --lang $lang
        holds "$work/err" 'U01' 'and says so'
    done
done <<END
check
check --format json
check --format sarif
test
test --coverage
test --mutate
test --mutate --coverage --format json
test --mutate --format junit
test --format tap
cases
diff $work/spec.kept
diff --format json $work/spec.kept
diff --format md --data $data $work/spec.kept
doc
doc --format html
END
for words in 'cases' 'doc --format md' 'doc --format html'; do
    # shellcheck disable=SC2086
    status 2 "$words -o a full disk" "$sushai" $words "$spec" -o /dev/full
done

done_testing
