#!/bin/sh
# sushai diff: what it tells of edits of the toys, its forms, samples by both editions, exit statuses.
. tests/tap.sh

toys=specs/toys.shai
lacks() { ! grep -qF -- "$1" "$work/out"; }

# An edit by sed, and a line that must stand in the comparison; then the other way round.
edit() { # NAME SED LINE LINE-BACK
    sed "$2" "$toys" >"$work/new.shai"
    ok "$1: there is such an edit" sh -c "! cmp -s '$toys' '$work/new.shai'"
    status 0 "$1" "$sushai" diff "$toys" "$work/new.shai"
    holds "$work/out" "$3" "$1: $3"
    ok "$1: all is analysed" lacks '未能分析'
    status 0 "$1, back" "$sushai" diff "$work/new.shai" "$toys"
    holds "$work/out" "$4" "$1: $4"
}
old='〔GB 6675-2014(2026-11-01 前生产)〕'
edit 'a limit of a row' '/"铅(Pb)"/s/≤ 90   |/≤ 75   |/' "铅 限值(材料类别 = 其他) ≤ 90 → 75 mg/kg:更严$old" \
    "铅 限值(材料类别 = 其他) ≤ 75 → 90 mg/kg:更宽$old"
edit 'a hazard of a family' '0,/风险 严重/s//风险 一般/' "锑、砷、钡、镉、铬、铅、汞、硒 风险 严重 → 一般:降低$old" \
    '风险 一般 → 严重:升高'
edit 'a clause of a family' 's/依据 GB6675_4 "表1"/依据 GB6675_4 "表2"/' \
    '依据 GB 6675.4-2014 表1 → GB 6675.4-2014 表2(另一条款)' 'GB 6675.4-2014 表2 → GB 6675.4-2014 表1(另一条款)'
edit 'a case of a limit' 's/史莱姆: ≤ 300/史莱姆: ≤ 200/' '硼 限值(软体类型 = 史莱姆) ≤ 300 → 200 mg/kg:更严' '≤ 200 → 300 mg/kg:更宽'
edit 'a dash' 's/否则: — }/否则: ≤ 9 }/' '硼 限值(软体类型 = 非软体) — → ≤ 9 mg/kg:更严' '≤ 9 mg/kg → —:更宽'
edit 'a cell of a table' 's/| 水基     | 10 /| 水基     | 8 /' '甲醛 限值(材质 = 水基) ≤ 10 → 8 mg/kg:更严' '≤ 8 → 10 mg/kg:更宽'
edit 'a let' 's/< 36 月/< 24 月/' '甲醛 适用 不满三岁 且 材质 ≠ 其他材质:缩小(所用的 不满三岁 已改变)' \
    '警示说明 适用 非 不满三岁:缩小(所用的 不满三岁 已改变)'
edit 'the day of an edition' 's/生产日期 < 2026-11-01/生产日期 < 2027-01-01/' \
    '组 “GB 6675-2014(2026-11-01 前生产)” 适用 生产日期 < 2026-11-01 → 生产日期 < 2027-01-01:扩大' ':缩小'
edit 'one of two requirements' 's/ 或 释放量 ≤ 0.2 mg\/m³//' '甲酰胺 要求 含量 ≤ 200 mg/kg 或 释放量 ≤ 0.2 mg/m³ → 含量 ≤ 200 mg/kg:更严' \
    '含量 ≤ 200 mg/kg 或 释放量 ≤ 0.2 mg/m³:更宽'
edit 'the condition of a hazard' 's/结果 > 1 %/结果 > 2 %/' '增塑剂三项、可入口增塑剂三项 风险(严重 的条件) 结果 > 1 % → 结果 > 2 %:降低' ':升高'
edit 'the verdict' 's/计数(一般) ≥ 3/计数(一般) ≥ 2/' '判定 严重 当 计数(一般) ≥ 3 → 严重 当 计数(一般) ≥ 2:升高' ':降低'
edit 'validity' 's/2025-10-11 ~/2025-12-01 ~/' '生效 2025-10-11 ~ → 2025-12-01 ~:缩小' ':扩大'
edit 'an edition of a standard' 's/"GB 6675.4-2014"/"GB 6675.4-2003"/' '标准 GB6675_4 "GB 6675.4-2014"' '(引用的标准或其版本改变)'
edit 'the version' 's/版本   "2025-1"/版本   "2025-2"/' '版本 "2025-1" → "2025-2"' '版本 "2025-2" → "2025-1"'
edit 'a wording' 's/标签上没有执行标准编号 GB 6675/标签上没有标准编号/' '标准编号 问题 "标签上没有执行标准编号 GB 6675" → "标签上没有标准编号"' '→ "标签上没有执行标准编号 GB 6675"'
edit 'the nature of a standard' 's/"2018 年修正" 强制/"2018 年修正" 推荐/' '(改为推荐性)' '(改为强制性)'

