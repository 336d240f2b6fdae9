#!/bin/sh
# Letters in every form say the same: a browser prints the HTML on as many pages as the PDF has, and the text of both, and
# of the DOCX as another office suite reads it, holds every field of the JSON.
. tests/tap.sh

letters=$work/letters

# written NAME SPEC DATA CAMPAIGN PATTERN: the first letter whose name fits, as letters/NAME.*
written() {
    "$sushai" notice "$2" "$3" --campaign "$4" -f html,pdf,docx,json -o "$work/$1" >/dev/null 2>&1
    for form in html pdf docx json; do
        cp "$(find "$work/$1" -name "$5.$form" | head -n 1)" "$letters/$1.$form"
    done
}

printed() { # FILE.html TO.pdf
    HOME=$work chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/browser" --no-pdf-header-footer \
        --print-to-pdf="$2" "file://$1" >/dev/null 2>&1
}

pages() {
    pdfinfo "$1" 2>/dev/null | sed -n 's/^Pages: *//p'
}

# says NAME FORM: the text of the letter in that form, as it stands in letters/NAME.FORM.txt
says() {
    ok "$1: the $2 holds every field" python3 tests/interop/letter_text.py "$letters/$1.json" "$letters/$1.$2.txt"
}

mkdir -p "$letters"
for campaign in tests/golden/letters/*.json; do
    base=${campaign%.json}
    spec=$base.shai
    [ -f "$spec" ] || spec=tests/golden/letters/few.shai
    written "$(basename "$base")" "$spec" "$base.csv" "$campaign" '*销售'
done
toys() { written "$1" specs/toys.shai examples/toys.csv examples/campaign.json "$2"; }
toys toys-producer 'WJ-2025-003-生产'
toys toys-unlabelled 'WJ-2025-009-销售'

(cd "$letters" && LC_ALL=C.UTF-8 soffice --headless "-env:UserInstallation=file://$work/office" --convert-to txt:Text \
    --outdir "$work/office-text" ./*.docx >/dev/null 2>&1)
for json in "$letters"/*.json; do
    of=$(basename "$json" .json)
    printed "$letters/$of.html" "$letters/$of.html.pdf"
    printed_pages=$(pages "$letters/$of.html.pdf")
    ok "$of: a browser prints it" test "${printed_pages:-0}" -ge 5
    ok "$of: on as many pages as the PDF has" test "${printed_pages:-0}" -eq "$(pages "$letters/$of.pdf")"
    pdftotext -raw "$letters/$of.html.pdf" "$letters/$of.html.txt"
    pdftotext -raw "$letters/$of.pdf" "$letters/$of.pdf.txt"
    cp "$work/office-text/$of.txt" "$letters/$of.docx.txt"
    for form in html pdf docx; do says "$of" "$form"; done
done

done_testing
