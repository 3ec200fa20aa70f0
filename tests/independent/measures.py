# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures once more, from the source files, by other means: Python's own parsers, plain loops, no SQL.

    python3 tests/independent/measures.py FILE --cohort NAMES --from 2014-01-01 --to 2014-12-31 [--namespace N …]

FILE is a MediaWiki XML export (.xml, .xml.bz2) or a CSV history quoted with |. Days are whole and UTC.
Prints a JSON object {measure: number}. Definitions: docs/metrics; written from them and from
../shared/reference, not from the program's code.
"""
import argparse
import bz2
import csv
import datetime
import json
import sys
import xml.etree.ElementTree


def revisions_of_xml(path):
    """Dicts of revision, parent (0: begins its page), time, user (None: hidden or anonymous), page, ns, redirect, bytes."""
    opener = bz2.open if path.endswith(".bz2") else open
    with opener(path, "rb") as file:
        page = {}
        for event, element in xml.etree.ElementTree.iterparse(file, events=("end",)):
            tag = element.tag.rsplit("}", 1)[-1]
            if tag == "page":
                element.clear()
                page = {}
            elif tag == "revision":
                children = {child.tag.rsplit("}", 1)[-1]: child for child in element}
                contributor = {c.tag.rsplit("}", 1)[-1]: c.text for c in children["contributor"]}
                text = children["text"]
                yield {
                    "revision": int(children["id"].text),
                    "parent": int(children["parentid"].text) if "parentid" in children else 0,
                    "time": children["timestamp"].text,
                    "user": contributor.get("username"),
                    "page": page["id"],
                    "ns": page["ns"],
                    "redirect": page.get("redirect", False),
                    "bytes": int(text.get("bytes")) if text.get("bytes") else len((text.text or "").encode()),
                }
                element.clear()
            elif tag == "ns":
                page["ns"] = int(element.text)
            elif tag == "redirect":
                page["redirect"] = True
            elif tag == "id" and "id" not in page:
                page["id"] = int(element.text)


def revisions_of_csv(path):
    """The same; the parent is the page's revision before, by time and then by number."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [
            {
                "revision": int(row["revision_id"]),
                "time": row["timestamp"],
                # an anonymous editor has the address where others have a number
                "user": row["contributor_name"] if row["contributor_id"].isdigit() and row["contributor_id"] != "0" else None,
                "page": int(row["page_id"]),
                "ns": int(row["page_ns"]),
                "redirect": False,  # the source does not say
                "bytes": int(row["bytes"]),
            }
            for row in csv.DictReader(file, quotechar="|")
        ]
    last = {}
    for row in sorted(rows, key=lambda r: (r["page"], r["time"], r["revision"])):
        row["parent"] = last.get(row["page"], 0)
        last[row["page"]] = row["revision"]
    return rows


def revisions_of(path):
    return list(revisions_of_csv(path) if path.endswith(".csv") else revisions_of_xml(path))


def differences(revisions):
    """revision → bytes against the parent; None where the parent is not there."""
    size = {r["revision"]: r["bytes"] for r in revisions}
    return {
        r["revision"]: r["bytes"] if r["parent"] == 0 else (r["bytes"] - size[r["parent"]] if r["parent"] in size else None)
        for r in revisions
    }


def measures(revisions, names, first_day, last_day, namespaces=(0,)):
    difference = differences(revisions)
    end = (datetime.date.fromisoformat(last_day) + datetime.timedelta(days=1)).isoformat()
    within = [r for r in revisions if r["user"] in names and first_day + "T" <= r["time"] < end + "T"]
    content = [r for r in within if r["ns"] in namespaces]
    change = [difference[r["revision"]] for r in content if difference[r["revision"]] is not None]
    articles = [r for r in content if not r["redirect"]]
    created = {r["page"] for r in articles if r["parent"] == 0}
    edited = {r["page"] for r in articles}
    return {
        "edits": len(content),
        "edits_everywhere": len(within),
        "bytes_net": sum(change),
        "bytes_absolute": sum(map(abs, change)),
        "bytes_added": sum(c for c in change if c > 0),
        "bytes_removed": sum(c for c in change if c < 0),
        "pages_created": len(created),
        "pages_edited": len(edited),
        "pages_improved": len(edited - created),
        "participants": len({r["user"] for r in within}),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--cohort", required=True)
    parser.add_argument("--from", dest="first", required=True)
    parser.add_argument("--to", dest="last", required=True)
    parser.add_argument("--namespace", type=int, action="append")
    given = parser.parse_args()
    with open(given.cohort, encoding="utf-8") as cohort:
        people = {line.strip() for line in cohort if line.strip()}
    json.dump(measures(revisions_of(given.file), people, given.first, given.last, given.namespace or (0,)), sys.stdout)
