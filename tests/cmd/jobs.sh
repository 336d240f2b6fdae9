#!/bin/sh
# --jobs: whatever the number of threads, the same results, messages, counts and status; failing outputs, no memory.
. tests/tap.sh
spec=specs/toys.shai
status 0 'compile' "$sushai" compile "$spec" -o "$work/toys.shaic"
program=$work/toys.shaic

# The samples of the examples over and over, some rows damaged in the ways that files are.
damaged() { # SEED ROWS
    awk -v seed="$1" -v rows="$2" 'BEGIN { srand(seed) }
        NR == 1 { print; next }
        { line[++n] = $0 }
        END {
            for (i = 1; i <= rows; i++) {
                s = line[int(rand() * n) + 1]
                sub(/^[^,]*/, "S-" (rand() < 0.03 ? int(rand() * i) : i), s)
                d = rand()
                if (d < 0.02) sub(/,[0-9.]+,/, ",约7,", s)
                else if (d < 0.04) s = s ",x,y"
                else if (d < 0.05) sub(/,/, ",a\"b,", s)
                else if (d < 0.06) sub(/,.*/, "", s)
                else if (d < 0.07) s = ""
                else if (d < 0.08) sub(/,[^,]*,/, ",\"zwei\nZeilen\",", s)
                else if (d < 0.085) s = substr(s, 1, 40) "\377" substr(s, 41)
                print s
            }
        }' examples/toys.csv
}

same() { # NAME DATA ARG...
    name=$1 file=$2
    shift 2
    "$sushai" eval --jobs 1 "$@" "$program" "$file" >"$work/one" 2>"$work/one.err"
    one=$?
    for n in 2 3 7; do
        "$sushai" eval --jobs "$n" "$@" "$program" "$file" >"$work/many" 2>"$work/many.err"
        many=$?
        ok "$name: $n jobs, the same results" cmp "$work/one" "$work/many"
        ok "$name: $n jobs, the same messages" cmp "$work/one.err" "$work/many.err"
        ok "$name: $n jobs, the same status" test "$one" -eq "$many"
    done
}

LC_ALL=C damaged 1 3000 >"$work/a.csv"
same 'csv' "$work/a.csv" --format csv
ok 'there was something to say' test "$(wc -l <"$work/one.err")" -gt 200
ok 'and to judge' test "$(wc -l <"$work/one")" -gt 2000
LC_ALL=C damaged 2 500 >"$work/b.csv"
same 'explained text' "$work/b.csv" --explain --lang en
same 'ndjson' "$work/b.csv" --format ndjson
{ LC_ALL=C damaged 3 1 | head -n 1; } >"$work/none.csv"
same 'no sample' "$work/none.csv"
printf 'a,b\n1,2\n' >"$work/headless.csv"
same 'no header' "$work/headless.csv"
same 'no file' "$work/nowhere.csv"
iconv -f UTF-8 -t GB18030 examples/toys.csv >"$work/gb.csv"
same 'GB 18030' "$work/gb.csv" --format ndjson
awk 'BEGIN { for (i = 0; i < 900; i++) {
        id = i % 41 == 40 ? i - 1 : i
        printf "{\"样品编号\":\"J\\u002d%d\",\"铅\":\"%s\",\"钡\":{\"value\":%d,\"unit\":\"mg/kg\"}%s}%s\n", id, i % 17 ? i / 7 : "约3", i, i % 29 ? "" : ",\"甲" i "\":1", i % 53 ? "" : "x" } }' >"$work/c.ndjson"
same 'lines of json' "$work/c.ndjson" --format ndjson
awk 'BEGIN { print "样品编号,项目,检验值"
        for (i = 0; i < 900; i++) { id = i % 97 == 96 ? i - 50 : i
            print "L-" id ",铅," i / 7; print "L-" id ",钡," (i % 13 ? i : "约3"); if (i % 31 == 0) print ",锑,1" } }' >"$work/d.csv"
same 'a row a reading' "$work/d.csv" --format ndjson

