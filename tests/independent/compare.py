# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's numbers against measures.py on real histories.

    python3 tests/independent/compare.py PROGRAM DATA

PROGRAM is the built brujula, DATA the folder with dumps/ and histories/. Exits 77 (skipped) where DATA is not there.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import measures

HISTORIES = [
    ("aawiki", "dumps/aawiki-20260101-pages-meta-history.xml.bz2", "2005-01-01", "2025-12-31"),
    ("aawiki", "dumps/aawiki-20260101-pages-meta-history.xml.bz2", "2006-03-01", "2007-02-28"),
    ("lagunanegra", "histories/es.lagunanegra.csv", "2010-01-01", "2012-06-30"),
    ("undertale", "histories/de.undertale.csv", "2016-01-01", "2016-12-31"),
]
# Ours, in namespace 0, by the independent computation's names.
DEFINITIONS = {
    "edits": "edits/brujula",
    "bytes_net": "bytes-added/brujula.net",
    "bytes_absolute": "bytes-added/brujula.absolute",
    "bytes_added": "bytes-added/brujula.added",
    "bytes_removed": "bytes-added/brujula.removed",
    "pages_created": "pages-created/brujula",
    "pages_edited": "pages-edited/brujula",
    "pages_improved": "pages-improved/brujula",
}
EVERYWHERE = {"edits_everywhere": "edits/brujula", "participants": "participants/brujula.edited"}


def ask(program, data, cohort, wiki, first, last, definitions, namespaces):
    command = [program, "measure", "--data", data, "--cohort", cohort, "--wiki", wiki, "--from", first, "--to", last,
               "--format", "json"]
    for definition in definitions.values():
        command += ["--metric", definition]
    for namespace in namespaces:
        command += ["--namespace", str(namespace)]
    answer = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)
    values = {value["definition"]: value["value"] for value in answer["values"]}
    return {name: values[definition] for name, definition in definitions.items()}


def names_of(revisions):
    """Everybody, some, and those whose edits were taken over from another wiki ("imported>Name"), where there are any."""
    names = sorted({r["user"] for r in revisions if r["user"]})
    chosen = random.Random(2014).sample(names, min(40, len(names)))
    imported = [name for name in names if ">" in name]
    return [names, chosen] + ([imported] if imported else [])


def main(program, shared):
    if not shared.is_dir():
        return 77
    differences = compared = 0
    with tempfile.TemporaryDirectory() as folder:
        for wiki, file, first, last in HISTORIES:
            subprocess.run([program, "load", shared / file, "--wiki", wiki, "--data", folder], check=True,
                           stdout=subprocess.DEVNULL)
            revisions = measures.revisions_of(str(shared / file))
            for names in names_of(revisions):
                cohort = pathlib.Path(folder) / "cohort.txt"
                cohort.write_text("\n".join(names), encoding="utf-8")
                expected = measures.measures(revisions, set(names), first, last)
                found = ask(program, folder, cohort, wiki, first, last, DEFINITIONS, [0])
                found |= ask(program, folder, cohort, wiki, first, last, EVERYWHERE, [])
                for name, value in found.items():
                    compared += 1
                    if value != expected[name]:
                        differences += 1
                        print(f"{wiki} {first} to {last}, {len(names)} people, {name}: "
                              f"the program says {value}, the independent computation {expected[name]}")
    print(f"{compared} numbers compared, {differences} differ")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
