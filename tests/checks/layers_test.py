# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/check_layers must fail where an include goes against the table, or a header may be read twice, and name the place."""
import pathlib
import subprocess
import sys
import tempfile

check = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check_layers"
TABLE = "| module | may use | holds |\n|---|---|---|\n| `base` | – | x |\n| `wiki` | base | x |\n"


def run(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "ARCHITECTURE.md").write_text(TABLE)
        for name, text in files.items():
            (root / "src" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "src" / name).write_text(text)
        return subprocess.run([sys.executable, check, folder], capture_output=True, text=True)


ONCE = "// SPDX-License-Identifier: GPL-3.0-or-later\n#pragma once\n"
allowed = run({"base/a.hpp": ONCE + "#include <vector>\n", "wiki/b.cpp": '#include "base/a.hpp"\n#include "wiki/b.hpp"\n'})
assert allowed.returncode == 0, allowed.stderr
against = run({"base/a.hpp": '#pragma once\n  #  include "wiki/b.hpp"\n', "wiki/b.hpp": ""})
assert against.returncode == 1 and "src/base/a.hpp:2: base may not use wiki" in against.stderr, against.stderr
twice = run({"base/a.hpp": "#include <vector>\n"})
assert twice.returncode == 1 and "src/base/a.hpp: has no #pragma once" in twice.stderr, twice.stderr
unknown = run({"secret/a.hpp": ""})
assert unknown.returncode == 1 and "src/secret: not in the table" in unknown.stderr, unknown.stderr
