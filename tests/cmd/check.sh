#!/bin/sh
# sushai check and test: texts, JSON, folders, warnings, examples.
. tests/tap.sh

status 0 'the specs' "$sushai" check specs
holds "$work/out" '0 个错误' 'they are counted'
status 0 'their examples' "$sushai" test specs
holds "$work/out" '0 未通过' 'examples are counted'

cat >"$work/bad.shai" <<'SPEC'
细则 坏 {
  名称 "坏" 版本 "1" 产品 "x" 发布 "y"
  生效 2025-01-01 ~
  标准 S "GB 1-2020" "s"
  项目 甲 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 无此名 风险 一般 }
}
SPEC
status 1 'a spec with an error' "$sushai" check "$work/bad.shai"
holds "$work/err" 'bad.shai:5:' 'the error has its line'
holds "$work/err" '无此名' 'the error has its source line'
status 1 'as json' "$sushai" check --format json "$work/bad.shai"
holds "$work/out" '"line":5' 'json has the line'
holds "$work/out" '"severity":"error"' 'json has the severity'
holds "$work/out" '"endColumn":' 'json has the end'
sed 's/限值 ≤ 无此名/限值 ≤ 无此名 适用 也无此名/' "$work/bad.shai" >"$work/two.shai"
status 1 'two errors as json' "$sushai" check --format json "$work/two.shai"
ok 'are two objects with a comma' sh -c "tr -d '\n' <'$work/out' | grep -q '^\[{.*},{.*}\]\$'"
cat >"$work/warn.shai" <<'SPEC'
细则 警 {
  名称 "警" 版本 "1" 产品 "x" 发布 "y" 样例 "空" { 期望 未完成 }
  生效 2025-01-01 ~
  标准 S "GB 1-2020" "s"
  项目 甲 { 依据 S "1" 方法 S "2" 用 快检 检测 数值 mg/kg 检出限 1 限值 ≤ 5 风险 { 一般 否则; 严重 当 结果 > 9 } }
}
SPEC
status 0 'a warning' "$sushai" check "$work/warn.shai"
holds "$work/out" '1 个警告' 'is counted'
status 1 'an error by -W error' "$sushai" check -W error "$work/warn.shai"
mkdir "$work/folder"
for name in c a d b; do cp "$work/bad.shai" "$work/folder/$name.shai"; done
status 1 'a folder' "$sushai" check "$work/folder"
ok 'is read in order of names' sh -c "grep -o 'folder/[a-d]' '$work/err' | sort -c"
status 1 'such a spec cannot be compiled' "$sushai" compile "$work/bad.shai" -o "$work/bad.shaic"
ok 'and leaves no file' test ! -e "$work/bad.shaic"
status 1 'nor tested' "$sushai" test "$work/bad.shai"
status 1 'a good and a bad one' "$sushai" check specs/toys.shai "$work/bad.shai"
status 2 'a bad one and none' "$sushai" check "$work/bad.shai" "$work/none.shai"
status 2 'an unreadable file' "$sushai" check "$work/none.shai"
holds "$work/out" '1 个错误' 'counts as an error'
status 2 'an unreadable and a bad one' "$sushai" check "$work/none.shai" "$work/bad.shai"
holds "$work/out" '2 个文件:2 个错误' 'are two errors'
status 2 'an unreadable file as json' "$sushai" check --format json "$work/none.shai" "$work/bad.shai"
holds "$work/out" '"code":"E0101","severity":"error","file":"'"$work/none.shai"'","line":null' 'is an object with its path'
ok 'and the other one follows' sh -c "tr -d '\n' <'$work/out' | grep -q '^\[{.*E0101.*},{.*}\]\$'"
mkdir "$work/empty"
status 2 'a folder without specs as json' "$sushai" check --format json "$work/empty"
holds "$work/out" '"code":"U0115"' 'is an object too'
status 0 'json of nothing wrong' "$sushai" check --format json specs/toys.shai
ok 'is an array' sh -c "tr -d '\n' <'$work/out' | grep -q '^\[.*\]$'"
status 0 'from standard input' sh -c "'$sushai' check - <specs/toys.shai"

cat >"$work/lib.shai" <<'SPEC'
库 公用 {
  标准 S "GB 1-2020" "s"
}
SPEC
cat >"$work/user.shai" <<'SPEC'
细则 用 {
  名称 "用" 版本 "1" 产品 "x" 发布 "y"
  生效 2025-01-01 ~
  引用 "lib.shai"
  项目 甲 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 5 风险 一般 }
  样例 "会失败" { 甲 = 9 mg/kg; 期望 符合 }
}
SPEC
status 0 'a library beside the spec' "$sushai" check "$work/user.shai"
status 0 'a library itself' "$sushai" check "$work/lib.shai"
status 2 'a library judges nothing' "$sushai" eval "$work/lib.shai" examples/toys.csv
mkdir "$work/libs" && mv "$work/lib.shai" "$work/libs"
status 1 'a library elsewhere is not found' "$sushai" check "$work/user.shai"
status 0 'but by SUSHAI_PATH' env SUSHAI_PATH="/nowhere:$work/libs" "$sushai" check "$work/user.shai"
status 1 'a failing example' env SUSHAI_PATH="$work/libs" "$sushai" test "$work/user.shai"
holds "$work/out" '会失败' 'is named'
holds "$work/out" '1 未通过' 'and counted'
status 1 'as tap' env SUSHAI_PATH="$work/libs" "$sushai" test --format tap "$work/user.shai"
holds "$work/out" 'not ok 1 - 会失败' 'tap names it too'

# Of the specs here none cites an edition that the registry knows to be out of force, and one that does is told.
mkdir "$work/specs" && cp specs/*.shai "$work/specs"
for spec in "$work"/specs/*.shai; do
    grep -qE '^(细则|spec) ' "$spec" || continue
    sed -i -E 's/^((细则|spec) .*\{)$/\1 use "standards.shai"/' "$spec"
    ok "$(basename "$spec") uses the registry" grep -q 'use "standards.shai"' "$spec"
    status 0 'and cites editions in force' "$sushai" check -W error "$spec"
done
sed 's/适用 生产日期 < 2026-11-01/适用 生产日期 < 2026-11-02/' "$work/specs/toys.shai" >"$work/specs/late.shai"
status 1 'a day too long' "$sushai" check --lang zh -W error "$work/specs/late.shai"
holds "$work/err" 'GB 6675.4-2014 实施到 2026-10-31 为止,已由 GB 6675.4-2025 代替;此处判定的样品到 2026-11-01 为止' 'is told with its days'

done_testing
