#!/bin/sh
# The front door: help, options, languages, exit statuses.
. tests/tap.sh

status 2 'no command' "$sushai"
holds "$work/out" 'eval' 'no command prints the commands'
status 0 'help' "$sushai" --help
status 0 'version' "$sushai" --version
holds "$work/out" "sushai $(sed -n 's/^#define SHAI_VERSION "\(.*\)"/\1/p' include/sushai.h)" 'the version is that of the header'

for command in check test form eval notice compile disasm ast explain; do
    for lang in zh en; do
        status 0 "help on $command in $lang" "$sushai" "$command" --help --lang "$lang"
        holds "$work/out" "sushai $command" "help on $command names it"
    done
    "$sushai" "$command" --help --lang en >"$work/en"
    ok "English help on $command is in English" sh -c "LC_ALL=C tr -d '[:print:][:space:]' <'$work/en' | sed 's/…//g; s/〈//g; s/〉//g; s/三无//g; s/≤//g; s/±//g; s/×//g' | LC_ALL=C awk 'length { exit 1 }'"
done

status 2 'an unknown command' "$sushai" evaluate
holds "$work/err" 'U0106' 'an unknown command has a code'
status 2 'an unknown option' "$sushai" check --colour x
holds "$work/err" 'U0101' 'an unknown option has a code'
status 2 'an option without its value' "$sushai" compile specs/toys.shai -o
status 2 'a value that is no choice' "$sushai" eval --format=yaml a b
holds "$work/err" '--format' 'a wrong choice names the option'
holds "$work/err" 'text|ndjson|csv' 'a wrong choice names the choices'
status 2 'a value for a flag' "$sushai" eval --explain=1 a b
holds "$work/err" 'U0103' 'a value for a flag has a code'
status 2 'a missing operand' "$sushai" eval specs/toys.shai
status 2 'one operand too many' "$sushai" eval a b c
status 2 'standard input twice' "$sushai" eval - -
status 2 'a file that is not there' "$sushai" check no-such.shai
holds "$work/err" 'E0101' 'a file that is not there has a code'
status 2 'a folder without specs' "$sushai" check docs

status 2 'English by option' "$sushai" --lang en nothing
holds "$work/err" 'error' 'English by option speaks English'
status 2 'English after the command' "$sushai" check --lang=en
holds "$work/err" 'error' 'English after the command speaks English'
status 2 'English by LC_ALL' env LC_ALL=en_US.UTF-8 "$sushai" nothing
holds "$work/err" 'error' 'LC_ALL is read by its name'
status 2 'LC_ALL before LANG' env LC_ALL=zh_CN.UTF-8 LANG=en_US.UTF-8 "$sushai" nothing
holds "$work/err" '错误' 'LC_ALL comes before LANG'
status 2 'LANG' env LC_ALL= LANG=en_GB "$sushai" nothing
holds "$work/err" 'error' 'LANG counts where the others are empty'
status 2 'no locale' env -i "$sushai" nothing
holds "$work/err" '错误' 'no locale is Chinese'

status 0 'explain' "$sushai" explain u0106
holds "$work/out" 'U0106' 'explain takes a code in any case'
status 0 'explain without a code' "$sushai" explain
holds "$work/out" 'E0101' 'explain lists'
ok 'explain lists a line a code' test "$(wc -l <"$work/out")" -eq "$(grep -c '^DIAG(' base/diag.def)"
cp "$work/out" "$work/list"
# Every code, in both languages: its own line, and what its group means.
# shellcheck disable=SC2317  # called through ok
explain_all() { # LANG MEND-OR-GROUP
    sed 's/ .*//' "$work/list" | while read -r code; do
        "$sushai" explain --lang "$1" "$code" >"$work/one" || exit 1
        head -n 1 "$work/one" | grep -q " $code: ." || exit 1
        grep -q "$2" "$work/one" || exit 1
        tail -n 1 "$work/one" | grep -qE "$3" || exit 1
        if grep -q '%[1-6]' "$work/one"; then exit 1; fi
    done
}
ok 'every code is explained in Chinese' explain_all zh '^参见\|参见 docs' '.'
ok 'every code is explained in English' explain_all en 'See ' '\.$'
# shellcheck disable=SC1111  # the quotes of the text itself
ok 'the sections it names are there' sh -c "grep -o '“[A-Z][^”]*”' cmd/explain.def | tr -d '“”' | sort -u | while read -r s; do grep -qx \"## \$s\" docs/language.md README.md || exit 1; done"
# shellcheck disable=SC1111  # the quotes of the text itself
ok 'the files it names are there' sh -c "grep -oE '(docs|README)[^ ,;:(“”()的和]*\.(md|json)' cmd/explain.def | sort -u | while read -r f; do test -f \"\$f\" || exit 1; done"
status 0 'explain shows where pieces stand' "$sushai" explain --lang en D0106
holds "$work/out" '〈…〉' 'by a sign of its own'
holds "$work/out" 'mend: ' 'with the mend'
holds "$work/out" 'the others go on' 'and what follows'
status 0 'explain a pattern' "$sushai" explain E0480
holds "$work/out" '匹配式的问题' 'patterns are a group of their own'
status 2 'explain what is no code' "$sushai" explain E9999

done_testing
