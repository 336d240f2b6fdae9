#!/bin/sh
# The mends that messages offer for what newcomers write.
. tests/tap.sh

spec() { # ITEMS…
    cat >"$work/s.shai" <<END
细则 示例 {
  名称 "示例" 版本 "1" 产品 "示例" 发布 "示例" 生效 2025-01-01 ~ 2026-12-31
  标准 A "GB 1-2014" "示例"
  属性 产品类别 : 选项 { 玩具甲, 玩具乙 }
$1
}
END
}

# A mend, and that nothing else is offered beside it.
mends() { # NAME ITEMS MEND
    spec "$2"
    status 1 "$1" "$sushai" check "$work/s.shai"
    ok "$1: $3" sh -c "grep -qxF '       = 改法: $3' '$work/err'"
}

# The same of a cell.
cell() { # COLUMN CELL CODE MEND
    printf '样品编号,%s\nS-1,%s\n' "$1" "$2" >"$work/d.csv"
    "$sushai" eval "$work/s.shai" "$work/d.csv" >"$work/out" 2>"$work/err"
    ok "$2 gives $3" grep -q "$3" "$work/err"
    holds "$work/err" "$4" "$2: $4"
}

mends '未检出 for a limit' '  项目 菌 { 依据 A 方法 A 检测 数值 CFU/g 限值 未检出 风险 严重 }' '不得检出'
mends 'ND for a limit' '  项目 菌 { 依据 A 方法 A 检测 数值 CFU/g 限值 ND 风险 严重 }' '不得检出'
mends 'ND in an example' '  项目 菌 { 依据 A 方法 A 检测 数值 CFU/g 限值 不得检出 风险 严重 }
  样例 "a" { 菌 = ND 期望 符合 }' '未检出'

mends 'how after the number of specimens' '  项目 甲 { 依据 A 方法 A 检测 数值 mm 试样 5 平均 限值 ≤ 8 风险 一般 }' '试样 平均 5'
mends 'compare 修约' '  项目 甲 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 8 比较 修约 风险 一般 }' '比较 修约值'
mends 'compare 全部' '  项目 甲 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 8 比较 全部 风险 一般 }' '比较 全数值'
mends 'a rule in quotes' '  项目 甲 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 8 裁决 "保护" 风险 一般 }' '裁决 保护'

mends 'a code in quotes' '  项目 甲 { 依据 "GB/T 2912.1-2009" "5" }' '请先声明:标准 GBT2912_1 "GB/T 2912.1-2009",此处写 GBT2912_1'
mends 'a unit without its type' '  项目 甲 { 依据 A 方法 A 检测 mg/kg 限值 ≤ 8 风险 一般 }' '检测 数值 mg/kg'
mends 'a name without a type' '  项目 甲 { 依据 A 方法 A 检测 含量 限值 ≤ 8 风险 一般 }' '检测 含量 : 数值 …'
mends 'an item of which nothing is said' '  项目 甲 { }' '写法如:依据 GB18401 "表1",检测 数值 mg/kg,限值 ≤ 90 mg/kg,风险 一般'
ok 'says what lacks' grep -qF '项目“甲”缺少:依据、检测和限值(或要求)、风险' "$work/err"
mends 'an item that measures' '  项目 甲 { 检测 数值 }' '写法如:依据 GB18401 "表1",方法 GBT2912 用 实验室,限值 ≤ 90 mg/kg,风险 一般'

lead='  项目 铅 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }'
for word in 合格 通过 达标; do
    mends "$word for an outcome" "$lead
  样例 \"a\" { 铅 = 3; 期望 $word }" '请写 符合'
    holds "$work/err" "结论不写“$word”" 'it is the word that is told'
done
for word in 不合格 不通过 未通过 超标; do
    mends "$word for an outcome" "$lead
  样例 \"a\" { 铅 = 4; 期望 $word 一般 }" '请写 不符合'
done
mends 'of an item' "$lead
  样例 \"a\" { 铅 = 4; 期望 不符合 { 铅 不合格 } }" '请写 不符合'
mends 'a dot in the name of a standard' '  标准 GB4806.9 "GB 4806.9-2023" "示例"
  项目 铅 { 依据 GB4806.9 "5.1" 方法 GB4806.9 检测 数值 mm 限值 ≤ 3 风险 一般 }
  项目 镉 { 依据 GB4806.9 "5.2" 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }' '请写 GB4806_9,引用之处也这样写'
