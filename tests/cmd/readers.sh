#!/bin/sh
# The laboratory's files: encodings, delimiters, layouts. However a file is written, the results are the same, and
# samples in = results + refused.
. tests/tap.sh
spec=specs/toys.shai
data=examples/toys.csv

status 1 'the plain file' "$sushai" eval --format ndjson "$spec" "$data"
cp "$work/out" "$work/want"
tail -n 1 "$work/err" >"$work/counts"
same() { # NAME FILE [OPTION...]: the results of the plain file, and its counts
    name=$1 file=$2
    shift 2
    status 1 "$name" "$sushai" eval --format ndjson "$@" "$spec" "$file"
    ok "$name: the same results" cmp "$work/out" "$work/want"
    tail -n 1 "$work/err" >"$work/got"
    ok "$name: the same counts" cmp "$work/got" "$work/counts"
}
balanced() { # NAME FILE [OPTION...]: whatever is wrong with it, the counts add up
    name=$1 file=$2
    shift 2
    "$sushai" eval --lang en --format csv "$@" "$spec" "$file" >"$work/out" 2>"$work/err"
    tail -n 1 "$work/err" >"$work/got"
    ok "$name: counts add up" awk '/^samples/ { exit $2 != $5 + $8 }' "$work/got"
}

# --- encodings ---------------------------------------------------------------------------------------------------
iconv -f UTF-8 -t GB18030 "$data" >"$work/gb.csv"
same 'GB 18030 by name' "$work/gb.csv" --encoding gb18030
ok 'nothing said of it' sh -c "! grep -q W0111 '$work/err'"
same 'GB 18030 by its bytes' "$work/gb.csv"
ok 'said once' test "$(grep -c W0111 "$work/err")" -eq 1
{ printf '\357\273\277'; cat "$data"; } >"$work/bom.csv"
same 'a byte order mark' "$work/bom.csv"
same 'a byte order mark and its name' "$work/bom.csv" --encoding utf-8
{ printf '\377\376'; iconv -f UTF-8 -t UTF-16LE "$data"; } >"$work/le.csv"
same 'UTF-16 LE' "$work/le.csv"
{ printf '\376\377'; iconv -f UTF-8 -t UTF-16BE "$data"; } >"$work/be.csv"
same 'UTF-16 BE' "$work/be.csv"
{ printf '\204\061\225\063'; cat "$work/gb.csv"; } >"$work/gbbom.csv"
same 'GB 18030 with a mark' "$work/gbbom.csv" --encoding gb18030
status 2 'GB 18030 that is said to be UTF-8' "$sushai" eval --encoding utf-8 "$spec" "$work/gb.csv"
holds "$work/err" 'D0155' 'is seen at the header'

# a header and many rows in ASCII before the first Chinese character
awk 'BEGIN { print "sample_id,product_name"; for (i = 1; i <= 60000; i++) print "S-" i ",toy"; print "Z-1,玩具"; print "Z-2,积木" }' |
    iconv -f UTF-8 -t GB18030 >"$work/late.csv"
status 0 'Chinese late in the file' "$sushai" eval --format ndjson "$spec" "$work/late.csv"
holds "$work/out" '"product_name":"积木"' 'is read'
holds "$work/err" 'W0111' 'and said'
# one row that is not what the file is costs that row only
{ head -n 3 "$work/gb.csv"; printf 'X-1,\377\377\n'; tail -n +4 "$work/gb.csv"; } >"$work/one.csv"
status 1 'a bad row in GB 18030' "$sushai" eval --format ndjson "$spec" "$work/one.csv"
ok 'costs no other' cmp "$work/out" "$work/want"
holds "$work/err" 'D0171' 'is refused'
{ head -n 3 "$data"; printf 'X-1,\326\320\n'; tail -n +4 "$data"; } >"$work/one.csv"
status 1 'a row in GB 18030 in UTF-8' "$sushai" eval --format ndjson "$spec" "$work/one.csv"
ok 'costs no other either' cmp "$work/out" "$work/want"
holds "$work/err" 'D0155' 'is refused, too'
printf '样品编号,产品名称\nS-1,玩具小车\nS-2,玩' | iconv -f UTF-8 -t GB18030 >"$work/cut.csv"
printf '\276' >>"$work/cut.csv"
status 1 'GB 18030 that ends within a character' "$sushai" eval --format ndjson "$spec" "$work/cut.csv"
holds "$work/err" 'D0171' 'refuses the last row'

