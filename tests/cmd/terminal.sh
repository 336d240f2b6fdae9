#!/bin/sh
# What a person sees on a terminal: sentences broken at its width, source lines cut to it, carets below what they mean.
# Elsewhere (a pipe, a file) nothing is broken, whatever COLUMNS says.
. tests/tap.sh

cat >"$work/seen.py" <<'PY'
"""seen.py COLUMNS COMMAND…: what the command writes to a terminal of that width, colours left out."""
import fcntl, os, pty, re, struct, sys, termios

master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, int(sys.argv[1]), 0, 0))
child = os.fork()
if child == 0:
    os.close(master)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.environ["TERM"] = "xterm"
    os.environ.pop("NO_COLOR", None)
    os.execvp(sys.argv[2], sys.argv[2:])
os.close(slave)
out = b""
while True:
    try:
        data = os.read(master, 65536)
    except OSError:
        break
    if not data:
        break
    out += data
os.waitpid(child, 0)
coloured = b"\x1b[" in out
sys.stdout.buffer.write(re.sub(rb"\x1b\[[0-9;]*m", b"", out.replace(b"\r\n", b"\n")))
sys.exit(0 if coloured else 3)
PY
cat >"$work/a.shai" <<'SPEC'
细则 童装 {
  名称 "童装" 版本 "1" 产品 "童装" 发布 "例" 生效 2025-10-11 ~ 未检出 计 0
  标准 GB18401 "GB 18401-2010" "国家纺织产品基本安全技术规范"
  项目 甲醛 { 依据 GB18401 "表1" 方法 GB18401 用 快检 检测 数值 mg/kg 限值 ≤ 20 风险 { 严重 当 结果 > 2 × 限制; 一般 否则 } }
  样例 "例" { 期望 未完成 }
  项目 甲醛 { 依据 GB18401 "表1" 方法 GB18401 用 快检 检测 数值 mg/kg 限值 ≤ 20 风险 { 严重 当 结果 > 2 × 限值; 一般 } }
}
SPEC
cat >"$work/widths.py" <<'PY'
"""widths.py COLUMNS FILE: no line is wider; no line begins with a closing sign; carets stand below the word."""
import sys, unicodedata

def width(s):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in s)

columns, lines = int(sys.argv[1]), open(sys.argv[2], encoding="utf-8").read().split("\n")
for line in lines:
    assert width(line) <= columns, (width(line), line)
    assert line.lstrip()[:1] not in tuple(",。、;:)”"), line
for line, below in zip(lines, lines[1:]):
    if "│" in below and "^" in below:
        begin, end = below.index("^"), below.rindex("^") + 1
        at, under = 0, ""
        for c in line:
            if begin <= at < end:
                under += c
            at += width(c)
        assert under in ("限制", "甲醛", "}", "2"), (under, line, below)
PY
for columns in 40 60 80 120; do
    for lang in zh en; do
        python3 "$work/seen.py" "$columns" "$sushai" check --lang "$lang" "$work/a.shai" >"$work/seen"
        result $? "$columns columns, $lang: in colour" "$work/seen"
        sed "s|$work/||" "$work/seen" >"$work/short"
        ok 'no line is too wide, none begins with a comma, carets fit' python3 "$work/widths.py" "$columns" "$work/short"
        ok 'and the name that is wrong is seen' grep -q '限制' "$work/short"
    done
done
"$sushai" check --lang zh "$work/a.shai" >"$work/out" 2>"$work/plain"
COLUMNS=40 "$sushai" check --lang zh "$work/a.shai" >"$work/out" 2>"$work/err"
ok 'into a file nothing is broken' cmp "$work/plain" "$work/err"
holds "$work/err" '限值 ≤ 20 风险 { 严重 当 结果 > 2 × 限制; 一般 否则 } }' 'and no line is cut'

done_testing
