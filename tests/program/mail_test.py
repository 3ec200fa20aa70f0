# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail through a real SMTP server, read by Python's own parser: python3 tests/program/mail_test.py PROGRAM"""
import contextlib
import email
import email.policy
import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

PROGRAM = sys.argv[1]
SERVER = pathlib.Path(__file__).resolve().parent / "mail_server.py"
SETTINGS = ["--mail-from", "brujula@example.org", "--public-address", "https://brujula.example.org"]


def run(*arguments, language="C", **environment):
    env = {name: value for name, value in os.environ.items() if not name.startswith("BRUJULA_")}
    env.update(LC_ALL=language, **environment)
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env=env, timeout=120)
    return done.returncode, done.stdout, done.stderr


@contextlib.contextmanager
def mail_server(folder, *options):
    """The server's port, while it runs."""
    folder.mkdir(exist_ok=True)
    child = subprocess.Popen([SERVER, folder, *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield int(child.stdout.readline())
    finally:
        child.terminate()
        child.wait()


def letters(folder):
    files = sorted(folder.glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def parts(letter):
    assert letter.get_content_type() == "multipart/alternative" and not letter.defects, letter.defects
    plain, html = letter.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return plain.get_content(), html.get_content()


def certificate(folder):
    key, crt = folder / "key.pem", folder / "crt.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", crt]
    subprocess.run(command, check=True, capture_output=True)
    return crt, key


def try_address(port, address, *options, scheme="smtp", **environment):
    return run("mail", "test", address, "--smtp-url", f"{scheme}://127.0.0.1:{port}", *SETTINGS, *options, **environment)


def test_a_letter_arrives_as_it_was_written(folder):
    with mail_server(folder / "box") as port:
        code, out, err = try_address(port, "ana@example.org", "--smtp-plain", language="es_ES.UTF-8")
        assert (code, err) == (0, ""), (code, err)
        assert "ana@example.org" in out and "taken as 0001" in out, out
    (letter,) = letters(folder / "box")
    assert letter["Subject"] == "Brújula puede enviar correo", letter["Subject"]
    assert letter["From"] == "Brújula <brujula@example.org>" and letter["To"] == "ana@example.org", letter["To"]
    assert (letter["X-Rcpt-To"], letter["X-Mail-From"]) == ("ana@example.org", "brujula@example.org")
    assert letter["Auto-Submitted"] == "auto-generated" and letter["Date"].datetime.tzinfo
    assert re.fullmatch(r"<test\.\w+@example\.org>", letter["Message-ID"]), letter["Message-ID"]
    plain, html = parts(letter)
    assert "https://brujula.example.org/" in plain and 'href="https://brujula.example.org/"' in html, (plain, html)


def test_refusals_are_told_in_the_servers_words(folder):
    with mail_server(folder / "box") as port:
        for address, words in [("nobody@example.org", "550 5.1.1"), ("later@example.org", "451 4.7.1"), ("policy@example.org", "550 5.7.1")]:
            code, out, err = try_address(port, address, "--smtp-plain")
            assert (code, out) == (3, "") and words in err, (address, code, err)
    assert letters(folder / "box") == []


def test_what_cannot_be_reached_is_said_and_wrong_settings_are_named(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # and does not listen
        code, out, err = try_address(free.getsockname()[1], "ana@example.org")
    assert code == 3 and "connect" in err.lower(), (code, err)
    for options, word in [(["--smtp-url", "http://127.0.0.1"], "--smtp-url"), ([], "--smtp-url")]:
        code, out, err = run("mail", "test", "ana@example.org", *options, *SETTINGS)
        assert code == 2 and word in err, (code, err)
    code, out, err = run("mail", "test", "ana@example.org\r\nRCPT TO:<eva@example.org>", "--smtp-url", "smtp://127.0.0.1:1", *SETTINGS)
    assert code == 2, (code, err)


def test_without_tls_nothing_goes_unless_the_operator_says_so(folder):
    with mail_server(folder / "box") as port:
        code, _, err = try_address(port, "ana@example.org")
        assert code == 3 and "STARTTLS" in err, (code, err)
    assert letters(folder / "box") == []


def test_with_tls_from_the_start_or_by_starttls_only_a_trusted_server_gets_a_letter(folder):
    crt, key = certificate(folder)
    for kind, scheme in [("start", "smtp"), ("whole", "smtps")]:
        with mail_server(folder / kind, "--tls", kind, crt, key) as port:
            code, _, err = try_address(port, "ana@example.org", scheme=scheme)
            assert code == 3 and "certificate" in err, (kind, code, err)
            assert letters(folder / kind) == []
            code, out, err = try_address(port, "ana@example.org", "--smtp-ca", crt, scheme=scheme)
            assert code == 0, (kind, code, err)
        assert len(letters(folder / kind)) == 1


def test_signing_in_takes_the_password_from_a_file_or_the_environment(folder):
    crt, key = certificate(folder)
    secret = folder / "password"
    with mail_server(folder / "box", "--tls", "start", crt, key, "--user", "brujula", "clave secreta") as port:
        trusting = ["--smtp-ca", crt]
        code, _, err = try_address(port, "ana@example.org", *trusting)
        assert code == 3 and "530" in err, (code, err)
        user = [*trusting, "--smtp-user", "brujula"]
        secret.write_text("clave secreta\n")
        code, _, err = try_address(port, "ana@example.org", *user, "--smtp-password-file", secret)
        assert code == 0, err
        code, _, err = try_address(port, "ana@example.org", *user, BRUJULA_SMTP_PASSWORD="clave secreta")
        assert code == 0, err
        code, _, err = try_address(port, "ana@example.org", *user, BRUJULA_SMTP_PASSWORD="otra")
        assert code == 3 and "otra" not in err, (code, err)
        code, _, err = try_address(port, "ana@example.org", *user)
        assert code == 2 and "--smtp-password-file" in err, (code, err)
    assert len(letters(folder / "box")) == 2


def ask(data, sql, *values):
    with contextlib.closing(sqlite3.connect(data / "records.sqlite")) as file, file:
        return file.execute(sql, values).fetchall()


def demo_that_wants_mail(folder, address):
    """The demo's coordinator watches a plan that others wrote, and wants a digest every day; its address is confirmed."""
    data = folder / "data"
    code, _, err = run("demo", "--data", data)
    assert code == 0, err
    ((account,),) = ask(data, "SELECT name FROM accounts WHERE name LIKE 'Coordinadora%' LIMIT 1")
    ask(data, "INSERT OR IGNORE INTO watches VALUES (?, 'plan', 'wmar-2015')", account)
    ask(data, "UPDATE revisions SET author = 'Ñandú <b>' WHERE kind = 'plan' AND id = 'wmar-2015'")
    ask(data, "UPDATE accounts SET language = 'es' WHERE name = ?", account)
    ask(data, "INSERT INTO mail_choices VALUES (?, ?, 'daily', 'en', '', 0, 0)", account, address)
    return data, account


def send(data, port):
    return run("mail", "send", "--data", data, "--smtp-url", f"smtp://127.0.0.1:{port}", "--smtp-plain", *SETTINGS)


def test_what_is_due_is_sent_once_and_after_a_crash_the_same_letter_again(folder):
    data, account = demo_that_wants_mail(folder, "ana@example.org")
    with mail_server(folder / "box") as port:
        code, out, err = send(data, port)
        assert (code, err) == (0, "") and out.startswith("One letter was accepted, 0 failed"), (code, out, err)
        code, out, err = send(data, port)
        assert code == 0 and out.startswith("0 letters were accepted"), (code, out, err)
        (letter,) = letters(folder / "box")
        plain, html = parts(letter)
        assert re.fullmatch(r"(Una notificación nueva|\d+ notificaciones nuevas)", letter["Subject"]), letter["Subject"]
        assert "Ñandú <b>" in plain and "Ñandú &lt;b&gt;" in html and "<b>" not in html
        assert "https://brujula.example.org/plans/wmar-2015" in plain, plain
        unsubscribe = letter["List-Unsubscribe"].strip(" <>")
        assert unsubscribe.startswith("https://brujula.example.org/mail/unsubscribe?account=") and unsubscribe in plain
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        # As a crash leaves it after the server's acceptance: the row is still there, taken by somebody who is gone.
        number, made = re.match(r"<digest\.(\d+)\.(\d+)@", letter["Message-ID"]).groups()
        until = ask(data, "SELECT mailed FROM mail_choices")[0][0]
        ask(data, "INSERT INTO outbox VALUES (?, ?, 'digest', '', 0, ?, ?, 0, 1, '')", int(number), account, until, int(made))
        ask(data, "UPDATE mail_choices SET mailed = 0")
        code, out, err = send(data, port)
        assert code == 0 and out.startswith("One letter"), (out, err)
        first, second = letters(folder / "box")
        assert second["Message-ID"] == first["Message-ID"] and parts(second) == parts(first)
    assert ask(data, "SELECT count(*) FROM outbox") == [(0,)]


def test_while_the_server_is_away_what_is_due_waits_and_a_refused_address_is_set_aside(folder):
    data, account = demo_that_wants_mail(folder, "ana@example.org")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        code, out, err = send(data, free.getsockname()[1])
        assert code == 3 and "1 waiting" in out, (code, out, err)
    assert ask(data, "SELECT tries FROM outbox") == [(1,)]
    with mail_server(folder / "box") as port:
        code, out, err = send(data, port)
        assert code == 0 and out.startswith("0 letters") and "1 waiting" in out, "its wait is not over"
        ask(data, "UPDATE outbox SET next_try = 1")
        (folder / "box" / "busy").touch()
        code, out, err = send(data, port)
        assert code == 0 and "1 failed" in out and "ana@" not in err, (code, out, err)
        (folder / "box" / "busy").unlink()
        ask(data, "UPDATE outbox SET next_try = 1")
        ask(data, "UPDATE mail_choices SET address = 'nobody@example.org'")
        code, out, err = send(data, port)
        assert code == 0 and "1 refused" in out and "nobody@" not in err, (code, out, err)
        code, out, err = send(data, port)
        assert out.startswith("0 letters") and "0 refused" in out and "0 waiting" in out, out
    ((said,),) = ask(data, "SELECT refused FROM mail_choices")
    assert said.startswith("550 5.1.1"), said
    assert letters(folder / "box") == []


def test_serving_sends_by_itself_tells_its_state_and_ends_promptly_beside_a_mail_server_that_says_nothing(folder):
    data, account = demo_that_wants_mail(folder, "ana@example.org")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        command = [PROGRAM, "serve", "--data", data, "--port", "0", "--smtp-url", url, "--smtp-plain", *SETTINGS]
        serving = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ, LC_ALL="C"))
        try:
            address = re.search(r"http://\S+/", serving.stdout.readline())[0]
            silent.settimeout(60)
            conversation, _ = silent.accept()  # the letter is on its way, and nobody answers
            with urllib.request.urlopen(address + "healthz") as answer:
                said = answer.read().decode()
            assert said.startswith("ok\nmail waiting=1 "), said
            begun = time.monotonic()
            serving.terminate()
            _, err = serving.communicate(timeout=60)
            assert serving.returncode == 0 and time.monotonic() - begun < 8, (time.monotonic() - begun, err)
            conversation.close()
        finally:
            serving.kill()
            serving.wait()
    assert ask(data, "SELECT count(*) FROM outbox") == [(1,)], "and the letter waits for the next start"


for name, test in list(globals().items()):
    if name.startswith("test_"):
        with tempfile.TemporaryDirectory() as place:
            test(pathlib.Path(place))
        print(name.removeprefix("test_").replace("_", " "))
