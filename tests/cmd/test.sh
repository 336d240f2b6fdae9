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
mkdir "$work/bad"
sed 's/铅 = 90;/铅 = ;/' "$work/cup.shai" >"$work/bad/unread.shai"
status 1 'a spec with errors' "$sushai" test --lang zh "$work/bad/unread.shai"
ok 'is not counted as examples that ran' sh -c "! grep -q '样例:' '$work/out'"
status 1 'beside one that runs' "$sushai" test --lang zh "$work/bad/unread.shai" "$work/cup.shai"
holds "$work/out" '样例:2 通过,0 未通过' 'those are counted'
rm -r "$work/bad"
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
holds "$work/err" '是不是“铅”?' 'and a name that is near'
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

# --- mutants ----------------------------------------------------------------------------------------------------
cat >"$work/mut.shai" <<'SPEC'
细则 变 {
  名称 "变" 版本 "1" 产品 "变" 发布 "y" 生效 2025-01-01 ~
  标准 S "GB 1-2020"
  等级 牢度 { "1", "1-2", "2" }
  属性 类别 : 选项 { 甲, 乙 }
  属性 月龄 : 数值 月
  定义 幼儿 = 月龄 ≤ 36 月 且 非 (类别 = 乙)
  表 上限 [类别] : 数值 mg {
    | 类别 | 限  |
    | 甲   | 9.9 |
    | 乙   | 10  |
  }
  组 "旧版" {
    适用 生产日期 < 2026-01-01
    项目表 金属 {
      | 项目 | 校正 | 甲    | 乙     |
      | 铅   | 30 % | ≤ 90 | ≤ 0.09 |
      每项 {
        依据 S "1"
        方法 S "2"
        检测 数值 mg/kg
        结果 读数 × (1 − 校正)
        限值 按 类别
        风险 { 严重 当 结果 > 100; 一般 否则 }
      }
    }
  }
  项目 锡 { 适用 幼儿 依据 S "1" 方法 S "2" 检测 数值 mg 限值 ≤ 上限[类别] 风险 一般 }
  项目 摩擦 { 依据 S "1" 方法 S "2" 检测 等级 牢度 限值 ≥ "1-2" 风险 一般 }
  项目 尺寸 { 依据 S "1" 方法 S "2" 检测 长 : 数值 mm 检测 宽 : 数值 mm 结果 最大(长, 宽) 限值 5 ~ 9.99 风险 一般 }
  判定 { 严重 当 计数(一般) ≥ 2 }
}
SPEC
mutants() { "$sushai" test --mutate "$@" | sed "s|$work/||"; }
mutants --lang zh "$work/mut.shai" >"$work/mut.zh"
ok 'mutants of a spec without examples are what was looked at' diff tests/golden/test/mutants.zh.txt "$work/mut.zh"
mutants --lang en "$work/mut.shai" >"$work/mut.en"
ok 'and in English' diff tests/golden/test/mutants.en.txt "$work/mut.en"
status 1 'survivors' "$sushai" test --mutate --format json "$work/mut.shai"
# Every example that is offered, pasted into the spec, notices its mutant; what has none is then explained.
cat >"$work/paste.py" <<'PY'
import json, sys
found = json.load(open(sys.argv[1]))["files"][0]["mutants"]
text = open(sys.argv[2]).read().rstrip()
assert text.endswith("}")
examples = "".join(s["example"] for s in found["survivors"] if s["example"])
why = {"zh": "/// 存活: ", "en": "/// survivor: "}[sys.argv[4]]
rest = [s["name"] for s in found["survivors"] if not s["example"]]
lines = "".join("%s%s there is no such reading\n" % (why, name) for name in rest)
open(sys.argv[3] + ".pasted.shai", "w").write(text[:-1] + examples + "}\n")
open(sys.argv[3] + ".told.shai", "w").write(text[:-1] + lines + examples + "}\n")
open(sys.argv[3] + ".rest", "w").write("".join(name + "\n" for name in rest))
PY
python3 "$work/paste.py" "$work/out" "$work/mut.shai" "$work/mut" zh
status 0 'the examples offered' "$sushai" test --lang zh "$work/mut.pasted.shai"
"$sushai" test --mutate --format json "$work/mut.pasted.shai" >"$work/out"
ok 'notice all mutants but those that have none' python3 -c '
import json, sys
found = json.load(open(sys.argv[1]))["files"][0]["mutants"]
rest = open(sys.argv[2]).read().split("\n")[:-1]
assert [s["name"] for s in found["survivors"]] == rest and len(rest) == 5, (found["survivors"], rest)
assert found["count"] == found["noticed"] + 5 == 52, found
' "$work/out" "$work/mut.rest"
status 0 'survivors that are explained' "$sushai" test --lang zh --mutate "$work/mut.told.shai"
holds "$work/out" '变异 52 个,发现 47,已说明 5,存活 0' 'are counted'
status 0 'as JUnit' "$sushai" test --lang zh --mutate --format junit "$work/mut.told.shai"
if command -v xmllint >/dev/null; then
    ok 'are valid test cases' xmllint --noout --schema docs/schema/junit.xsd "$work/out"
