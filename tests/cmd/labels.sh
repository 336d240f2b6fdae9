#!/bin/sh
# specs/labels.shai: each text of labels.tsv against each pattern of the library.
. tests/tap.sh

status 0 'the library has no mistake' "$sushai" check --lang zh specs/labels.shai
holds "$work/out" ':0 个错误,0 个警告' 'and no warning'

sed -n 's/^ *定义 \([^ ]*\) = 匹配 .*/\1/p' specs/labels.shai >"$work/names"
{
    echo "细则 标签 { 名称 \"标签\" 版本 \"1\" 产品 \"样\" 发布 \"例\" 生效 2025-01-01 ~"
    echo "引用 \"$PWD/specs/labels.shai\" 标准 S \"GB 1-2020\" 属性 文 : 文本"
    while read -r pattern; do
        echo "项目 查_$pattern { 依据 S \"1\" 要求 文 匹配 $pattern 风险 一般 }"
    done <"$work/names"
    echo '}'
} >"$work/labels.shai"
awk -F '\t' 'BEGIN { print "sample_id,文" } !/^#/ { text = $1; gsub(/"/, "\"\"", text); printf "L%d,\"%s\"\n", NR, text }' \
    tests/cmd/labels.tsv >"$work/data.csv"
status 0 'all are judged' "$sushai" eval --format csv "$work/labels.shai" "$work/data.csv"

# In the result stands what does not match; the table says what does.
awk -F '\t' -v names="$work/names" '
BEGIN { while ((getline line < names) > 0) name[++count] = line }
!/^#/ {
    list = ""
    for (i = 1; i <= count; i++) if (index(" " $2 " ", " " name[i] " ")) list = list " " name[i]
    print "L" NR list
}' tests/cmd/labels.tsv >"$work/wanted"
awk -F , -v names="$work/names" '
BEGIN { while ((getline line < names) > 0) name[++count] = line }
NR > 1 {
    failed = $4
    gsub(/[";]/, " ", failed)
    list = ""
    for (i = 1; i <= count; i++) if (!index(" " failed " ", " 查_" name[i] " ")) list = list " " name[i]
    print $1 list
}' "$work/out" >"$work/found"
ok 'every text matches what the table says, and nothing else' diff -u "$work/wanted" "$work/found"

while read -r pattern; do
    ok "the table has a text that is $pattern" awk -F '\t' -v p=" $pattern " 'index(" " $2 " ", p) { found = 1 } END { exit !found }' tests/cmd/labels.tsv
done <"$work/names"
ok 'the table names patterns of the library only' awk -F '\t' -v names="$work/names" '
BEGIN { while ((getline line < names) > 0) known[line] = 1; known["-"] = 1 }
!/^#/ { n = split($2, list, " "); if (!n) bad = 1; for (i = 1; i <= n; i++) if (!(list[i] in known)) { print NR ": " list[i]; bad = 1 } }
END { exit bad }' tests/cmd/labels.tsv

done_testing
