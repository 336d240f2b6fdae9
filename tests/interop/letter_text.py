"""Holds the text of a printed letter against its JSON. usage: letter_text.py LETTER.json TEXT

Every field that a letter shows must stand in the text, whatever lines and pages did to it: blanks are not looked at, and
a full-width mark is its half-width twin.
"""

import json
import sys
import unicodedata

HIDDEN = {"addressee_address", "hazard", "grade", "method"}  # codes, and what the form has no place for; not `place`
HAZARDS = {"general": "一般", "serious": "严重"}


def folded(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c != "\u2060")


def shown(value, key):
    """The texts of a part of a letter that must be printed."""
    if key in HIDDEN or value is None or isinstance(value, bool):
        return
    if isinstance(value, dict):
        for name, part in value.items():
            yield from shown(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from shown(part, key)
    elif key == "product_type":
        yield value.removesuffix("产品") + "产品的产品质量"
    elif key == "date":
        year, month, day = value.split("-")
        yield f"{year}年{int(month)}月{int(day)}日"
    else:
        yield str(value)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        letter = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        text = folded(file.read())
    wanted = [letter["title"], letter["disclaimer"]]
    for part in ("front", "back", "receipt"):
        wanted += shown(letter[part], part)
    wanted += [HAZARDS[p["hazard"]] for p in letter["back"]["problems"]]
    if letter["letter_no"]:
        wanted.append(letter["letter_no"])
    ticks = {"☑生产": letter["front"]["produced"], "☑销售": letter["front"]["sold"]}
    ticks |= {"☑一般风险隐患": letter["front"]["hazard"] == "general", "☑严重风险隐患": letter["front"]["hazard"] == "serious"}
    wrong = [f"not there: {w}" for w in wanted if folded(w) not in text]
    wrong += [f"{box} wrongly" for box, ticked in ticks.items() if (folded(box) in text) != ticked]
    print("\n".join(wrong))
    sys.exit(bool(wrong) or len(wanted) < 15)


main()
