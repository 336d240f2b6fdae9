"""A DOCX template as an office makes it, and what its letters must be. It is made by hand, with zipfile, as Word and
WPS save such files; none of our own code has a part in it.

template.py make F.docx                          the template
template.py check TEMPLATE LETTER.docx LETTER.json   every field of the letter is its JSON's, all else the template's
template.py rows LETTER.html LETTER.json         the page has a row and a point for each problem
template.py sound LETTER.docx                    each part is well-formed
template.py wrong FOLDER                         templates that must be refused
"""
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="%s"/>'
    '<Override PartName="/word/header1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
number = 0


def sdt(tag, content, more="", look=""):
    """A control; in the order of Word, with an id of its own."""
    global number
    number += 1
    tag = f'<w:tag w:val="{tag}"/>' if tag else ""
    return (
        f'<w:sdt><w:sdtPr>{look}<w:alias w:val="名称"/>{tag}<w:id w:val="{1000 + number}"/>{more}</w:sdtPr>'
        f"<w:sdtEndPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def run(text, look=""):
    return f'<w:r w:rsidR="00AB">{look and f"<w:rPr>{look}</w:rPr>"}<w:t>{text}</w:t></w:r>'


def par(*content, look=""):
    return f'<w:p w:rsidR="00CD">{look and f"<w:pPr>{look}</w:pPr>"}{"".join(content)}</w:p>'


def cell(*content, look='<w:tcW w:w="2000" w:type="dxa"/>'):
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows):
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>{"".join(rows)}</w:tbl>'


ASKS = '<w:placeholder><w:docPart w:val="DefaultPlaceholder"/></w:placeholder><w:showingPlcHdr/>'
GREY = '<w:rStyle w:val="a3"/><w:rFonts w:hint="eastAsia"/>'
BOUND = '<w:dataBinding w:prefixMappings="" w:xpath="/a" w:storeItemID="{0}"/>'
CHECK = (
    '<w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
CENTRE, RED = '<w:jc w:val="center"/>', '<w:color w:val="FF0000"/>'
BARE_CHECK = "<w14:checkbox/>"


def document():
    problem_row = "<w:tr>" + "".join(
        cell(par(sdt(f"problem.{name}", run("样")), look=CENTRE))
        for name in ("number", "item", "basis", "outcome")
    ) + sdt("problem.problem", cell(par(run("问题"), look="<w:keepNext/>"))) + "</w:tr>"
    section_row = sdt("", f"<w:tr>{cell(par(sdt('problem.requirement', run('___'))))}</w:tr>", "<w15:repeatingSectionItem/>")
    other_row = sdt("", f"<w:tr>{cell(par(run('第二行,多余')))}</w:tr>", "<w15:repeatingSectionItem/>")
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {NS}><w:body>'
        # round a paragraph, as Word does where the control is the whole line
        + sdt(" addressee ", par(run("单击此处输入企业名称", GREY + "<w:b/>"), look='<w:jc w:val="left"/>'), ASKS)
        # within a line: the look of its run is kept; one that is bound to other data
        + par(run("于"), sdt("year", run("某", "<w:b/><w:sz w:val=\"32\"/>")), run("年,产品"), sdt("product_name", run("　　"), BOUND))
        # within a control of the office's own
        + sdt("", par(run("单位:"), sdt("authority", run("某局"), look="<w:rPr><w:u w:val=\"single\"/></w:rPr>")))
        + par(sdt("hazard.serious", run("☒", '<w:rFonts w:ascii="MS Gothic"/>'), CHECK), run("严重 "), sdt("hazard.general", run("□一般")))
        + par(sdt("produced", run("√"), BARE_CHECK), sdt("sold", run("?")))
        + table(problem_row, f"<w:tr>{cell(par(run('合计 &lt; 3')))}</w:tr>")
        + par(run("以下按列表:"))
        + table(sdt("problems", section_row + other_row, "<w15:repeatingSection/>"))
        + sdt("problems", table(f"<w:tr>{cell(par(sdt('problem.hazard', run('?'))))}</w:tr>"))
        + par(run("问题:"))
        + par(run("其一 "), sdt("problem.finding", run("?")))
        + par(run("证据"))
        + par(run("证据如下:"), sdt("evidence", run("?")))
        + par(run("建议:"), sdt("advice", run("?")))
        # nothing to do with us: a table of contents, an image, a comment
        + sdt("", par(run("目录")), '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>')
        + "<!-- 页 --><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
    )


