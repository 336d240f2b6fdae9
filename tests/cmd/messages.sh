#!/bin/sh
# Every message of diag.def is provoked, with its place, by an example of docs/messages/ (the texts of `sushai
# explain`), and what is shown there as right is right. docs/messages/README.md says how the examples are written.
. tests/tap.sh

mkdir "$work/cmd" "$work/spec" "$work/lint"
sushai=$(cd "$(dirname "$sushai")" && pwd)/sushai # the examples run in folders of their own
# Splits the pages. Out: a file an example under spec/, lint/ (of the messages of the lint) or cmd/, and in `index` a line for each:
#   CODE NUMBER wrong|right spec|note|data|command FILE PLACE…
awk -v work="$work" '
function fault(text) { print FILENAME ":" FNR ": " text >(work "/faults") }
BEGIN { printf "" >(work "/faults") }
/^## [A-Z][0-9]/ { code = $2; print code >(work "/codes"); next }
/^Not provoked: ./ { print code " 0 none - - -" >(work "/index"); next }
/^```(wrong|right|spec)/ && !inside {
    inside = 1
    kind = substr($1, 4)
    place = $0; sub(/^```[a-z]+ ?/, "", place)
    if (kind == "spec") { file = work "/data.shai"; what = "" }
    else {
        number = ++count[code]
        what = place ~ /^(says|command)/ ? "command" : place ~ /^(row|data)/ ? "data" : place ~ /^cells/ ? "cells" : place ~ /^note/ ? "note" : "spec"
        whole = place ~ /file$/
        sub(/^(says|command|row|data|cells|note) ?/, "", place); sub(/ ?file$/, "", place)
        if (kind == "wrong" && place == "") fault(code " says no place")
        base = code "-" number "-" kind
        file = what == "command" ? work "/cmd/" base ".sh" : what == "data" || what == "cells" ? work "/" base "." what : \
            work (code ~ /^(W06|N002)/ ? "/lint/" : "/spec/") base ".shai"
        print code, number, kind, what, file, place >(work "/index")
    }
    if ((what == "spec" || what == "note") && !whole)
        print "细则 示例 { 名称 \"示例\" 版本 \"1\" 产品 \"示例\" 发布 \"示例\" 生效 2025-01-01 ~ " (code ~ /^(W06|N002)/ && code != "W0626" ? "未检出 计 0 样例 \"空\" { 期望 未完成 } " : "样例 \"空\" { 期望 未完成 } ") "标准 GB6675 \"GB 6675.4-2014\" \"玩具安全\" 项目 框架 { 依据 GB6675 方法 GB6675 用 实验室 检测 数值 限值 ≤ 1 风险 一般 }" >file
    next
}
/^```$/ && inside {
    if ((what == "spec" || what == "note") && !whole) print "}" >file
    if (file != "") close(file)
    inside = 0; what = ""
    next
}
inside { print >file }
' docs/messages/[A-Z][0-9]*.md docs/lint/[a-z]*.md
result "$([ -s "$work/faults" ]; echo $((1 - $?)))" 'every wrong example says its place' "$work/faults"

# --- every row has its example ----------------------------------------------------------------------------------
sed -n 's/^DIAG([A-Z_0-9]*, \([A-Z][0-9]*\), .*/\1/p' base/diag.def | sort >"$work/rows"
awk '$3 != "right" { print $1 }' "$work/index" | sort -u >"$work/provoked"
comm -23 "$work/rows" "$work/provoked" >"$work/missing"
result "$([ -s "$work/missing" ]; echo $((1 - $?)))" 'every message of diag.def has a wrong example' "$work/missing"
sort "$work/codes" | comm -13 "$work/rows" - >"$work/unknown"
result "$([ -s "$work/unknown" ]; echo $((1 - $?)))" 'every code has one page and a row' "$work/unknown"

# --- explain shows them ------------------------------------------------------------------------------------------
# Lines of the first paragraphs (zh), of the second ones (en), and of the examples.
awk -v work="$work" '
BEGIN { for (i = 0; i < 2; i++) printf "" >(work "/text" i) }
/^```spec/ { skip = 1; next }
/^```/ { inside = skip ? 0 : !inside; skip = 0; next }
skip { next }
inside { print (/./ ? "    " : "") $0 >(work "/examples"); next }
/^## / { code = $2; paragraph = -1; blank = 1; next }
/^# / { code = ""; next }
!code || /^Not provoked: / { next }
/^$/ { blank = 1; next }
{ paragraph += blank; blank = 0; print >(work "/text" paragraph) }
' docs/messages/[A-Z][0-9]*.md docs/lint/[a-z]*.md
for lang in zh:0:1 en:1:0; do
    mine=${lang#*:} theirs=${lang##*:}
    # shellcheck disable=SC2046  # a code is a word
    "$sushai" explain --lang "${lang%%:*}" $(cat "$work/rows") >"$work/explained"
    ok "explain --lang ${lang%%:*} says each text" sh -c "! grep -vxFf '$work/explained' '$work/text${mine%%:*}'"
    ok 'and none of the other language' sh -c "! grep -xFf '$work/text$theirs' '$work/explained'"
    ok 'and shows each example' sh -c "! grep -vxFf '$work/explained' '$work/examples'"
done
"$sushai" explain --lang zh E0218 >"$work/explained"
holds "$work/explained" '错误的例子(消息指向第 1 行第 43 列):' 'and says where the message points'
ok 'and ends with its section' sh -c "! grep -q 'E0219\|限值 90' '$work/explained'"

# --- specs: all in one run --------------------------------------------------------------------------------------
(cd "$work/spec" && "$sushai" check --lang zh --no-lint --format json . >"$work/json" 2>"$work/spec.err")
(cd "$work/lint" && "$sushai" check --lang zh --format json . >>"$work/json" 2>>"$work/spec.err")
# A line a diagnostic: FILE CODE LINE:COLUMN, and of its notes FILE note LINE:COLUMN.
sed -n 's/^{"code":"\([^"]*\)","severity":"[^"]*","file":"\([^"]*\)","line":\([0-9]*\),"column":\([0-9]*\),\(.*\)/\2 \1 \3:\4 \5/p' "$work/json" |
    while read -r file code place rest; do
        echo "${file#./} $code $place"
        echo "$rest" | grep -o '{"file":"[^"]*","line":[0-9]*,"column":[0-9]*' |
            sed 's/.*"line":\([0-9]*\),"column":\([0-9]*\)/\1:\2/' | while read -r note; do echo "${file#./} note $note"; done
    done >"$work/found"

# --- one TAP line an example ------------------------------------------------------------------------------------
below() { # LINE:COLUMN in the example, as it is in the file
    if grep -q '^细则 示例 { 名称' "$1"; then echo "$((${2%%:*} + 1)):${2#*:}"; else echo "$2"; fi
}
while read -r code number kind what file place; do
    name="$code $number $kind"
    case $kind.$what in
    wrong.spec)
        grep "^$(basename "$file") " "$work/found" | grep -v ' note ' >"$work/got"
        echo "$(basename "$file") $code $(below "$file" "$place")" >"$work/want"
        ok "$name" diff "$work/want" "$work/got"
        ;;
    wrong.note) ok "$name" grep -qx "$(basename "$file") note $(below "$file" "$place")" "$work/found" ;;
    right.spec) ok "$name" sh -c "! grep '^$(basename "$file") ' '$work/found'" ;;
    *.data)
        "$sushai" eval --lang zh -f ndjson "$work/data.shai" "$file" >"$work/out" 2>"$work/err"
        grep -E ': (错误|警告) ' "$work/err" >"$work/got"
        if [ "$kind" = right ]; then
            ok "$name" test ! -s "$work/got"
        else # ROW, COLUMN, VALUE
            row=${place%%, *} rest=${place#*, } value=
            column=${rest%%, *}
            [ "$rest" = "$column" ] || value=${rest#*, }
            where="$file:第 $row 行"
            # shellcheck disable=SC1111  # the quotes of the message
            [ "$column" = - ] || where="$where,列“$column”"
            [ "$row" = - ] && where=$file
            ok "$name" awk -v where="$where: " -v code=" $code: " -v value="$value" '
                index($0, where) == 1 && index($0, code) && index($0, value) { well++ }
                { print } END { exit !(well == 1 && NR == 1) }' "$work/got"
        fi
        ;;
    *.cells)
        python3 tests/cmd/workbook.py "$file.xlsx" <"$file"
        "$sushai" eval --lang zh -f ndjson "$work/data.shai" "$file.xlsx" >"$work/out" 2>"$work/err"
        grep -E ': (错误|警告|说明) ' "$work/err" >"$work/got"
        if [ "$kind" = right ]; then
            ok "$name" test ! -s "$work/got"
        else # CELL, VALUE; some messages come behind others
            cell=${place%%, *} value=${place#*, }
            # shellcheck disable=SC1111  # the quotes of the message
            case $cell in
            -) where="$file.xlsx:工作表“结果”: " ;;
            [0-9]*) where="$file.xlsx:工作表“结果”第 $cell 行: " ;;
            *) where="$file.xlsx:结果!$cell" ;;
            esac
            ok "$name" awk -v where="$where" -v code=" $code: " -v value="$value" -v sole="$([ "$code" != D0234 ]; echo $?)" '
                index($0, where) == 1 && index($0, code) && index($0, value) { well++ }
                { print } END { exit !(well == 1 && (NR == 1 || sole)) }' "$work/got"
        fi
        ;;
    *.command)
        mkdir "$work/run"
        cp specs/toys.shai examples/toys.csv examples/campaign.json tests/cmd/workbook.py "$work/run"
        (cd "$work/run" && PATH="$(dirname "$sushai"):$PATH" LC_ALL=zh_CN.UTF-8 sh "$file") >"$work/out" 2>"$work/err" </dev/null
        status=$?
        grep -E '(错误|警告) [A-Z][0-9]{4}: ' "$work/err" >"$work/got"
        if [ "$kind" = right ]; then
            ok "$name" sh -c "test $status -eq 0 && test ! -s '$work/got'"
        else
            ok "$name" awk -v code=" $code: " -v says="$place" '
                index($0, code) && index($0, says) { well++ } { print } END { exit !(well == 1 && NR == 1) }' "$work/got"
        fi
        rm -rf "$work/run"
        ;;
    esac
done <"$work/index"

done_testing
