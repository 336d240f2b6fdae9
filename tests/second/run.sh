#!/bin/sh
# The second opinion: random specs and samples judged by the program and by evaluate.py.
#
# run.sh [SUSHAI [PAIRS [FIRST_SEED]]]: 20,000 pairs by default, 20 samples a spec, two processes. Exit 1 where they disagree.
# FIRST_SEED=$(date +%j) gives other specs every day.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/sushai}
pairs=${2:-20000}
seed=${3:-1}
specs=$((pairs / 38 + 1)) # two halves of 20 samples a spec, some of which are refused
python3 "$here/compare.py" "$program" "$seed" "$specs" 20 &
other=$!
status=0
python3 "$here/compare.py" "$program" $((seed + specs)) "$specs" 20 || status=1
wait "$other" || status=1
exit "$status"
