#!/bin/sh
# sushai doc: what every document holds, that HTML is well-formed and whole, escaping, files and exit statuses.
. tests/tap.sh

# --- every spec that is shipped ----------------------------------------------------------------------------------
# Tags nest, nothing stays open, and no attribute lacks its quotation mark.
cat >"$work/nest.awk" <<'AWK'
{ text = text $0 "\n" }
END {
    while (match(text, /<[^>]*>/)) {
        tag = substr(text, RSTART + 1, RLENGTH - 2)
        text = substr(text, RSTART + RLENGTH)
        if (tag ~ /^!/ || tag ~ /^br$/ || tag ~ /\/$/) continue
        name = tag; sub(/^\//, "", name); sub(/[ \n].*/, "", name)
        if (tag ~ /^\//) {
            if (open[depth--] != name) { print "</" name "> closes <" open[depth + 1] ">"; exit 1 }
        } else {
            open[++depth] = name
            if (gsub(/"/, "\"", tag) % 2) { print "<" tag ">: quotation marks"; exit 1 }
        }
    }
    if (depth) { print "<" open[depth] "> stays open"; exit 1 }
}
AWK
# Every row of a table fills its columns: its cells, and those that reach into it from above.
cat >"$work/rows.awk" <<'AWK'
{ text = text $0 " " }
END {
    gsub(/<tr/, "\n<tr", text); gsub(/<\/table>/, "\n</table>", text)
    count = split(text, line, "\n")
    for (i = 1; i <= count; i++) {
        if (line[i] ~ /^<\/table>/) {
            for (r = row + 1; r in reach; r++) { print "cells reach beyond the last row of " first; exit 1 }
            columns = row = 0; delete reach
            continue
        }
        if (line[i] !~ /^<tr/) continue
        row++; cells = reach[row]; rest = line[i]
        while (match(rest, /<t[dh][^>]*>/)) {
            tag = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
            wide = 1; if (match(tag, /colspan="[0-9]+"/)) wide = substr(tag, RSTART + 9, RLENGTH - 10)
            high = 1; if (match(tag, /rowspan="[0-9]+"/)) high = substr(tag, RSTART + 9, RLENGTH - 10)
            if (high > 1) merged++
            for (r = row + 1; r < row + high; r++) reach[r] += wide
            cells += wide
        }
        if (!columns) { columns = cells; first = line[i] }
        if (cells != columns) { print "row " row ": " cells " of " columns ": " line[i]; exit 1 }
    }
    print merged + 0
}
AWK
# The text of a page's cells, one a line, entities undone.
cells() { tr '\n' ' ' <"$1" | sed -e 's/<\/t[dh]>/\n/g' | sed -e 's/.*<t[dh][^>]*>//' -e 's/<br>/ /g' -e 's/&nbsp;/ /g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g'; }

for spec in specs/*.shai tests/golden/disasm/constructs.shai; do
    grep -qE '^(库|library) ' "$spec" && continue
    name=$(basename "$spec" .shai)
    status 0 "$name: Markdown" "$sushai" doc "$spec" -o "$work/a.md"
    status 0 "$name: HTML" "$sushai" doc "$spec" -o "$work/a.html"
    ok "$name: HTML is well-formed" awk -f "$work/nest.awk" "$work/a.html"
    ok "$name: rows of HTML fill their columns" awk -f "$work/rows.awk" "$work/a.html"
    ok "$name: HTML needs no other file" sh -c "! grep -qE '(src|href)=|@import|url\\(' '$work/a.html'"
    ok "$name: HTML has a print style" grep -q '@page{size:A4' "$work/a.html"
    ok "$name: rows of tables have one number of cells" awk '
        /^\|/ { s = $0; gsub(/\\\|/, "", s); n = gsub(/\|/, "", s)
                if (was && n != was) { print NR ": " n " and not " was; exit 1 } was = n; next }
        { was = 0 }' "$work/a.md"
    cells "$work/a.html" >"$work/cells"
    "$sushai" ast "$spec" >"$work/ast"
    # Each standard has one row in the list of standards, each variant of each item one row in the tables of items.
    standards=$(grep -oE '"code":"[^"]*"' "$work/ast" | sort -u | wc -l)
    listed=$(awk '/^### 3.2 /{on = 1} /^## 4/{on = 0} on && /^\| [0-9]+ \|/' "$work/a.md" | wc -l)
    ok "$name: every standard once ($standards)" test "$standards" -eq "$listed"
    variants=$(grep -oE '"group":(null|"[^"]*"),"basis"' "$work/ast" | wc -l)
    rows=$(awk '/^### 3.1 /{on = 1} /^### 3.2/{on = 0} on && /^\| [0-9.]+ \|/' "$work/a.md" | wc -l)
    ok "$name: every item once in every group ($variants)" test "$variants" -eq "$rows"
    examples=$(grep -cE '^ *(样例|example) "' "$spec")
    shown=$(awk '/^## (附录|Annex)/{on = 0} /^## (附录|Annex) . (样例|Worked)/{on = 1} on && /^\| [0-9]+ \|/' "$work/a.md" | wc -l)
    ok "$name: every example once ($examples)" test "$examples" -eq "$shown"
    # Markdown and HTML have the same words: here, the numbers of the items.
    awk '/^### 3.1 /{on = 1} /^### 3.2/{on = 0} on && /^\| (\*\*)?[0-9.]+/ {gsub(/\*/, "", $2); print $2}' "$work/a.md" >"$work/numbers"
    ok "$name: the items of HTML are those of Markdown" sh -c "while read -r n; do grep -qxF -- \"\$n\" '$work/cells' || { echo \"no \$n\"; exit 1; }; done <'$work/numbers'"
    # Readers are shown no pattern and no name that has a label.
    ok "$name: no pattern is shown" sh -c "! grep -nE '\\\\\\\\?\\\\[sdw][*+{]' '$work/a.md'"
    "$sushai" doc "$spec" >"$work/again.md"
    ok "$name: the same spec, the same bytes" cmp "$work/a.md" "$work/again.md"
