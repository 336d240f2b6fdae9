#!/bin/sh
# What the passes print, held against what a reader found good: diagnostics, listing, checked spec, results.
# UPDATE=1 (make golden-update) writes what is printed now; the diff is then read by someone.
. tests/tap.sh

golden=tests/golden

# Digests and the program's version say nothing about a pass; a bound in bytes depends on the machine.
masked() {
    sed -E -e 's/sha256:[0-9a-f]{64}/sha256:…/g' -e "s/$("$sushai" --version)/sushai VERSION/g" \
        -e 's/(steps and) [0-9]+ bytes/\1 … bytes/' "$1"
}

# same EXPECTED NAME: what is in $work/masked is what is expected
same() {
    if [ "${UPDATE:-0}" = 1 ]; then
        cp "$work/masked" "$1"
    fi
    if [ ! -f "$1" ]; then
        result 1 "$2 (no $1)"
    elif diff -u "$1" "$work/masked" >"$work/diff" 2>&1; then
        result 0 "$2"
    else
        result 1 "$2" "$work/diff"
    fi
}

# prints EXPECTED NAME COMMAND...: output and errors of the command; it may exit with 0 or 1
prints() {
    expected=$1
    name=$2
    shift 2
    "$@" >"$work/out" 2>&1 </dev/null
    if [ $? -gt 1 ]; then
        result 1 "$name (it broke off)" "$work/out"
        return
    fi
    masked "$work/out" >"$work/masked"
    same "$expected" "$name"
}

# --- diagnostics: a real mistake of an author each --------------------------------------------------------------
for spec in "$golden"/diag/*.shai; do
    base=${spec%.shai}
    for lang in zh en; do
        prints "$base.$lang.txt" "$(basename "$base") in $lang" "$sushai" check --lang "$lang" "$spec"
    done
    # One mistake, one message: a file that holds n mistakes says so in its first line.
    wanted=$(sed -n '1s/^.*\/\/ \([0-9]*\) 处.*$/\1/p' "$spec")
    found=$("$sushai" check --lang zh "$spec" 2>&1 | grep -cE '^[^ ].*: (错误|警告) ')
    ok "$(basename "$base") says ${wanted:-1}" test "$found" -eq "${wanted:-1}"
done

# --- the listing and the checked spec of every construct --------------------------------------------------------
prints "$golden/disasm/constructs.txt" 'listing of every construct' "$sushai" disasm --lang zh "$golden/disasm/constructs.shai"
prints "$golden/ast-json/constructs.json" 'the checked spec of every construct' \
    "$sushai" ast "$golden/disasm/constructs.shai"

sed -n 's/^OP([A-Z_]*, "\([^"]*\)".*/\1/p' runtime/op.def >"$work/ops"
while read -r op; do
    ok "the listing holds $op" grep -q " $op " "$golden/disasm/constructs.txt"
done <"$work/ops"

# --- results ----------------------------------------------------------------------------------------------------
toys() { "$sushai" eval --lang zh "$@" specs/toys.shai examples/toys.csv; }
prints "$golden/results/toys.ndjson" 'results as NDJSON' toys -f ndjson
prints "$golden/results/toys.explain.ndjson" 'explained as NDJSON' toys -f ndjson --explain
prints "$golden/results/toys.csv" 'results as CSV' toys -f csv
COLUMNS=80
export COLUMNS
prints "$golden/results/toys.80.txt" 'results as text, 80 columns' toys
prints "$golden/results/toys.explain.txt" 'explained as text' toys --explain
prints "$golden/results/toys.en.txt" 'results as text in English' "$sushai" eval --lang en specs/toys.en.shai examples/toys.csv
COLUMNS=160
prints "$golden/results/toys.160.txt" 'results as text, 160 columns' toys

done_testing
