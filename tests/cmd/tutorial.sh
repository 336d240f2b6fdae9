#!/bin/sh
# The pages that take a reader by the hand are replayed: each file they show is written, each command run, and what it
# prints must be what the page says. UPDATE=1 writes what is printed now; the diff is then read by someone.
#
# In a page a fence ```shai NAME or ```csv NAME holds a whole file; in a fence ```console a line `$ …` is a command of a
# shell, and what follows is its output, errors included.
. tests/tap.sh

sushai=$(cd "$(dirname "$sushai")" && pwd)/sushai
PATH=$(dirname "$sushai"):$PATH

# The page as it is when its commands run now.
replay() { # PAGE
    state=text
    while IFS= read -r line; do
        case $state:$line in
        'text:```shai '* | 'text:```csv '*)
            file=${line#* }
            : >"$work/run/$file"
            state="file"
            printf '%s\n' "$line"
            ;;
        'text:```console')
            state=console
            printf '%s\n' "$line"
            ;;
        text:*) printf '%s\n' "$line" ;;
        *:'```')
            state=text
            printf '%s\n' "$line"
            ;;
        file:*)
            printf '%s\n' "$line"
            printf '%s\n' "$line" >>"$work/run/$file"
            ;;
        console:'$ '*)
            printf '%s\n' "$line"
            (cd "$work/run" && LC_ALL=zh_CN.UTF-8 COLUMNS=80 sh -c "${line#??}" </dev/null 2>&1)
            commands=$((commands + 1))
            ;;
        esac
    done <"$1"
}

# shellcheck disable=SC2043  # there may be more
for page in docs/zh/十分钟学会速筛.md; do
    mkdir "$work/run"
    commands=0
    replay "$page" >"$work/page"
    [ "${UPDATE:-0}" = 1 ] && cp "$work/page" "$page"
    ok "$(basename "$page") shows what the program does" diff -u "$page" "$work/page"
    ok 'and runs commands' test "$commands" -ge 5
    rm -rf "$work/run"
done

# A page that lies is found out.
mkdir "$work/run"
printf '```shai a.shai\n细则 甲 {}\n```\n\n```console\n$ sushai check a.shai\n1 个文件:0 个错误,0 个警告\n```\n' >"$work/lie"
replay "$work/lie" >"$work/page"
ok 'a page that lies is found out' sh -c "! cmp -s '$work/lie' '$work/page'"
holds "$work/page" 'E0317' 'by what the program prints'

done_testing
