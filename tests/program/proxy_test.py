# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxies' configurations of packaging/, with the real nginx and Caddy: python3 tests/program/proxy_test.py PROGRAM"""
import contextlib
import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM = sys.argv[1]
PACKAGING = pathlib.Path(__file__).resolve().parents[2] / "packaging"
NAME = "brujula.example.org"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificate(folder):
    crt, key = folder / "crt.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    command += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", crt]
    subprocess.run(command, check=True, capture_output=True)
    return crt, key


def replaced(text, changes):
    for old, new in changes:
        assert old in text, f"the configuration has no “{old}” any more"
        text = text.replace(old, new)
    return text


def nginx(folder, upstream, port, crt, key):
    site = replaced((PACKAGING / "nginx.conf").read_text(), [
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"), ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(crt)), (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(key)),
        ("http://127.0.0.1:8014", f"http://127.0.0.1:{upstream}")])
    folders = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    user = "user root;\n" if os.geteuid() == 0 else ""  # so that it may read the folder of the test
    (folder / "nginx.conf").write_text(f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
                                       f"http {{\naccess_log off;\n{folders}{site}}}\n")
    return ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


def caddy(folder, upstream, port, crt, key):
    site = replaced((PACKAGING / "Caddyfile").read_text(), [
        (f"{NAME} {{", f"https://{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {crt} {key}"), ("127.0.0.1:8014", f"127.0.0.1:{upstream}")])
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site)
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextlib.contextmanager
def running(command, port, folder):
    with (folder / "out.log").open("w") as out:
        child = subprocess.Popen(command, stdout=out, stderr=out, env=dict(os.environ, HOME=str(folder), XDG_DATA_HOME=str(folder)))
        try:
            until = time.monotonic() + 60
            while child.poll() is None and time.monotonic() < until:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
            else:
                raise AssertionError((folder / "out.log").read_text())
            yield
        finally:
            child.terminate()
            try:
                child.wait(timeout=30)
            finally:
                child.kill()
                child.wait()


class Visitor:
    """A connection by TLS to the proxy, under the name that its certificate has."""

    def __init__(self, port, crt):
        context = ssl.create_default_context(cafile=str(crt))
        self.socket = context.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=60), server_hostname=NAME)

    def ask(self, method, path, headers=(), body=b""):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {NAME}", "Connection: close", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        with contextlib.suppress(OSError):  # a proxy that refuses a body need not read it
            self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        answer = http.client.HTTPResponse(self.socket, method=method)
        answer.begin()
        return answer


class Echo(http.server.BaseHTTPRequestHandler):
    """Says what arrived; /slow is an answer in two parts, the second only when the first has been seen."""
    protocol_version = "HTTP/1.1"
    seen = threading.Event()

    def do_GET(self):
        if self.path == "/slow":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nfirst\r\n")
            self.wfile.flush()
            Echo.seen.wait(60)
            self.wfile.write(b"4\r\nlast\r\n0\r\n\r\n")
            return
        body = json.dumps(self.headers.items()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def lines_that_arrive(port, crt):
    said = ["X-Forwarded-For: 192.0.2.66", "X-Forwarded-For: 192.0.2.67", "Forwarded: for=192.0.2.68", "X-Forwarded-Proto: http",
            "X-Forwarded-Host: elsewhere.example"]
    arrived = json.loads(Visitor(port, crt).ask("GET", "/", said).read())
    of = lambda name: [value for key, value in arrived if key.lower() == name]  # noqa: E731
    assert of("x-forwarded-for") == ["127.0.0.1"], arrived
    assert of("x-forwarded-proto") == ["https"] and of("x-forwarded-host") == [NAME], arrived
    assert of("forwarded") in ([], [""]) and of("host") == [NAME], arrived


def long_answer(port, crt):
    Echo.seen.clear()
    answer = Visitor(port, crt).ask("GET", "/slow")
    assert answer.read(5) == b"first", "the beginning comes before the end is made"
    Echo.seen.set()
    assert answer.read() == b"last"


def program(port, crt):
    answer = Visitor(port, crt).ask("GET", "/api/v1/session")
    assert answer.status == 200 and answer.getheader("Strict-Transport-Security"), (answer.status, answer.getheaders())
    headers = ["Content-Type: application/json", "X-CSRF-Token: anonymous", f"Origin: https://{NAME}"]
    body = json.dumps({"name": "Nobody", "password": "none of that name"}).encode()
    assert Visitor(port, crt).ask("POST", "/api/v1/session", headers, body).status == 401, "the page's own origin is known"
    headers[2] = "Origin: https://elsewhere.example"
    assert Visitor(port, crt).ask("POST", "/api/v1/session", headers, body).status == 403
    assert Visitor(port, crt).ask("POST", "/api/v1/session", headers, b" " * (11 * 1024 * 1024)).status == 413
    answer = Visitor(port, crt).ask("GET", "/api/v1/openapi.json")
    length = len(answer.read())
    assert answer.status == 200 and length > 50_000, (answer.status, length)


@contextlib.contextmanager
def serving(folder):
    child = subprocess.Popen([PROGRAM, "serve", "--data", folder / "data", "--port", "0", "--proxy", "127.0.0.1"],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=dict(os.environ, LC_ALL="C"))
    try:
        yield int(re.search(r":(\d+)/", child.stdout.readline())[1])
    finally:
        child.terminate()
        child.wait(timeout=60)


def try_proxy(make, folder):
    crt, key = certificate(folder)
    echo = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    echo.daemon_threads = True
    threading.Thread(target=echo.serve_forever, daemon=True).start()
    for upstream, checks in [(lambda: contextlib.nullcontext(echo.server_port), [lines_that_arrive, long_answer]),
                             (lambda: serving(folder), [program])]:
        with upstream() as behind:
            port = free_port()
            with running(make(folder, behind, port, crt, key), port, folder):
                for check in checks:
                    check(port, crt)
    echo.shutdown()


missing = [name for name in ("nginx", "caddy", "openssl") if not shutil.which(name)]
if missing:
    print("skipped: not installed:", *missing)
    sys.exit(77)
for make in (nginx, caddy):
    with tempfile.TemporaryDirectory() as place:
        try_proxy(make, pathlib.Path(place))
    print(make.__name__, "passes on what it should, and nothing else")