# --- delimiters --------------------------------------------------------------------------------------------------
delimit() { # CHARACTER: the example with another delimiter
    awk -v d="$1" '{ out = ""; q = 0
        for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); if (c == "\"") q = !q; out = out (c == "," && !q ? d : c) }
        print out }' "$data"
}
delimit "$(printf '\t')" >"$work/tab.csv"
same 'tabs' "$work/tab.csv"
same 'tabs by name' "$work/tab.csv" --delimiter tab
ok 'lines of the example end in CRLF' grep -q "$(printf '\r')" "$data"
tr -d '\r' <"$work/tab.csv" >"$work/lf.csv"
same 'tabs, LF' "$work/lf.csv"
{ printf '\377\376'; iconv -f UTF-8 -t UTF-16LE "$work/tab.csv"; } >"$work/unicode.txt"
same 'what a spreadsheet calls Unicode text' "$work/unicode.txt"
spec=specs/socks.shai data=examples/socks.csv
"$sushai" eval --format ndjson "$spec" "$data" >"$work/want" 2>"$work/err"
expected=$?
delimit ';' >"$work/semi.csv"
status "$expected" 'semicolons' "$sushai" eval --format ndjson "$spec" "$work/semi.csv"
ok 'give the same' cmp "$work/out" "$work/want"
spec=specs/toys.shai data=examples/toys.csv
printf 'sample_id;product_name\nS-1;"a;b"\nS-2;c;d\n' >"$work/quoted.csv"
status 1 'a delimiter in quotes' "$sushai" eval --format ndjson "$spec" "$work/quoted.csv"
holds "$work/out" '"product_name":"a;b"' 'is the cell'"'"'s'
holds "$work/err" 'D0134' 'without quotes it parts'
status 2 'a delimiter that is not there' "$sushai" eval --delimiter semicolon "$spec" "$data"