def write(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, zipfile.ZIP_DEFLATED)


def office():
    return {
        "[Content_Types].xml": TYPES % DOCUMENT,
        "_rels/.rels": RELATIONS % '<Relationship Id="rId1" Type="%sofficeDocument" Target="word/document.xml"/>' % OFFICE,
        "word/_rels/document.xml.rels": RELATIONS % '<Relationship Id="rId1" Type="%sheader" Target="header1.xml"/>' % OFFICE,
        "word/media/seal.png": bytes(range(256)) * 40,
        "word/document.xml": document(),
        "word/header1.xml": f"<w:hdr {NS}>{par(run('文号:'), sdt('letter_no', run('某号', RED)))}</w:hdr>",
        "word/styles.xml": f'<w:styles {NS}><w:tag w:val="no field"/></w:styles>',
        "customXml/item1.xml": "<a>bound</a>",
    }


# --- what letters must be ------------------------------------------------------------------------------------------


def text_of(element):
    text = ""
    for e in element.iter():
        text += e.text or "" if e.tag == W + "t" else "\n" if e.tag == W + "br" else ""
    return text.replace("\u00a0", " ")


def controls(root, tag):
    for e in root.iter(W + "sdt"):
        found = e.find(f"{W}sdtPr/{W}tag")
        if found is not None and found.get(W + "val").strip() == tag:
            yield e


def wanted(letter):
    front, back = letter["front"], letter["back"]
    problems = back["problems"]
    word = {"general": "一般", "serious": "严重"}
    punctuated = lambda s: s.replace(",", "，").replace("(", "（").replace(")", "）") if s else s
    box = lambda yes, mark: mark if yes else "☐"
    return {
        "letter_no": [letter["letter_no"]],
        "addressee": [front["addressee"]],
        "year": [front["year"]],
        "product_name": [front["product_name"] or "　　"],
        "authority": [front["authority"]],
        "hazard.serious": [box(front["hazard"] == "serious", "☒")],
        "hazard.general": [box(front["hazard"] == "general", "☑") + "一般"],
        "produced": [box(front["produced"], "☒")],
        "sold": [box(front["sold"], "☑")],
        "problem.number": [str(p["number"]) for p in problems],
        "problem.item": [punctuated(p["item"]) for p in problems],
        "problem.basis": ["\n".join(p["basis"]) for p in problems],
        "problem.outcome": [p["outcome"] for p in problems],
        "problem.problem": [punctuated(p["problem"]) for p in problems],
        "problem.requirement": [punctuated(p["requirement"] or "") for p in problems],
        "problem.hazard": [word[p["hazard"]] for p in problems],
        "problem.finding": [p["value"] or p["reported"] or None for p in problems],
        "evidence": ["；".join(back["evidence"])] if back["evidence"] else [],
        "advice": [punctuated(back["advice"])] if back["advice"] else [],
    }


