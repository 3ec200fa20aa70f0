#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/asvs.md has each requirement of levels 1 and 2 once, in the standard's order, says of each where it stands, counts them
rightly, and names no file that is not there."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
STATES = ("Met, by reading", "Met", "In part", "Not met yet", "Not applicable", "Left to the operator")
# The requirements of levels 1 and 2 of ASVS 5.0.0, by section.
SECTIONS = """
V1.1: 1 2; V1.2: 1 2 3 4 5 6 7 8 9; V1.3: 1 2 3 4 5 6 7 8 9 10 11; V1.4: 1 2 3; V1.5: 1 2; V2.1: 1 2 3; V2.2: 1 2 3;
V2.3: 1 2 3 4; V2.4: 1; V3.2: 1 2; V3.3: 1 2 3 4; V3.4: 1 2 3 4 5 6; V3.5: 1 2 3 4 5; V3.7: 1 2; V4.1: 1 2 3; V4.2: 1;
V4.3: 1 2; V4.4: 1 2 3 4; V5.1: 1; V5.2: 1 2 3; V5.3: 1 2; V5.4: 1 2 3; V6.1: 1 2 3; V6.2: 1 2 3 4 5 6 7 8 9 10 11 12;
V6.3: 1 2 3 4; V6.4: 1 2 3 4; V6.5: 1 2 3 4 5; V6.6: 1 2 3; V6.8: 1 2 3 4; V7.1: 1 2 3; V7.2: 1 2 3 4; V7.3: 1 2;
V7.4: 1 2 3 4 5; V7.5: 1 2; V7.6: 1 2; V8.1: 1 2; V8.2: 1 2 3; V8.3: 1; V8.4: 1; V9.1: 1 2 3; V9.2: 1 2 3 4; V10.1: 1
2; V10.2: 1 2; V10.3: 1 2 3 4; V10.4: 1 2 3 4 5 6 7 8 9 10 11; V10.5: 1 2 3 4 5; V10.6: 1 2; V10.7: 1 2 3; V11.1: 1 2;
V11.2: 1 2 3; V11.3: 1 2 3; V11.4: 1 2 3 4; V11.5: 1; V11.6: 1; V12.1: 1 2 3; V12.2: 1 2; V12.3: 1 2 3 4; V13.1: 1;
V13.2: 1 2 3 4 5; V13.3: 1 2; V13.4: 1 2 3 4 5; V14.1: 1 2; V14.2: 1 2 3 4; V14.3: 1 2 3; V15.1: 1 2 3; V15.2: 1 2 3;
V15.3: 1 2 3 4 5 6 7; V16.1: 1; V16.2: 1 2 3 4 5; V16.3: 1 2 3 4; V16.4: 1 2 3; V16.5: 1 2 3; V17.1: 1; V17.2: 1 2 3
4; V17.3: 1 2
"""


def requirements():
    for section in SECTIONS.replace("\n", " ").split(";"):
        name, numbers = section.split(":")
        yield from (f"{name.strip()}.{number}" for number in numbers.split())


def state_of(words):
    return next((state for state in STATES if words.startswith(state)), None)


def files_in(text):
    """What stands in backticks and looks like a file of the sources, and documents that are named without them."""
    marked = re.findall(r"`((?:src|tests|ui)/[^`\s]+)`", text)
    return marked + re.findall(r"(?<![`\w/])(?:docs|packaging|src|tests|ui/src)/[\w./-]*\w", text.replace("`", " "))


def main():
    text = (root / "docs/asvs.md").read_text()
    rows = re.findall(r"^\| (V\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (.+) \|$", text, re.M)
    wanted = list(requirements())
    bad = []
    if [row[0] for row in rows] != wanted:
        found = [row[0] for row in rows]
        bad.append(f"requirements that lack, or stand twice, or out of order: {sorted(set(wanted) ^ set(found))}")
    bad += [f"{number} says nothing of where it stands: {words}" for number, _, _, words in rows if not state_of(words)]
    for state, count in re.findall(r"^\| ([A-Z][a-z, ]+) \| (\d+) \|$", text, re.M):
        counted = sum(state_of(words) == state for *_, words in rows)
        if counted != int(count):
            bad.append(f"{state}: {count} are said, {counted} are there")
    bad += [f"{name} is not there" for name in sorted(set(files_in(text))) if not (root / name).exists()]
    print("\n".join(bad) or f"asvs_test: {len(rows)} requirements, each once")
    return 1 if bad or len(wanted) != 253 else 0


sys.exit(main())
