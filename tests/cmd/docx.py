"""What every DOCX of ours keeps to: docx.py FILE... prints nothing where all is well, else what is wrong.

Held against ECMA-376 part 1: the order of properties (Word refuses others), what each part refers to, full rows,
merged cells that begin somewhere, ids that are unique. It reads the package itself, with zipfile and ElementTree.
"""
import sys
import xml.etree.ElementTree as ET
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex equation comboBox "
    "date docPartObj docPartList dropDownList picture richText text citation group bibliography checkbox "
    "repeatingSection repeatingSectionItem",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "tbl": "tblPr tblGrid tr sdt",
    "tr": "tblPrEx trPr tc",
    "sdt": "sdtPr sdtEndPr sdtContent",
}


def local(tag):
    return tag.rsplit("}", 1)[1]


def ordered(part, root):
    for element in root.iter():
        order = ORDER.get(local(element.tag))
        if not order:
            continue
        order = order.split()
        was = -1
        for child in element:
            name = local(child.tag)
            if name not in order:
                yield f"{part}: {name} in {local(element.tag)}"
            elif order.index(name) < was:
                # rows and controls of rows take turns
                if not (local(element.tag) == "tbl" and name in ("tr", "sdt")):
                    yield f"{part}: {name} too late in {local(element.tag)}"
            else:
                was = order.index(name)


def rows(table):
    """The rows of a table, those in controls too, but not those of tables in its cells."""
    for child in table:
        name = local(child.tag)
        if name == "tr":
            yield child
        elif name in ("sdt", "sdtContent"):
            yield from rows(child)


def span_of(cell):
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(W + "val")) if span is not None else 1


def tables(root):
    for table in root.iter(W + "tbl"):
        columns = [int(c.get(W + "w")) for c in table.find(W + "tblGrid")]
        open_above = {}
        for number, row in enumerate(rows(table), 1):
            at, now = 0, {}
            for cell in row.findall(W + "tc"):
                span = span_of(cell)
                if cell[-1].tag != W + "p":
                    yield f"row {number}: a cell does not end with a paragraph"
                width = int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w"))
                if width != sum(columns[at : at + span]):
                    yield f"row {number}: a cell of {width}, its columns have {sum(columns[at:at + span])}"
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    if merge.get(W + "val") != "restart" and open_above.get(at) != span:
                        yield f"row {number}: a cell goes on from nowhere"
                    now[at] = span
                at += span
            if at != len(columns):
                yield f"row {number}: {at} of {len(columns)} columns"
            open_above = now


def apart(body):
    """Tables that stand against each other become one; a page is not ended by one."""
    was = None
    for child in body:
        name = local(child.tag)
        if name == "tbl" and was == "tbl" or name == "sectPr" and was == "tbl":
            yield f"{name} directly behind a table"
        was = name
    if was != "sectPr":
        yield "no section at the end"


def ids(root):
    seen = set()
    for element in root.iter():
        key = None
        if element.tag == W + "id":
            key = ("control", element.get(W + "val"))
        elif local(element.tag) == "docPr":
            key = ("picture", element.get("id"))
        if key and key in seen:
            yield f"{key} twice"
        seen.add(key)


def parts(package):
    """Each part has a type, and what is referred to is there."""
    types = ET.fromstring(package.read("[Content_Types].xml"))
    named = {t.get("PartName") for t in types.findall(TYPES + "Override")}
    endings = {t.get("Extension") for t in types.findall(TYPES + "Default")}
    names = package.namelist()
    if names[0] != "[Content_Types].xml":
        yield "the types do not come first"
    for name in names[1:]:
        if "/" + name not in named and name.rsplit(".", 1)[-1] not in endings:
            yield f"{name} has no type"
    for name in named:
        if name[1:] not in names:
            yield f"{name} is not there"
    relations = {r.get("Id"): r.get("Target") for r in ET.fromstring(package.read("word/_rels/document.xml.rels"))}
    for target in relations.values():
        if "word/" + target not in names:
            yield f"word/{target} is not there"
    text = package.read("word/document.xml").decode()
    for element in ET.fromstring(text).iter():
        for key, value in element.attrib.items():
            if key.startswith(R) and value not in relations:
                yield f"{value} relates to nothing"


def styles(package, root):
    defined = {s.get(W + "styleId") for s in ET.fromstring(package.read("word/styles.xml")).iter(W + "style")}
    used = {e.get(W + "val") for e in root.iter() if e.tag in (W + "pStyle", W + "rStyle", W + "tblStyle")}
    for style in sorted(used - defined):
        yield f"the style {style} is not defined"


def wrong(path):
    with zipfile.ZipFile(path) as package:
        if package.testzip():
            yield "a part is damaged"
        if {i.date_time for i in package.infolist()} != {(1980, 1, 1, 0, 0, 0)}:
            yield "a part has a time"
        yield from parts(package)
        for name in package.namelist():
            if name.endswith(".xml") or name.endswith(".rels"):
                yield from ordered(name, ET.fromstring(package.read(name)))
        root = ET.fromstring(package.read("word/document.xml"))
        yield from tables(root)
        yield from apart(root.find(W + "body"))
        yield from ids(root)
        yield from styles(package, root)


def part_merged(root):
    """Gives each row its own words where cells are drawn as one with those above."""
    for table in root.iter(W + "tbl"):
        above = {}
        for row in table.iter(W + "tr"):
            column = 0
            for cell in row.iter(W + "tc"):
                merge, span = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}gridSpan")
                if merge is not None and merge.get(W + "val") != "restart":
                    for empty in cell.findall(W + "p"):
                        cell.remove(empty)
                    cell.extend(above[column])
                above[column] = cell.findall(W + "p")
                column += int(span.get(W + "val")) if span is not None else 1


def text_of(path, parted=False):
    """The paragraphs of a document, in order, a line each."""
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("word/document.xml"))
    if parted:
        part_merged(root)
    for paragraph in root.iter(W + "p"):
        text = ""
        for element in paragraph.iter():
            if element.tag == W + "t":
                text += element.text or ""
            elif element.tag == W + "br":
                text += "\n"
            elif element.tag == W + "tab":
                text += "\t"
        yield text.replace("\u00a0", " ")


if __name__ == "__main__":
    if sys.argv[1] in ("text", "parted"):
        print("\n".join(text_of(sys.argv[2], sys.argv[1] == "parted")))
        sys.exit()
    found = [f"{path}: {what}" for path in sys.argv[1:] for what in wrong(path)]
    for what in found:
        print(what)
    sys.exit(1 if found else 0)
