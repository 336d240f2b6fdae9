#!/bin/sh
# Workbooks as data: what CSV gives, a workbook gives; places in the sheet; what only a spreadsheet does to data.
# The rows of the tests are in the notation of tests/cmd/workbook.py.
# shellcheck disable=SC1111  # the quotes of the messages
. tests/tap.sh

cat >"$work/s.shai" <<'END'
细则 示例 {
  名称 "示例" 版本 "1" 产品 "示例" 发布 "示例" 生效 2025-01-01 ~ 2026-12-31
  标准 GB6675 "GB 6675.4-2014" "玩具安全"
  等级 色牢度 { "1", "2", "3", "3-4", "4" }
  属性 编码 : 文本
  属性 到货 : 日期
  属性 进口 : 是否
  项目 铅 { 依据 GB6675 方法 GB6675 检测 数值 mg/kg 限值 ≤ 90 风险 严重 }
  项目 镉 { 依据 GB6675 方法 GB6675 检测 数值 mg/kg 限值 ≤ 75 风险 严重 }
  项目 含量 { 依据 GB6675 方法 GB6675 检测 数值 限值 ≤ 30 % 风险 严重 }
  项目 耐湿擦 { 依据 GB6675 方法 GB6675 检测 等级 色牢度 限值 ≥ "3" 风险 一般 }
  项目 直径 { 依据 GB6675 方法 GB6675 检测 数值 mm 试样 3 限值 ≤ 50 风险 一般 }
}
END

# Rows from standard input are judged; $work/out has `ID ITEM REPORTED` a reading, $work/err the messages.
book() {
    python3 tests/cmd/workbook.py "$work/x.xlsx"
    "$sushai" eval --lang zh -f ndjson "$work/s.shai" "$work/x.xlsx" >"$work/json" 2>"$work/err"
    got=$?
    sed "s|^$work/||" "$work/err" >"$work/said"
    python3 -c '
import json, sys
for line in sys.stdin:
    sample = json.loads(line)
    print(sample["sample_id"], " ".join(i["item"] + "=" + i["reported"] for i in sample["items"] if i["reported"]))
' <"$work/json" >"$work/out"
}
gives() { # STATUS NAME: standard input is what $work/out must be
    cat >"$work/want"
    if [ "$got" -eq "$1" ] && cmp -s "$work/want" "$work/out"; then result 0 "$2"; else
        { echo "exit $got"; diff "$work/want" "$work/out"; cat "$work/err"; } >"$work/why"
        result 1 "$2" "$work/why"
    fi
}
says() { holds "$work/said" "$1" "$2"; }
silent() { result "$(grep -cE '错误|警告|说明' "$work/said")" "$1" "$work/said"; }

# --- the same as CSV ---------------------------------------------------------------------------------------------
python3 - examples/toys.csv >"$work/toys.rows" <<'END'
import csv, re, sys
for i, row in enumerate(csv.reader(open(sys.argv[1], encoding="utf-8"))):
    cells = []
    for c in row:
        number = i and re.fullmatch(r"\d{1,9}(?:\.(\d+))?", c)
        cells.append(f"[0{'.' * bool(number[1])}{'0' * len(number[1] or '')}] {c}" if number else "'" + c if c else "")
    print(" | ".join(cells))
