#!/bin/sh
# Papers as PDF: what they say, in reading order, is what their HTML says; faces, properties, pages, bytes.
. tests/tap.sh

# Words of the HTML and of the PDF, without blanks. The PDF repeats the head of a table on each page, has a bullet before
# each point, and numbers its pages: words.py HTML TEXT dashed|of|none
cat >"$work/words.py" <<'EOF'
import html, re, sys
page, text = open(sys.argv[1], encoding="utf-8").read(), open(sys.argv[2], encoding="utf-8").read()
def plain(s): return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", s)))
heads = sorted({plain(h) for h in re.findall(r"<thead>.*?</thead>", page, re.S)}, key=len, reverse=True)
wanted = plain(re.sub(r"<head>.*?</head>", "", page, flags=re.S))
got = ""
leaves = text.split("\f")[:-1]
feet = {"dashed": "—{0}—", "of": "第{0}页共{1}页"}
for number, leaf in enumerate(leaves, 1):
    body, foot = leaf.rstrip("\n"), ""
    if sys.argv[3] in feet:
        body, foot = body.rsplit("\n", 1)
        if plain(foot) != feet[sys.argv[3]].format(number, len(leaves)): sys.exit("page %d has the foot %s" % (number, foot))
    body = plain(body).replace("•", "")
    head = next((h for h in heads if body.startswith(h)), "") if number > 1 else ""
    got += body[len(head):]
wanted = wanted.replace("•", "")
at = next((i for i, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)))
if wanted != got: sys.exit("differ at %d: wanted …%s, got …%s" % (at, wanted[at - 20:at + 40], got[at - 20:at + 40]))
EOF

for spec in toys infant-clothing e-bike; do
    status 0 "$spec: a PDF is written" "$sushai" doc "specs/$spec.shai" -o "$work/$spec.pdf"
    "$sushai" doc "specs/$spec.shai" -o "$work/$spec.html"
    pdftotext -raw "$work/$spec.pdf" "$work/$spec.txt"
    ok "$spec: its words are the document's, in their order" \
        python3 "$work/words.py" "$work/$spec.html" "$work/$spec.txt" dashed
    pdffonts "$work/$spec.pdf" | awk 'NR > 2 && !/ yes yes yes +[0-9]+ +0$/' >"$work/loose"
    result "$([ -s "$work/loose" ]; echo $((1 - $?)))" "$spec: all faces are embedded as subsets" "$work/loose"
    "$sushai" doc "specs/$spec.shai" --format pdf >"$work/again.pdf"
    ok "$spec: the same bytes again" cmp "$work/$spec.pdf" "$work/again.pdf"
done

ok 'the head of a table stands again on each page' \
    [ "$(grep -c '序号 样例' "$work/infant-clothing.txt")" -ge 15 ]
ok 'and never alone at the foot of one' awk '/^序号 样例/ { head = NR } /^— [0-9]+ —/ && NR == head + 1 { exit 1 }' \
    "$work/infant-clothing.txt"

# Rows of 表 2 of socks are drawn as one in 检验依据; on each page that text stands at the middle of its rows, so that no
# row is left without it: rows.py BBOX
cat >"$work/rows.py" <<'EOF'
import re, sys
def parted(rows, bases):
    if not rows or not bases: return not rows and not bases
    return any(abs(sum(rows[:n]) / n - bases[0]) < 15 and parted(rows[n:], bases[1:]) for n in range(1, len(rows) + 1))