ok 'is one mistake' grep -qF '1 个文件:1 个错误' "$work/out"
mends 'a code for a name' '  标准 GB/T2912.1-2009 "GB/T 2912.1-2009" "示例"
  项目 铅 { 依据 A 方法 GB/T2912.1 "3" 检测 数值 mm 限值 ≤ 3 风险 一般 }' '请写 GBT2912_1,引用之处也这样写'
mends 'a citation with a dot' '  标准 GB4806_9 "GB 4806.9-2023" "示例"
  项目 铅 { 依据 GB4806.9 "5.1" 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }' '请写 GB4806_9,引用之处也这样写'
mends 'a dot in the name of an item' '  项目 铅.1 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }' '请写 铅_1,引用之处也这样写'
for quoted in "'有字'" '‘有字’'; do
    mends "single quotes $quoted" "  项目 铅 { 依据 A 方法 A 检测 文本 要求 读数 = $quoted 风险 一般 }" '请写 "有字"'
    ok 'are one mistake' grep -qF '1 个文件:1 个错误' "$work/out"
done
mends 'a version without quotes' '  版本 1.0' '版本 "1.0"'
mends 'a product without quotes' '  产品 保温杯' '产品 "保温杯"'
mends 'a name of an example without quotes' "$lead
  样例 恰好 { 铅 = 3; 期望 符合 }" '样例 "恰好"'
mends 'a colon after a clause' '  项目 铅 { 依据:A "3"
    方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }' '请写 依据 A'
mends 'a wide colon after a declaration' '  产品:"保温杯"' '请写 产品 "保温杯"'
mends 'a condition with 当' '  项目 铅 { 适用 当 产品类别=玩具甲 依据 A 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }' '适用 产品类别=玩具甲 …'

mends 'choices without their word' '  属性 材质 : 棉、毛, 麻
  项目 甲 { 依据 A 方法 A 检测 数值 mm 限值 按 材质 { 棉: ≤ 1; 否则: ≤ 2 } 风险 一般 }' '选项 { 棉, 毛, 麻 }'
ok 'and what uses them is no mistake' grep -qF '1 个文件:1 个错误' "$work/out"
mends 'choices of a measure' '  项目 甲 { 依据 A 方法 A 检测 无、霉味 限值 无 风险 一般 }' '检测 选项 { 无, 霉味 }'
mends 'a grade without its name' '  项目 甲 { 依据 A 方法 A 检测 等级
    限值 ≥ 3 风险 一般 }' '等级 色牢度 { "1", "1-2", "2", … }; 检测 等级 色牢度'
mends 'a choice for a limit' '  项目 甲 { 依据 A 方法 A 检测 选项 { 无, 霉味 } 限值 无 风险 一般 }' '属于 { 无 }'
grades='  等级 级 { "1", "2", "3", "3-4", "4" }'
mends 'a grade without quotes' "$grades
  项目 甲 { 依据 A 方法 A 检测 等级 级 限值 ≥ 3 风险 一般 }" '"3"'
mends 'a grade with its word' "$grades
  项目 甲 { 依据 A 方法 A 检测 等级 级 限值 ≥ 3-4级 风险 一般 }" '"3-4"'
mends 'hazards in words' '  项目 甲 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 3 风险 超过两倍的严重 }' '请写 一般 或 严重;分情形的写 { 严重 当 结果 > 2 × 限值; 一般 否则 }'
mends 'half a date' '  生效 2025-10 ~' '2025-10-11'
mends 'one character of a name' '  项目 总铅 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }
  样例 "a" { 铅 = 3; 期望 符合 }' '总铅 ?'
spec '  项目 总铅 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }
  项目 铅笔 { 依据 A 方法 A 检测 数值 mm 限值 ≤ 3 风险 一般 }
  样例 "a" { 铅 = 3; 期望 符合 }'
status 1 'of two names' "$sushai" check "$work/s.shai"
ok 'none is guessed' sh -c "! grep -q ' ?' '$work/err'"
for lost in '标准 B 2014' '等级 B 1 2 3' '定义 B 5' '属性 B 数值'; do
    spec "  $lost
  项目 甲 { 依据 B 方法 A 检测 等级 B 结果 B 限值 ≥ 3 风险 一般 }
  样例 \"a\" { B = 3; 期望 符合 }"
    status 1 "$lost" "$sushai" check "$work/s.shai"
    ok 'is one mistake' grep -qF '1 个文件:1 个错误' "$work/out"