done

# --- what a spec says and what becomes of it -----------------------------------------------------------------------
cat >"$work/s.shai" <<'SPEC'
细则 甲 {
  名称 "甲|乙<b>*c*</b>&"
  标准 S "GB 1-2020" "题|名"
  标准 T "GB/T 2"
  标准 没有用 "GB/T 3"
  属性 龄 "适用年龄" : 数值 月
  属性 料 "材料" : 选项 { 木, 金 "金属" }
  属性 文 "标签全文" : 文本
  定义 号 = 匹配 /^A\d+$/
  定义 幼 = 龄 < 36 月
  项目 铅 "铅(Pb)" {
    适用 非 幼 且 料 ≠ 金
    依据 S "4.1"
    方法 T
    检测 数值 mg/kg
    结果 { 读数 × (1 − 60 %) 当 读数 ≥ 限值; 读数 否则 }
    限值 按 料 { 木: ≤ 90; 金: — }
    风险 { 严重 当 结果 > 2 × 限值; 一般 否则 }
  }
  /// 存活: 字.x 说给测试
  /// 备注一
  /// 备注二
  项目 字 { 依据 T 要求 文 匹配 /警示\s*语/ 且 文 匹配 号 风险 一般 问题 "没有" }
  项目 格 { 依据 T 要求 文 匹配 /\d{3}/ 风险 一般 问题 "{文}里没有三位数" }
  样例 "恰好" { 料 = 木
    龄 = 40 月
    铅 = 90
    文 = "a,b:汉,字"
    期望 铅 符合 }
}
SPEC
status 0 'a small spec' "$sushai" doc "$work/s.shai" -f md
md=$work/out
cp "$md" "$work/s.md"
holds "$work/s.md" '# 甲\|乙&lt;b>\*c\*&lt;/b>&amp;' 'markup in a title is escaped'
holds "$work/s.md" '题\|名' 'a bar in a cell is escaped'
holds "$work/s.md" '| 木：≤ 90 mg/kg<br>金属：不作要求 |' 'a limit by choice: a line each, labels, the unit'
holds "$work/s.md" '| 结果 > 2 × 限值：严重<br>其他情况：一般 |' 'a hazard by its condition'
holds "$work/s.md" '适用：不属于“幼”，且材料不是“金属”' 'a condition in words'
holds "$work/s.md" '读数 ≥ 限值：读数 × (1 − 60 %)' 'the formula of a value'
holds "$work/s.md" '| 幼 | 适用年龄 &lt; 36 月 |' 'a defined condition, in the annex'
holds "$work/s.md" '标签全文含有“警示语”，且标签全文符合“号”' 'what a pattern asks for in words, or its name'
holds "$work/s.md" '不符合时的表述：……里没有三位数' 'a form without words: the wording of the finding'
holds "$work/s.md" '备注一备注二' 'a comment of two lines is one text'
ok 'what a comment tells the tests is not for readers' sh -c "! grep -qE '存活|说给' '$work/s.md'"
holds "$work/s.md" 'GB 1-2020 4.1（强制）' 'a mandatory basis with its clause'
holds "$work/s.md" '| GB/T 2（推荐） |' 'a recommended basis'
holds "$work/s.md" '| 铅（Pb） |' 'brackets of a title are set for print'
holds "$work/s.md" '标签全文：“a,b:汉,字”' 'what an example gives is shown as it is'
holds "$work/s.md" '不注日期的引用标准' 'undated standards are spoken of'
ok 'rules that the spec does not use are not there' sh -c "! grep -qE '明示值|修约值比较法|逐个判定|升为严重|遴选' '$work/s.md'"
status 0 'as HTML' "$sushai" doc "$work/s.shai" -f html
holds "$work/out" '<title>甲|乙&lt;b&gt;*c*&lt;/b&gt;&amp;</title>' 'markup is escaped there, too'
ok 'and well-formed' awk -f "$work/nest.awk" "$work/out"

