#!/bin/sh
# The lint: how a rule is silenced, whose file it speaks of, and that it tires nobody. What each rule warns of, the pages
# of docs/lint/ show, and tests/cmd/messages.sh runs them.
. tests/tap.sh

# spec CLAUSES: a spec with one item
spec() {
    printf '%s\n' '细则 例 {' '  名称 "例" 版本 "1" 产品 "x" 发布 "y" 生效 2025-01-01 ~ 样例 "空" { 期望 未完成 }' '  标准 S "GB 1-2020" "s"' '  项目 甲 {' \
        "$@" '}' >"$work/a.shai"
}
# warns CODES NAME: exactly these codes, in that order, are reported
warns() {
    "$sushai" check --lang zh --format json "$work/a.shai" >"$work/out" 2>"$work/err"
    sed -n 's/^{"code":"\([^"]*\)".*"line":\([0-9]*\),"column".*/\1:\2/p' "$work/out" | tr '\n' ' ' >"$work/codes"
    result "$([ "$(cat "$work/codes")" = "${1:+$1 }" ]; echo $?)" "$2" "$work/codes"
}
rest='    依据 S "1" 检测 数值 mm 限值 ≤ 5 风险 一般 }'

spec '    方法 S "2"' "$rest"
warns 'W0621:5' 'a warning'
spec '    方法 S "2" // 放行: 方法类型 尚未选定' "$rest"
warns '' 'silenced on its line'
spec '    // 放行: 方法类型 尚未选定' '    方法 S "2"' "$rest"
warns '' 'silenced on the line above'
spec '    // 放行: 方法类型 尚未选定' '' '    // 另一条注释' '    方法 S "2"' "$rest"
warns '' 'with comments and blank lines between'
spec '    // allow: method-kind not chosen' '    方法 S "2"' "$rest"
warns '' 'in English'
spec '    // 放行:W0621 尚未选定' '    方法 S "2"' "$rest"
warns '' 'by its code, with a full-width colon'
spec '    //allow:method-kind x' '    方法 S "2"' "$rest"
warns '' 'without blanks'
spec '    方法 S "2" // 放行: 方法类型' "$rest"
warns 'W0601:5' 'no reason'
spec '    方法 S "2" // 放行: 方法类型  ' "$rest"
warns 'W0601:5' 'blanks are no reason'
spec '    方法 S "2" // 放行: 未使用 尚未选定' "$rest"
warns 'W0621:5 W0602:5' 'another rule is not silenced, and the silence is stale'
spec '    方法 S "2"' '    // 放行: 方法类型 写在下面' "$rest"
warns 'W0621:5 W0602:6' 'below it does not count'
spec '    // 放行: 方法类型 太远' '    依据 S "1" 检测 数值 mm' '    方法 S "2"' '    限值 ≤ 5 风险 一般 }'
warns 'W0621:7 W0602:5' 'two lines above does not count'
spec '    方法 S "2" // 放行: 方法 尚未选定' "$rest"
warns 'W0621:5 W0603:5' 'no such rule'
spec '    /* 放行: 方法类型 尚未选定 */' '    方法 S "2"' "$rest"
warns 'W0621:6' 'another kind of comment is none'
spec '    /// 放行: 方法类型 尚未选定' '    方法 S "2"' "$rest"
warns 'W0621:6' 'nor is a remark for the reader'
spec '    // 放行方法类型' '    方法 S "2"' "$rest"
warns 'W0621:6' 'nor one without a colon'
spec '    // 放行: 方法类型 尚未选定' '    // 放行: 未检出 单位不定' '    方法 S "2" 依据 S "1" 检测 数值 mg/kg 限值 ≤ 5 风险 一般 }'
warns '' 'two rules on one line'

# What is wrong twice on one line is silenced once; what stands in order of the text is told in that order.
spec '    方法 S "2"' '    依据 S "1" 检测 数值 mg/kg 限值 ≥ 0 风险 一般 }'
warns 'W0621:5 W0615:6' 'in the order of the text'
spec '    方法 S "2"' '    依据 S "1" 检测 数值 mm 限值 ≤ 无此名 风险 一般 }'
warns 'E0301:6' 'not while there are errors'

spec '    方法 S "2"' "$rest"
status 0 'warnings are none of the exit status' "$sushai" check "$work/a.shai"
status 1 'but with -W error' "$sushai" check -W error "$work/a.shai"
status 0 '--no-lint' "$sushai" check -W error --no-lint "$work/a.shai"
holds "$work/out" 0 'nothing is said'

# A table of cases beside the spec is as good as an example.
sed 's/样例.*//' "$work/a.shai" >"$work/b.shai"
mv "$work/b.shai" "$work/a.shai"
warns 'W0630:1 W0621:5' 'no example'
printf '样品编号,甲,期望结论\nS-1,5,符合\n' >"$work/a.cases.csv"
warns 'W0621:5' 'a table beside it'
mv "$work/a.cases.csv" "$work/a.cases.xlsx"
warns 'W0621:5' 'a workbook beside it'
rm "$work/a.cases.xlsx"
"$sushai" check --lang zh - <"$work/a.shai" >"$work/out" 2>"$work/err"
holds "$work/err" 'W0630' 'what is read from a pipe has none beside it'

# What a head lacks is told at once, with how it is written.
printf '%s\n' '细则 例 {' '  产品 "x" 标准 S "GB 1-2020" 样例 "空" { 期望 未完成 }' '  项目 甲 {' '方法 S 用 快检' "$rest" '}' >"$work/a.shai"
warns 'W0629:1' 'a head without parts'
"$sushai" check --lang zh "$work/a.shai" >"$work/out" 2>"$work/err"
holds "$work/err" '“例”的文件头缺少:名称、版本、发布、生效' 'all that lack'
holds "$work/err" '改法: 请写上:名称 "……实施细则" 版本 "1" 发布 "……局" 生效 2025-10-11 ~' 'and how'
printf '%s\n' '// 放行: 文件头 只作练习' >"$work/b.shai"
cat "$work/a.shai" >>"$work/b.shai"
mv "$work/b.shai" "$work/a.shai"
warns '' 'silenced above the spec'

