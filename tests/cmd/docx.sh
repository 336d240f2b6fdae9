#!/bin/sh
# DOCX: what every document of ours keeps to (docx.py), that its text is that of the other forms, files and exit
# statuses.
. tests/tap.sh

mkdir "$work/made"
ok 'a document with everything, in each form' "$BUILD/tests/unit/test_docx" "$work/made"
for file in "$work"/made/*.docx; do
    ok "made: $(basename "$file") is as ECMA-376 has it" python3 tests/cmd/docx.py "$file"
done

# The words of the cells and lines of a page, blanks apart.
words() { tr -d ' \n\t' | sed 's/　//g'; }
for spec in specs/*.shai; do
    grep -qE '^(库|library) ' "$spec" && continue
    name=$(basename "$spec" .shai)
    status 0 "$name: as DOCX" "$sushai" doc "$spec" -o "$work/a.docx"
    ok "$name: as ECMA-376 has it" python3 tests/cmd/docx.py "$work/a.docx"
    "$sushai" doc "$spec" -f docx >"$work/b.docx"
    ok "$name: the same spec, the same bytes" cmp "$work/a.docx" "$work/b.docx"
    "$sushai" doc "$spec" -f html | sed -e 's/<style>.*<\/style>//' -e 's/<title>.*<\/title>//' -e 's/<[^>]*>//g' \
        -e 's/&nbsp;//g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e "s/&#39;/'/g" -e 's/&amp;/\&/g' |
        words >"$work/html"
    python3 tests/cmd/docx.py text "$work/a.docx" | words >"$work/docx"
    ok "$name: the words of DOCX are those of HTML" cmp "$work/html" "$work/docx"
done

status 0 'a form by the name of its file' "$sushai" doc specs/toys.shai -o "$work/x.html" -f docx
ok 'but as asked' python3 tests/cmd/docx.py "$work/x.html"
status 2 'a disk that is full' "$sushai" doc specs/toys.shai -f docx -o /dev/full
holds "$work/err" U0 'is said'

done_testing
