#!/bin/sh
# Workbooks written by other programs are judged as the CSV they hold; what they write that is no .xlsx is recognised.
# Needs openpyxl, LibreOffice and Gnumeric (tools/packages.txt, group check).
# shellcheck disable=SC1111  # the quotes of the messages
. tests/tap.sh

office() { # FORMAT FILE: into $work/office
    LC_ALL=C.UTF-8 soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$1" --outdir "$work/office" "$2" >/dev/null 2>&1
}
judged() { # FILE NAME
    "$sushai" eval --lang zh -f ndjson specs/toys.shai "$1" >"$work/out" 2>"$work/err"
    ok "$2" cmp "$work/out" "$work/want"
}

"$sushai" eval --lang zh -f ndjson specs/toys.shai examples/toys.csv >"$work/want" 2>"$work/csv.err"
tail -n 1 "$work/csv.err" >"$work/count"
ok 'openpyxl writes' tests/interop/write examples/toys.csv 1000 "$work/book.xlsx"
judged "$work/book.xlsx" 'and it is judged as the CSV'
holds "$work/err" 'book.xlsx:检验结果!' 'with the names of cells'
tail -n 1 "$work/err" >"$work/out"
ok 'and counted so' cmp "$work/out" "$work/count"
ok 'LibreOffice writes' office xlsx:'Calc MS Excel 2007 XML' "$work/book.xlsx"
judged "$work/office/book.xlsx" 'and it is judged as the CSV'
ok 'Gnumeric writes' ssconvert "$work/book.xlsx" "$work/gnumeric.xlsx"
judged "$work/gnumeric.xlsx" 'and it is judged as the CSV'

# a formula: openpyxl does not compute it, LibreOffice does
/usr/bin/python3 - "$work/formula.xlsx" <<'END'
import sys, openpyxl
book = openpyxl.Workbook()
for row in (["样品编号", "铅"], ["S-1", "=0.1+0.2"], ["S-2", "=1/0"]): book.active.append(row)
book.save(sys.argv[1])
END
"$sushai" eval --lang zh -f csv specs/toys.shai "$work/formula.xlsx" >"$work/out" 2>"$work/err"
holds "$work/err" 'B2,列“铅”: 错误 D0224' 'a formula that nobody computed'
office xlsx:'Calc MS Excel 2007 XML' "$work/formula.xlsx"
"$sushai" eval --lang zh -f ndjson specs/toys.shai "$work/office/formula.xlsx" >"$work/out" 2>"$work/err"
holds "$work/out" '"reported":"0.3 mg/kg"' 'computed by LibreOffice, in 15 digits'
holds "$work/err" 'B3,列“铅”: 错误 D0223: 这一格是电子表格的错误值 #DIV/0!' 'an error is named'

for kind in xls:D0243 ods:D0245; do
    office "${kind%:*}" "$work/formula.xlsx"
    status 2 "LibreOffice's .${kind%:*} is refused" "$sushai" eval --lang zh specs/toys.shai "$work/office/formula.${kind%:*}"
    holds "$work/err" "${kind#*:}" 'by its name'
done

done_testing
