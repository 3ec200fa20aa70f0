# SPDX-License-Identifier: GPL-3.0-or-later
"""The golden letters as somebody else's parser reads them: Python's email gets out of each expected.eml what letter.json says."""
import email
import email.policy
import json
import pathlib
import re

HEADERS = ["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"]
folders = sorted((pathlib.Path(__file__).resolve().parents[1] / "cases/mail").iterdir())
assert len(folders) >= 4, folders
for folder in folders:
    given = json.loads((folder / "letter.json").read_text(encoding="utf-8"))
    wire = (folder / "expected.eml").read_bytes().replace(b"\n", b"\r\n")
    letter = email.message_from_bytes(wire, policy=email.policy.default)
    unsubscribing = ["List-Unsubscribe", "List-Unsubscribe-Post"] if "unsubscribe" in given else []
    assert sorted(letter.keys()) == sorted(HEADERS + unsubscribing), (folder.name, letter.keys())
    assert not letter.defects and letter.is_multipart(), (folder.name, letter.defects)
    assert letter["Subject"] == re.sub(r"[\x00-\x1f]", " ", given["subject"]), (folder.name, letter["Subject"])
    assert letter["From"] == "Brújula <brujula@example.org>", letter["From"]
    if unsubscribing:
        assert letter["List-Unsubscribe"].strip() == f"<{given['unsubscribe']}>", letter["List-Unsubscribe"]
    plain, html = letter.iter_parts()
    for part, kind, name in [(plain, "text/plain", "text"), (html, "text/html", "html")]:
        assert part.get_content_type() == kind and not part.defects, (folder.name, part.defects)
        said, wanted = part.get_content().replace("\r\n", "\n"), given[name].replace("\r\n", "\n")
        assert said.rstrip("\n") == wanted.rstrip("\n"), (folder.name, said, wanted)
print(f"mail_cases_test: {len(folders)} letters read")