END
python3 tests/cmd/workbook.py "$work/toys.xlsx" <"$work/toys.rows"
"$sushai" eval --lang zh -f ndjson specs/toys.shai examples/toys.csv >"$work/csv.json" 2>"$work/csv.err"
status 1 'a workbook is judged' "$sushai" eval --lang zh -f ndjson specs/toys.shai "$work/toys.xlsx"
ok 'as the CSV is' cmp "$work/out" "$work/csv.json"
ok 'and counted' test "$(tail -n 1 "$work/err")" = "$(tail -n 1 "$work/csv.err")"
grep -o '错误 D[0-9]*: .*' "$work/err" >"$work/a"
grep -o '错误 D[0-9]*: .*' "$work/csv.err" >"$work/b"
ok 'with the same messages' cmp "$work/a" "$work/b"
holds "$work/err" "toys.xlsx:结果!AE18,列“铅”: 错误 D0101: “约120”不是数值" 'at their cells'
status 1 'by two' "$sushai" eval --lang zh -f ndjson -j 2 specs/toys.shai "$work/toys.xlsx"
ok 'all the same' cmp "$work/out" "$work/csv.json"
"$sushai" eval --lang zh -f ndjson specs/toys.shai - <"$work/toys.xlsx" >"$work/out" 2>"$work/err"
ok 'on standard input' cmp "$work/out" "$work/csv.json"
holds "$work/err" '<stdin>:结果!AE18' 'named so'
# shellcheck disable=SC2002  # a pipe cannot be sought in
cat "$work/toys.xlsx" | "$sushai" eval --lang zh -f ndjson specs/toys.shai - >"$work/out" 2>"$work/err"
ok 'from a pipe' cmp "$work/out" "$work/csv.json"
# shellcheck disable=SC2002
cat examples/toys.csv | "$sushai" eval --lang zh -f ndjson specs/toys.shai - >"$work/out" 2>"$work/err"
ok 'a CSV from a pipe loses no byte to the look' cmp "$work/out" "$work/csv.json"
for bytes in 0 1 2 3 4 5; do
    printf 'PK,编号\n' | head -c $bytes | "$sushai" eval specs/toys.shai - >"$work/out" 2>"$work/err"
    result "$([ $? -eq 2 ]; echo $?)" "a pipe of $bytes bytes is no workbook"
done
printf 'P,样品编号\n1,S-1\n' | "$sushai" eval -f csv specs/toys.shai - >"$work/out" 2>"$work/err"
holds "$work/out" 'S-1,' 'a header that begins with P'
"$sushai" notice --lang zh -o "$work/letters" specs/toys.shai "$work/toys.xlsx" >"$work/out" 2>"$work/err"
"$sushai" notice --lang zh -o "$work/letters.csv" specs/toys.shai examples/toys.csv >"$work/out" 2>"$work/err"
ok 'its letters' diff -r "$work/letters" "$work/letters.csv"
sed 's/限值 ≤ 90/限值 ≤ 5/' "$work/s.shai" >"$work/new.shai"
printf '样品编号 | 铅\nS-1 | 8\nS-2 | 3\n' | python3 tests/cmd/workbook.py "$work/x.xlsx"
printf '样品编号,铅\nS-1,8\nS-2,3\n' >"$work/x.csv"
"$sushai" diff --lang zh --data "$work/x.csv" "$work/s.shai" "$work/new.shai" >"$work/want" 2>&1
"$sushai" diff --lang zh --data "$work/x.xlsx" "$work/s.shai" "$work/new.shai" >"$work/out" 2>&1
ok 'diff --data' cmp "$work/out" "$work/want"
holds "$work/out" 'S-1' 'and it says something'

# --- the bench sheet of a laboratory: title, header of two lines, merged cells ---------------------------------------
book <<'END'
某某检验结果汇总表
merge A1:M1
skip 1
样品编号 | 铅 (mg/kg) | 镉 | 含量 | 耐湿擦 | 直径 |  |  | 采样日期 | 到货 | 编码 | 进口
 |  | | | | 1 | 2 | 3
merge F3:H3
merge A3:A4
merge B3:B4
S-1 | 12.50 | 1.05E-2 | [0.0%] 0.305 | 3-4 | 10.0 | 11 | 12 | [yyyy/m/d] 45992 | [yyyy"年"m"月"d"日"] 45992.5 | 00123 | TRUE
skip 3
S-2 | '<5 | ND
END
gives 0 'a sheet as laboratories have it' <<'END'
S-1 铅=12.5 mg/kg 镉=0.0105 mg/kg 含量=30.5 % 耐湿擦=3-4 直径=10 mm; 11 mm; 12 mm
S-2 铅=<5 mg/kg 镉=ND
END
silent 'without a word'
book <<'END'
 | 重金属 | | 尺寸 |
merge B1:C1
merge D1:F1
样品编号 | 铅 | 镉 | 直径.1 | 直径.2 | 直径.3
S-1 | 5 | 6 | 7 | 8 | 9
END
gives 0 'groups above the header' <<'END'
S-1 铅=5 mg/kg 镉=6 mg/kg 直径=7 mm; 8 mm; 9 mm
END
silent 'that are no more than headings'
book <<'END'
样品编号 | 直径（mm） | |
 | 1 | 2 | 3