# A computed value has a unit of its own; what the panel wrote in the limit is then no hint of the reading'"'"'s.
spec '    方法 S 用 快检' '    依据 S "1" 检测 体积 : 数值 结果 体积 × 0.01 限值 ≤ 5 % 风险 一般 }'
warns '' 'a computed value'
spec '    方法 S 用 快检' '    依据 S "1" 检测 数值 限值 { ≤ 5 当 读数 > 1; > 1 mg/kg 且 ≤ 3 否则 } 风险 一般 }'
warns 'W0628:6' 'a unit in one case'

# A detection limit above the bound: also of <, of a sum all of whose readings have one, and only where the readings are
# compared as they are.
item() { spec '    依据 S "1" 方法 S 用 实验室' "    $1 风险 一般 }"; }
item '检测 数值 mg/kg 检出限 100 限值 < 90'
warns 'W0618:6' 'a detection limit above a bound that must not be reached'
item '检测 数值 mg/kg 检出限 90 限值 ≤ 90'
warns '' 'and at a bound'
item '检测 数值 mg/kg 检出限 100 修约 50 限值 ≤ 90'
warns 'W0616:6' 'rounded values are compared'
item '检测 数值 mg/kg 检出限 100 比较 修约值 限值 ≤ 90'
warns '' 'rounded to the bound'
item '检测 甲 : 数值 mg/kg 检出限 100 检测 乙 : 数值 mg/kg 未检出 计 0 结果 甲 + 乙 限值 ≤ 90'
warns '' 'one of two readings has a limit'
item '检测 数值 mg/kg 检出限 0.1 修约 2 位有效数字 限值 ≤ 90.5'
warns '' 'significant digits are no place'

item '检测 数值 % 限值 ≤ 5 %'
warns '' 'a share has its unit'
item '检测 甲 : 数值 % 检测 乙 : 数值 % 结果 甲 + 乙 限值 ≤ 0.1 %'
warns 'W0626:6 W0626:6' 'but shares that are added may not be detected'
spec '    依据 S "1" 方法 S "2" 要求 采样日期 ≥ 2025-01-01 风险 一般 }'
warns '' 'where nothing is measured no kind of method is asked for'

# A library speaks for itself.
printf '%s\n' '库 甲库 {' '  标准 旧 "GB 2" "未注日期"' '  定义 用 = 5 mm' '  定义 不用 = 6 mm' '}' >"$work/lib.shai"
spec '    方法 S "2" 用 快检 依据 旧 检测 数值 mm 限值 ≤ 用 风险 一般 }' '  引用 "lib.shai"'
warns '' 'what a library holds is not said of the spec'
cp "$work/lib.shai" "$work/a.shai"
warns '' 'and a library need not use what it holds'

# Each rule has its page, and each page its rule.
sed -n 's/^RULE([a-z_]*, "\([a-z-]*\)".*/\1.md/p' lint/lint.def | sort >"$work/rules"
(cd docs/lint && find . -name '[a-z]*.md') | sed 's!./!!' | sort >"$work/pages"
ok 'a page a rule' diff "$work/rules" "$work/pages"
sed -n 's/^RULE(\([a-z_]*\),.*/lint\/\1.c/p' lint/lint.def | while read -r file; do [ -f "$file" ] || echo "$file"; done >"$work/lacking"
ok 'and a file' test ! -s "$work/lacking"
ok 'README names them' sh -c "while read -r p; do grep -q \"(\$p)\" docs/lint/README.md || exit 1; done <'$work/rules'"
sed -n 's/^RULE([a-z_]*, "\([^"]*\)", "\([^"]*\)", \([A-Z_]*\)).*/\1 \2 \3/p' lint/lint.def >"$work/names"
while read -r en zh diag; do
    code=$(sed -n "s/^DIAG($diag, \(W06[0-9]*\),.*/\1/p" base/diag.def)
    ok "$en and $zh are $code" grep -qF "| $code | [$en]($en.md) | $zh |" docs/lint/README.md
done <"$work/names"

# Large lists of conditions, and definitions that double at each step, are given up, not gone through.
{
    printf '%s\n' '细则 大 {' '  名称 "例" 版本 "1" 产品 "x" 发布 "y" 生效 2025-01-01 ~' '  标准 S "GB 1-2020" "s"'
    awk 'BEGIN { for (i = 0; i < 3; i++) print "  属性 量" i " : 数值 mm"
        print "  定义 倍0 = 量0 > 5\n  定义 长0 = 量1"
        for (i = 1; i < 60; i++) print "  定义 倍" i " = 倍" i - 1 " 且 倍" i - 1 "\n  定义 长" i " = 长" i - 1 " + 长" i - 1
        print "  项目 甲 { 依据 S \"1\" 方法 S 用 快检 检测 数值 mm 风险 一般\n    限值 {\n ≤ 长59 当 倍59;"
        for (i = 0; i < 300; i++) print "      ≤ " i " 当 量" i % 3 " < " i % 23 " 且 量" (i * 7) % 3 " > " i % 19 " 且 长59 > 5;"
        print "      ≤ 1 否则 } }" }'
    echo '}'
} >"$work/a.shai"
ok 'many conditions take no time' timeout 10 "$sushai" check "$work/a.shai"

done_testing
