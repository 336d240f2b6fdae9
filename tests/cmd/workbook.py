#!/usr/bin/env python3
"""Writes a workbook from a description, for tests and for the examples of docs/messages.

    workbook.py FILE <description

A line is a row, its cells parted by " | "; a cell is
    text            a shared text            'text       the same, whatever it looks like
    12.5            a number, stored as it is written
    [0.00] 12.5     with that number format   #N/A        an error
    =A1+1           a formula without a value =A1+1 -> 5  with the value
    TRUE            a truth                   "text"      an inline text
    (nothing)       no cell
and a line may also be
    sheet NAME      the next sheet (the first is 结果)    sheet NAME hidden
    merge A1:B2     cells merged                          hidden    the next row is hidden
    1904            dates count from 1904                 skip N    N blank rows
"""
import re
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")


class Book:
    def __init__(self):
        self.sheets = [["结果", False, [], []]]  # name, hidden, rows (number, hidden, cells), merges
        self.texts = []
        self.formats = []
        self.epoch = ""
        self.row = 0
        self.hide = False

    def style(self, code):
        if code not in self.formats:
            self.formats.append(code)
        return self.formats.index(code) + 1

    def cell(self, name, text):
        style = ""
        m = re.match(r"\[([^]]*(?:\[[^]]*\][^]]*)*)\] (.*)", text)
        if m:
            style = f' s="{self.style(m.group(1))}"'
            text = m.group(2)
        head = f'<c r="{name}"{style}'
        if text.startswith("'"):
            return self.shared(head, text[1:])
        if text.startswith('"') and text.endswith('"') and len(text) > 1:
            return f'{head} t="inlineStr"><is><t>{escape(text[1:-1])}</t></is></c>'
        if text.startswith("="):
            formula, _, value = text[1:].partition(" -> ")
            kind = "" if not value or NUMBER.match(value) else ' t="str"'
            value = f"<v>{escape(value)}</v>" if value else ""
            return f"{head}{kind}><f>{escape(formula)}</f>{value}</c>"
        if text.startswith("#"):
            return f'{head} t="e"><v>{escape(text)}</v></c>'
        if text in ("TRUE", "FALSE"):
            return f'{head} t="b"><v>{int(text == "TRUE")}</v></c>'
        if NUMBER.match(text):
            return f"{head}><v>{text}</v></c>"
        return self.shared(head, text)

    def shared(self, head, text):
        if text not in self.texts:
            self.texts.append(text)
        return f'{head} t="s"><v>{self.texts.index(text)}</v></c>'

    def add(self, line):
        sheet = self.sheets[-1]
        word, _, rest = line.partition(" ")
        if word == "sheet" and rest:
            name = rest.removesuffix(" hidden")
            if not sheet[2]:
                self.sheets.pop()
            self.sheets.append([name, name != rest, [], []])
            self.row = 0
        elif word == "merge" and rest:
            sheet[3].append(rest)
        elif line == "1904":
            self.epoch = ' date1904="1"'
        elif line == "hidden":
            self.hide = True
        elif word == "skip" and rest.isdigit():
            self.row += int(rest)
        else:
            self.row += 1
            cells = []
            for i, text in enumerate(line.split("|")):
                text = text.strip()
                if text:
                    cells.append(self.cell(column(i) + str(self.row), text))
            sheet[2].append((self.row, self.hide, "".join(cells)))
            self.hide = False

    def parts(self):
        rels = "".join(
            f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(self.sheets) + 1)
        )
        sheets = "".join(
            f'<sheet name={quoteattr(s[0])} sheetId="{i}"{" state=%shidden%s" % (chr(34), chr(34)) if s[1] else ""} r:id="rId{i}"/>'
            for i, s in enumerate(self.sheets, 1)
        )
        formats = "".join(
            f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(f)}/>' for i, f in enumerate(self.formats)
        )
        xfs = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(self.formats)))
        yield "[Content_Types].xml", (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/></Types>'
        )
        package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
        yield "_rels/.rels", (
            f'<Relationships {package}><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        )
        yield "xl/workbook.xml", (
            f'<workbook {NS} xmlns:r="{REL}"><workbookPr{self.epoch}/><sheets>{sheets}</sheets></workbook>'
        )
        yield "xl/_rels/workbook.xml.rels", (
            f'<Relationships {package}>{rels}<Relationship Id="rIdS" Type="{REL}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rIdT" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        )
        yield "xl/styles.xml", (
            f'<styleSheet {NS}><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>'
        )
        texts = "".join(f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in self.texts)
        yield "xl/sharedStrings.xml", f"<sst {NS}>{texts}</sst>"
        for i, (_, _, rows, merges) in enumerate(self.sheets, 1):
            data = "".join(
                f'<row r="{n}"{" hidden=%s1%s" % (chr(34), chr(34)) if h else ""}>{c}</row>' for n, h, c in rows
            )
            merged = "".join(f'<mergeCell ref="{m}"/>' for m in merges)
            merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
            yield f"xl/worksheets/sheet{i}.xml", f"<worksheet {NS}><sheetData>{data}</sheetData>{merged}</worksheet>"


def column(i):
    name = ""
    i += 1
    while i:
        i, rest = divmod(i - 1, 26)
        name = chr(65 + rest) + name
    return name


def main():
    book = Book()
    for line in sys.stdin.read().splitlines():
        book.add(line)
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in book.parts():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


main()
