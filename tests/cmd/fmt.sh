#!/bin/sh
# sushai fmt: files in place, --check, standard input, keywords, what it must not touch.
. tests/tap.sh

cat >"$work/wild.shai" <<'SPEC'
细则 乱 {名称 "乱"；版本 “1” // 版本
  项目 甲 { 依据 S "1" 要求 x<=1*2 }

}
SPEC
cat >"$work/wanted.shai" <<'SPEC'
细则 乱 {
  名称 "乱"
  版本 "1"  // 版本
  项目 甲 {
    依据 S "1"
    要求 x ≤ 1 × 2
  }
}
SPEC
cp "$work/wild.shai" "$work/a.shai"
chmod 640 "$work/a.shai"
ln -s a.shai "$work/link.shai"

status 1 '--check of a file that is not laid out' "$sushai" fmt --check "$work/a.shai"
holds "$work/out" "a.shai:1: " 'names the file and the first line'
holds "$work/out" '  - 细则 乱 {名称' 'shows what is there'
holds "$work/out" '  + 细则 乱 {' 'and what would be'
holds "$work/out" 'sushai fmt' 'and says what to run'
ok 'and changes nothing' cmp "$work/a.shai" "$work/wild.shai"
status 1 '--check in English' "$sushai" fmt --lang en --check "$work/a.shai"
holds "$work/out" 'of 1 files 1' 'counts'

status 0 'a file by a link' "$sushai" fmt "$work/link.shai"
ok 'is laid out' cmp "$work/a.shai" "$work/wanted.shai"
ok 'the link is a link' test -h "$work/link.shai"
ok 'the mode stays' sh -c "ls -l '$work/a.shai' | grep -q '^-rw-r-----'"
holds "$work/out" 'link.shai' 'the file is named'
status 0 'once more' "$sushai" fmt "$work/a.shai"
ok 'says nothing' test ! -s "$work/out"
touch -t 202001010000 "$work/a.shai"
status 0 'and does not write' "$sushai" fmt "$work/a.shai"
ok 'the file at all' test "$work/wanted.shai" -nt "$work/a.shai"
status 0 '--check of what is laid out' "$sushai" fmt --check "$work/a.shai"
ok 'says nothing either' test ! -s "$work/out"

ok 'standard input to standard output' sh -c "'$sushai' fmt - <'$work/wild.shai' | cmp - '$work/wanted.shai'"
ok '--check of standard input' sh -c "'$sushai' fmt --check - <'$work/wanted.shai'"
ok 'and of one that is not' sh -c "! '$sushai' fmt --check - <'$work/wild.shai'"
ok 'CRLF and a byte order mark go' sh -c "{ printf '\\357\\273\\277'; sed 's/\$/\\r/' '$work/wanted.shai'; } | '$sushai' fmt - | cmp - '$work/wanted.shai'"

# A file with mistakes is left as it is, and does not keep the others from being laid out.
printf '细则 坏 {\n名称 "坏"\n项目 {\n}\n' >"$work/bad.shai"
cp "$work/bad.shai" "$work/bad.copy"
cp "$work/wild.shai" "$work/a.shai"
status 1 'a file with mistakes and a good one' "$sushai" fmt "$work/bad.shai" "$work/a.shai"
holds "$work/err" 'bad.shai:3:' 'the mistakes are told'
ok 'the bad one is as it was' cmp "$work/bad.shai" "$work/bad.copy"
ok 'the good one is laid out' cmp "$work/a.shai" "$work/wanted.shai"
ok 'of a bad text nothing comes out' sh -c "test -z \"\$('$sushai' fmt - <'$work/bad.shai' 2>/dev/null)\""
status 0 'unknown names do not matter' "$sushai" fmt "$work/wanted.shai"
printf '\320\357\322\322 "' >"$work/gbk.shai"
status 1 'a file that is no UTF-8' "$sushai" fmt "$work/gbk.shai"
status 2 'a file that is not there' "$sushai" fmt "$work/none.shai" "$work/a.shai"
ok 'a compiled program' "$sushai" compile specs/toys.shai -o "$work/p.shaic"
status 2 'is no source' "$sushai" fmt "$work/p.shaic"
holds "$work/err" 'U0113' 'and that is said'

# What is made is held against the text: a NUL in a string would not come through.
printf '细则 零 {名称 "a\000b"}' >"$work/nul.shai"
cp "$work/nul.shai" "$work/nul.copy"
status 2 'a text that holds a NUL' "$sushai" fmt "$work/nul.shai"
holds "$work/err" 'U0131' 'is told'
ok 'and left as it is' cmp "$work/nul.shai" "$work/nul.copy"

# A write that fails loses nothing.
cp "$work/wild.shai" "$work/a.shai"
if [ "$(id -u)" -ne 0 ]; then
    chmod 440 "$work/a.shai"
    status 2 'a file that may not be written' "$sushai" fmt "$work/a.shai"
    holds "$work/err" 'U0109' 'is told'
    ok 'and stays' cmp "$work/a.shai" "$work/wild.shai"
    chmod 640 "$work/a.shai"
fi
mkdir "$work/full"
awk 'BEGIN { print "细则 大 {"; for (i = 0; i < 4000; i++) print "定义 a" i "=1"; print "}" }' >"$work/full/big.shai"
cp "$work/full/big.shai" "$work/big.copy"
status 2 'a disk that fills up' sh -c "trap '' XFSZ; ulimit -f 2; '$sushai' fmt '$work/full/big.shai'"
holds "$work/err" 'U0109' 'is told'
ok 'the file is as it was' cmp "$work/full/big.shai" "$work/big.copy"
ok 'and alone' test "$(ls -A "$work/full")" = big.shai
status 2 'a device' "$sushai" fmt /dev/null "$work/none.shai"
status 2 'a full standard output' sh -c "'$sushai' fmt - <specs/toys.shai >/dev/full"

# Folders, and both spellings of the keywords.
mkdir "$work/folder"
cp specs/toys.shai "$work/folder/zh.shai"
cp "$work/wild.shai" "$work/folder/wild.shai"
status 0 'a folder' "$sushai" fmt "$work/folder"
ok 'is laid out' cmp "$work/folder/wild.shai" "$work/wanted.shai"
cp "$work/folder/zh.shai" "$work/zh.shai"
status 0 'into English' "$sushai" fmt --keywords en "$work/folder/zh.shai"
holds "$work/folder/zh.shai" '  items 可迁移元素 {' 'keywords are English'
holds "$work/folder/zh.shai" '| item | title ' 'in the head of a table, too'
holds "$work/folder/zh.shai" '"{title}迁移量' 'and in braces of a problem'
meaning() { "$sushai" eval --format ndjson "$1" examples/toys.csv 2>/dev/null | sed -n '1s/.*"meaning":"\([^"]*\)".*/\1/p'; }
ok 'it means the same' test "$(meaning specs/toys.shai)" = "$(meaning "$work/folder/zh.shai")"
status 0 'and back' "$sushai" fmt --keywords zh "$work/folder/zh.shai"
ok 'is the very same' cmp "$work/folder/zh.shai" "$work/zh.shai"
status 2 'keywords that there are not' "$sushai" fmt --keywords fr "$work/a.shai"
status 2 'no path' "$sushai" fmt

done_testing