def check(template, path, letter):
    with zipfile.ZipFile(template) as a, zipfile.ZipFile(path) as b:
        if a.namelist() != b.namelist():
            yield f"parts: {b.namelist()}"
        for name in a.namelist():
            if name not in ("word/document.xml", "word/header1.xml") and a.read(name) != b.read(name):
                yield f"{name} was changed"
        source = b.read("word/document.xml").decode()
        root, header = ET.fromstring(source), ET.fromstring(b.read("word/header1.xml"))
    for tag, texts in wanted(letter).items():
        got = [text_of(c) for part in (root, header) for c in controls(part, tag)]
        if len(got) != len(texts) or any(t is not None and t != g for g, t in zip(got, texts)):
            yield f"{tag}: {got}, not {texts}"
    for gone in ("showingPlcHdr", "w:placeholder", 'w:val="a3"', "多余", "单击此处"):
        if gone in source:
            yield f"{gone} is still there"
    if 'storeItemID' in source:
        yield "a control is still bound to other data"
    for kept in ("目录", "docPartGallery", "<!-- 页 -->", "合计 &lt; 3", '<w:sz w:val="32"/>', "<w:sdtEndPr/>"):
        if kept not in source:
            yield f"{kept} is gone"
    if ("证据如下" in source) != bool(letter["back"]["evidence"]):
        yield "a line with nothing to say"
    addressee = next(controls(root, "addressee"))
    if addressee.find(f".//{W}b") is None or addressee.find(f".//{W}jc") is None:
        yield "the look of the addressee is gone"
    if 'w:rFonts w:hint="eastAsia"' not in source or "w:u " not in source:
        yield "a look is gone"
    for tag in ("hazard.serious", "produced"):
        state = next(controls(root, tag)).find(f".//{W14}checked").get(W14 + "val")
        if (state == "1") != (wanted(letter)[tag] == ["☒"]):
            yield f"{tag} is checked: {state}"
    ids = [e.get(W + "val") for e in root.iter(W + "id")]
    if len(ids) != len(set(ids)):
        yield "two controls with one id"


def rows(page, letter):
    text = open(page, encoding="utf-8").read().replace("&nbsp;", " ")
    problems = letter["back"]["problems"]
    found = re.findall(r'<tr class="r"><td data-field="problem.item">(.*?)</td><td data-field="problem.basis">(.*?)</td></tr>', text)
    if [r[1] for r in found] != ["<br>".join(p["basis"]) for p in problems]:
        yield f"rows: {found}"
    if len(re.findall(r'<li data-field="problem.problem">[^<]+</li>', text)) != len(problems):
        yield "points"


def wrong(folder):
    def save(name, body="", **more):
        parts = {
            "[Content_Types].xml": TYPES % DOCUMENT,
            "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        }
        parts.update(more.get("parts", {}))
        write(f"{folder}/{name}", parts)

    good = par(sdt("addressee", run("?")))
    save("macros.docx", good, parts={"word/vbaProject.bin": b"\0"})
    save("macro-type.docx", good, parts={"[Content_Types].xml": TYPES % "application/vnd.ms-word.document.macroEnabled.main+xml"})
    save("template.docx", good, parts={"[Content_Types].xml": TYPES % DOCUMENT.replace("document.main", "template.main")})
    save("half.docx", good)
    data = open(f"{folder}/half.docx", "rb").read()
    open(f"{folder}/half.docx", "wb").write(data[: len(data) // 2])
    save("no-xml.docx", parts={"word/document.xml": "<w:document><w:body>"})
    save("dtd.docx", parts={"word/document.xml": '<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'})
    save("deep.docx", "<w:p>" * 300 + "</w:p>" * 300)
    save("many.docx", good, parts={f"word/media/{i}.png": b"" for i in range(4100)})
    save("unknown.docx", par(sdt("adressee", run("?"))))
    save("header.docx", good, parts={"word/header1.xml": f"<w:hdr {NS}>{par(sdt('letterno', run('?')))}</w:hdr>"})
    save("nested.docx", sdt("addressee", par(sdt("year", run("?")))))
    save("row.docx", table(sdt("addressee", f"<w:tr>{cell(par(run('?')))}</w:tr>")))
    save("box.docx", par(sdt("addressee", run("☐"), CHECK)))
    save("plain.docx", par(run("没有字段")))
    for name, body in (
        ("plain", "<p>没有字段</p>"),
        ("unknown", '<p data-field="nothing"></p>'),
        ("nested", '<p data-field="addressee"><b data-field="year"></b></p>'),
        ("empty", ""),
    ):
        open(f"{folder}/{name}.html", "w", encoding="utf-8").write(body)


def sound(path):
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                ET.fromstring(package.read(name))


def main(what, *paths):
    if what == "make":
        write(paths[0], office())
    elif what == "wrong":
        wrong(paths[0])
    elif what == "sound":
        sound(paths[0])
    else:
        letter = json.load(open(paths[-1], encoding="utf-8"))
        found = list((check if what == "check" else rows)(*paths[:-1], letter))
        for line in found:
            print(line)
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
