#!/bin/sh
# An office's own templates, DOCX and HTML: filled wherever a control stands, rows repeated, everything else as it was;
# and our own blank forms as templates of themselves.
. tests/tap.sh

campaign=examples/campaign.json
letters() { # FOLDER ARGUMENTS...
    folder=$1
    shift
    "$sushai" notice --lang en specs/toys.shai "$work/data.csv" --campaign "$campaign" -o "$work/$folder" "$@" >"$work/out" 2>"$work/err"
}
# Of the examples: three that fail, in four letters and more.
sed -n '1p; /^WJ-2025-00[345]/p' examples/toys.csv | awk -F, '!seen[$1]++' >"$work/data.csv"
docx() { python3 tests/cmd/docx.py text "$1"; }

# --- the blank form as its own template --------------------------------------------------------------------------
status 0 'the blank form' "$sushai" notice --blank --campaign "$campaign" --format docx,html -o "$work/blank"
ok 'keeps to ECMA-376' python3 tests/cmd/docx.py "$work/blank/问题告知书.docx"
ok 'letters of ours' letters ours --format docx,html
ok 'letters by the DOCX form' letters by_docx --template "$work/blank/问题告知书.docx"
ok 'nothing is said of the template' sh -c "! grep -E 'L01[56]' '$work/err'"
ok 'letters by the HTML form' letters by_html --template "$work/blank/问题告知书.html"
# A regulator that is not known ends on a word of ours, which the form to be filled by hand has not.
plain() { sed -e 's/\(　\)*市场监督管理局。$/。/' -e 's/：\(　\)*。$/：。/' "$1"; }
html() {
    sed -e 's/<style>.*<\/style>//' -e 's/<br>/\n/g' -e 's/<\/\(p\|td\|th\|tr\|h1\|h2\)>/\n/g' -e 's/<[^>]*>//g' \
        -e "s/&#39;/'/g" -e 's/&quot;/"/g' "$1" | grep -v '^$'
}
count=0
for file in "$work"/ours/*.docx; do
    letter=$(basename "$file" .docx)
    count=$((count + 1))
    docx "$file" >"$work/a" && docx "$work/by_docx/$letter.docx" >"$work/b"
    plain "$work/a" >"$work/a.plain" && plain "$work/b" >"$work/b.plain"
    ok "$letter: the DOCX form says what our letter says" cmp "$work/a.plain" "$work/b.plain"
    ok "$letter: and keeps to ECMA-376" python3 tests/cmd/docx.py "$work/by_docx/$letter.docx"
    html "$work/ours/$letter.html" >"$work/a" && html "$work/by_html/$letter.html" >"$work/b"
    plain "$work/a" >"$work/a.plain" && plain "$work/b" >"$work/b.plain"
    ok "$letter: the HTML form says what our letter says" cmp "$work/a.plain" "$work/b.plain"
done
ok "there were several ($count)" test "$count" -ge 4

# --- a template as an office makes it ----------------------------------------------------------------------------
python3 tests/cmd/template.py make "$work/office.docx"
ok 'letters by the template of an office' letters office --template "$work/office.docx"
ok 'nothing is said of it' sh -c "! grep -E 'L01[56]' '$work/err'"
for file in "$work"/office/*.docx; do
    letter=$(basename "$file" .docx)
    "$sushai" notice --lang en specs/toys.shai "$work/data.csv" --campaign "$campaign" --format json -o "$work/json" >"$work/ok" 2>&1
    ok "$letter: every field, as its JSON has it, and all else as it was" \
        python3 tests/cmd/template.py check "$work/office.docx" "$file" "$work/json/$letter.json"
done
cp -r "$work/office" "$work/office.first"
ok 'again' letters office --template "$work/office.docx"
ok 'the same bytes' diff -r "$work/office.first" "$work/office"

# HTML of an office, in GB 18030, with a script, a check box, a line that has nothing to say.
cat >"$work/office.html" <<'HTML'
<!DOCTYPE html><html><head><meta charset="gb18030"><title>告知书</title>
<style>td > p { color: red }</style><script>if (1 < 2 && true) document.title = "a&b";</script></head>
<body><!-- 页 --><p id="a">致 <b data-field=" addressee ">某某公司</b>:</p>
<p>☐不用管 <span data-field="produced">□生产</span> <span data-field="hazard.serious">是否严重</span>
<input type="checkbox" data-field="hazard.general" checked> <input data-field="letter_no" value="文号"></p>
<p id="gone">检验方法 <i data-field="note"></i></p>
<table><tr><td>项目</td></tr><tr class="r"><td data-field="problem.item">x</td><td data-field="problem.basis"></td></tr>
<tr><td colspan=2 data-field="contact">__</td></tr></table>
<ul><li data-field="problem.problem">问题</li></ul></body></html>
HTML
iconv -f UTF-8 -t GB18030 "$work/office.html" >"$work/gb.html"
for page in office gb; do
    [ $page = gb ] || sed -i 's/charset="gb18030"/charset="utf-8"/' "$work/office.html"
    ok "letters by a page, $page" letters "$page" --template "$work/$page.html"
done
ok 'the same in either encoding' diff -r "$work/office" "$work/gb" --exclude=*.docx
page=$(find "$work/gb" -name 'WJ-2025-003-生产*.html')
holds "$page" '<meta charset="utf-8">' 'the page is UTF-8'
holds "$page" 'if (1 < 2 && true) document.title = "a&b";' 'scripts stay as they are'
holds "$page" 'td > p { color: red }' 'so do styles'
holds "$page" '☐不用管' 'and boxes that are no field'
holds "$page" '>☑生产</span>' 'a box among its words'
holds "$page" '<input type="checkbox" data-field="hazard.general">' 'a check box that is not checked'
holds "$page" '<span data-field="hazard.serious">☑</span>' 'a box in place of words'
ok 'a line that has nothing to say is gone' sh -c "! grep -q 检验方法 '$page'"
ok 'a point for each problem, a row for each' python3 tests/cmd/template.py rows "$page" "$work/json/$(basename "$page" .html).json"
holds "$page" '<td colspan="2" data-field="contact">' 'attributes are kept'

# --- data cannot become markup -----------------------------------------------------------------------------------
awk -F, 'BEGIN { OFS = "," } NR == 1 { for (i = 1; i <= NF; i++) if ($i == "产品名称") at = i } NR > 1 { $at = "<b>&x" } 1' "$work/data.csv" >"$work/marked.csv"
cp "$work/marked.csv" "$work/data.csv"
ok 'names that look like markup' letters marked --template "$work/blank/问题告知书.html"
ok 'are escaped in HTML' sh -c "grep -q '&lt;b&gt;&amp;x' '$work'/marked/*生产.html && ! grep -q '<b>&' '$work'/marked/*.html"
ok 'and in DOCX' letters marked --template "$work/office.docx"
ok 'which stays well-formed' sh -c "for f in '$work'/marked/*.docx; do python3 tests/cmd/template.py sound \"\$f\" || exit 1; done"

# --- what is refused ---------------------------------------------------------------------------------------------
python3 tests/cmd/template.py wrong "$work"
while read -r file code; do
    status 2 "$file is refused" "$sushai" notice --blank --template "$work/$file" -o "$work/none"
    holds "$work/err" "$code" "with $code"
done <<'LIST'
macros.docx L0152
macro-type.docx L0152
template.docx L0151
half.docx L0153
no-xml.docx L0153
dtd.docx L0153
deep.docx L0154
many.docx L0154
unknown.docx L0155
header.docx L0155
nested.docx L0157
row.docx L0158
box.docx L0159
plain.docx L0160
plain.html L0160
unknown.html L0155
nested.html L0157
empty.html L0153
LIST
"$sushai" notice --lang zh --blank --template "$work/unknown.docx" -o "$work/none" 2>"$work/err"
holds "$work/err" 'addressee' 'the name that was meant'
holds "$work/err" 'word/document.xml' 'the part it stands in'
"$sushai" notice --lang zh --blank --template "$work/header.docx" -o "$work/none" 2>"$work/err"
holds "$work/err" 'word/header1.xml' 'a header is a part, too'
ok 'no folder was made' test ! -e "$work/none"
status 2 'another form than the template has' "$sushai" notice --blank --template "$work/office.docx" --format html -o "$work/none"
status 2 'a template that is not there' "$sushai" notice --blank --template "$work/nothing.docx" -o "$work/none"
mkdir "$work/same"
cp "$work/blank/问题告知书.html" "$work/same/问题告知书.html"
status 2 'the template is not written over' "$sushai" notice --blank --template "$work/same/问题告知书.html" -o "$work/same"
ok 'it stays as it was' cmp "$work/blank/问题告知书.html" "$work/same/问题告知书.html"

done_testing
