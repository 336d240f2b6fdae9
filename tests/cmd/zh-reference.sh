#!/bin/sh
# The Chinese page on how a spec is written: every whole spec on it is checked without a word of warning and its examples
# pass, every mistake on it is the mistake that it says, and the numbers it cites are numbers of docs/language.md.
#
# The sequences of a sed or grep here hold no Han in brackets: bytes count in the C locale.
#
# A fence ```shai 整份 NAME holds a whole spec, ```shai 错误 CODE the inside of one; ```shai alone shows a few lines.
# shellcheck disable=SC2317  # ok runs the functions
. tests/tap.sh

page=docs/zh/细则写法.md

# The fences of a page, a file each: whole/NAME and wrong/CODE-LINE.
extract() { # PAGE FOLDER
    mkdir -p "$2/whole" "$2/wrong"
    awk -v dir="$2" '
        /^```shai 整份 / { file = dir "/whole/" $3; inside = 1; next }
        /^```shai 错误 / {
            file = dir "/wrong/" $3 "-" NR ".shai"; inside = 1; wrong = 1
            print "细则 例 {\n  名称 \"例\" 版本 \"1\" 产品 \"例\" 发布 \"例\" 生效 2025-01-01 ~\n  标准 GB1 \"GB 1-2020\" \"例\"" >file
            next
        }
        inside && /^```$/ { if (wrong) print "}" >file; close(file); inside = 0; wrong = 0; next }
        inside { print >file }
    ' "$1"
}

whole() { # FILE
    "$sushai" check --lang zh -W error "$1" && "$sushai" test --lang zh "$1" && grep -q '样例 "' "$1"
}

wrong() { # FILE: its one message is that which it is named for
    code=$(basename "$1")
    "$sushai" check --lang zh --format json "$1" >"$work/json" 2>"$work/err"
    cat "$work/json" "$1"
    [ "$(grep -o '^{"code":"[^"]*"' "$work/json")" = "{\"code\":\"${code%%-*}\"" ]
}

extract "$page" "$work/page"
wholes=0
for file in "$work"/page/whole/*; do
    ok "$(basename "$file") is a spec that passes" whole "$file"
    wholes=$((wholes + 1))
done
wrongs=0
for file in "$work"/page/wrong/*; do
    ok "$(basename "$file" .shai): what is wrong there" wrong "$file"
    wrongs=$((wrongs + 1))
done
ok 'every whole spec of the page was found' test "$wholes" -eq "$(grep -c '^```shai 整份 ' "$page")" -a "$wholes" -ge 10
ok 'and every mistake' test "$wrongs" -eq "$(grep -c '^```shai 错误 ' "$page")" -a "$wrongs" -ge 5

# R-SPEC-14、16 cites two numbers.
numbers() { # PAGE
    grep -o 'R-[A-Z]*-[0-9]*\(、[0-9]\{1,\}\)*' "$1" | sed 's/、/ /g' | awk '
        { n = split($1, part, "-"); print $1; for (i = 2; i <= NF; i++) print "R-" part[2] "-" $i }' | sort -u
}
known() { # PAGE
    numbers "$1" | while read -r number; do grep -qF "\`[$number " docs/language.md || echo "$number"; done >"$work/unknown"
    cat "$work/unknown"
    [ ! -s "$work/unknown" ]
}
ok 'the numbers are those of the reference' known "$page"
ok 'and many' test "$(numbers "$page" | wc -l)" -ge 80

# Links within the page lead somewhere.
anchors() { # PAGE
    grep -o '](#[^)]*)' "$1" | sed 's/](#//; s/)//' | sort -u | while read -r anchor; do
        grep '^## ' "$1" | sed 's/^## //; s/、//g; s/[:()]//g; s/ /-/g' | grep -qxF -- "$anchor" || echo "$anchor"
    done >"$work/lost"
    cat "$work/lost"
    [ ! -s "$work/lost" ]
}
ok 'links lead to its sections' anchors "$page"

# A page that lies is found out.
printf '%s\n' '```shai 整份 a.shai' '细则 甲 {}' '```' '```shai 错误 E0218' '项目 甲 {}' '```' 'R-SPEC-8、99 [x](#y)' >"$work/lie"
extract "$work/lie" "$work/lies"
for what in "whole $work/lies/whole/a.shai" "wrong $work/lies/wrong/E0218-4.shai" "known $work/lie" "anchors $work/lie"; do
    # shellcheck disable=SC2086  # a command and its argument
    if $what >"$work/ok" 2>&1; then result 1 "a lie is found out by ${what%% *}" "$work/ok"; else result 0 "a lie is found out by ${what%% *}"; fi
done

done_testing