# Texts of a row stay what they are while the reader is far ahead: long texts, rows longer than the reader's buffer.
awk 'BEGIN { print "样品编号,产品名称,铅"; for (i = 0; i < 300; i++) { s = i; while (length(s) < 9000) s = s "-" s; print "K-" i "," s "," i } }' >"$work/wide.csv"
same 'long texts' "$work/wide.csv" --format ndjson
awk 'BEGIN { print "样品编号,产品名称,铅"; for (i = 0; i < 6; i++) { s = i; while (length(s) < 400000) s = s "-" s; print "K-" i "," s "," i } }' >"$work/huge.csv"
same 'huge texts' "$work/huge.csv" --format ndjson

# From a pipe and to a file.
status 1 'from a pipe to a file' sh -c "cat '$work/a.csv' | '$sushai' eval --jobs 3 --format csv -o '$work/file' '$program' -"
"$sushai" eval --format csv "$program" "$work/a.csv" >"$work/one" 2>"$work/one.err"
ok 'the same results' cmp "$work/one" "$work/file"
# shellcheck disable=SC2016  # awk's own
ok 'the same counts' sh -c 'test "$(tail -n 1 "$1")" = "$(tail -n 1 "$2")"' - "$work/one.err" "$work/err"
status 1 'as many as there are' "$sushai" eval --jobs auto --format csv "$program" "$work/a.csv"
ok 'the same results again' cmp "$work/one" "$work/out"
status 1 'the laboratory has it, too' "$BUILD/sushai-lab" -j 2 --format csv "$program" "$work/a.csv"
ok 'with the same results' cmp "$work/one" "$work/out"

for n in x -1 2x '' 99999; do
    status 2 "--jobs '$n' is no number of jobs" "$sushai" eval "--jobs=$n" "$program" "$work/a.csv"
    holds "$work/err" 'U0156' "--jobs '$n' is told"
done

# Outputs that fail end the command, whichever thread finds out.
status 2 'a full disk' sh -c "'$sushai' eval --lang en --jobs 3 --format ndjson '$program' '$work/a.csv' >/dev/full"
holds "$work/err" 'U0109' 'a full disk is told'
status 2 'a disk that fills up' sh -c "trap '' XFSZ; ulimit -f 64; '$sushai' eval -j 3 --format ndjson -o '$work/big' '$program' '$work/a.csv'"
ok 'leaves no file' sh -c "! ls '$work'/big*"
ok 'a pipe that closes' sh -c "{ '$sushai' eval --jobs 3 --format ndjson '$program' '$work/a.csv'; echo \$? >'$work/status'; } 2>'$work/err' | head -n 1"
ok 'is status 2' grep -qx 2 "$work/status"
mkfifo "$work/never"
ok 'a pipe that closes while the data is waited for' sh -c "
    { '$sushai' eval --jobs 3 --format ndjson '$program' '$work/never' 2>/dev/null; echo \$? >'$work/status'; } | head -n 1 >'$work/first' &
    exec 3>'$work/never'; head -n 400 '$work/a.csv' >&3; wait"
ok 'is status 2, too' grep -qx 2 "$work/status"

# Without memory: told, with status 2, and no file left; never a crash.
# shellcheck disable=SC3045  # where the shell has no ulimit -v there is nothing to try
if (ulimit -v 400000 && "$sushai" --version) >/dev/null 2>&1; then
    least=20000 # what its libraries need
    # shellcheck disable=SC3045
    until (ulimit -v $least && "$sushai" --version) >/dev/null 2>&1; do least=$((least + 2000)); done
    for more in 0 1000 8000 16000 17000 17500 18000 19000 25000; do
        kb=$((least + more))
        rm -f "$work/file"
        # shellcheck disable=SC3045
        (ulimit -v $kb && "$sushai" eval --jobs 3 --lang en --format csv -o "$work/file" "$program" "$work/a.csv") >/dev/null 2>"$work/err"
        got=$?
        case $got in
        1) ok "$kb KB are enough" cmp "$work/one" "$work/file" ;;
        2 | 127) ok "$kb KB are too few" test ! -e "$work/file" -a ! -e "$work/file.part" ;;
        *) ok "$kb KB: exit status $got" false ;;
        esac
    done
fi

done_testing
