# TAP for the shell tests. Read by `. tests/tap.sh` in the project's folder; BUILD is the build folder.
#   ok NAME COMMAND...            the command succeeds; it may look at $work/out of the last status
#   status N NAME COMMAND...      it exits with N; what it printed is in $work/out and $work/err
#   holds FILE TEXT NAME          the file holds the text
#   done_testing
# shellcheck shell=sh
: "${BUILD:=build}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests_run=0
tests_failed=0
# shellcheck disable=SC2034  # for the tests
sushai=$BUILD/sushai

result() { # 0|1 NAME [FILE to show]
    tests_run=$((tests_run + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tests_run - $2"
    else
        tests_failed=$((tests_failed + 1))
        echo "not ok $tests_run - $2"
        sed 's/^/# /' "${3:-$work/err}" 2>/dev/null | tail -n 12
    fi
}

ok() {
    name=$1
    shift
    if "$@" >"$work/ok" 2>&1; then result 0 "$name"; else result 1 "$name" "$work/ok"; fi
}

status() {
    wanted=$1
    name=$2
    shift 2
    "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    if [ "$got" -eq "$wanted" ]; then result 0 "$name"; else result 1 "$name (exit $got, not $wanted)"; fi
}

holds() {
    if grep -qF -- "$2" "$1"; then result 0 "$3"; else result 1 "$3 (no $2 in $(basename "$1"))"; fi
}

done_testing() {
    echo "1..$tests_run"
    [ "$tests_failed" -eq 0 ]
    exit $?
}
