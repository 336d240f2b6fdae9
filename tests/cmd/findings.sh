#!/bin/sh
# sushai check --format sarif and github: places, fingerprints that stay, what is escaped.
. tests/tap.sh

cat >"$work/坏.shai" <<'SPEC'
细则 坏 {
  名称 "坏" 版本 "1" 产品 "x" 发布 "y"
  标准 S "GB 1-2020" "s"
  项目 甲 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 无此名 风险 一般 }
  项目 甲 { 依据 S "1" 方法 S "2" 检测 数值 mg/kg 限值 ≤ 1 风险 一般 }
}
SPEC
here=$PWD
sushai_here() { (cd "$work" && "$sushai" "$@"); }
case $sushai in /*) ;; *) sushai=$here/$sushai ;; esac

status 1 'an error as sarif' sushai_here check --format sarif 坏.shai
holds "$work/out" '"version":"2.1.0"' 'says its version'
holds "$work/out" '"ruleId":"E0302","ruleIndex":0,"level":"error"' 'the first rule'
holds "$work/out" '"ruleId":"E0301","ruleIndex":1' 'the second'
holds "$work/out" '"uri":"%E5%9D%8F.shai"' 'a relative path, escaped'
holds "$work/out" '"startLine":4,"startColumn":45,"endLine":4,"endColumn":48' 'columns are characters'
holds "$work/out" '"relatedLocations":' 'the other place'
holds "$work/out" '{"id":"E0301","shortDescription"' 'the rules stand behind'
grep -o '"sushai/v1":"[^"]*"' "$work/out" >"$work/prints"
ok 'two fingerprints' test "$(sort -u "$work/prints" | wc -l)" = 2
sed -i '1a // 一行\
// 又一行' "$work/坏.shai"
status 1 'lines move' sushai_here check --format sarif 坏.shai
grep -o '"sushai/v1":"[^"]*"' "$work/out" >"$work/moved"
ok 'fingerprints stay' cmp -s "$work/prints" "$work/moved"
status 1 'by an absolute path' sushai_here check --format sarif "$work/坏.shai"
grep -o '"sushai/v1":"[^"]*"' "$work/out" >"$work/moved"
ok 'they are the same' cmp -s "$work/prints" "$work/moved"
holds "$work/out" '"uri":"%E5%9D%8F.shai"' 'and the path is relative'
status 1 'from another folder' "$sushai" check --format sarif "$work/坏.shai"
holds "$work/out" '"uri":"file:///' 'it is an absolute URI'
sed 's/限值 ≤ 无此名 风险 一般/限值 { ≤ 无此名 当 无此名 > 1; ≤ 无此名 否则 } 风险 一般/' "$work/坏.shai" >"$work/thrice.shai"
status 1 'the same mistake on one line' sushai_here check --format sarif thrice.shai
ok 'has fingerprints of its own' sh -c "grep -o '\"sushai/v1\":\"[^\"]*\"' '$work/out' | sort | uniq -d | wc -l | grep -qx 0"
status 0 'nothing wrong as sarif' "$sushai" check --format sarif specs/toys.shai
holds "$work/out" '"results":[' 'has no results'
status 2 'no such file as sarif' sushai_here check --format sarif none.shai
holds "$work/out" '"ruleId":"E0101"' 'has its code'
holds "$work/out" '{"artifactLocation":{"uri":"none.shai"}}}]' 'and a place without lines'

status 1 'an error for GitHub' sushai_here check --format github 坏.shai
holds "$work/out" '::error file=坏.shai,line=6,col=45,endColumn=48,title=E0301::' 'has its place'
holds "$work/out" '%0A' 'a mend on a line of its own'
cp "$work/坏.shai" "$work/a,b:c%.shai"
status 1 'a path with signs' sushai_here check --format github "a,b:c%.shai"
holds "$work/out" 'file=a%2Cb%3Ac%25.shai,' 'is escaped'
status 0 'nothing wrong for GitHub' "$sushai" check --format github specs/toys.shai
ok 'says nothing' test ! -s "$work/out"

done_testing
