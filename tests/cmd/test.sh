#!/bin/sh
# sushai test: what it reports in each form, tables of cases, which of their rows count.
. tests/tap.sh

cat >"$work/cup.shai" <<'SPEC'
细则 杯 {
  名称 "杯" 版本 "1" 产品 "杯" 发布 "y" 生效 2025-01-01 ~
  标准 S "GB 1-2020"
  属性 材质 : 选项 { 瓷, 玻璃 }
  项目 铅 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 90 风险 严重 }
  项目 镉 { 适用 材质 = 瓷 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 5 风险 一般 }
  样例 "恰在限值 # <上>" { 铅 = 90; 材质 = 瓷; 镉 = 5; 期望 符合 }
  样例 "超出" { 铅 = 91; 期望 不符合 严重 { 铅 不符合; 镉 无法判定 } }
}
SPEC
sed 's/铅 = 90/铅 = 90.1/' "$work/cup.shai" >"$work/off.shai"

status 0 'examples that pass' "$sushai" test --lang zh "$work/cup.shai"
holds "$work/out" '样例:2 通过,0 未通过' 'are counted'
status 1 'an example that fails' "$sushai" test --lang zh "$work/off.shai"
holds "$work/out" 'off.shai:7:3: 未通过 “恰在限值 # <上>”' 'is told with its place'
holds "$work/out" '结论:期望 符合,实际 不符合' 'and with what was expected'
status 1 'in English' "$sushai" test --lang en "$work/off.shai"
holds "$work/out" '铅: 铅 is 90.1 mg/kg; required: ≤ 90 mg/kg' 'reasons are in the language of messages'
status 1 'TAP' "$sushai" test --lang zh --format tap "$work/off.shai"
# shellcheck disable=SC1003  # the backslash is TAP's
holds "$work/out" 'not ok 1 - 恰在限值 \# <上>' 'a description hides no directive'
holds "$work/out" '1..2' 'and ends with its plan'
status 1 'JSON' "$sushai" test --format json "$work/off.shai"
ok 'is JSON and holds result, file, line and failures' python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
f, = d["files"]
assert (d["passed"], d["failed"], d["skipped"], f["errors"]) == (1, 1, 0, False), d
t = f["tests"][0]
assert t["result"] == "failed" and t["line"] == 7 and t["file"].endswith("off.shai") and t["failures"], t
' "$work/out"

# --- tables -----------------------------------------------------------------------------------------------------
cat >"$work/cup.cases.csv" <<'CSV'
样品编号,材质,铅 (mg/kg),镉,期望结论,期望风险,期望 铅,expect 镉,状态,确认人,说明
C-1,瓷,90,5,符合,无,符合,pass,,,恰在限值
C-2,瓷,90.1,5,fail,serious,不符合,,generated,王五,
C-3,玻璃,1,,符合,,,不适用,生成,,谁也没有确认
C-4,瓷,1,5.01,符合,,,,,李四,"写错了的
期望"
CSV
status 1 'a table beside the spec' "$sushai" test --lang zh "$work/cup.shai"
holds "$work/out" 'cup.cases.csv:第 5 行: 未通过 “C-4”' 'a row that fails has its number'
holds "$work/out" '    说明:写错了的' 'and its note'
holds "$work/out" '样例:4 通过,1 未通过,1 待确认' 'a generated row counts when someone confirms it'
status 1 'TAP of a table' "$sushai" test --lang zh --format tap "$work/cup.shai"
holds "$work/out" 'ok 5 - C-3 # SKIP 未确认' 'skips what nobody has confirmed'
ok 'no line is without meaning' sh -c "! grep -vE '^(TAP version 13|(not )?ok [0-9]+ - .*|#.*|1\.\.6)\$' '$work/out'"
status 1 'JUnit' "$sushai" test --lang zh --format junit "$work"
cp "$work/out" "$work/junit.xml"
if command -v xmllint >/dev/null; then
    ok 'is valid by its schema' xmllint --noout --schema docs/schema/junit.xsd "$work/junit.xml"
else
    echo "ok $((tests_run += 1)) - is valid by its schema # SKIP no xmllint"
fi
ok 'counts what it holds' python3 -c '
import sys, xml.etree.ElementTree as E
root = E.parse(sys.argv[1]).getroot()
assert [s.get("name")[-8:] for s in root] == ["cup.shai", "off.shai"], [s.get("name") for s in root]
for s in root:
    cases = s.findall("testcase")
    assert int(s.get("tests")) == len(cases)
    for name in "failure", "skipped", "error":
        assert int(s.get(name + "s" if name != "skipped" else name)) == len(s.findall("testcase/" + name)), name
t = root[0].findall("testcase")
assert t[0].get("name") == "恰在限值 # <上>" and t[0].get("line") == "7", t[0].attrib
assert "期望 符合,实际 不符合" in t[-1].find("failure").text and t[-1].get("line") == "5"
' "$work/junit.xml"
rm "$work/off.shai"

