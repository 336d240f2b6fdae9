#!/bin/sh
# --follow: rows that come one by one from a pipe or a growing file; how it ends. And that a pipe's results are not
# held back without it.
. tests/tap.sh
"$sushai" compile specs/toys.shai -o "$work/toys.shaic" >/dev/null
program=$work/toys.shaic

until_holds() { # FILE TEXT: waits up to 10 s
    i=0
    while ! grep -qF -- "$2" "$1" 2>/dev/null; do
        i=$((i + 1))
        [ "$i" -lt 200 ] || return 1
        sleep 0.05
    done
}

# A pipe, with and without --follow, one job and three: each result is there before the next row is written.
pipe() { # NAME DATA-HEAD ROW1 ROW2 ARG...
    name=$1 head=$2 one=$3 two=$4
    shift 4
    rm -f "$work/pipe" "$work/out"
    mkfifo "$work/pipe"
    "$sushai" eval --lang en --format ndjson "$@" "$program" - <"$work/pipe" >"$work/out" 2>"$work/err" &
    pid=$!
    exec 3>"$work/pipe"
    [ -z "$head" ] || echo "$head" >&3
    echo "$one" >&3
    ok "$name: the first result comes at once" until_holds "$work/out" '"sample_id":"A"'
    ok "$name: it is whole" sh -c "tail -n 1 '$work/out' | grep -q '}\$'"
    printf '%s' "$two" >&3
    sleep 0.1
    ok "$name: half a row is not judged" sh -c "! grep -q '\"B' '$work/out'"
    exec 3>&-
    wait "$pid"
    ok "$name: status" test $? -eq 0
    holds "$work/out" '"sample_id":"B"' "$name: at the end of the pipe it is"
    holds "$work/err" 'samples 2 = results 2 + refused 0' "$name: the counts"
}
pipe 'csv' '样品编号,铅' 'A,10' 'B,20' --follow
pipe 'csv without --follow' '样品编号,铅' 'A,10' 'B,20'
pipe 'csv, three jobs' '样品编号,铅' 'A,10' 'B,20' --jobs 3
pipe 'csv, three jobs, followed' '样品编号,铅' 'A,10' 'B,20' --jobs 3 --follow
pipe 'ndjson' '' '{"样品编号":"A","铅":10}' '{"样品编号":"B","铅":20}' --follow
pipe 'ndjson, three jobs' '' '{"样品编号":"A","铅":10}' '{"样品编号":"B","铅":20}' --jobs 3
pipe 'a row a reading' '样品编号,项目,检验值' 'A,铅,10
B,钡,10' 'B,铅,20' --follow

# A file that grows.
grow() { # SIGNAL ARG...
    signal=$1
    shift
    rm -f "$work/out"
    printf '样品编号,铅\nA,10\n' >"$work/grow.csv"
    env --default-signal=INT "$sushai" eval --lang en --follow --format csv "$@" "$program" "$work/grow.csv" >"$work/out" 2>"$work/err" &
    pid=$!
    ok "$signal: what is there is judged" until_holds "$work/out" 'A,'
    printf 'B,20\nC,约3\nD,3' >>"$work/grow.csv"
    ok "$signal: what comes is judged" until_holds "$work/out" 'B,'
    ok "$signal: a refusal is told at once" until_holds "$work/err" 'D0101'
    sleep 0.3
    ok "$signal: a row without its end is not judged" sh -c "! grep -q '^D' '$work/out'"
    printf '0\nE,4' >>"$work/grow.csv"
    ok "$signal: once it is whole it is" until_holds "$work/out" 'D,'
    kill -s "$signal" "$pid"
    wait "$pid"
    ok "$signal: ends with status 1" test $? -eq 1
    holds "$work/err" 'row 6: error D0281' "$signal: half a row is told with its place"
    ok "$signal: and counted" sh -c "tail -n 1 '$work/err' | grep -qx 'samples 5 = results 3 + refused 2'"
}
# (A script's jobs in the background ignore SIGINT unless told otherwise.)
grow TERM
grow INT
grow TERM --jobs 3

rm -f "$work/out"
printf '{"样品编号":"A","铅":10}\n{"样品编号":"B",' >"$work/grow.json"
"$sushai" eval --lang en --follow --format csv "$program" "$work/grow.json" >"$work/out" 2>"$work/err" &
pid=$!
ok 'lines of json: what is there is judged' until_holds "$work/out" 'A,'
kill -s TERM "$pid"
wait "$pid"
ok 'lines of json: ends with status 1' test $? -eq 1
holds "$work/err" 'row 2: error D0281' 'lines of json: half a line is told'

rm -f "$work/out"
printf '样品编号,铅\nA,10\n' >"$work/grow.csv"
"$sushai" eval --lang en --follow "$program" "$work/grow.csv" >"$work/out" 2>"$work/err" &
pid=$!
ok 'text: a row as it comes' until_holds "$work/out" 'A'
kill -s TERM "$pid"
wait "$pid"
ok 'nothing wrong: status 0' test $? -eq 0
holds "$work/out" 'total: pass 0, fail 0, incomplete 1' 'text ends with its summary'

# Whoever reads the results goes away: told when the next one is written.
mkfifo "$work/results"
"$sushai" eval --lang en --follow --format csv "$program" "$work/grow.csv" >"$work/results" 2>"$work/err" &
pid=$!
head -n 2 "$work/results" >"$work/first"
echo 'Z,1' >>"$work/grow.csv"
wait "$pid"
ok 'a closed output ends it' test $? -eq 2
holds "$work/err" 'U0109' 'and is told'
printf '样品编号,铅\nA,10\n' | "$BUILD/sushai-lab" --follow --format csv "$program" - >"$work/out" 2>"$work/err"
ok 'the laboratory has it, too' test $? -eq 0

done_testing
