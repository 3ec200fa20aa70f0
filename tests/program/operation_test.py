# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator does and meets, with the whole program: python3 tests/program/operation_test.py PROGRAM"""
import contextlib
import http.client
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading

PROGRAM = sys.argv[1]
CSV = "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n"
ROOT = os.geteuid() == 0


def environment(**more):
    env = {name: value for name, value in os.environ.items() if not name.startswith("BRUJULA_")}
    return dict(env, LC_ALL="C", **more)


def run(*arguments, user=None, language="C"):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, user=user, timeout=120,
                          stdin=subprocess.DEVNULL, env=dict(environment(), LC_ALL=language))
    return done.returncode, done.stdout, done.stderr


@contextlib.contextmanager
def serving(data, *options):
    """The port, while the program serves."""
    command = [PROGRAM, "serve", "--data", data, "--port", "0", *map(str, options)]
    with tempfile.TemporaryFile("w+") as errors:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment())
        try:
            line = child.stdout.readline()
            errors.seek(0)
            assert line, errors.read()
            yield int(re.search(r":(\d+)/", line)[1])
        finally:
            child.terminate()
            try:
                child.wait(timeout=60)
            finally:
                child.kill()
                child.wait()


def ask(port, path, method="GET", body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def sign_in(port):
    headers = {"Content-Type": "application/json", "X-CSRF-Token": "anonymous"}
    return ask(port, "/api/v1/session", "POST", json.dumps({"name": "Nobody", "password": "none of that name"}), headers)[0]


def history(file, revisions, first=1):
    file.write_text(CSV + "".join(f"{i % 50 + 1},|P{i % 50}|,0,{i},2014-01-01T00:00:{i % 60:02}Z,5,|Ana|,10\n"
                                  for i in range(first, first + revisions)))
    return file


def load(data, file, *options, snapshot):
    return run("load", "--data", data, "--wiki", "eswiki", "--snapshot", snapshot, file, *options)


def revisions(listed):
    return {row["wiki"]: row["revisions"] for row in listed}


def test_loads_succeed_beside_a_server_that_is_asked_without_pause(folder):
    data = folder / "data"
    assert load(data, history(folder / "a.csv", 200), snapshot="1")[0] == 0
    answers, stop = [], threading.Event()
    with serving(data) as port:
        def ask_on():
            while not stop.is_set():
                answers.append(ask(port, "/api/v1/lake"))
        askers = [threading.Thread(target=ask_on) for _ in range(3)]
        for asker in askers:
            asker.start()
        try:
            for number in range(2, 6):
                code, out, err = load(data, history(folder / "b.csv", 200 * number), snapshot=str(number))
                assert (code, err) == (0, ""), (code, err)
                asked = len(answers)
                while len(answers) < asked + 8:  # questions that began after the load had ended
                    pass
                assert revisions(json.loads(answers[-1][1])) == {"eswiki": 200 * number}, answers[-1]
        finally:
            stop.set()
            for asker in askers:
                asker.join()
        code, out, err = run("lake", "--data", data, "--format", "json")
        assert code == 0 and revisions(json.loads(out)) == {"eswiki": 1000}, (code, out, err)
    assert {status for status, _ in answers} == {200}, {status for status, _ in answers}
    seen = {revisions(json.loads(body))["eswiki"] for _, body in answers}
    assert seen <= {200, 400, 600, 800, 1000}, seen


def test_a_much_smaller_file_over_a_full_wiki_asks(folder):
    data = folder / "data"
    assert load(data, history(folder / "full.csv", 1000), snapshot="1")[0] == 0
    for name, count in [("empty.csv", 0), ("small.csv", 100)]:
        code, out, err = load(data, history(folder / name, count), snapshot="2")
        assert code == 2 and out == "" and "1000 revisions" in err and f"with {count}." in err and "--replace-with-less" in err, (code, out, err)
    assert revisions(json.loads(run("lake", "--data", data, "--format", "json")[1])) == {"eswiki": 1000}
    code, out, err = run("load", "--data", data, "--wiki", "eswiki", "--snapshot", "3", history(folder / "1.csv", 300),
                         history(folder / "2.csv", 300, 301))
    assert (code, err) == (0, ""), (code, err)  # together they are not much smaller
    assert load(data, history(folder / "less.csv", 10), "--replace-with-less", snapshot="4")[0] == 0
    assert revisions(json.loads(run("lake", "--data", data, "--format", "json")[1])) == {"eswiki": 10}


def lake_file(data):
    return data / "lake" / (data / "lake" / "current").read_text().strip()


def test_check_fails_on_a_destroyed_lake_and_readyz_tells_it(folder):
    data = folder / "data"
    with serving(data):
        pass
    assert load(data, history(folder / "a.csv", 200), snapshot="1")[0] == 0
    code, out, err = run("check", "--data", data)
    assert code == 0, (code, out, err)
    whole = lake_file(data).read_bytes()

    def garbled():
        lake_file(data).write_bytes(whole[:4096] + b"#" * (len(whole) - 4096))
    harms = [lambda: lake_file(data).write_bytes(whole[:5000]), garbled, lambda: lake_file(data).write_bytes(b""), lambda: lake_file(data).unlink()]
    for harm in harms:
        harm()
        code, out, err = run("check", "--data", data)
        assert code == 1 and "lake" in out, (code, out, err)
        with serving(data) as port:
            status, said = ask(port, "/readyz")
            assert (status, said) == (503, "lake unreadable\n"), (status, said)
            status, said = ask(port, "/api/v1/lake")
            assert status == 503 and str(data) not in said, said
            assert ask(port, "/healthz")[0] == 200
            assert ask(port, "/api/v1/organisations")[0] == 200, "the rest goes on"
    lake_file(data).write_bytes(whole)
    with serving(data) as port:
        assert ask(port, "/readyz") == (200, "ok\n")


def test_readyz_tells_records_that_cannot_be_read(folder):
    data = folder / "data"
    with serving(data) as port:
        assert ask(port, "/readyz") == (200, "ok\n")
        with sqlite3.connect(data / "records.sqlite") as records:  # as another program that spoils it would
            records.execute("DROP INDEX links_to")
            records.execute("ALTER TABLE revisions RENAME TO gone")
        assert ask(port, "/readyz") == (503, "records unreadable\n")


def test_a_full_disk_is_told_and_reading_goes_on(folder):
    data = folder / "data"
    data.mkdir()
    if not ROOT or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "brujula", data], capture_output=True).returncode != 0:
        print("skipped: no disk of its own can be mounted here")
        return
    try:
        with serving(data) as port:
            assert ask(port, "/readyz") == (200, "ok\n")
            filler = data / "filler"
            with filler.open("wb") as out, contextlib.suppress(OSError):
                while True:
                    out.write(b"\0" * 65536)
                    out.flush()
            assert ask(port, "/readyz") == (503, "disk full\n")
            assert ask(port, "/api/v1/organisations")[0] == 200
            code, out, err = load(data, history(folder / "a.csv", 200), snapshot="1")
            assert code == 3 and str(data) in err, (code, out, err)
            filler.unlink()
            assert ask(port, "/readyz") == (200, "ok\n")
    finally:
        subprocess.run(["umount", data], check=True)


