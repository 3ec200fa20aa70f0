# SPDX-License-Identifier: GPL-3.0-or-later
"""Goals of a file advised on the command line: python3 tests/program/advise_test.py PROGRAM"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
DEMO = pathlib.Path(__file__).resolve().parents[2] / "demo"
DRAFT = {"kind": "goal", "data": {"organisation": "wmar", "statement": {"en": "Foster free culture"}}}


def run(*arguments):
    environment = dict(os.environ, LC_ALL="C")
    environment.pop("BRUJULA_DATA", None)
    done = subprocess.run([PROGRAM, "advise", *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)
    return done.returncode, done.stdout, done.stderr


def write(folder, contents):
    file = folder / "plan.json"
    file.write_text(contents if isinstance(contents, str) else json.dumps(contents), encoding="utf-8")
    return file


def test_every_goal_of_a_plan_is_told_with_its_letters_and_a_last_line_counts(folder):
    code, out, err = run(DEMO / "3-plans.json", "--language", "es")
    assert (code, err) == (0, ""), (code, err)
    goals = sum(record["kind"] == "goal" for record in json.loads((DEMO / "3-plans.json").read_text(encoding="utf-8")))
    assert out.count("\nObjetivo ") + out.startswith("Objetivo ") == goals, out
    assert len(re.findall(r"^  S .+  M .+  A .+  R .+  T .+$", out, re.M)) == goals, out
    last = out.splitlines()[-1]
    told = re.fullmatch(r"(\d+) objetivos: (\d+) error(?:es)?, (\d+) advertencias?, (\d+) notas?, (\d+) respondidas?", last)
    assert told and int(told[1]) == goals, last
    assert int(told[2]) == len(re.findall(r"^  error ", out, re.M)), last
    assert int(told[3]) == len(re.findall(r"^  advertencia ", out, re.M)), last


def test_a_draft_is_advised_before_it_has_an_id_dates_or_indicators(folder):
    code, out, err = run(write(folder, DRAFT))
    assert (code, err) == (0, ""), (code, err)
    assert out.startswith("Goal without an id\n  Foster free culture\n"), out
    # The verb can mean anything (S4) and nothing measures it (M1).
    assert re.search(r"^  \w+ S4 /statement\n    .*“Foster”", out, re.M), out
    assert re.search(r"^  error M1\n", out, re.M), out
    weights = [("error", "warning", "note").index(word) for word in re.findall(r"^  (error|warning|note) ", out, re.M)]
    assert weights == sorted(weights), out


def test_a_fix_is_told_with_its_place_and_value(folder):
    statement = {"es": "Que 40 estudiantes de secundaria publiquen un artículo antes de junio de 2030"}
    code, out, err = run(write(folder, {"kind": "goal", "data": {"organisation": "wmar", "statement": statement}}), "--language", "es")
    assert code == 0, err
    assert '    → Usar «estudiantes de secundaria»: /target_group = {"es":"estudiantes de secundaria"}\n' in out, out


def test_json_says_the_same_as_the_http_interface(folder):
    code, out, err = run(write(folder, [DRAFT]), "--json", "--language", "en")
    assert code == 0, err
    answer = json.loads(out)
    goal = answer["goals"][0]
    assert goal["goal"] == "" and goal["language"] == "en" and set(goal["letters"]) == set("SMART"), goal
    assert {"kind": "vague_verb", "begin": 0, "end": 6, "text": "Foster"} in goal["spans"], goal["spans"]
    assert answer["counts"]["errors"] == sum(finding["severity"] == "error" for finding in goal["findings"])


def test_an_indicator_of_the_file_is_advised_with_its_goal(folder):
    goal = {"kind": "goal", "id": "g", "data": {"organisation": "wmar", "statement": {"en": "40 students edit"}}}
    indicator = {"kind": "indicator", "data": {"organisation": "wmar", "goal": "g", "name": {"en": "Students"}}}
    code, out, err = run(write(folder, [indicator, goal]))
    assert code == 0, err
    assert not re.search(r" M1\n", out) and re.search(r"^  \w+ M6 /direction\n", out, re.M), out
    code, out, err = run(write(folder, indicator))
    assert code == 2 and "/data/goal" in err and "“g”" in err, (code, err)


def test_one_goal_is_asked_for(folder):
    code, out, err = run(DEMO / "3-plans.json", "--goal", "red-2014-concurso")
    assert code == 0 and out.startswith("Goal red-2014-concurso\n") and out.splitlines()[-1].startswith("1 goal: "), (out, err)
    code, out, err = run(DEMO / "3-plans.json", "--goal", "nowhere")
    assert (code, out) == (2, "") and "nowhere" in err, (code, out, err)


def test_the_records_of_a_data_folder_are_the_evidence(folder):
    data = folder / "data"
    code, out, err = run(write(folder, DRAFT), "--data", data)
    assert code == 2 and str(data) in err and not data.exists(), (code, err)
    subprocess.run([PROGRAM, "demo", "--data", str(data)], check=True, capture_output=True, timeout=300)
    again = dict(json.loads((DEMO / "3-plans.json").read_text(encoding="utf-8"))[2]["data"])
    code, out, err = run(write(folder, {"kind": "goal", "data": again}), "--data", data)
    assert code == 0 and re.search(r"^  \w+ S6 /statement\n", out, re.M), (out, err)
    code, out, err = run(write(folder, {"kind": "goal", "data": again}))
    assert code == 0 and " S6 " not in out, (out, err)


def test_what_cannot_be_read_is_refused_with_its_place(folder):
    refused = {
        '[{"kind": "goal", "data": {"statement": 3}}]': "/0/data/statement",
        '[{"kind": "goal", "data": {"first_day": "soon"}}]': "/0/data/first_day",
        '[{"kind": "goal", "data": {"colour": "red"}}]': "/0/data/colour",
        '[{"kind": "goal", "data": []}]': "/0/data",
        '[{"kind": "goal", "data": {}}, 3]': "/1",
        '{"kind": "wish", "data": {}}': "/kind",
        '{"kind": "goal"}': "/data",
        '{"kind": "plan", "data": {}}': "/id",
        '{"kind": "plan", "id": "p", "data": {"organisation": "wmar"}}': "/data/",
        '{"kind": "goal", "id": "Not An Id", "data": {}}': "/id",
        '[{"kind": "goal", "id": "g", "data": {}}, {"kind": "goal", "id": "g", "data": {}}]': "/1/id",
        '{"kind": "goal", "data": ': "byte",
    }
    for contents, place in refused.items():
        code, out, err = run(write(folder, contents))
        assert (code, out) == (2, "") and place in err, (contents, code, out, err)
    code, out, err = run(folder / "none.json")
    assert code == 2 and "none.json" in err, (code, err)


for name, test in [(n, t) for n, t in globals().items() if n.startswith("test_")]:
    with tempfile.TemporaryDirectory() as scratch:
        test(pathlib.Path(scratch))
    print(name)