# --- a row a reading ---------------------------------------------------------------------------------------------
cat >"$work/long.shai" <<'S'
细则 示例 {
  名称 "示例" 版本 "1" 产品 "示例" 发布 "示例" 生效 2025-01-01 ~
  标准 GB6675 "GB 6675.4-2014" "玩具安全"
  属性 类别 : 选项 { 黏土, 颜料 }
  项目 铅 { 依据 GB6675 方法 GB6675 检测 数值 mg/kg 限值 ≤ 90 风险 严重 }
  项目 直径 { 依据 GB6675 方法 GB6675 检测 数值 mm 试样 2 限值 ≤ 50 风险 一般 }
  项目 壁厚 { 依据 GB6675 方法 GB6675 检测 数值 mm 试样 平均 2 限值 ≥ 1 风险 一般 }
}
S
cat >"$work/wide.csv" <<'S'
样品编号,产品名称,类别,铅 (mg/kg),铅.U,直径.1,直径.2,壁厚,壁厚.1,壁厚.2
S-1,玩具,黏土,85,4,41,42,1.2,,
S-2,积木,颜料,99,,51,,,0.8,1.4
S-3,小熊,,,,,,,,
S
cat >"$work/long.csv" <<'S'
样品编号,产品名称,项目,检验值,单位,不确定度
S-1,玩具,铅,85,mg/kg,4
S-1,,直径,41,mm,
S-1,,直径,42,,
S-1,,壁厚,1.2,mm,/
S-1,,类别,黏土,,
S-2,积木,铅,99,mg/kg,
S-2,,直径,51,mm,
S-2,积木,壁厚.1,0.8,mm,
S-2,积木,壁厚.2,1.4,mm,
S-2,积木,类别,颜料,,
S-3,小熊,,,,
S
spec=$work/long.shai
status 0 'wide' "$sushai" eval --format csv "$spec" "$work/wide.csv"
cp "$work/out" "$work/want"
status 0 'long' "$sushai" eval --format csv "$spec" "$work/long.csv"
ok 'gives the same' cmp "$work/out" "$work/want"
status 0 'long by name' "$sushai" eval --format csv --layout long "$spec" "$work/long.csv"
ok 'gives the same' cmp "$work/out" "$work/want"
sed 's/样品编号/sample_id/; s/项目/item/; s/检验值/Value/; s/单位/unit/' "$work/long.csv" | tr ',' '\t' | iconv -f UTF-8 -t GB18030 >"$work/l.txt"
status 0 'long, tabs, GB 18030, English header' "$sushai" eval --format csv "$spec" "$work/l.txt"
ok 'gives the same' cmp "$work/out" "$work/want"
status 0 'long read as wide' "$sushai" eval --layout wide "$spec" "$work/wide.csv"
status 1 'a long table said to be wide' "$sushai" eval --layout wide "$spec" "$work/long.csv"
holds "$work/err" 'D0140' 'has ids twice'
# a column of a long table that goes by another name: the file is refused at its head, not judged as wide
unknown() { # NAME CODE TEXT ROWS [OPTION...]
    name=$1 code=$2 text=$3 rows=$4
    shift 4
    printf "%b" "$rows" >"$work/lims.csv"
    status 2 "$name" "$sushai" eval "$@" "$spec" "$work/lims.csv"
    holds "$work/err" "$code" "$name: $code"
    holds "$work/err" "$text" "$name: $text"
    holds "$work/err" '--map' "$name: --map is named"
    holds "$work/err" '样品 0 = 结果 0 + 拒收 0' "$name: nothing is judged"
}
lims='流水,样品编号,检项,检验值,单位\n1,S-1,铅,85,mg/kg\n2,S-1,直径,3,mm\n'
unknown 'an item by another name' D0210 '却有“检验值”、“单位”;但是没有“项目”列;未识别的列:“流水”、“检项”' "$lims"
unknown 'a value by another name' D0210 '没有“检验值”列;未识别的列:“得数”' '样品编号,项目,得数\nS-1,铅,85\n'
unknown 'both' D0210 '没有“项目”列和“检验值”列;未识别的列:“检项”、“得数”' '样品编号,检项,得数,单位\nS-1,铅,85,mg/kg\n'
unknown 'said to be long' D0174 '没有“项目”列;未识别的列:“流水”、“检项”' "$lims" --layout long
ok 'it has the value' sh -c "! grep -q '没有.*“检验值”列' '$work/err'"
unknown 'all of them known' D0174 '没有“项目”列和“检验值”列;未识别的列:无' '样品编号,铅\nS-1,85\n' --layout long
printf "%b" "$lims" >"$work/lims.csv"
printf '检项,项目\n流水,\n' >"$work/lims.map"
status 0 'told by a map' "$sushai" eval --map "$work/lims.map" "$spec" "$work/lims.csv"
holds "$work/err" '样品 1 = 结果 1 + 拒收 0' 'it is one sample'
status 1 'said to be wide' "$sushai" eval --layout wide "$spec" "$work/lims.csv"
holds "$work/err" D0140 'it is read as wide'
printf '样品编号,单位,检验结果,铅\nS-1,某厂,合格,85\n' >"$work/unit.csv"
status 0 'a wide table with columns of these names' "$sushai" eval "$spec" "$work/unit.csv"
holds "$work/err" '样品 1 = 结果 1 + 拒收 0' 'stays wide'
printf '样品编号,单位,铅.U\nS-1,某厂,85\n' >"$work/unit.csv"
status 0 'so does one with an uncertainty alone' "$sushai" eval "$spec" "$work/unit.csv"
printf '样品编号,厂家\nS-1,某厂\n' >"$work/unit.csv"
status 0 'and one with nothing of either kind' "$sushai" eval "$spec" "$work/unit.csv"
printf '样本ID,铅\nS-1,85\n' >"$work/unit.csv"
status 2 'a number by another name' "$sushai" eval "$spec" "$work/unit.csv"
ok 'D0138 names --map' sh -c "grep -A1 D0138 '$work/err' | grep -q -e --map"

# a remark below the table: it is judged, and told
printf '样品编号,产品名称,铅\nS-1,,85\nS-2,球,\n备注:以上2个, ,\n' >"$work/remark.csv"
status 0 'a row with its number alone' "$sushai" eval "$spec" "$work/remark.csv"
ok 'is told, once' test "$(grep -c D0211 "$work/err")" -eq 1
holds "$work/err" '第 4 行: 警告 D0211: 这一行只有样品编号“备注:以上2个”' 'with its row and text'
holds "$work/err" '样品 3 = 结果 3 + 拒收 0' 'and it is judged'
printf '样品编号\nS-1\n' >"$work/remark.csv"
status 0 'a table of numbers alone' "$sushai" eval "$spec" "$work/remark.csv"
ok 'is not told row by row' sh -c "! grep -q D0211 '$work/err'"
printf '样品编号 | 铅\nS-1 | 8\n备注:以上1个\n' | python3 tests/cmd/workbook.py "$work/remark.xlsx"
status 0 'the same in a workbook' "$sushai" eval "$spec" "$work/remark.xlsx"
ok 'is told of row 3' sh -c "grep D0211 '$work/err' | grep -q 备注"