fi
{
    echo '细则 注 { 名称 "注" 版本 "1" 产品 "注" 发布 "y" 生效 2025-01-01 ~ 标准 S "GB 1-2020"'
    echo '  /// 真正的备注。'
    echo '  /// 存活: 铅.限值:90→91 只读得出偶数'
    echo '  项目 铅 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 90 风险 一般 } }'
} >"$work/remark.shai"
status 0 'an explanation above an item' "$sushai" compile "$work/remark.shai" -o "$work/remark.shaic"
ok 'leaves its remark' grep -aq '真正的备注。' "$work/remark.shaic"
ok 'and is none' sh -c "! grep -aq 存活 '$work/remark.shaic'"
status 1 'survivors as TAP' "$sushai" test --lang zh --mutate --format tap "$work/mut.pasted.shai"
holds "$work/out" 'not ok 48 - 变异 上限.乙.限:10→9' 'are tests that fail'
sed 's|^/// 存活: 上限.乙.限:10→9 .*|/// 存活: 上限.乙.限:10→9|' "$work/mut.told.shai" >"$work/stale.shai"
status 1 'an explanation without a reason' "$sushai" test --lang zh --mutate "$work/stale.shai"
holds "$work/err" 'E0616' 'says so'
sed 's/| 乙   | 10  |/| 乙   | 12  |/' "$work/mut.told.shai" >"$work/stale.shai"
status 1 'an explanation of what has changed' "$sushai" test --lang zh --mutate "$work/stale.shai"
holds "$work/err" '错误 E0614: 没有叫“上限.乙.限:10→9”的变异' 'is an error with its place'
status 0 'which only --mutate finds' "$sushai" test "$work/stale.shai"
# Rows of a table count as examples do, once someone has confirmed them.
cat >"$work/row.shai" <<'SPEC'
细则 行 { 名称 "行" 版本 "1" 产品 "行" 发布 "y" 生效 2025-01-01 ~ 标准 S "GB 1-2020"
  项目 铅 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 90 风险 一般 } }
SPEC
printf '%s\n' '样品编号,铅,期望 铅,期望风险,状态,确认人' '1,90,符合,,generated,甲' '2,91,不符合,一般,generated,' >"$work/row.cases.csv"
status 1 'mutants of a spec with a table' "$sushai" test --lang zh --mutate "$work/row.shai"
holds "$work/out" '存活 铅.限值:90→91' 'survive rows that nobody has confirmed'
sed '3s/$/乙/' "$work/row.cases.csv" >"$work/all.csv"
status 0 'but not' "$sushai" test --lang zh --mutate --cases "$work/all.csv" "$work/row.shai"
holds "$work/out" '变异 4 个,发现 4,已说明 0,存活 0' 'a row that someone has'
sed '2s/符合/不符合/' "$work/row.cases.csv" >"$work/all.csv"
status 1 'where tests fail' "$sushai" test --lang zh --mutate --cases "$work/all.csv" "$work/row.shai"
ok 'nothing is said of mutants' sh -c "! grep -q 变异 '$work/out'"
# The same in the other spelling.
"$sushai" fmt --keywords en - <"$work/mut.shai" >"$work/english.shai"
status 1 'mutants in English' "$sushai" test --mutate --format json "$work/english.shai"
cp "$work/out" "$work/english.json"
python3 "$work/paste.py" "$work/english.json" "$work/english.shai" "$work/english" en
status 0 'what is offered and explained there' "$sushai" test --mutate --lang en "$work/english.told.shai"
holds "$work/out" '52 mutants, 47 noticed, 5 explained, 0 survive' 'is counted alike'
# What "not detected" means is pinned by a reading that was not; an example that is offered is decided where it can be.
{
    echo '细则 注 { 名称 "注" 版本 "1" 产品 "注" 发布 "y" 生效 2025-01-01 ~ 标准 S "GB 1-2020" 未检出 计 0'
    echo '  属性 类 : 选项 { 甲, 乙 }'
    echo '  项目 铅 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 按 类 { 甲: ≤ 20; 乙: ≤ 90 } 风险 一般 }'
    echo '  样例 "a" { 铅 = 5; 期望 铅 符合 } }'
} >"$work/nd.shai"
status 1 'a spec with hardly an example' "$sushai" test --mutate --lang zh "$work/nd.shai"
ok 'not detected notices what it counts' grep -qx '      铅 = 未检出' "$work/out"
ok 'facts are set that decide' grep -qx '      类 = 甲' "$work/out"
ok 'and no example is left open' sh -c "! grep -q '无法判定' '$work/out'"

# With hardly an example, not every survivor has its turn; that is said, and not that there is none.
sed '/^ *样例/,$d' specs/compound-fertilizer.shai >"$work/few.shai"
echo "}" >>"$work/few.shai"
cp specs/labels.shai specs/standards.shai "$work"
status 1 'a spec with no example left' "$sushai" test --mutate --lang zh "$work/few.shai"
ok 'is offered some' grep -q '期望 ' "$work/out"
ok 'and told that the others had no turn' grep -q '没有轮到为它找样品:请先补上前面的样例' "$work/out"
status 0 'the specs of toys are covered, and every survivor is explained' \
    "$sushai" test --mutate --min 100 specs/toys.shai specs/toys.en.shai

done_testing
