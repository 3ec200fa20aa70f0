# SPDX-License-Identifier: GPL-3.0-or-later
"""brujula load and brujula lake, as a person uses them: python3 tests/program/load_test.py PROGRAM"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
REAL = pathlib.Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
CSV = "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n"


def run(*arguments, language="C", data):
    environment = dict(os.environ, LC_ALL=language, BRUJULA_DATA=str(data))
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)
    return done.returncode, done.stdout, done.stderr


def loaded(data):
    code, out, err = run("lake", "--format", "json", data=data)
    assert (code, err) == (0, ""), (code, err)
    return json.loads(out)


def test_an_empty_lake(folder):
    assert loaded(folder) == []
    assert not (folder / "lake").exists(), "looking makes nothing"
    code, out, err = run("lake", data=folder)
    assert code == 0 and "brujula load" in out and err == ""


def test_a_small_history(folder):
    file = folder / "small.csv"
    # Page 1: 10 bytes, then 25; page 2: 7 bytes.
    file.write_text(CSV + '1,|A|,0,1,2014-01-01T00:00:00Z,5,|Ana|,10\n'
                    '1,|A|,0,2,2014-01-02T00:00:00Z,6,|Beto|,25\n'
                    '2,|B|,0,3,2014-01-03T00:00:00Z,5,|Ana|,7\n')
    code, out, err = run("load", file, data=folder)
    assert code == 2 and "--wiki" in err and out == "", (code, out, err)
    code, out, err = run("load", file, "--wiki", "eswiki", "--snapshot", "first", data=folder)
    assert code == 0 and err == "", (code, err)
    assert "2 pages, 3 revisions" in out, out
    code, out, err = run("load", file, data=folder)
    assert code == 0 and "already" in out, out
    (row,) = loaded(folder)
    expected = {"wiki": "eswiki", "kind": "edits", "snapshot": "first", "pages": 2, "revisions": 3, "rows": 3,
                "bad_rows": 0, "from": "2014-01-01T00:00:00Z", "until": "2014-01-03T00:00:00Z",
                "bytes": file.stat().st_size, "source": "small.csv", "simulated": False}
    assert {key: row[key] for key in expected} == expected, row
    code, out, err = run("lake", data=folder, language="es_AR.UTF-8")
    head, line = out.splitlines()
    assert "páginas" in head and "filas inválidas" in head, head
    assert line.index("first") == head.index("instantánea"), out
    assert head.index("páginas") + len("páginas") == line.index(" 2 ") + 2, "numbers end where their heads end"


def test_refusals(folder):
    for arguments in (["load"], ["load", "--max-bad-share", "2", "x"], ["lake", "--format", "xml"]):
        code, out, err = run(*arguments, data=folder)
        assert code == 2 and out == "" and err != "", (arguments, code, out, err)
    code, out, err = run("load", folder / "nothing.csv", data=folder)
    assert code == 2 and "nothing.csv" in err and out == "", (code, out, err)
    bad = folder / "bad.csv"
    bad.write_text(CSV + "".join(f'{i},|A|,0,{i},not a time,5,|Ana|,10\n' for i in range(1, 21)))
    code, out, err = run("load", bad, "--wiki", "eswiki", data=folder)
    assert code == 2 and "20 of 20 rows" in err and out == "", (code, out, err)
    assert loaded(folder) == []


def test_the_real_histories(folder):
    if not REAL.exists():
        return "skipped: the real histories are not here"
    for name, wiki in (("dumps/aawiki-20260101-pages-meta-history.xml.bz2", []),
                       ("histories/es.lagunanegra.csv", ["--wiki", "eslagunanegra"]),
                       ("histories/de.undertale.csv", ["--wiki", "deundertale"])):
        code, _, err = run("load", REAL / name, *wiki, data=folder)
        assert (code, err) == (0, ""), (name, code, err)
    figures = {row["wiki"]: (row["pages"], row["revisions"], row["rows"], row["bad_rows"]) for row in loaded(folder)}
    assert figures["aawiki"] == (507, 1307, 1307, 0), figures
    assert figures["eslagunanegra"][1:] == (3903, 3903, 0), figures
    assert figures["deundertale"][1:] == (6267, 6267, 0), figures


def main():
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            with tempfile.TemporaryDirectory() as folder:
                print(name, test(pathlib.Path(folder)) or "ok")


main()