done
spec '  项目 甲 { 依据 A 方法 A 检测 乙 数值 mm 结果 乙 限值 ≥ 3 mm 风险 一般 }'
spec '  项目 甲 { 依据 A 方法 A 检测 数值 mm 限值 ≤≤ 3
    风险 { 严重 当 结果 > 2 × 限值; 一般 否则 } }'
status 1 'a limit that is lost' "$sushai" check "$work/s.shai"
ok 'is one mistake' grep -qF '1 个文件:1 个错误' "$work/out"
spec '  项目 甲 { 依据 A 方法 A 检测 等级 无此级 限值 { ≥ 3-4级 当 读数 > 3-4级; ≥ 3-4 否则 } 风险 一般 }'
status 1 'a scale that is none' "$sushai" check "$work/s.shai"
ok 'is one mistake, however its grades are written' grep -qF '1 个文件:1 个错误' "$work/out"
spec '  项目 甲 { 依据 A 方法 A 检测 乙 数值 mm 结果 乙 限值 ≥ 3 mm 风险 一般 }'
status 1 'a measure that is lost' "$sushai" check "$work/s.shai"
ok 'is one mistake, too' grep -qF '1 个文件:1 个错误' "$work/out"

# whole FILE MEND COUNT: a whole file, its mend, and how many errors it has
whole() {
    printf %b "$1" >"$work/s.shai"
    status 1 "a file of $1" "$sushai" check "$work/s.shai"
    ok "$2" grep -qxF "       = 改法: $2" "$work/err"
    ok "$3 error" grep -qF "1 个文件:$3 个错误" "$work/out"
}
whole '' '一份细则写作 细则 名称 { … },名称取产品的简称,如 细则 袜子 { … }' 1
whole '细则 童装' '细则 童装 { … }' 1
whole 'spec socks' 'spec socks { … }' 1
whole '细则 童装 {\n}\n' '请加上要检的项目:项目 名称 { … },其中写 依据、方法、检测、限值、风险' 1

mkdir "$work/lib"
printf '库 标签 {\n  定义 x = 1\n}\n' >"$work/lib/labels.shai"
cp "$work/lib/labels.shai" "$work/labels.shai"
cp "$work/lib/labels.shai" "$work/label2.shai"
mends 'a library nearly so named' '  引用 "label.shai"' '请写相对于本文件的路径;"label2.shai" ?'
mends 'without its suffix' '  引用 "labels"' '请写相对于本文件的路径;"labels.shai" ?'
mends 'in a folder' '  引用 "lib/lables.shai"' '请写相对于本文件的路径;"lib/labels.shai" ?'
spec '  引用 "standards.shai"'
status 1 'a library that none is near' "$sushai" check "$work/s.shai"
ok 'is offered none' sh -c "! grep -q ' ?' '$work/err'"

spec '  等级 色 { "1", "1-2", "2", "4", "4-5", "5" }
  属性 工艺 : 选项 { 染色或印花, 本色, 涂层面料, 涂层皮革 }
  项目 牢度 { 依据 A 方法 A 检测 等级 色 限值 ≥ "2" 风险 一般 }
  项目 菌 { 依据 A 方法 A 检测 数值 CFU/g 限值 不得检出 风险 严重 }
  项目 pH值 { 依据 A 方法 A 检测 数值 限值 ≤ 8 风险 一般 }
  项目 铅 { 依据 A 方法 A 检测 数值 mg/kg 裁决 保护 限值 ≤ 90 风险 一般 问题 "铅 {结果}" }
  项目 镉 { 依据 A 方法 A 检测 数值 mg/kg 裁决 保护 限值 ≤ 90 风险 一般 问题 "镉 {结果},已计不确定度" }
  项目 汞 { 依据 A 方法 A 检测 数值 mg/kg 限值 ≤ 90 风险 一般 问题 "汞 {结果}" }'
cell 菌 检出 D0193 '>0'
cell 菌 阳性 D0193 '>0'
cell 菌 '阴性' D0194 '请写 未检出'
cell 菌 多不可计 D0195 '>300'
cell 菌 TNTC D0195 '>300'
cell 菌 '1O' D0105 '是不是“10”?'
cell pH值 7.O D0192 '请只写数值;是不是“7.0”?'
cell pH值 'l2 N' D0101 '是不是“12 N”?'
cell pH值 '7 pH' D0192 '请只写数值'
cell 铅.U,铅 '检出,85' D0101 '没有检测的留空'
cell pH值 abc D0101 '没有检测的留空'
ok 'of a word no digits are made' sh -c "! grep -q 是不是 '$work/err'"