# What is equal in a family is drawn as one, up to four rows; negations, forms half said, blanks, marks, what is not used.
cat >"$work/f.shai" <<'SPEC'
细则 丙 {
  标准 S "GB 1-2020" "题"
  标准 S2 "GB 1-2020" "同一个"
  属性 龄 "适用年龄" : 数值 月
  属性 文 "全文" : 文本
  定义 没用过 = 龄 < 1 月
  定义 用过 = 龄 > 2 月
  项目 八 { 依据 S 要求 用过 风险 一般 }
  项目表 一族 {
    | 项目 | 名称 | 限度 |
    | 一 | "项,一;甲:乙 1,2-x(A)" | ≤ 1 |
    | 二 | "b,c (d)" | ≤ 1 |
    | 三 | — | ≤ 1 |
    | 四 | — | ≤ 1 |
    | 五 | — | ≤ 1 |
    每项 { 适用 非 (龄 < 36 月) 依据 S2 方法 S 检测 数值 mg/kg 限值 限度 风险 一般 }
  }
  项目 六 { 依据 S 要求 文 匹配 /^开头/ 风险 一般 }
  项目 七 { 依据 S 要求 文 匹配 /^全\s+文$/ 且 非 (文 匹配 /内\s*容/) 风险 一般 }
  样例 "空" { 期望 六 无法判定 }
}
SPEC
"$sushai" doc "$work/f.shai" >"$work/f.md" 2>"$work/err"
"$sushai" doc "$work/f.shai" -f html >"$work/f.html" 2>"$work/err"
holds "$work/f.md" '适用：适用年龄 ≥ 36 月' 'a negation goes into the comparison'
holds "$work/f.md" '| 全文中有规定格式的内容 |' 'a form that only begins so has no words'
holds "$work/f.md" '全文为“全 文”，且全文不含“内容”' 'a blank that must be there is, one that may be is not'
holds "$work/f.md" '| 2.1 | 项，一；甲：乙 1,2-x(A) |' 'marks beside Han are set for print, others not'
holds "$work/f.md" '| 2.2 | b,c (d) |' 'nor in Latin'
ok 'a standard of two names is listed once' test "$(grep -c '^| [0-9]* | GB 1-2020 |' "$work/f.md")" -eq 1
holds "$work/f.md" '| 用过 | 适用年龄 > 2 月 |' 'what is used is defined'
ok 'what is not used is not defined' sh -c "! grep -q 没用过 '$work/f.md'"
ok 'four rows are drawn as one and no more' test "$(grep -o 'rowspan="[0-9]*"' "$work/f.html" | sort | uniq -c | tr -s ' ' | sed 's/^ //')" = '4 rowspan="4"'
ok 'in full rows' awk -f "$work/rows.awk" "$work/f.html"

