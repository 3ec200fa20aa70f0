# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's facts against the tables they were taken from, read here a second time and by other means.

What can be checked in the demo alone (every text of an example is marked, every state is shown) comes first; the
tables are beside a developer's checkout only, and without them the rest is skipped (exit 77).
"""
import csv
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
records = [r for file in sorted((root / "demo").glob("[0-9]-*.json")) for r in json.loads(file.read_text())]
of_kind = {}
for record in records:
    of_kind.setdefault(record["kind"], {})[record["id"]] = record["data"]
organisations, plans, goals = of_kind["organisation"], of_kind["plan"], of_kind["goal"]
indicators, observations = of_kind["indicator"], of_kind["observation"]


def goal_of(indicator):
    return goals[indicators[indicator]["goal"]]


# Examples are marked in every language that they are written in.
for plan in plans.values():
    for text in plan["title"].values():
        assert text.startswith("(demo) ") == (plan["check"] == "demo"), text
for goal in goals.values():
    assert goal["check"] == plans[goal["plan"]]["check"], goal["statement"]
    for text in goal["statement"].values():
        assert text.startswith("(demo) ") == (goal["check"] == "demo"), text
for objective in of_kind["objective"].values():
    for text in objective["title"].values():
        assert text.startswith("(demo) ") == (plans[objective["plan"]]["check"] == "demo"), text
for activity in of_kind["activity"].values():
    for text in [*activity["name"].values(), *activity["description"].values()]:
        assert text.startswith("(demo) "), text
for person in of_kind["person"].values():
    assert person["name"].endswith("(demo)"), person
    for role in person["roles"]:
        assert all(text.endswith("(demo)") for text in role["role"].values()), role

# An example's figure never counts as reported by anybody, and a real one has its source; neither stands under the other.
for name, observation in observations.items():
    assert observation["check"] == goal_of(observation["indicator"])["check"], name
    assert ("source" in observation) == (observation["check"] != "demo"), name

# What the demo is there to show.
drafts = [p for p in plans.values() if p["check"] == "demo" and p["first_day"] == "2015-01-01"]
assert len({p["organisation"] for p in drafts}) >= 8
assert sum(o["plan"] == "iberocoop-2015" for o in of_kind["objective"].values()) == 3
shared = {name for name, goal in goals.items() if goal["plan"] == "iberocoop-2015"}
assert len(shared) == 4
assert {goals[g["shared_goal"]]["organisation"] for g in goals.values() if "shared_goal" in g} == {"iberocoop"}
assert sum("shared_goal" in g for g in goals.values()) >= 4
observed = {o["indicator"] for o in observations.values()}
assert any(name not in observed and i.get("targets") for name, i in indicators.items()), "none is not measured yet"
assert any("collect_by" in i.get("baseline", {}) for i in indicators.values()), "none collects its baseline"
revised = [i for i in indicators.values() if any(t.get("revisions") for t in i.get("targets", []))]
assert {goals[i["goal"]]["check"] for i in revised} == {"demo", "verified"}, "no example of a revised target"
languages = [set(goal["statement"]) for goal in goals.values()]
assert {"es", "en", "pt-br"} in languages and any(len(some) < 3 for some in languages), "no text falls back"

seed = root.parent / "shared" / "data" / "seed"
if not seed.exists():
    print("skipped: the tables of the facts are not beside the checkout")
    sys.exit(77)


def table(name):
    with open(seed / name, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


# The affiliates: each row is one organisation, and what the table marks M (from memory) is not shown as verified.
named = {name: org for org in organisations.values() for name in org["name"].values()}
ALSO = {
    "Wikimedia Uruguay": "Wikimedistas de Uruguay",
    "Wikimedia Bolivia / Wikimedistas de Bolivia": "Wikimedistas de Bolivia",
    "Wikimedia Brasil / Wiki Movimento Brasil": "Wikimedia Brasil",
    "Costa Rica (community)": "Comunidad de Costa Rica",
    "Wikimedians of Peru / Wikimedia Perú": "Wikimedia Perú",
    "Euskal Wikilarien Elkartea (Basque Wikimedians)": "Euskal Wikilarien Elkartea",
}
affiliates = table("iberocoop_affiliates.tsv")
assert len(affiliates) == 26 and len(organisations) == 28
for row in affiliates:
    org = named[ALSO.get(row["name"], row["name"])]
    assert set(org["languages"]) == set(row["languages"].split(",")), row["name"]
    countries = row["country"].split(",") if re.fullmatch(r"[A-Z]{2}(,[A-Z]{2})*", row["country"]) else []
    assert sorted(org.get("countries", [])) == sorted(countries), row["name"]
    if row["wadp_like_code"]:
        assert row["wadp_like_code"] in org["codes"], row["name"]
    first = org["statuses"][0]
    years = re.findall(r"\d{4}(?:-\d{2}-\d{2})?", row["recognised"])
    if years:
        assert first["since"] == years[0], row["name"]
    if "(M)" in row["recognised"]:
        assert first["check"] == "from_memory", row["name"]

# The figures: every number of a real observation is in a row of the table with the same source; "+" is "at least".
rows = table("samples_real_numbers.tsv")
sources = []
for row in rows:
    sources.append(row["source"] if not row["source"].startswith("same") else sources[-1])
TALKS = "the row of the talks is in the domain's notes"
for name, observation in observations.items():
    if observation["check"] == "demo":
        continue
    figure = f'{observation["value"]["value"]:g}'
    year = observation["first_day"][:4]
    if name.startswith("wmcl-2018-charlas"):
        notes = root.parent / "shared" / "reference" / "domain.md"
        assert "talks 4 / **150+**" in notes.read_text(), TALKS
        assert (figure, observation["value"]["quality"]) in {("4", "exact"), ("150", "at_least")}, name
        continue
    cells = [
        cell.strip()
        for row, source in zip(rows, sources)
        if year in row["period"] and (source.startswith(observation["source"]) or "memoria2018" in observation["source"])
        for cell in row["achieved"].split("/")
    ]
    exact = figure in cells
    at_least = f"+{figure}" in cells or f"{figure}+" in cells
    assert exact or at_least, f"{name}: {figure} is not in {cells}"
    assert observation["value"]["quality"] == ("exact" if exact else "at_least"), name

# Wikimedia Argentina revised two targets of 2017.
for name, was, now in [("wmar-2017-participantes", 1980, 1280), ("wmar-2017-nuevos", 1550, 850)]:
    target = indicators[name]["targets"][0]
    assert (target["revisions"][0]["was"]["value"], target["value"]["value"]) == (was, now), name
    assert any(re.match(rf"{was} \(revised to {now}\b", row["target"]) for row in rows), name
print("the demo's facts are those of their sources")