# A mend of a header's cell; none where it is empty.
column() { # HEADER MEND
    printf '样品编号,%s\nS-1,1\n' "$1" >"$work/d.csv"
    "$sushai" eval "$work/s.shai" "$work/d.csv" >"$work/out" 2>"$work/err"
    holds "$work/err" W0101 "the column $1 is unknown"
    holds "$work/err" '请用 --map' "$1: --map is named"
    if [ "$2" ]; then holds "$work/err" ";是不是“$2”?" "$1: $2"; else ok "$1: nothing is near" sh -c "! grep -q 是不是 '$work/err'"; fi
}
column 'pH值 U' pH值.U
column 铅_u 铅.U
column '铅 DL' 铅.DL
column 铅含量 铅
column 产品类型 产品类别
column '产品类别 U' 产品类别
column 铬 ''
cell 产品类别 玩具丙 D0117 '是不是“玩具甲”?'
cell 工艺 染色 D0117 '是不是“染色或印花”?'
cell 工艺 本色布 D0117 '是不是“本色”?'
cell 牢度 4.5 D0118 '是不是“4-5”?'
cell 牢度 '4.50 级' D0118 '是不是“4-5”?'
cell 牢度 4.0 D0118 '是不是“4”?'
none() { # COLUMN CELL CODE
    cell "$1" "$2" "$3" "“$2”"
    ok "$2: none is offered" sh -c "! grep -q 是不是 '$work/err'"
}
none 牢度 4.7 D0118
none 牢度 3.5 D0118
none 牢度 3.0 D0118
none 牢度 1-3 D0118
none 工艺 涂层 D0117
none 工艺 色 D0117
cell 产品类别 玻璃 D0117 '玩具甲, 玩具乙'
ok 'of a far choice none is offered' sh -c "! grep -q 是不是 '$work/err'"

cat >"$work/d.csv" <<END
样品编号,菌,铅,铅.U,镉,镉.U,汞,汞.U
S-1,<1,89,3,89,3,99,3
END
status 0 'a reading below what nobody says is the detection limit' "$sushai" eval --explain "$work/s.shai" "$work/d.csv"
holds "$work/out" '<1 CFU/g,不能确定是否检出' 'its step does not contradict itself'
ok 'and its reason names the cause' sh -c "tr -d ' \n' <'$work/out' | grep -qF '细则没有给出检出限(写检出限x)'"
ok 'a guarded finding says so in its own wording' grep -qE '铅 89 mg/kg.*\(计入扩展不确定度判定\)' "$work/out"
ok 'but not twice' sh -c "grep '镉 89' '$work/out' | grep -v 判定"
ok 'nor under another rule' sh -c "grep '问题.*汞 99' '$work/out' | grep -v 判定"

spec '  项目 甲 { 依据 A 方法 A 检测 数值 mm 试样 3 允许 1 限值 ≤ 8 风险 一般 }
  项目 乙 { 依据 A 方法 A 检测 数值 mm 试样 3 限值 ≤ 8 风险 一般 }
  项目 丙 { 依据 A 方法 A 检测 数值 mm 试样 平均 3 限值 ≤ 8 风险 一般 }
  项目 丁 { 依据 A 方法 A 检测 数值 mm 试样 3 允许 1 限值 ≤ 8 风险 一般 问题 "丁要求 {要求}" }'
cat >"$work/d.csv" <<END
样品编号,甲.1,甲.2,甲.3,乙.1,乙.2,乙.3,丙,丁.1,丁.2,丁.3
S-1,9,10,1,1,9,2,9,9,9,9
END
status 0 'findings of several specimens' "$sushai" eval --explain "$work/s.shai" "$work/d.csv"
holds "$work/out" '甲:3 个试样中 2 个不符合(允许 1 个),其中一个为 9 mm,要求 ≤ 8 mm' 'how many of how many, and how many may'
holds "$work/out" '乙:3 个试样中 1 个不符合,为 9 mm,要求 ≤ 8 mm' 'one of them'
holds "$work/out" '丙为 9 mm,要求 ≤ 8 mm' 'of an aggregate there is one'
holds "$work/out" '≤ 8 mm,允许 1 个不符合' 'the requirement says how many may fail'
holds "$work/out" '丁要求 ≤ 8 mm,允许 1 个不符合' 'also in a wording of the spec'

done_testing