{ cat "$work/long.csv"; echo 'S-1,玩具,铅,1,,'; } >"$work/back.csv"
status 1 'a sample that returns' "$sushai" eval --format csv "$spec" "$work/back.csv"
holds "$work/err" 'D0173' 'is refused'
ok 'and no other' cmp "$work/out" "$work/want"
# a bad row costs its own sample; one that belongs nobody knows where costs those on both sides
sed 's/^S-2,积木,铅,99/S-2,"积木"x,铅,99/' "$work/long.csv" >"$work/bad.csv"
status 1 'a row with a stray quotation mark' "$sushai" eval --format csv --lang en "$spec" "$work/bad.csv"
ok 'costs its sample' test "$(grep -c '^S-[13],' "$work/out")" -eq 2
holds "$work/err" 'samples 3 = results 2 + refused 1' 'and is counted'
ok 'and said once' test "$(grep -c D0133 "$work/err")" -eq 1
sed 's/^S-2,积木,铅,99/,积木,铅,99/' "$work/long.csv" >"$work/bad.csv"
status 1 'a row of nobody' "$sushai" eval --format csv --lang en "$spec" "$work/bad.csv"
ok 'leaves the third' test "$(grep -c '^S-3,' "$work/out")" -eq 1
holds "$work/err" 'samples 3 = results 1 + refused 2' 'and costs its neighbours'
for n in 60 90 130 170 200 260 300; do
    head -c "$n" "$work/long.csv" >"$work/short"
    balanced "long cut at $n" "$work/short"
done
# --- names of other systems --------------------------------------------------------------------------------------
spec=specs/toys.shai
alias() { # JSON of the sample: what the last result must hold
    ok "the result holds $1" grep -qF "$1" "$work/out"
}
printf '抽样单编号,样品名称,网店名称,标称生产企业名称,受检单位,抽样日期,执行标准／技术文件,统一信用代码\nS-1,玩具,旗舰店,甲厂,乙店,2025-12-01,GB 6675,91110000101623741K\n' >"$work/alias.csv"
status 0 'aliases of fields' "$sushai" eval --format ndjson --lang en "$spec" "$work/alias.csv"
for want in '"sample_id":"S-1"' '"product_name":"玩具"' '"producer":"甲厂"' '"seller":"乙店"' '"sampled_on":"2025-12-01"' \
    '"declared_standard":"GB 6675"' '"seller_uscc":"91110000101623741K"'; do
    alias "$want"