merge A1:A2
merge B1:D1
S-1 | 7 | 8 | 9
END
gives 0 'a unit on the group' <<'END'
S-1 直径=7 mm; 8 mm; 9 mm
END
book <<'END'
样品编号 | 项目 | 检验值 | 单位
S-1 | 铅 | 5 | mg/kg
 | 镉 | [0.0] 6.66 | mg/kg
merge A2:A3
S-2 | 铅 | #DIV/0!
S-3 | 耐湿擦 | [m"月"d"日"] 46085
S-4 | 铅 | 7 | mg/kg
END
gives 1 'a row a reading, the sample merged over its rows' <<'END'
S-1 铅=5 mg/kg 镉=6.66 mg/kg
S-4 铅=7 mg/kg
END
says 'x.xlsx:结果!C3,列“镉”: 警告 D0230' 'a warning at the reading'
says 'x.xlsx:结果!C4,列“铅”: 错误 D0223: 这一格是电子表格的错误值 #DIV/0!' 'an error at its own'
says 'x.xlsx:结果!C5,列“耐湿擦”: 错误 D0221' 'a date at its own'
says '样品 4 = 结果 2 + 拒收 2' 'and all are counted'
book <<'END'
样品编号 | 项目 | 检验值 | 单位
330106199001011234 | 铅 | 5 | mg/kg
S-2 | 铅 | 5 | mg/kg
END
gives 1 'a code that lost digits names no sample' <<'END'
S-2 铅=5 mg/kg
END

# --- what a cell holds, and what it shows ----------------------------------------------------------------------------
book <<'END'
样品编号 | 铅
S-1 | 0.30000000000000004
S-2 | 2.9999999999999996
S-3 | 1E2
S-4 | -0
S-5 | [0] 89.6
S-6 | "12.5"
S-7 | =A1 -> 12.5
S-0 | [0.00] 12.5
S-8 | =A1 -> <5
S-9 | '12.50
END
gives 0 'the stored digits decide' <<'END'
S-1 铅=0.3 mg/kg
S-2 铅=3 mg/kg
S-3 铅=100 mg/kg
S-4 铅=0 mg/kg
S-5 铅=89.6 mg/kg
S-6 铅=12.5 mg/kg
S-7 铅=12.5 mg/kg
S-0 铅=12.50 mg/kg
S-8 铅=<5 mg/kg
S-9 铅=12.50 mg/kg
END
says 'x.xlsx:结果!B2,列“铅”: 说明 D0229: 这一格保存的是 0.30000000000000004,超过电子表格的 15 位有效数字,按 0.3 读取' 'rounding to 15 digits is told'
ok 'once' test "$(grep -c D0229 "$work/said")" -eq 1
says 'x.xlsx:结果!B6,列“铅”: 警告 D0230: 这一格显示为 90,保存的值是 89.6,按 89.6 读取' 'hidden digits are told'
{ echo '样品编号 | 铅 | 镉'; for i in 1 2 3 4 5 6 7 8; do echo "S-$i | [0.0] $i.25 | [0.0] $i.75"; done; } | book
ok 'five times a column' test "$(grep -c 'D0230' "$work/said")" -eq 10
ok 'then it is enough' test "$(grep -c 'D0234' "$work/said")" -eq 2
book <<'END'
样品编号 | 铅 | 备注
S-1 | 1 | #N/A
S-2 | 1 | =A1
S-3 | 1 | [m"月"d"日"] 46085
END
ok 'a column that is not used refuses nothing' test "$got" -eq 0
book <<'END'
样品编号 | 铅.U | 铅 | 铅.DL
S-1 | #VALUE! | 85 | 1
S-2 | 4 | 85 | [yyyy-mm-dd] 45992
S-3 | 4 | 85 | 1
END
ok 'U and DL are looked at' test "$(wc -l <"$work/out")" -eq 1
says 'x.xlsx:结果!B2,列“铅.U”: 错误 D0223' 'at their own cells'
says 'x.xlsx:结果!D3,列“铅.DL”: 错误 D0222' 'a date for a detection limit'

