# SPDX-License-Identifier: GPL-3.0-or-later
"""Categories from their dumps to a number, as a person asks for them: python3 tests/program/categories_test.py PROGRAM"""
import csv
import gzip
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
HEAD = "-- MariaDB dump 10.19\n-- Host: db    Database: eswiki\n"
END = "\n-- Dump completed on 2026-01-01 13:22:16\n"
LINKS = (HEAD + "CREATE TABLE `categorylinks` (`cl_from` int, `cl_sortkey` blob, `cl_target_id` bigint);\n"
         "INSERT INTO `categorylinks` VALUES (7,'A',208),(9,'B',208),(12,'C\\')',209);" + END)
NAMES = (HEAD + "CREATE TABLE `linktarget` (`lt_id` bigint, `lt_namespace` int, `lt_title` blob);\n"
         "INSERT INTO `linktarget` VALUES (1,0,'Museo_del_Prado'),(208,14,'Museos_de_Córdoba'),(209,14,'Parques');" + END)


def run(*arguments, data):
    environment = dict(os.environ, LC_ALL="C", BRUJULA_DATA=str(data))
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)
    return done.returncode, done.stdout, done.stderr


def write_history(file):
    """Page 7: Ana begins it, Bea adds; page 9: Bea; page 12, of another category, and 13, of none: Ana. Eva's edit of
    October lets the history reach beyond the period that is asked for."""
    revisions = {7: [("Ana", "11-03", 100), ("Bea", "11-04", 150)], 9: [("Bea", "11-05", 40)], 12: [("Ana", "11-06", 10)],
                 13: [("Eva", "10-01", 15), ("Ana", "11-07", 20)]}
    number = 0
    text = ('<mediawiki version="0.11"><siteinfo><dbname>eswiki</dbname><case>first-letter</case><namespaces>'
            '<namespace key="0" /><namespace key="14">Categoría</namespace></namespaces></siteinfo>')
    for page, edits in revisions.items():
        text += f"<page><title>P{page}</title><ns>0</ns><id>{page}</id>"
        parent = 0
        for user, day, size in edits:
            number += 1
            text += (f"<revision><id>{number}</id>" + (f"<parentid>{parent}</parentid>" if parent else "") +
                     f"<timestamp>2014-{day}T10:00:00Z</timestamp><contributor><username>{user}</username><id>{len(user)}</id>"
                     f'</contributor><text bytes="{size}" sha1="x{number}" /></revision>')
            parent = number
        text += "</page>"
    file.write_text(text + "</mediawiki>", encoding="utf-8")


def measure(folder, category, *arguments):
    """{metric: (value, reason)} and everything else of the answer."""
    who = [] if "--cohort" in arguments else ["--everyone"]
    code, out, err = run("measure", *who, "--wiki", "eswiki", "--from", "2014-11-01", "--to", "2014-11-30", "--category", category,
                         "--metric", "edits", "--metric", "bytes-added/brujula.net", "--metric", "pages-edited",
                         "--format", "json", *arguments, data=folder)
    assert code == 0, (code, err)
    return {value["metric"]: (value["value"], value.get("reason")) for value in json.loads(out)["values"]}


def all_are(value, reason):
    return {"edits": (value, reason), "bytes-added": (value, reason), "pages-edited": (value, reason)}


def test_from_the_dumps_to_the_number(folder):
    history = folder / "eswiki-20260101-history.xml"
    write_history(history)
    assert run("load", history, data=folder)[0] == 0
    assert measure(folder, "Museos de Córdoba") == all_are(None, "reason-no-categories")

    links = folder / "eswiki-20260101-categorylinks.sql.gz"
    links.write_bytes(gzip.compress(LINKS.encode()))
    code, out, err = run("load", links, data=folder)
    assert (code, err) == (0, ""), (code, err)
    assert "3 category links on 3 pages" in out and "eswiki-20260101-linktarget.sql.gz" in out, out
    assert measure(folder, "Museos de Córdoba") == all_are(None, "reason-no-category-names")

    names = folder / "eswiki-20260101-linktarget.sql.gz"
    names.write_bytes(gzip.compress(NAMES.encode()))
    code, out, err = run("load", names, data=folder)
    assert code == 0 and "names of 2 categories" in out and "linktarget.sql.gz\n" not in out, (code, out, err)

    # Pages 7 and 9: edits 1, 2 and 3; 100 + 50 + 40 bytes.
    expected = {"edits": (3, None), "bytes-added": (190, None), "pages-edited": (2, None)}
    for written in ("Museos de Córdoba", "Categoría:museos_de_Córdoba", "category: museos de Córdoba"):
        assert measure(folder, written) == expected, written
    # Both categories: page 12's 10 bytes too; page 13 has none.
    both = measure(folder, "Parques", "--category", "Museos de Córdoba")
    assert both == {"edits": (4, None), "bytes-added": (200, None), "pages-edited": (3, None)}, both
    # Of Ana there only edit 1.
    cohort = folder / "cohort.txt"
    cohort.write_text("Ana\n")
    ana = measure(folder, "Museos de Córdoba", "--cohort", cohort)
    assert ana == {"edits": (1, None), "bytes-added": (100, None), "pages-edited": (1, None)}, ana
    # A name that no page carries is told, beside the zero that the facts say.
    assert measure(folder, "Museos de Cordoba") == all_are(0, "reason-category-without-pages")

    code, out, err = run("measure", "--everyone", "--wiki", "eswiki", "--from", "2014-11-01", "--to", "2014-11-30",
                         "--category", "Museos de Córdoba", "--list", "pages-edited", data=folder)
    assert code == 0, err
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["page_id"], row["edits"]) for row in rows] == [("7", "2"), ("9", "1")], out


def test_the_lake_lists_them(folder):
    for name, text in (("eswiki-20260101-linktarget.sql", NAMES), ("eswiki-20260101-categorylinks.sql", LINKS)):
        (folder / name).write_text(text, encoding="utf-8")
        code, out, err = run("load", folder / name, data=folder)
        assert (code, err) == (0, ""), (code, err)
    code, out, err = run("load", folder / "eswiki-20260101-categorylinks.sql", data=folder)
    assert code == 0 and "already" in out, out
    listed = json.loads(run("lake", "--format", "json", data=folder)[1])
    assert [(row["kind"], row["rows"], row["pages"]) for row in listed] == [("category-links", 3, 3), ("category-names", 3, 0)]
    table = run("lake", data=folder)[1]
    assert "categories" in table and "category names" in table, table


def test_refusals(folder):
    cut = folder / "eswiki-20260101-categorylinks.sql.gz"
    whole = gzip.compress(LINKS.encode())
    cut.write_bytes(whole[:len(whole) // 2])
    half = folder / "eswiki-20260101-categorylinks.sql"
    half.write_text(LINKS[:LINKS.index(",(12")])
    other = folder / "eswiki-20260101-pagelinks.sql"
    other.write_text(LINKS.replace("categorylinks", "pagelinks"))
    for file, word in ((cut, "cut off"), (half, "cut off"), (other, "pagelinks")):
        code, out, err = run("load", file, data=folder)
        assert code == 2 and out == "" and word in err, (file, code, out, err)
    assert json.loads(run("lake", "--format", "json", data=folder)[1]) == []


def main():
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            with tempfile.TemporaryDirectory() as folder:
                print(name, test(pathlib.Path(folder)) or "ok")


main()