def test_errors_of_the_start_name_what_is_wrong_and_exit_as_they_say(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, out, err = run("serve", "--data", folder / "a", "--port", port)
        assert code == 3 and port in err and "--port" in err, (code, err)
    (folder / "file").write_text("x")
    code, out, err = run("serve", "--data", folder / "file", "--port", "0")
    assert code == 3 and str(folder / "file") in err and "--data" in err, (code, err)
    code, out, err = run("serve", "--data", folder / "a", "--port", "0", "--ui", folder)
    assert code == 2 and str(folder / "index.html") in err, (code, err)
    for language, word in [("es_AR.UTF-8", "restauren"), ("pt_BR.UTF-8", "restaurem"), ("C", "restore")]:
        (folder / "poem").mkdir(exist_ok=True)
        (folder / "poem" / "records.sqlite").write_text("x" * 5000)
        code, out, err = run("serve", "--data", folder / "poem", "--port", "0", language=language)
        assert code == 1 and str(folder / "poem" / "records.sqlite") in err and word in err, (code, err)
    if ROOT:
        folder.chmod(0o755)
        code, out, err = run("serve", "--data", folder / "a", "--port", "0", user=65534)
        assert code == 3 and str(folder / "a") in err and "chown" in err, (code, err)


def test_an_emptied_or_vanished_records_file_is_no_new_network(folder):
    data = folder / "data"
    with serving(data):
        pass
    assert run("backup", "--data", data, folder / "backup")[0] == 0
    for harm in [lambda: os.truncate(data / "records.sqlite", 0), (data / "records.sqlite").unlink]:
        harm()
        code, out, err = run("serve", "--data", data, "--port", "0")
        assert code == 2 and str(data / "records.sqlite") in err and "brujula restore --set-aside" in err, (code, err)
    code, out, err = run("restore", "--data", data, "--set-aside", folder / "backup")  # as it was told
    assert code == 0 and "Brought back: 0 records" in out, (code, out, err)
    with serving(data) as port:
        assert ask(port, "/readyz") == (200, "ok\n")


def test_one_address_keeps_nobody_from_signing_in(folder):
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    with serving(folder / "data") as port, contextlib.ExitStack() as crowd:
        def attack(said):
            attacker = crowd.enter_context(socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)))
            attacker.sendall(said)
        for _ in range(20):
            attack(b"POST /api/v1/organisations HTTP/1.1\r\nHost: a\r\nContent-Length: 10485760\r\n\r\n{")
        assert sign_in(port) == 401
        for _ in range(1000):
            attack(b"")
        assert sign_in(port) == 401
        for _ in range(300):
            attack(b"GET / HTTP/1.1\r\nHo")
        assert sign_in(port) == 401


for name, test in list(globals().items()):
    if name.startswith("test_"):
        place = pathlib.Path(tempfile.mkdtemp())
        try:
            test(place)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        print(name.removeprefix("test_").replace("_", " "))