book <<'END'
样品编号 | 铅
S-1 | #N/A
S-2 |
merge B2:B3
END
says 'x.xlsx:结果!B3,列“铅”: 错误 D0223' 'an error merged downwards is one in each row'
book <<'END'
样品编号 | 铅 | 备注 |
merge C1:D1
S-1 | 5 | 略
END
gives 0 'a row of data below a merged header is no second line' <<'END'
S-1 铅=5 mg/kg
END

# --- dates -------------------------------------------------------------------------------------------------------------
book <<'END'
样品编号 | 采样日期 | 到货
S-1 | [yyyy-mm-dd] 45992 | [m/d/yy h:mm] 45992.25
S-2 | '2025年12月1日 | '2025/12/01
S-3 | 45992 | 45992
S-4 | [yyyy-mm-dd] 46992 |
END
ok 'dates as dates and as text' test "$(wc -l <"$work/out")" -eq 2
says 'x.xlsx:结果!B4,列“采样日期”: 错误 D0231: “45992”是数值,不是日期;按日期显示应为 2025-12-01' 'a bare number says its date'
says 'x.xlsx:结果!C4,列“到货”: 错误 D0231' 'in every column of dates'
says '采样日期为 2028-08-27' 'a date is held against the spec'
book <<'END'
1904
样品编号 | 采样日期
S-1 | [yyyy-mm-dd] 45530
S-2 | 44530
END
says '采样日期为 2028-08-27' 'the epoch 1904'
says '按日期显示应为 2025-12-01' 'for bare numbers too'
book <<'END'
样品编号 | 铅 | 进口 | 编码
S-1 | [h:mm] 0.5 | |
S-2 | | [yyyy-mm-dd] 45992 |
S-3 | | FALSE | [yyyy-mm-dd] 45992
S-4 | TRUE | |
S-5 | | | [m-d] 46085
END
gives 1 'a date is no number and no yes' <<'END'
S-3 
S-5 
END
says 'x.xlsx:结果!D6,列“编码”: 警告 D0233: 电子表格可能把输入的“3-4”当成了日期,按 2026-03-04 读取' 'a text may be one, and it is told'
says 'x.xlsx:结果!B5,列“铅”: 错误 D0101: “TRUE”不是数值' 'a truth is no number'

# --- sheets ------------------------------------------------------------------------------------------------------------
rows='sheet 填写说明
先看这里
sheet 草稿 hidden
样品编号 | 铅
D-1 | 1
sheet 结果
样品编号 | 铅
S-1 | 2
sheet 复测
样品编号 | 铅
R-1 | 3'
for sheet in '' 3 结果 草稿 复测 4; do
    echo "$rows" | python3 tests/cmd/workbook.py "$work/x.xlsx"
    case $sheet in '' | 3 | 结果) want=S-1 ;; 草稿) want=D-1 ;; *) want=R-1 ;; esac
    "$sushai" eval --lang zh -f csv ${sheet:+--sheet "$sheet"} "$work/s.shai" "$work/x.xlsx" >"$work/out" 2>"$work/said"
    holds "$work/out" "$want," "--sheet ${sheet:-(none)}"
done
"$sushai" eval --lang zh -f csv "$work/s.shai" "$work/x.xlsx" >"$work/out" 2>"$work/said"
says '工作表“结果”: 说明 D0239: 读取的是这张工作表;另有:复测' 'others are named'
# sheets without samples in our own workbooks are none to choose from; further sheets of samples are, and others' sheets
for spec in toys toys.en; do
    "$sushai" form "specs/$spec.shai" -o "$work/own.xlsx" 2>/dev/null
    "$sushai" eval "specs/$spec.shai" "$work/own.xlsx" >/dev/null 2>"$work/err"
    ok "a form of $spec: no note" sh -c "grep -q '= 结果 0 \|= results 0 ' '$work/err' && ! grep -q D0239 '$work/err'"
    "$sushai" cases "specs/$spec.shai" -o "$work/own.xlsx" 2>/dev/null
    "$sushai" eval "specs/$spec.shai" "$work/own.xlsx" >/dev/null 2>"$work/err"
    ok "cases of $spec: no note" sh -c "grep -q '= 结果 \|= results ' '$work/err' && ! grep -q D0239 '$work/err'"
    "$sushai" eval "specs/$spec.shai" examples/toys.csv -o "$work/own.xlsx" 2>/dev/null
    "$sushai" eval "specs/$spec.shai" "$work/own.xlsx" >/dev/null 2>"$work/err"
    ok "results by $spec: no note" sh -c "grep -q '= 结果 16 \|= results 16 ' '$work/err' && ! grep -q D0239 '$work/err'"