# Items that come and go.
sed '/---- 样例/,$d' "$toys" >"$work/with.shai"
sed '/^  项目 厂名厂址/,/^  }/d' "$work/with.shai" >"$work/without.shai"
echo '}' | tee -a "$work/with.shai" >>"$work/without.shai"
status 0 'an item removed' "$sushai" diff "$work/with.shai" "$work/without.shai"
holds "$work/out" '厂名厂址 项目 删除 符合性:更宽' 'is told, and laxer'
status 1 'with --no-laxer' "$sushai" diff --no-laxer "$work/with.shai" "$work/without.shai"
status 0 'an item added' "$sushai" diff --no-laxer "$work/without.shai" "$work/with.shai"
holds "$work/out" '厂名厂址 项目 新增 符合性:更严' 'is told, and stricter'

# What is the same.
for spec in specs/*.shai; do
    "$sushai" diff --exit-code "$spec" "$spec" >>"$work/same" 2>&1 || echo "$spec"
done >"$work/bad"
ok 'every spec against itself' test ! -s "$work/bad"
status 0 'twins' "$sushai" diff --exit-code "$toys" specs/toys.en.shai
holds "$work/out" '没有变化:意思摘要相同' 'are unchanged'
{ echo '// 注'; cat "$toys"; } >"$work/new.shai"
status 0 'a comment' "$sushai" diff --exit-code "$toys" "$work/new.shai"
"$sushai" fmt --keywords en "$work/new.shai" >/dev/null
status 0 'another layout in other keywords' "$sushai" diff --lang en --exit-code "$toys" "$work/new.shai"
holds "$work/out" 'unchanged: the meaning digests agree' 'is unchanged'
sed 's/限值 ≤ 0.15$/限值 ≤ 0.15 %/' "$toys" >"$work/new.shai"
status 1 'a token that means nothing new' "$sushai" diff --exit-code "$toys" "$work/new.shai"
holds "$work/out" '有未能分析的改动 短链氯化石蜡' 'is never unchanged'
holds "$work/out" 'new.shai:' 'and has its place'
status 0 'a stricter limit and --no-laxer' sh -c "sed 's/限值 < 1\$/限值 < 0.5/' $toys >'$work/new.shai'; '$sushai' diff --no-laxer $toys '$work/new.shai'"
status 1 'a laxer one' "$sushai" diff --no-laxer "$work/new.shai" "$toys"
sed 's/1 − 分析校正/1 − 分析校正 ÷ 2/' "$toys" >"$work/new.shai"
status 1 'what may be either counts as laxer' "$sushai" diff --no-laxer "$toys" "$work/new.shai"
holds "$work/out" '宽严未定' 'and says so'

# Samples by both.
sed '/"铅(Pb)"/s/≤ 90   |/≤ 70   |/' "$toys" >"$work/new.shai"
status 0 'samples' "$sushai" diff --data examples/toys.csv "$toys" "$work/new.shai"
cp "$work/out" "$work/data"
holds "$work/data" '样品 WJ-2025-002:符合 → 不符合(严重)' 'the one that fails now'
holds "$work/data" '  铅 符合 → 不符合(严重)' 'its item'
holds "$work/data" '    旧 84 mg/kg (≤ 90 mg/kg)' 'why it passed'
holds "$work/data" '    新 铅(Pb)迁移量(校正后)为 84 mg/kg,要求 ≤ 70 mg/kg' 'why it fails'
ok 'no other' test "$(grep -c '^样品 WJ' "$work/data")" -eq 1
holds "$work/data" '样品 21 = 结论改变 1 + 仅项目改变 0 + 不变 15 + 新旧都拒收 5(旧细则拒收 5,新细则拒收 5)' 'counts'
ok 'a refusal is told once' test "$(grep -c D0101 "$work/err")" -eq 1
status 1 'milder verdicts and --no-laxer' "$sushai" diff --no-laxer --data examples/toys.csv "$work/new.shai" "$toys"
sed 's/2025-10-11 ~/2025-09-01 ~/' "$toys" >"$work/new.shai"
status 0 'a sample that was refused' "$sushai" diff --lang en --data examples/toys.csv "$toys" "$work/new.shai"
holds "$work/out" 'refused → ' 'is told'
holds "$work/out" 'refused by both 4 (refused by old 5, by new 4)' 'and counted'
holds "$work/err" 'D0144' 'with the reason'
"$sushai" diff --data examples/toys.ndjson "$toys" "$toys" >"$work/out" 2>/dev/null
holds "$work/out" '结论改变 0 + 仅项目改变 0' 'NDJSON: nothing changes'

# Forms.
sed '/"铅(Pb)"/s/≤ 90   |/≤ 70   |/; s/计数(一般) ≥ 3/计数(一般) ≥ 4/' "$toys" >"$work/new.shai"
status 0 'Markdown' "$sushai" diff -f md --data examples/toys.csv "$toys" "$work/new.shai"
holds "$work/out" '| 项目 | 内容 | 旧 | 新 | 影响 |' 'has a table of changes'
holds "$work/out" '限值(材料类别 = 其他) | ≤ 90 mg/kg | ≤ 70 mg/kg | 更严 |' 'a row a change'
holds "$work/out" '| WJ-2025-002 | 结论 | 符合 | 不符合(严重) |' 'and one of samples'
status 0 'JSON' "$sushai" diff -f json --data examples/toys.csv "$toys" "$work/new.shai"
cp "$work/out" "$work/json"
holds "$work/json" '"kind":"limit","effect":"stricter","item":"铅"' 'has the change'
holds "$work/json" '"before":"≤ 90 mg/kg","after":"≤ 70 mg/kg"' 'whole'
"$sushai" diff -f json "$toys" "$toys" >"$work/json.same"
if python3 -c 'import jsonschema' 2>/dev/null; then
    cat >"$work/fits.py" <<'PY'
import json, sys
from jsonschema import Draft202012Validator as V
schema = json.load(open("docs/schema/diff.schema.json", encoding="utf-8"))
V.check_schema(schema)
for path in sys.argv[1:]:
    V(schema).validate(json.load(open(path, encoding="utf-8")))
PY
    ok 'fits its schema' python3 "$work/fits.py" "$work/json" "$work/json.same"
    sed 's/"stricter","item"/"harder","item"/' "$work/json" >"$work/json.bad"
    ok 'which notices another effect' sh -c "! python3 '$work/fits.py' '$work/json.bad'"
fi
status 0 'English' "$sushai" diff --lang en "$toys" "$work/new.shai"
holds "$work/out" '铅 limit (材料类别 = 其他) ≤ 90 → 70 mg/kg: stricter' 'words'
holds "$work/out" 'verdict serious when count(general) ≥ 3 → serious when count(general) ≥ 4: lowered' 'keywords'
holds "$work/out" 'changes 2: stricter 1, laxer 1, may be either 0, without effect on verdicts 0' 'counts'

# Texts of any length.
long=$(printf '%02000d' 7)
sed "s/标签上没有执行标准编号 GB 6675/$long/" "$toys" >"$work/new.shai"
for form in text md json; do
    status 0 "a wording of 2000 characters as $form" "$sushai" diff -f $form "$toys" "$work/new.shai"
    ok 'stands there whole' grep -qF "$long" "$work/out"
done

# What it cannot do.
printf '细则 坏 {\n名称 "坏"\n项目 {\n}\n' >"$work/bad.shai"
status 1 'a spec with mistakes' "$sushai" diff "$toys" "$work/bad.shai"
holds "$work/err" 'bad.shai:3:' 'its diagnostics'
"$sushai" compile "$toys" -o "$work/toys.shaic" >/dev/null 2>&1
status 2 'a compiled program' "$sushai" diff "$work/toys.shaic" "$toys"
holds "$work/err" 'U0113' 'is refused'
status 2 'a file that is not there' "$sushai" diff "$toys" "$work/none.shai"
status 2 'data that is not there' "$sushai" diff --data "$work/none.csv" "$toys" "$toys"
status 2 'data on standard input' "$sushai" diff --data - "$toys" "$toys"
status 0 'libraries' "$sushai" diff specs/labels.shai specs/labels.shai
status 2 'libraries and data' "$sushai" diff --data examples/toys.csv specs/labels.shai specs/labels.shai
status 2 'one operand' "$sushai" diff "$toys"
done_testing
