#!/bin/sh
# DOCX: what every document of ours keeps to (docx.py), that its text is that of the other forms, files and exit
# statuses.
. tests/tap.sh

mkdir "$work/made"
ok 'a document with everything, in each form' "$BUILD/tests/unit/test_docx" "$work/made"
for file in "$work"/made/*.docx; do
    ok "made: $(basename "$file") is as ECMA-376 has it" python3 tests/cmd/docx.py "$file"
done

# HTML, each row with its own words where cells are drawn as one: DOCX does not draw so where the rows are high.
cat >"$work/parted.py" <<'EOF'
import re, sys
def parted(table):
    held = {}  # column: rows left, cell, columns
    def row(match):
        out, column = "", 0
        cells = re.findall(r"<t[dh][^>]*>.*?</t[dh]>", match[0], re.S)
        while cells or column in held:
            if column in held:
                left, cell, span = held.pop(column)
            else:
                cell = cells.pop(0)
                spans = {w: int(n) for w, n in re.findall(r'(rowspan|colspan)="(\d+)"', cell.split(">")[0])}
                left, span = spans.get("rowspan", 1), spans.get("colspan", 1)
            if left > 1: held[column] = left - 1, cell, span
            out, column = out + cell, column + span
            if not cells and not any(c >= column for c in held): break
        return out
    return re.sub(r"<tr.*?</tr>", row, table[0], flags=re.S)
print(re.sub(r"<table.*?</table>", parted, sys.stdin.read(), flags=re.S))
EOF
# The words of the cells and lines of a page, blanks apart.
words() { tr -d ' \n\t' | sed 's/　//g'; }
for spec in specs/*.shai; do
    grep -qE '^(库|library) ' "$spec" && continue
    name=$(basename "$spec" .shai)
    status 0 "$name: as DOCX" "$sushai" doc "$spec" -o "$work/a.docx"
    ok "$name: as ECMA-376 has it" python3 tests/cmd/docx.py "$work/a.docx"
    "$sushai" doc "$spec" -f docx >"$work/b.docx"
    ok "$name: the same spec, the same bytes" cmp "$work/a.docx" "$work/b.docx"
    "$sushai" doc "$spec" -f html | python3 "$work/parted.py" | sed -e 's/<style>.*<\/style>//' -e 's/<title>.*<\/title>//' -e 's/<[^>]*>//g' \
        -e 's/&nbsp;//g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e "s/&#39;/'/g" -e 's/&amp;/\&/g' |
        words >"$work/html"
    python3 tests/cmd/docx.py parted "$work/a.docx" | words >"$work/docx"
    ok "$name: the words of DOCX are those of HTML" cmp "$work/html" "$work/docx"
done

# In 表 2 of socks four rows of half a page share their basis: each has it, and the first may stand on the page before.
"$sushai" doc specs/socks.shai -o "$work/a.docx"
ok 'high rows have their own words' \
    test "$(python3 tests/cmd/docx.py text "$work/a.docx" | grep -c '^GB/T 29862-2013 7.4')" -eq 5

status 0 'a form by the name of its file' "$sushai" doc specs/toys.shai -o "$work/x.html" -f docx
ok 'but as asked' python3 tests/cmd/docx.py "$work/x.html"
status 2 'a disk that is full' "$sushai" doc specs/toys.shai -f docx -o /dev/full
holds "$work/err" U0 'is said'

done_testing
