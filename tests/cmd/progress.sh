#!/bin/sh
# The line of progress on a terminal: it comes after a second, stays out of the way of messages, fits the terminal, and is
# gone at the end; without a terminal, or with --quiet, there is none. Needs python3, which makes the terminal.
. tests/tap.sh
"$sushai" compile specs/toys.shai -o "$work/toys.shaic" >/dev/null
export NO_COLOR=1
cat >"$work/terminal.py" <<'PY'
# terminal.py COLUMNS SHOWN [UNTIL] -- COMMAND…: runs it with standard error on a terminal, and rows on standard input
# that come in two pieces, 1.3 s apart. Writes all that was shown to the file SHOWN, and prints what stays on the
# screen. UNTIL: ends the command as soon as the text is shown.
import fcntl, os, pty, select, signal, struct, sys, termios, threading, time
at = sys.argv.index("--")
columns, shown, until = int(sys.argv[1]), sys.argv[2], sys.argv[3:at]
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
feed, rows = os.pipe()
pid = os.fork()
if not pid:
    os.dup2(feed, 0), os.dup2(slave, 2), os.close(rows), os.close(master)
    os.execv(sys.argv[at + 1], sys.argv[at + 1:])
os.close(slave), os.close(feed)
def write():
    try:
        os.write(rows, "样品编号,铅\nA,10\nB,约3\n".encode())
        time.sleep(1.3)
        os.write(rows, "C,10\nD,约3\nE,7\n".encode())
        os.close(rows)
    except OSError:
        pass
threading.Thread(target=write, daemon=True).start()
seen = b""
while True:
    try:
        piece = os.read(master, 4096)
    except OSError:
        break
    if not piece:
        break
    seen += piece
    if until and until[0].encode() in seen:
        os.kill(pid, signal.SIGTERM)
os.waitpid(pid, 0)
open(shown, "wb").write(seen)
for line in seen.decode().replace("\r\n", "\n").split("\n"):
    screen = []
    for part in line.split("\r"):
        screen[:len(part)] = part
    print("".join(screen).rstrip(" "))
PY

for jobs in 1 3; do
    for lang in zh en; do
        # wide enough that no message is broken, as none is in a log
        set -- "$sushai" eval --lang "$lang" --jobs "$jobs" -f csv -o "$work/results" "$work/toys.shaic" -
        status 0 "$lang, $jobs: a terminal" python3 "$work/terminal.py" 300 "$work/shown" -- "$@"
        cp "$work/out" "$work/screen"
        [ "$lang" = zh ] && text='个样品,每秒 ' || text=' samples, '
        ok "$lang, $jobs: progress is shown" grep -qF "$text" "$work/shown"
        printf '样品编号,铅\nA,10\nB,约3\nC,10\nD,约3\nE,7\n' | "$@" 2>"$work/log"
        echo >>"$work/log" # behind the last line end
        ok "$lang, $jobs: what stays is what a log has" cmp "$work/screen" "$work/log"
    done
done
ok 'a log has none of it' sh -c "! grep -q 'a second' '$work/log'"
status 0 'quiet' python3 "$work/terminal.py" 80 "$work/shown" -- "$sushai" eval --lang en --quiet -f csv -o "$work/results" "$work/toys.shaic" -
ok 'shows none' sh -c "! grep -q 'a second' '$work/shown'"
status 0 'a narrow terminal' python3 "$work/terminal.py" 20 "$work/shown" -- "$sushai" eval --lang en -f csv -o "$work/results" "$work/toys.shaic" -
ok 'shows what fits' sh -c "grep -q ' samples' '$work/shown' && ! grep -q ' a second' '$work/shown'"

awk 'NR == 1 { print } NR == 2 { rest = substr($0, index($0, ",")); for (i = 0; i < 90000; i++) print "S-" i rest; exit }' examples/toys.csv >"$work/large.csv"
status 0 'of a file' python3 "$work/terminal.py" 40 "$work/shown" ' %' -- "$sushai" eval --lang en --explain -f ndjson -o "$work/results" "$work/toys.shaic" "$work/large.csv"
ok 'its share is shown' grep -qE '[0-9],[0-9]{3} samples, [0-9]+ %' "$work/shown"

done_testing
