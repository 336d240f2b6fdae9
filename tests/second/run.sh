#!/bin/sh
# The second opinion: random specs and samples judged by the program and by evaluate.py, and held against laws.py.
#
# run.sh [SUSHAI [PAIRS [FIRST_SEED]]]: 20,000 pairs by default, 20 samples a spec, two processes. Exit 1 where they disagree,
# where a law is broken, or where an instruction of op.def was never executed (REACH names the program that tells: make second-opinion).
# FIRST_SEED=$(date +%j) gives other specs every day.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/sushai}
pairs=${2:-20000}
seed=${3:-1}
specs=$((pairs / 36 + 1)) # two halves of 20 samples a spec, some of which are refused
reached=$(mktemp -d)
trap 'rm -r "$reached"' EXIT
REACHED=$reached/1 python3 "$here/compare.py" "$program" "$seed" "$specs" 20 &
other=$!
status=0
REACHED=$reached/2 python3 "$here/compare.py" "$program" $((seed + specs)) "$specs" 20 || status=1
wait "$other" || status=1
python3 "$here/laws.py" "$program" "$seed" $((specs / 4 + 1)) 10 || status=1
if [ -n "${REACH:-}" ]; then
    awk '{ count[$1] += $2 }
        END {
            for (op in count) { ops++; if (!count[op]) { never++; print "never executed: " op } }
            print ops - never " of " ops " instructions executed"
            exit !ops || never > 0
        }' "$reached"/* || status=1
fi
exit "$status"
