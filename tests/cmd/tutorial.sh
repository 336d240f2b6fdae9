#!/bin/sh
# The pages that take a reader by the hand are replayed: each file they show is written, each command run, and what it
# prints must be what the page says. UPDATE=1 writes what is printed now; the diff is then read by someone.
#
# In a page a fence ```shai NAME or ```csv NAME holds a whole file; ```diff NAME holds what changes in it: lines as they
# stand there, behind a blank, lines that go, behind a -, and new ones, behind a +; @@ parts one place from the next, and
# a place is the first one that reads so. In a fence ```console a line `$ …` is a command of a
# shell, and what follows is its output, errors included.
. tests/tap.sh

sushai=$(cd "$(dirname "$sushai")" && pwd)/sushai
PATH=$(dirname "$sushai"):$PATH

# A whole spec on a page is laid out as fmt does it, unless it is shown with its mistakes of syntax.
laid_out() { # FILE
    case $1 in *.shai) "$sushai" fmt - <"$1" >"$work/fmt" 2>/dev/null || return 0 ;; *) return 0 ;; esac
    cmp -s "$1" "$work/fmt" || diff "$1" "$work/fmt" >>"$work/unlike"
}

# change FILE HUNKS: false where a place is not found
change() {
    awk -v hunks="$2" '
    function apply(    at) {
        if (!(at = index(text, "\n" old))) { fault = 1; return }
        text = substr(text, 1, at) new substr(text, at + 1 + length(old))
        old = new = ""
    }
    BEGIN { text = "\n" }
    { text = text $0 "\n" }
    END {
        while ((getline line <hunks) > 0) {
            if (line == "@@") { apply(); continue }
            sign = substr(line, 1, 1); rest = substr(line, 2) "\n"
            if (sign != "+") old = old rest
            if (sign != "-") new = new rest
        }
        apply()
        printf "%s", substr(text, 2)
        exit fault
    }' "$1" >"$work/changed" && cp "$work/changed" "$1"
}

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
        'text:```diff '*)
            file=${line#* }
            : >"$work/hunks"
            state="change"
            printf '%s\n' "$line"
            ;;
        'text:```console')
            state=console
            printf '%s\n' "$line"
            ;;
        text:*) printf '%s\n' "$line" ;;
        *:'```')
            [ "$state" = file ] && laid_out "$work/run/$file"
            [ "$state" = change ] && { change "$work/run/$file" "$work/hunks" || echo "$file" >>"$work/misfits"; }
            state=text
            printf '%s\n' "$line"
            ;;
        file:*)
            printf '%s\n' "$line"
            printf '%s\n' "$line" >>"$work/run/$file"
            ;;
        change:*)
            printf '%s\n' "$line"
            printf '%s\n' "$line" >>"$work/hunks"
            ;;
        console:'$ '*)
            printf '%s\n' "$line"
            (cd "$work/run" && LC_ALL=zh_CN.UTF-8 COLUMNS=80 sh -c "${line#??}" </dev/null 2>&1)
            commands=$((commands + 1))
            ;;
        esac
    done <"$1"
}

for page in docs/zh/十分钟学会速筛.md docs/zh/从空文件到签发.md; do
    mkdir "$work/run"
    : >"$work/unlike"
    : >"$work/misfits"
    commands=0
    replay "$page" >"$work/page"
    [ "${UPDATE:-0}" = 1 ] && cp "$work/page" "$page"
    ok "$(basename "$page") shows what the program does" diff -u "$page" "$work/page"
    ok 'and runs commands' test "$commands" -ge 5
    result "$([ -s "$work/unlike" ]; echo $((1 - $?)))" 'whole specs are laid out' "$work/unlike"
    result "$([ -s "$work/misfits" ]; echo $((1 - $?)))" 'changes fit' "$work/misfits"
    cp "$work/run"/*.shai "$work/"
    rm -rf "$work/run"
done

# What the longer page ends with is what it says: five items, all covered, no mutant without an explanation.
status 0 'the spec at the end of the page' "$sushai" test --mutate --min 100 "$work/童装.shai"
ok 'has five items' test "$(grep -c '^  项目 ' "$work/童装.shai")" = 5
ok 'and is laid out' "$sushai" fmt --check "$work/童装.shai"

# A page that lies is found out.
mkdir "$work/run"
printf '```shai a.shai\n细则 甲 {}\n```\n\n```console\n$ sushai check a.shai\n1 个文件:0 个错误,0 个警告\n```\n' >"$work/lie"
replay "$work/lie" >"$work/page"
ok 'a page that lies is found out' sh -c "! cmp -s '$work/lie' '$work/page'"
holds "$work/page" 'E0317' 'by what the program prints'

done_testing
