#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Says what is in an XLSX file, a line for each cell, with nothing but the standard library."""
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
GENERAL = {"0": "General", "3": "#,##0"}


def unescaped(text):
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: f"\\u{m.group(1).lower()}", text)


def main(path):
    book = zipfile.ZipFile(path)
    assert book.testzip() is None
    part = lambda name: ET.fromstring(book.read(name))
    strings = []
    if "xl/sharedStrings.xml" in book.namelist():
        strings = ["".join(t.text or "" for t in si.iter(NS + "t")) for si in part("xl/sharedStrings.xml")]
    styles = part("xl/styles.xml")
    shown = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(NS + "numFmt")} | GENERAL
    bold = [f.find(NS + "b") is not None for f in styles.find(NS + "fonts")]
    formats = [(shown.get(x.get("numFmtId"), "?"), bold[int(x.get("fontId"))]) for x in styles.find(NS + "cellXfs")]
    targets = {r.get("Id"): r.get("Target") for r in part("xl/_rels/workbook.xml.rels")}
    for sheet in part("xl/workbook.xml").iter(NS + "sheet"):
        page = part("xl/" + targets[sheet.get(REL)])
        print("sheet", sheet.get("name"))
        for pane in page.iter(NS + "pane"):
            print("frozen", pane.get("ySplit", "0"), "row", pane.get("xSplit", "0"), "column")
        print("widths", *[c.get("width") for c in page.iter(NS + "col") for _ in range(int(c.get("min")), int(c.get("max")) + 1)])
        assert not list(page.iter(NS + "f")), "a formula"
        for cell in page.iter(NS + "c"):
            value = cell.find(NS + "v")
            if value is None:
                continue
            style, is_bold = formats[int(cell.get("s", "0"))]
            if cell.get("t") == "s":
                print(cell.get("r"), "text", unescaped(strings[int(value.text)]) + (" bold" if is_bold else ""))
            else:
                print(cell.get("r"), "number", value.text, style)


main(sys.argv[1])
