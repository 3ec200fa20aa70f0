#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server for tests, run by Debian's own python, which has its library: tests/program/mail_server.py FOLDER [--tls start|whole CERTIFICATE KEY] [--user NAME PASSWORD]

Listens on a free port of 127.0.0.1, prints it, and writes each letter it takes into FOLDER as 0001.eml, 0002.eml …, its
recipient in the header X-Rcpt-To. It answers recipients by their first letters:
  nobody…   550 5.1.1, for good       full…    552 5.2.2
  later…    451 4.7.1                 policy…  550 5.7.1
and while FOLDER/busy is there takes no letter's text (451)."""
import argparse
import asyncio
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult

ANSWERS = {
    "nobody": "550 5.1.1 <{}> is not known here",
    "full": "552 5.2.2 mailbox full",
    "later": "451 4.7.1 come back later",
    "policy": "550 5.7.1 relaying denied",
}


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        for beginning, answer in ANSWERS.items():
            if address.startswith(beginning):
                return answer.format(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if (self.folder / "busy").exists():
            return "451 4.3.0 busy"
        self.count += 1
        head = f"X-Rcpt-To: {','.join(envelope.rcpt_tos)}\r\nX-Mail-From: {envelope.mail_from}\r\n".encode()
        written = self.folder / f"{self.count:04}.part"
        written.write_bytes(head + envelope.original_content)
        written.rename(written.with_suffix(".eml"))
        return f"250 2.0.0 taken as {self.count:04}"


async def main(options):
    context = None
    if options.tls:
        kind, certificate, key = options.tls
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    authenticator = None
    if options.user:
        expected = tuple(part.encode() for part in options.user)

        def authenticator(server, session, envelope, mechanism, data):
            return AuthResult(success=(data.login, data.password) == expected)

    def session():
        return SMTP(
            keeper,
            hostname="mail.test",
            tls_context=context if options.tls and options.tls[0] == "start" else None,
            require_starttls=bool(options.tls) and options.tls[0] == "start",
            authenticator=authenticator,
            auth_required=bool(options.user),
            auth_require_tls=bool(options.user) and bool(options.tls),
        )

    keeper = Keeper(pathlib.Path(options.folder))
    whole = context if options.tls and options.tls[0] == "whole" else None
    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", options.port, ssl=whole)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--tls", nargs=3)
parser.add_argument("--user", nargs=2)
asyncio.run(main(parser.parse_args()))
