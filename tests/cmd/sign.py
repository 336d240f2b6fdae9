#!/usr/bin/env python3
"""Signs a workbook of boundary cases as a spreadsheet would leave it.

    sign.py IN OUT NAME OPINION [CELL=TEXT ...]

fills 确认人, 意见 and 确认日期 of every row; CELL=TEXT (K3=#N/A) puts a text, a number or an error into a cell.
"""
import re
import sys
import zipfile
from xml.sax.saxutils import escape, unescape

SHEET = "xl/worksheets/sheet1.xml"


def cell(name, style, text):
    if text.startswith("#"):
        return f'<c r="{name}"{style} t="e"><v>{text}</v></c>'
    if text.isdigit():
        return f'<c r="{name}"{style}><v>{text}</v></c>'
    return f'<c r="{name}"{style} t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else f'<c r="{name}"{style}/>'


def main():
    source, out, name, opinion = sys.argv[1:5]
    own = dict(a.split("=", 1) for a in sys.argv[5:])
    with zipfile.ZipFile(source) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    texts = [
        unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", s)))
        for s in re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"].decode(), re.S)
    ]
    sheet = parts[SHEET].decode()
    heads = re.findall(r'<c r="([A-Z]+)1"[^>]*t="s"[^>]*><v>(\d+)</v>', sheet)
    fill = {c: {"确认人": name, "意见": opinion, "确认日期": "45992"}.get(texts[int(i)]) for c, i in heads}

    def change(m):
        at, column, row, style = m.groups()
        text = own.get(at, fill.get(column) if row != "1" else None)
        return m[0] if text is None else cell(at, style, text)

    sheet = re.sub(r'<c r="(([A-Z]+)(\d+))"((?: s="\d+")?)(?: t="s")?(?:/>|>.*?</c>)', change, sheet)
    parts[SHEET] = sheet.encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for n, b in parts.items():
            z.writestr(n, b)
    for c, i in heads:
        print(c, texts[int(i)])


main()