done
sheets() { # NAME...: of which each has the same header; what D0239 names
    for s; do printf 'sheet %s\n样品编号 | 铅\nS-1 | 2\n' "$s"; done | python3 tests/cmd/workbook.py "$work/y.xlsx"
    "$sushai" eval --lang zh "$work/s.shai" "$work/y.xlsx" 2>&1 >/dev/null | sed -n 's/.*D0239.*另有://p' | tr -d '\n'
}
is() { # NAME GOT WANT
    if [ "$2" = "$3" ]; then result 0 "$1"; else
        echo "got [$2] want [$3]" >"$work/why"
        result 1 "$1" "$work/why"
    fi
}
is 'items of results: only beside samples and what is about them' "$(sheets 样品 项目)" 项目
is 'of other samples' "$(sheets 样本 项目 说明)" 项目
is 'of the first sheet' "$(sheets 项目 样品 说明)" 样品
is 'with more behind its name' "$(sheets 样品 项目复测 项目2 说明)" '项目复测, 项目2'
is 'in another language' "$(sheets 样品 Items 说明 About)" Items
is 'our own' "$(sheets 样品 项目 说明)" ''
is 'our own, of more rows than a sheet has' "$(sheets Samples 'Samples 2' Items 'Items 2' 'Items 12' 'Items old' About)" 'Samples 2, Items old'
status 2 'no such sheet' "$sushai" eval --lang zh --sheet 结论 "$work/s.shai" "$work/x.xlsx"
holds "$work/err" '没有工作表“结论”;该文件中有:填写说明, 草稿, 结果, 复测' 'says which there are'
holds "$work/err" '样品 0 = 结果 0 + 拒收 0' 'and counts'
printf '样品编号,铅\nS-1,8\n' >"$work/x.csv"
status 0 '--sheet of a CSV' "$sushai" eval --lang zh --sheet 结果 "$work/s.shai" "$work/x.csv"
holds "$work/err" 'D0252' 'is a warning'

# --- the laboratory's evaluator reads none -----------------------------------------------------------------------------
ok 'compile' "$sushai" compile "$work/s.shai" -o "$work/s.shaic"
status 2 'sushai-lab' "$BUILD/sushai-lab" --lang zh "$work/s.shaic" "$work/x.xlsx"
holds "$work/err" 'x.xlsx: 错误 D0250: 本程序不读取工作簿(.xlsx)' 'says so'
holds "$work/err" '另存为“CSV UTF-8' 'and what to do'

# --- broken off --------------------------------------------------------------------------------------------------------
head -c 2000 "$work/toys.xlsx" >"$work/cut.xlsx"
status 2 'half a workbook' "$sushai" eval --lang zh -f csv "$work/s.shai" "$work/cut.xlsx"
ok 'gives no result' test ! -s "$work/out"
"$sushai" eval --lang zh -f csv "$work/s.shai" "$work/x.xlsx" -o "$work/x.xlsx" >"$work/out" 2>"$work/err"
result "$([ $? -eq 2 ]; echo $?)" 'the data is not written over'

# --- files that other programs wrote of tests/data/xlsx/samples.csv (tests/interop/write; read.sh writes them anew) ----
"$sushai" eval --lang zh -f ndjson specs/toys.shai tests/data/xlsx/samples.csv >"$work/want" 2>"$work/err"
for program in openpyxl libreoffice gnumeric; do
    status 0 "written by $program" "$sushai" eval --lang zh -f ndjson specs/toys.shai "tests/data/xlsx/$program.xlsx"
    ok 'and judged the same' cmp "$work/out" "$work/want"
done

done_testing