sed 1s/期望\ 铅/期望\ 铅铅/ "$work/cup.cases.csv" >"$work/other.csv"
status 1 'an item that is none' "$sushai" test --lang zh --cases "$work/other.csv" "$work/cup.shai"
holds "$work/err" '第 1 行,列“期望 铅铅”: 错误 E0612' 'has the column'
holds "$work/err" '铅 ?' 'and a name that is near'
holds "$work/out" '样例:2 通过,0 未通过' 'and no row is run'
sed '3s/serious/grave/' "$work/cup.cases.csv" >"$work/other.csv"
status 1 'a word that is none' "$sushai" test --lang zh --cases "$work/other.csv" "$work/cup.shai"
holds "$work/err" '第 3 行,列“期望风险”: 错误 E0611: “grave”' 'has row, column and word'
holds "$work/out" '样例:3 通过,1 未通过,1 待确认' 'and its row does not count'
sed '2s/,90,/,"90,/' "$work/cup.cases.csv" >"$work/other.csv"
status 1 'a row that cannot be read' "$sushai" test --lang zh --cases "$work/other.csv" "$work/cup.shai"
holds "$work/out" '样例:3 通过,1 未通过,1 待确认' 'costs no other row'
{ printf '\357\273\277'; cat "$work/cup.cases.csv"; } >"$work/other.csv"
status 1 'a table with a byte order mark' "$sushai" test --lang zh --cases "$work/other.csv" "$work/cup.shai"
holds "$work/out" '样例:4 通过,1 未通过,1 待确认' 'is read alike'
ok 'its own columns give no warning' test ! -s "$work/err"
sed 's/属性 材质/属性 状态 : 文本 属性 材质/' "$work/cup.shai" >"$work/named.shai"
status 1 'an attribute 状态 of the spec' "$sushai" test --lang zh --cases "$work/cup.cases.csv" "$work/named.shai"
holds "$work/out" '样例:5 通过,1 未通过' 'keeps its column'
status 2 'a table that is not there' "$sushai" test --cases "$work/none.csv" "$work/cup.shai"
status 2 'one table for two specs' "$sushai" test --cases "$work/other.csv" "$work/cup.shai" specs/toys.shai

# --- coverage ---------------------------------------------------------------------------------------------------
cat >"$work/cover.shai" <<'SPEC'
细则 盖 {
  名称 "盖" 版本 "1" 产品 "盖" 发布 "y" 生效 2025-01-01 ~
  标准 S "GB 1-2020"
  属性 类别 : 选项 { 甲, 乙, 丙 }
  表 上限 [类别] : 数值 mg {
    | 类别 | 限 |
    | 甲   | 5  |
    | 乙   | 6  |
    | 丙   | —  |
  }
  项目表 金属 {
    | 项目 | 甲    | 乙    | 丙 |
    | 铅   | ≤ 90 | ≤ 80 | —  |
    | 镉   | ≤ 9  | ≤ 8  | —  |
    每项 {
      依据 S "1"
      方法 S "2"
      检测 数值 mg/kg
      限值 按 类别
      风险 { 严重 当 结果 > 100; 一般 否则 }
    }
  }
  项目 锡 { 依据 S "1" 方法 S "2" 检测 数值 mg 限值 ≤ 上限[类别] 风险 一般 }
  项目 色 { 依据 S "1" 方法 S "2" 检测 数值 mg 仅报告 }
  判定 { 严重 当 计数(一般) ≥ 2 }
  样例 "一" { 类别 = 甲; 铅 = 90; 镉 = 10; 锡 = 5; 期望 不符合 }
  样例 "二" { 铅 = 85; 锡 = 5.5; 期望 铅 无法判定 }
}
SPEC
status 0 'coverage' "$sushai" test --lang zh --coverage "$work/cover.shai"
sed "s|$work/||" "$work/out" >"$work/cover.zh"
ok 'is what was looked at' diff tests/golden/test/coverage.zh.txt "$work/cover.zh"
ok 'at 80 columns' python3 -c '
import sys, unicodedata
for line in open(sys.argv[1]):
    assert sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.rstrip("\n")) <= 80, line
' "$work/cover.zh"
"$sushai" test --lang en --coverage "$work/cover.shai" | sed "s|$work/||" >"$work/cover.en"
ok 'and in English' diff tests/golden/test/coverage.en.txt "$work/cover.en"
status 0 'coverage at its minimum' "$sushai" test --min 52 "$work/cover.shai"
status 1 'and below' "$sushai" test --min 53 "$work/cover.shai"
status 1 'as TAP' "$sushai" test --lang zh --min 100 --format tap "$work/cover.shai"
holds "$work/out" 'not ok 3 - 覆盖率' 'a minimum is a test'
status 1 'as JUnit' "$sushai" test --min 100 --format junit "$work/cover.shai"
holds "$work/out" 'tests="3" failures="1"' 'and a test case'
status 0 'coverage as JSON' "$sushai" test --coverage --format json "$work/cover.shai"
ok 'says what is missing' python3 -c '
import json, sys
c = json.load(open(sys.argv[1]))["files"][0]["coverage"]
assert c["points"] - c["covered"] == len(c["missing"]) and c["percent"] == 52, c
missing = {(m["line"], m["kind"], m["item"]) for m in c["missing"]}
assert (13, "fail", "铅") in missing and (8, "cell", None) in missing and (20, "case", "铅") in missing
assert (25, "verdict", None) in missing
assert (7, "cell", None) not in missing and (14, "fail", "镉") not in missing
assert not any(k == "open" and i == "铅" for _, k, i in missing)
' "$work/out"
cat >"$work/cover.cases.csv" <<'CSV'
样品编号,类别,锡,期望 锡
C-1,乙,6,符合
C-2,甲,6,不符合
CSV
status 0 'rows of a table cover too' "$sushai" test --min 61 "$work/cover.shai"
for n in 101 -1 5x ''; do status 2 "--min '$n'" "$sushai" test --min "$n" "$work/cover.shai"; done

done_testing
