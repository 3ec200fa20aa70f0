# SPDX-License-Identifier: GPL-3.0-or-later
"""What tools/sbom writes of a built program is all that it is made of: python3 tests/checks/sbom_test.py PROGRAM"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]


def write(program, file):
    done = subprocess.run([TOP / "tools" / "sbom", program, file], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


with tempfile.TemporaryDirectory() as place:
    one, other = pathlib.Path(place, "one.json"), pathlib.Path(place, "other.json")
    assert write(PROGRAM, one) == (0, "") and write(PROGRAM, other) == (0, "")
    assert one.read_bytes() == other.read_bytes(), "the same inputs give the same file"
    bill = json.loads(one.read_text(encoding="utf-8"))
    # A library from nowhere is told, not left out.
    stray = pathlib.Path(place, "libstray.so")
    subprocess.run(["cc", "-shared", "-x", "c", "/dev/null", "-o", stray], check=True)
    program = pathlib.Path(place, "program")
    subprocess.run(["cc", "-x", "c", "-", "-o", program, "-x", "none", "-Wl,--no-as-needed", stray], check=True, text=True,
                   input="int main(void) { return 0; }")
    code, said = write(program, other)
    assert code == 1 and str(stray) in said, (code, said)

assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
assert f"VERSION {bill['metadata']['component']['version']} " in (TOP / "CMakeLists.txt").read_text()
parts = {part["bom-ref"]: part for part in bill["components"]}
assert len(parts) == len(bill["components"]) and set(bill["dependencies"][0]["dependsOn"]) == set(parts)
assert all(part["version"] and part["purl"] == ref for ref, part in parts.items())

versions = {part["name"]: part["version"] for part in bill["components"]}
needed = re.findall(r"NEEDED\s+(\S+)", subprocess.run(["objdump", "-p", PROGRAM], check=True, capture_output=True, text=True).stdout)
for library, package in [("libsodium.so.23", "libsodium23"), ("libsqlite3.so.0", "libsqlite3-0"), ("libcrypto.so.3", "libssl3")]:
    assert library in needed and versions[package], library
assert f"@duckdb/node-bindings-linux-x64@{versions['@duckdb/node-bindings-linux-x64']}" in (TOP / "tools" / "setup").read_text()
assert versions["libcli11-dev"] and versions["libboost1.81-dev"], "what is compiled in from headers alone"

wanted = json.loads((TOP / "ui" / "package.json").read_text(encoding="utf-8"))
assert {name: versions.get(name) for name in wanted["dependencies"]} == wanted["dependencies"]
assert not {"vite", "vitest", "playwright-core"} & set(versions), "what only builds or tests is no part"
print(f"sbom_test: {len(parts)} parts")