seen = []
for leaf in re.split(r"<page ", open(sys.argv[1], encoding="utf-8").read())[1:]:
    words = [(float(x), (float(y0) + float(y1)) / 2, w) for x, y0, y1, w in
             re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', leaf)]
    rows = [(y, w) for x, y, w in words if x < 100 and re.fullmatch(r"1\.[1-5]", w)]
    bases = [y for x, y, w in words if w.startswith("7.4")]
    if not parted([y for y, w in rows], bases): sys.exit("rows %s, bases at %s" % (rows, bases))
    seen += [w for y, w in rows]
if seen != ["1.1", "1.2", "1.3", "1.4", "1.5"]: sys.exit("rows %s" % seen)
EOF
"$sushai" doc specs/socks.shai -o "$work/socks.pdf"
pdftotext -bbox "$work/socks.pdf" "$work/socks.bbox"
ok 'rows drawn as one are not parted by the end of a page' python3 "$work/rows.py" "$work/socks.bbox"

ok 'numbers of items are not broken' sh -c '! cat "$1" "$2" | grep -E "^[0-9]+\.\$"' - \
    "$work/infant-clothing.txt" "$work/e-bike.txt"

# --- letters and reports -----------------------------------------------------------------------------------------
papers() { # NAME of the command, FOOT of the pages
    "$sushai" "$1" specs/toys.shai examples/toys.csv --campaign examples/campaign.json -f pdf,html -o "$work/$1" \
        >"$work/$1.list" 2>"$work/$1.err"
    for page in "$work/$1"/*.html; do
        pdftotext -raw "${page%.html}.pdf" "$work/page.txt" &&
            python3 "$work/words.py" "$page" "$work/page.txt" "$2" || return 1
    done
    [ "$(grep -c 'pdf$' "$work/$1.list")" -ge 12 ]
}
ok 'letters: their words are those of the HTML' papers notice none
ok 'reports: their words are those of the HTML' papers report of
ok 'nothing is said of characters or pictures' sh -c '! grep L017 "$1" "$2"' - "$work/notice.err" "$work/report.err"
letter=$(find "$work/notice" -name '*008-生产.pdf')
pdfinfo "$letter" >"$work/info"
ok 'a letter: two copies of front and back, and the receipt' grep -q 'Pages: *5$' "$work/info"
"$sushai" notice --blank -f pdf -o "$work/blank" >"$work/out"
pdftotext -raw "$work/blank/问题告知书.pdf" "$work/page.txt"
holds "$work/page.txt" '☐一般风险隐患' 'the blank form has boxes to tick'
mv "$work/notice" "$work/first"
papers notice none
ok 'the same letters again, to the byte' diff -r "$work/first" "$work/notice"

# --- properties ---------------------------------------------------------------------------------------------------
TZ=UTC pdfinfo "$work/toys.pdf" >"$work/info"
holds "$work/info" 'Title:           儿童玩具产品质量评价性抽查（风险速筛）实施细则' 'the title'
holds "$work/info" 'Author:          浙江省市场监督管理局' 'the issuer'
holds "$work/info" 'CreationDate:    Sat Oct 11 00:00:00 2025 UTC' 'the date is the one it takes effect'
holds "$work/info" '(A4)' 'A4'
holds "$work/info" 'Tagged:          yes' 'marked for readers aloud'
ok 'the language' grep -aq '/Lang (zh-CN)' "$work/toys.pdf"
ok 'bookmarks' grep -aq '/Outlines' "$work/toys.pdf"
pdftotext -layout "$work/toys.pdf" "$work/layout"
ok 'no line begins with a closing mark' sh -c '! grep -E "^ *(，|。|、|；|：|）|》|！|？)" "$1"' - "$work/layout"
ok 'a number keeps its unit' sh -c '! grep -E "(^|[^0-9.])(≤|≥|>|<)\$" "$1"' - "$work/toys.txt"

# --- what cannot be ------------------------------------------------------------------------------------------------
cat >"$work/rare.shai" <<'EOF'
细则 示例 {
  名称 "示例󰀀细则 office 00ff"
  版本 "1"
  产品 "示例"
  发布 "示例"
  生效 2025-01-01 ~
  标准 甲 "GB 6675.4-2014" "玩具安全"
  项目 框架 { 依据 甲 方法 甲 用 实验室 检测 数值 限值 ≤ 1 风险 一般 }
}
EOF
status 0 'a character that no font has is no error' "$sushai" doc --lang zh "$work/rare.shai" -o "$work/rare.pdf"
holds "$work/err" 'U+F0000' 'and is named'
pdftotext -raw "$work/rare.pdf" "$work/rare.txt"
holds "$work/rare.txt" 'office 00ff' 'letters stay apart: no ligatures in codes'
ok 'once' [ "$(grep -c L0172 "$work/err")" -eq 1 ]
mkdir "$work/fonts"
printf '<?xml version="1.0"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>' \
    "$work/fonts" "$work/fonts" >"$work/fonts.conf"
status 2 'without fonts there is no PDF' \
    env FONTCONFIG_FILE="$work/fonts.conf" "$sushai" doc --lang zh specs/toys.shai -o "$work/none.pdf"
holds "$work/err" 'L0171' 'which is said'
holds "$work/err" 'fonts-noto-cjk' 'with the package that has them'
ok 'and no file' [ ! -e "$work/none.pdf" ]
status 2 'a full disk' sh -c 'exec "$1" doc specs/toys.shai --format pdf >/dev/full' - "$sushai"
done_testing