done
ok 'are silent but for the one that is not used' test "$(grep -c warning "$work/err")" -eq 1
holds "$work/err" 'the column “网店名称” is not used: “受检单位” is' 'whatever their order'
printf '明示质量承诺,样品编号,执行标准,铅\n优等,S-1,GB 6675,1\n' >"$work/alias.csv"
status 0 'a field of its own name' "$sushai" eval --format ndjson "$spec" "$work/alias.csv"
alias '"declared_standard":"GB 6675"'
holds "$work/err" 'D0205' 'goes before an alias'
printf '{"受检单位":"乙店","网店名称":"旗舰店","样品编号":"S-1"}\n{"网店名称":"旗舰店","样品编号":"S-2"}\n{"网店名称":"旗舰店","seller":"丙店","样品编号":"S-3"}\n' >"$work/alias.json"
status 0 'aliases in NDJSON' "$sushai" eval --format ndjson --lang en "$spec" "$work/alias.json"
grep -o '"seller":"[^"]*"' "$work/out" | tr '\n' ' ' >"$work/got"
holds "$work/got" '"seller":"乙店" "seller":"旗舰店" "seller":"丙店"' 'are used line by line'
ok 'and one that is not used is said once' test "$(grep -c D0205 "$work/err")" -eq 1
printf '{"受检单位":"乙店","受检单位":"丙店","样品编号":"S-1"}\n' >"$work/alias.json"
status 1 'an alias twice' "$sushai" eval "$spec" "$work/alias.json"
holds "$work/err" 'D0149' 'is refused as any key'
printf '抽样单编号,样品名称,检验项目名称,实测结果,结果单位\nS-1,玩具,铅,85,mg/kg\nS-1,,锑,ND,\nS-2,积木,铅,99,mg/kg\n' >"$work/alias.csv"
status 0 'aliases in a long table' "$sushai" eval --format ndjson "$spec" "$work/alias.csv"
ok 'a sample each' test "$(grep -c '"product_name"' "$work/out")" -eq 2
cat >"$work/own.shai" <<'S'
细则 示例 {
  名称 "示例" 版本 "1" 产品 "示例" 发布 "示例" 生效 2025-01-01 ~
  标准 S "GB 1" "例"
  属性 规格 : 数值 mm
  项目 标志 { 依据 S 方法 S 检测 样品等级 : 数值 mm 结果 样品等级 限值 ≤ 规格 风险 一般 }
}
S
printf '样品编号,规格,样品等级,型号\nS-1,5,4,甲\nS-2,5,6,乙\n' >"$work/alias.csv"
status 0 'names of the spec' "$sushai" eval --format csv "$work/own.shai" "$work/alias.csv"
holds "$work/out" 'S-1,pass' 'go before aliases'
holds "$work/out" 'S-2,fail' 'for readings, too'
ok 'and nothing is said' test "$(wc -l <"$work/err")" -eq 1
# the documents show the list, and no name stands twice in it
sed -n 's/^ALIAS([A-Z_]*, "\(.*\)")$/\1/p; s/^PART([A-Z]*, "\(.*\)")$/\1/p' runtime/alias.def | sort >"$work/names"
ok 'no alias twice' test -z "$(uniq -d "$work/names")"
sed -n 's/^FIELD([A-Z_]*, "\([^"]*\)", "\([^"]*\)".*/\1\n\2/p' runtime/field.def | sort >"$work/own"
ok 'none that is a field'"'"'s own' test -z "$(comm -12 "$work/names" "$work/own")"
for page in "en samples" "zh zh/样品文件"; do
    awk -v lang="${page%% *}" -F'"' '
        /^FIELD/ { id = $1; sub(/^FIELD\(/, "", id); sub(/,.*/, "", id); name[id] = lang == "en" ? "`" $2 "`" : $4 }
        /^ALIAS/ { id = $1; sub(/^ALIAS\(/, "", id); sub(/,.*/, "", id); text[id] = text[id] (text[id] == "" ? "" : lang == "en" ? "; " : ";") $2 }
        /^PART/ { id = $1; sub(/^PART\(/, "", id); sub(/,.*/, "", id)
            n = $2 ~ /^[a-z_]*$/ ? "`" $2 "`" : $2; part[id] = part[id] (part[id] == "" ? "" : lang == "en" ? "; " : ";") n }
        END { for (id in text) print "| " name[id] " | " text[id] " |"; for (id in part) print " | " part[id] " |" }
    ' runtime/field.def runtime/alias.def >"$work/table"
    missing=$(while IFS= read -r line; do grep -qF -- "$line" "docs/${page#* }.md" || echo "$line"; done <"$work/table")
    ok "docs/${page#* }.md has every alias" test -z "$missing"
done

# --- cells that look empty ---------------------------------------------------------------------------------------
cat >"$work/empty.shai" <<'S'
细则 示例 {
  名称 "示例" 版本 "1" 产品 "示例" 发布 "示例" 生效 2025-01-01 ~
  标准 S "GB 1" "例"
  属性 颜色 : 选项 { 红, 未知 }
  属性 材料 : 文本
  等级 气味等级 { "有", "none" }
  项目 异味 { 依据 S 方法 S 检测 选项 { 无, 有 } 限值 = 无 风险 一般 }
  项目 气味 { 依据 S 方法 S 检测 等级 气味等级 限值 ≥ "none" 风险 一般 }
  项目 铅 { 依据 S 方法 S 检测 数值 mg/kg 限值 ≤ 90 风险 严重 }
}
S
spec=$work/empty.shai
for word in '' / ／ - — – －－ 暂无 不详 未知 N/A NA ｎａ null None nan NaN NULL; do
    printf '样品编号,产品名称,生产单位,采样日期,颜色,材料,异味,气味,铅\nS-1,%s,%s,%s,红,Na,无,none,5\n' "$word" "$word" "$word" >"$work/empty.csv"
    "$sushai" eval --format ndjson "$spec" "$work/empty.csv" >"$work/out" 2>"$work/err"
    ok "the word $word in a standard field" grep -q '"verdict":"pass"' "$work/out"
    ok 'is nothing' sh -c "! grep -q 'product_name\|\"producer\"\|sampled_on' '$work/out'"
done
holds "$work/out" '"verdict":"pass"' '无 of 异味, and a grade of that name, are results'
printf '样品编号,颜色,材料,异味,气味,铅\nS-1,未知,NA,NA,/,nan\nS-2,NA,无,无,有,1\nS-3,红,x,无,none,无\nS-4,红,x,无,未知,1\n' >"$work/empty.csv"
status 1 'words for nothing in readings' "$sushai" eval --format csv --lang en "$spec" "$work/empty.csv"
holds "$work/out" 'S-1,incomplete,,,,异味;气味;铅,' 'are not tested'
holds "$work/err" 'empty.csv: row 4, column “铅”: error D0101' '无 is no number'
holds "$work/err" 'empty.csv: row 5, column “气味”: error D0118' 'nor is 未知 a grade'
holds "$work/err" 'samples 4 = results 2 + refused 2' 'and they alone are refused'
spec=specs/toys.shai

# --- JSON --------------------------------------------------------------------------------------------------------
spec=$work/long.shai
cat >"$work/list.json" <<'S'
[
  {"样品编号": "S-1", "产品名称": "玩具", "类别": "黏土", "铅": {"value": 85, "unit": "mg/kg", "u": 4},
   "直径": [41, "42"], "壁厚": 1.2},
  {"样品编号": "S-2", "产品名称": "积木", "类别": "颜料", "铅 (mg/kg)": [99], "直径": [null, {"value": "5.1", "unit": "cm"}],
   "壁厚 (mm)": [0.8, {"value": 1.4}]},
  {"样品编号": "S-3", "产品名称": "小熊", "铅": [], "壁厚": []}
]
S
status 0 'a JSON list' "$sushai" eval --format csv "$spec" "$work/list.json"
ok 'gives the same' cmp "$work/out" "$work/want"
status 0 'by name' "$sushai" eval --format csv --input json "$spec" "$work/list.json"
ok 'gives the same' cmp "$work/out" "$work/want"
iconv -f UTF-8 -t GB18030 "$work/list.json" >"$work/gb.json"
status 0 'in GB 18030' "$sushai" eval --format csv "$spec" "$work/gb.json"
ok 'gives the same' cmp "$work/out" "$work/want"
sed '1d; $d; /"壁厚/s/},$/}/' "$work/list.json" >"$work/objects.json"
status 0 'objects over lines' "$sushai" eval --format csv --input json "$spec" "$work/objects.json"
ok 'give the same' cmp "$work/out" "$work/want"
tr -d '\n' <"$work/list.json" >"$work/line.json"
status 0 'a list on one line' "$sushai" eval --format csv "$spec" "$work/line.json"
ok 'gives the same' cmp "$work/out" "$work/want"
list() { # CODE PAIR: a pair that refuses its sample
    printf '[{"样品编号":"S-1",%s},\n{"样品编号":"S-2"}]' "$2" >"$work/l.json"
    status 1 "refused: $2" "$sushai" eval --format csv --lang en "$spec" "$work/l.json"
    holds "$work/err" 'l.json: object 1 (line 1)' 'with its place'
    holds "$work/err" "error $1" "$1"
    holds "$work/err" 'samples 2 = results 1 + refused 1' 'and no other'
}
list D0179 '"直径":[1,2,3]'
list D0179 '"壁厚":[1,2,null]'
list D0148 '"铅":[1,2]'
list D0148 '"类别":["黏土"]'
list D0148 '"直径":[[1],2]'
list D0148 '"直径.1":[1,2]'
list D0147 '"直径":[{"value":{"value":1}}]'
list D0150 '"直径":[1,{"value":2,"unt":"mm"}]'
list D0151 '"直径":[{"unit":"mm"}]'
list D0149 '"直径":[{"value":1,"value":2}]'
list D0149 '"直径":[1],"直径":[2]'
list D0141 '"直径":[1,2],"直径.2":2'
list D0162 '"壁厚":1,"壁厚.1":1'
list D0101 '"直径":[1,"x"]'
holds "$work/err" 'column “直径.2”' 'and the specimen'
list D0106 '"直径":[1,{"value":2,"unit":"kg"}]'
for n in 2 60 150 230 330 450; do
    head -c "$n" "$work/list.json" >"$work/short"
    balanced "list cut at $n" "$work/short"
done
# a large list in little memory: some 75 MB are the libraries that the program is linked with
awk 'BEGIN { print "["; for (i = 1; i <= 40000; i++) printf "{\"sample_id\": \"S-%d\",\n \"x\": \"%0200d\"},\n", i, i; print "{\"sample_id\": \"Z\"}]" }' >"$work/big.json"
limit=unlimited # a sanitized program takes more address space than that to begin with
# shellcheck disable=SC3045
(ulimit -v 95000 && "$sushai" --version) >/dev/null 2>&1 && limit=95000
status 0 'a list of 10 MB' sh -c "ulimit -v $limit; exec '$sushai' eval --format csv '$spec' '$work/big.json'"
holds "$work/err" '40001' 'is read whole'
# --- columns by other names (--map) ------------------------------------------------------------------------------
spec=$work/long.shai
cat >"$work/map.csv" <<'S'
column,name
No.,样品编号
name,产品名称
kind,类别
Pb,铅 (mg/kg)
d,直径
t,壁厚
memo,
gone,
S
sed '1s/.*/No.,name,kind,Pb,Pb.U,d.1 (mm),d.2,t,t.1,t.2,memo/; 2,$s/$/,x/' "$work/wide.csv" >"$work/named.csv"
status 0 'columns by other names' "$sushai" eval --format csv --map "$work/map.csv" "$spec" "$work/named.csv"
ok 'give the same' cmp "$work/out" "$work/want"
ok 'and nothing is said' test "$(wc -l <"$work/err")" -eq 1
sed '1d' "$work/map.csv" | tr ',' '\t' | iconv -f UTF-8 -t GB18030 >"$work/map.txt"
status 0 'a map in GB 18030, tabs, without header' "$sushai" eval --format csv --map "$work/map.txt" "$spec" "$work/named.csv"
ok 'gives the same' cmp "$work/out" "$work/want"
sed 's/"样品编号"/"No."/; s/"产品名称"/"name"/; s/"类别"/"kind"/; s/"铅[^"]*"/"Pb"/; s/"直径"/"d"/; s/"壁厚[^"]*"/"t"/' >"$work/named.json" <<'S'
[{"样品编号": "S-1", "产品名称": "玩具", "memo": "x", "类别": "黏土", "铅": {"value": 85, "u": 4}, "直径": [41, 42], "壁厚": 1.2},
{"样品编号": "S-2", "产品名称": "积木", "类别": "颜料", "铅": 99, "直径": [null, 51], "壁厚": [0.8, 1.4]},
{"样品编号": "S-3", "产品名称": "小熊"}]
S
status 0 'keys by other names' "$sushai" eval --format csv --map "$work/map.csv" "$spec" "$work/named.json"
ok 'give the same' cmp "$work/out" "$work/want"
sed '1s/.*/No.,name,what,got,in,+-/; s/,铅,/,Pb,/; s/,直径,/,d,/; s/,壁厚/,t/; s/,类别,/,kind,/' "$work/long.csv" >"$work/named.csv"
{ cat "$work/map.csv"; printf 'what,项目\ngot,检验值\nin,单位\n+-,不确定度\n'; } >"$work/long.map"
status 0 'a long table by other names, items and all' "$sushai" eval --format csv --map "$work/long.map" "$spec" "$work/named.csv"
ok 'gives the same' cmp "$work/out" "$work/want"
ok 'and nothing is said' test "$(wc -l <"$work/err")" -eq 1
"$sushai" compile "$spec" -o "$work/long.shaic" 2>"$work/err"
status 0 'sushai-lab, too' "$BUILD/sushai-lab" --format csv --map "$work/map.csv" "$work/long.shaic" "$work/named.json"
ok 'gives the same' cmp "$work/out" "$work/want"
map() { # CODE TEXT ROWS: a map in error; nothing is judged
    printf "%b" "$3" >"$work/bad.map"
    status 2 "a map in error: $1" "$sushai" eval --lang en --map "$work/bad.map" "$spec" "$work/named.json"
    holds "$work/err" "$1" "$1"
    holds "$work/err" "$2" "says $2"
    ok 'and nothing is judged' test ! -s "$work/out"
}
map D0206 'row 2' 'Pb,铅\nd,长短\n'
map D0206 'did you mean “直径.1”?' 'd,直劲.1\n'
map D0207 'in row 1 already' 'Pb,铅\nＰｂ,直径\n'
map D0209 'row 1' 'Pb\n'
map D0209 'row 2' 'Pb,铅\n,直径\n'
map D0209 'row 1' 'Pb,铅,x\n'
map D0105 'mg/kq' 'Pb,铅 (mg/kq)\n'
map D0143 'does not convert' 'Pb,铅 (mm)\n'
map D0133 'row 1' '"Pb"x,铅\n'
map D0135 'row 2' 'Pb,铅\n\377,铅\n'
status 2 'a map that is not there' "$sushai" eval --map "$work/none" "$spec" "$work/named.json"
printf 'Pb,铅\nzz,类别\n' >"$work/some.map"
status 0 'a column that the data lack' "$sushai" eval --lang en --map "$work/some.map" "$spec" "$work/wide.csv"
holds "$work/err" 'some.map: row 2: warning D0208: the data have no column “zz”' 'is a warning'
status 0 'and so a key' "$sushai" eval --lang en --map "$work/some.map" "$spec" "$work/list.json"
holds "$work/err" 'row 2: warning D0208' 'is'
printf 'Pb,铅\n' >"$work/some.map"
printf 'sample_id,Pb,铅\nS-1,1,2\n' >"$work/both.csv"
status 2 'renamed to what is there' "$sushai" eval --map "$work/some.map" "$spec" "$work/both.csv"
holds "$work/err" 'D0141' 'is a column twice'
printf 'firm,生产单位\n' >"$work/some.map"
printf 'sample_id,标称生产企业名称,firm\nS-1,甲,乙\n' >"$work/both.csv"
status 0 'a renamed column' "$sushai" eval --format ndjson --map "$work/some.map" "$spec" "$work/both.csv"
holds "$work/out" '"producer":"乙"' 'goes before an alias'
sed 's/≤ 90/≤ 86/' "$spec" >"$work/new.shai"
status 0 'diff --data --map' "$sushai" diff --lang en --data "$work/named.json" --map "$work/map.csv" "$spec" "$work/new.shai"
cp "$work/out" "$work/diffed"
status 0 'and without' "$sushai" diff --lang en --data "$work/list.json" "$spec" "$work/new.shai"
sed 's/list.json/named.json/' "$work/out" >"$work/got"
ok 'give the same' cmp "$work/got" "$work/diffed"
printf 'No.,Pb,want,want Pb\nC-1,90,pass,pass\nC-2,91,fail,fail\n' >"$work/cases.csv"
printf 'No.,样品编号\nPb,铅\nwant,期望结论\nwant Pb,期望 铅\n' >"$work/cases.map"
for f in cases cases.gb cases.u16; do
    sed 's/^  项目 [直壁].*//' "$spec" >"$work/cases.shai"
    case $f in
    cases.gb) sed 's/No\./样品编号/' "$work/cases.csv" | tr ',' '\t' | iconv -f UTF-8 -t GB18030 >"$work/$f.csv"; sed 1d "$work/cases.map" >"$work/m" ;;
    cases.u16) { printf '\377\376'; iconv -f UTF-8 -t UTF-16LE "$work/cases.csv"; } >"$work/$f.csv"; cp "$work/cases.map" "$work/m" ;;
    *) cp "$work/cases.map" "$work/m" ;;
    esac
    status 0 "a table of cases: $f" "$sushai" test --lang en --format tap --map "$work/m" --cases "$work/$f.csv" "$work/cases.shai"
    holds "$work/out" 'ok 2 - C-2' 'is read'
done
sed 's/C-1,90,pass/C-1,90,fail/' "$work/cases.csv" | iconv -f UTF-8 -t UTF-16 >"$work/wrong.csv"
status 1 'a table that expects wrongly' "$sushai" test --format tap --map "$work/cases.map" --cases "$work/wrong.csv" "$work/cases.shai"
holds "$work/out" 'not ok 1 - C-1' 'fails'
status 2 'a map with a name that neither spec nor table knows' sh -c "printf 'x,期忘结论\n' >'$work/m'; '$sushai' test --map '$work/m' --cases '$work/cases.csv' '$work/cases.shai'"

spec=specs/toys.shai

for n in 1 50 200 777 1500; do
    for f in gb le tab; do
        head -c "$n" "$work/$f.csv" >"$work/short"
        balanced "$f cut at $n" "$work/short"
    done
done

done_testing