# The document follows the spec: another limit, another document.
sed 's/≤ 90/< 91/' "$work/s.shai" >"$work/t.shai"
"$sushai" doc "$work/t.shai" >"$work/t.md"
holds "$work/t.md" '木：&lt; 91 mg/kg' 'another limit is another requirement'
cat >"$work/j.shai" <<'SPEC'
细则 乙 {
  标准 T "GB/T 2"
  属性 标称 : 数值 mg/kg
  裁决 保护
  项目 甲 { 依据 T 方法 T 检测 数值 mg/kg 限值 ≤ 90 明示 标称 风险 一般 }
  项目 乙 { 依据 T 方法 T 检测 数值 mg/kg 试样 5 允许 1 限值 ≤ 9.0 比较 修约值 裁决 确定 风险 一般 }
  判定 { 严重 当 计数(一般) ≥ 2 }
}
SPEC
"$sushai" doc "$work/j.shai" >"$work/j.md" 2>"$work/err"
for words in '下列项目的企业明示值参与判定：甲。' '明示值宽于强制性标准要求的' '试样 5 个，逐个判定，允许 1 个不符合' '都符合要求的，判为符合；否则判为不符合' \
    '下列项目例外：乙。' '再与限值比较：乙。' '风险等级为一般的不符合项目数 ≥ 2 时，样品的风险等级升为严重' '不能据以判定'; do
    holds "$work/j.md" "$words" "says: $words"
done

# --- without examples ---------------------------------------------------------------------------------------------
"$sushai" doc specs/toys.shai >"$work/whole.md"
status 0 'the annex of examples can be left out' "$sushai" doc specs/toys.shai --no-examples -o "$work/short.md"
sed '/^## 附录 .* 样例$/,$d' "$work/whole.md" >"$work/cut.md"
ok 'with nothing else changed' sh -c 'test "$(cat "$1")" = "$(cat "$2")"' - "$work/cut.md" "$work/short.md"
ok 'and it was there' grep -q '^## 附录 .* 样例$' "$work/whole.md"

# --- files -------------------------------------------------------------------------------------------------------
status 2 'a library has no document' "$sushai" doc specs/labels.shai
holds "$work/err" U0117 'and says so'
printf '细则 坏 { 名称 }\n' >"$work/bad.shai"
status 1 'a spec with mistakes' "$sushai" doc "$work/bad.shai" -o "$work/bad.md"
ok 'leaves no file' test ! -e "$work/bad.md"
status 2 'a spec that is not there' "$sushai" doc "$work/none.shai"
cp "$work/s.shai" "$work/self.shai"
status 2 'the output is the input' "$sushai" doc "$work/self.shai" -o "$work/self.shai"
ok 'which stays as it was' cmp "$work/s.shai" "$work/self.shai"
status 2 'another form' "$sushai" doc "$work/s.shai" -f odt
status 0 'the form by the name of the file' "$sushai" doc "$work/s.shai" -o "$work/x.htm"
holds "$work/x.htm" '<!DOCTYPE html>' 'is HTML'
status 0 'but as asked' "$sushai" doc "$work/s.shai" -o "$work/x.html" -f md
ok 'where asked' grep -q '^# ' "$work/x.html"
status 0 'from standard input' sh -c "'$sushai' doc - <'$work/s.shai' >'$work/stdin.md'"
ok 'the same' cmp "$work/stdin.md" "$work/s.md"

done_testing
