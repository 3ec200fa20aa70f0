# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries to name people of another organisation's lists: python3 tests/privacy/attack.py PROGRAM

The demo's network, served by the program itself. wmar measures groups of people; for each of them a coin decides which of
two people of the wiki is in the list. The attacker is a coordinator of wmcl: they know the wiki's whole history and the two
names, ask everything that the interface answers to them (their own lists with candidate names among it), and guess. A program
that keeps the lists to wmar leaves them the coin: of n guesses at most as many may be right as chance alone exceeds in one run
of a hundred. The coins and the people come from a seed, so that a run can be repeated.
"""
import collections
import contextlib
import csv
import http.cookiejar
import io
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

SEED = 2014
WIKI = "simwiki"
FIRST, LAST = "2014-10-01", "2014-10-31"
CHANCE = 0.01
BY_THEMSELVES = re.compile(r"Simulad[ao] (Habitual|Nuevo) \d+")  # people of the wiki who are in no list of the demo


class Client:
    """Somebody at the interface, as docs/api.md describes it."""

    def __init__(self, address, account=None, password=None):
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.token = "anonymous"
        if account:
            self.ask("POST", "/session", {"name": account, "password": password})
            self.token = self.ask("GET", "/session")["csrf"]

    def text(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + "/api/v1" + path, data, method=method)
        request.add_header("X-CSRF-Token", self.token)
        request.add_header("Content-Type", "application/json")
        with self.opener.open(request, timeout=600) as answer:
            return answer.read().decode()

    def ask(self, method, path, body=None):
        return json.loads(self.text(method, path, body))

    def make(self, plural, data):
        return self.ask("POST", "/" + plural, {"data": data})["id"]

    def measure(self, organisation, scope, metrics=("edits",), first=FIRST, last=LAST):
        scope = {"wikis": [WIKI], "first_day": first, "last_day": last, "time_zone": "UTC", **scope}
        return self.ask("POST", "/measurements/run", {"organisation": organisation, "scope": scope, "metrics": list(metrics)})

    def rows_behind(self, measurement, metric):
        text = self.text("GET", f"/measurements/{measurement}/facts?metric={metric}&format=csv")
        return list(csv.DictReader(io.StringIO(text)))


@contextlib.contextmanager
def demo_served(program):
    """The address, and the password of an account by its name, while the program serves the demo."""
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "data"
        env = {name: value for name, value in os.environ.items() if not name.startswith("BRUJULA_")}
        subprocess.run([program, "demo", "--data", data], check=True, env=env, stdout=subprocess.DEVNULL)
        passwords = {line.split("\t")[0]: line.split("\t")[1] for line in (data / "demo-accounts.txt").read_text().splitlines()}
        passwords["Vecina"] = "una contraseña que nadie adivina"
        subprocess.run([program, "account", "add", "Vecina", "--data", data, "--organisation", "wmcl", "--role", "coordinator", "--own"],
                       check=True, env=env, input=passwords["Vecina"] + "\n", text=True, stdout=subprocess.DEVNULL)
        child = subprocess.Popen([program, "serve", "--data", data, "--port", "0"], env=env, text=True,
                                 stdout=subprocess.PIPE)
        try:
            yield re.search(r"http://[\d.:]+", child.stdout.readline()).group(), passwords
        finally:
            child.terminate()
            child.wait()


class Wiki:
    """What anybody knows of the wiki: who edited on which day, and who registered in which month."""

    def __init__(self, client):
        run = client.measure("wmcl", {}, ["edits"], "2014-09-01", "2014-10-31")
        self.edits = collections.defaultdict(collections.Counter)
        for row in client.rows_behind(run["id"], "edits"):
            if BY_THEMSELVES.fullmatch(row["event_user_text"]):
                self.edits[row["event_user_text"]][row["event_timestamp"][:10]] += 1
        run = client.measure("wmcl", {}, ["newly-registered/wikimetrics.interval"], "2014-01-01", "2014-10-31")
        self.registered = {row["event_user_text"]: row["registration_timestamp"][:7]
                           for row in client.rows_behind(run["id"], "newly-registered")}

    def count(self, name, first=FIRST, last=LAST):
        return sum(n for day, n in self.edits[name].items() if first <= day <= last)

    def people(self):
        names = set(self.edits) | {name for name in self.registered if BY_THEMSELVES.fullmatch(name)}
        return sorted(name for name in names if self.count(name) < 300)


class Network:
    """wmar at work. It alone knows `secrets`."""

    def __init__(self, client, wiki, chance):
        self.client, self.wiki, self.chance = client, wiki, chance
        self.pool = wiki.people()
        chance.shuffle(self.pool)
        self.secrets = []

    def take(self, count, fits=None):
        """People who are in no list yet, who worked in the days if nothing else is asked; the pool is used up from its end."""
        fits = fits or (lambda name: self.wiki.count(name) > 0)
        taken = [name for name in reversed(self.pool) if fits(name)][:count]
        if len(taken) < count:
            raise SystemExit(f"the demo's wiki has too few people: {len(taken)} of {count} of {len(self.pool)}")
        self.pool = [name for name in self.pool if name not in taken]
        return taken

    def pair(self, first=FIRST, last=LAST):
        """Two people with different numbers of edits, one of whom will be in a list: as a public pair, and that one."""
        one = self.take(1, lambda name: self.wiki.count(name, first, last) > 0)[0]
        other = self.take(1, lambda name: self.wiki.count(name, first, last) not in (0, self.wiki.count(one, first, last)))[0]
        pair = [one, other]
        self.secrets.append(self.chance.choice(pair))
        return pair, self.secrets[-1]

    def cohort(self, names):
        members = [{"user_name": name} for name in names]
        return self.client.make("cohorts", {"organisation": "wmar", "name": {"es": "Lista"}, "consent": "given", "members": members})

    def programme(self):
        return self.client.make("programmes", {"organisation": "wmar", "name": {"es": "Programa"}, "theme": "education", "stage": "pilot"})

    def activity(self, cohort, programme, first=FIRST, last=LAST):
        return self.client.make("activities", {
            "organisation": "wmar", "name": {"es": "Taller"}, "type": "workshop", "cohort": cohort, "programme": programme,
            "first_day": first, "last_day": last, "time_zone": "UTC", "wikis": [WIKI]})

    def measured(self, scope, first=FIRST, last=LAST):
        return self.client.measure("wmar", scope, first=first, last=last)["id"]

    # Each makes one secret, and tells what is public of it.

    def list_of_somebody(self):
        """No numbers at all: only the list."""
        fits = lambda name: self.wiki.registered.get(name, "2014-10") < "2014-10"
        one = self.take(1, fits)[0]
        month = self.wiki.registered[one]
        other = self.take(1, lambda name: fits(name) and self.wiki.registered[name] == month)[0]
        self.secrets.append(self.chance.choice([one, other]))
        self.cohort(self.take(8) + [self.secrets[-1]])
        return {"pair": [one, other], "month": month}

    def list_that_grew(self):
        pair, secret = self.pair()
        base = self.take(12)
        cohort = self.cohort(base)
        before = self.measured({"cohorts": [cohort]})
        record = self.client.ask("GET", f"/cohorts/{cohort}")
        record["data"]["members"].append({"user_name": secret})
        self.client.ask("PUT", f"/cohorts/{cohort}", {"base": record["revision"], "data": record["data"]})
        return {"pair": pair, "plus": [self.measured({"cohorts": [cohort]})], "minus": [before], "known": []}

    def union_of_a_large_and_a_small_one(self):
        pair, secret = self.pair()
        organisers = self.take(2)
        programme = self.programme()
        large = self.activity(self.cohort(self.take(12)), programme)
        self.activity(self.cohort(organisers + [secret]), programme)
        part = self.measured({"activities": [large]})
        return {"pair": pair, "plus": [self.measured({"programme": programme})], "minus": [part], "known": organisers}

    def two_that_share_somebody(self):
        pair, secret = self.pair()
        programme = self.programme()
        parts = [self.measured({"activities": [self.activity(self.cohort(self.take(7) + [secret]), programme)]}) for _ in range(2)]
        return {"pair": pair, "plus": parts, "minus": [self.measured({"programme": programme})], "known": []}

    def few_of_many_who_worked(self):
        day = "2014-10-15"
        pair, secret = self.pair(day, day)
        organisers = self.take(2, lambda name: self.wiki.count(name, day, day) > 0)
        idle = self.take(10, lambda name: self.wiki.count(name, day, day) == 0)
        run = self.measured({"cohorts": [self.cohort(idle + organisers + [secret])]}, day, day)
        return {"pair": pair, "plus": [run], "minus": [], "known": organisers, "days": (day, day)}

    def period_that_grew(self):
        day = "2014-10-21"
        pair, secret = self.pair(day, day)
        cohort = self.cohort(self.take(10, lambda name: self.wiki.count(name, day, day) == 0) + [secret])
        before = self.measured({"cohorts": [cohort]}, "2014-10-01", "2014-10-20")
        after = self.measured({"cohorts": [cohort]}, "2014-10-01", day)
        return {"pair": pair, "plus": [after], "minus": [before], "known": [], "days": (day, day)}


class Attacker:
    def __init__(self, client, wiki, chance):
        self.client, self.wiki, self.chance = client, wiki, chance
        self.told = 0  # numbers

    def edits(self, measurement):
        value = self.client.ask("GET", f"/measurements/{measurement}")["data"]["values"][0]
        self.told += "value" in value
        return value.get("value")

    def guess_by_subtracting(self, told):
        """Adds and subtracts what is public, and what everybody knows of the others; who of the two does it fit?"""
        numbers = [self.edits(one) for one in told["plus"] + told["minus"]]
        if None in numbers:
            return self.chance.choice(told["pair"])
        plus = len(told["plus"])
        left = sum(numbers[:plus]) - sum(numbers[plus:])
        days = told.get("days", (FIRST, LAST))
        left -= sum(self.wiki.count(name, *days) for name in told["known"])
        distances = [abs(self.wiki.count(name, *days) - left) for name in told["pair"]]
        if distances[0] == distances[1]:
            return self.chance.choice(told["pair"])
        return told["pair"][distances.index(min(distances))]

    def compared_with(self, candidate, month):
        """How many people the comparison finds where everybody of the month but the candidate is in a list of one's own."""
        mine = [name for name, registered in self.wiki.registered.items() if registered == month and name != candidate]
        cohort = self.client.make("cohorts", {"organisation": "wmcl", "name": {"es": "Prueba"}, "consent": "given",
                                              "members": [{"user_name": name} for name in mine]})
        activity = self.client.make("activities", {
            "organisation": "wmcl", "name": {"es": "Prueba"}, "type": "workshop", "cohort": cohort, "first_day": "2014-10-30",
            "last_day": "2014-10-31", "time_zone": "UTC", "wikis": [WIKI]})
        return self.client.ask("GET", f"/activities/{activity}/comparison?days=8")["comparison"]

    def guess_by_comparing(self, told):
        """Who is in some list is compared with nobody."""
        found = [self.compared_with(name, told["month"]) for name in told["pair"]]
        if found[0] == found[1]:
            return self.chance.choice(told["pair"])
        return told["pair"][found.index(min(found))]


def most_by_chance(guesses):
    """The most right ones that are not rarer by chance than CHANCE."""
    more = 0.0
    for right in range(guesses, -1, -1):
        more += math.comb(guesses, right) / 2**guesses
        if more > CHANCE:
            return right
    return guesses


def main():
    with demo_served(sys.argv[1]) as (address, passwords):
        attacking = Client(address, "Vecina", passwords["Vecina"])
        wiki = Wiki(attacking)
        network = Network(Client(address, "Coordinadora", passwords["Coordinadora"]), wiki, random.Random(SEED))
        attacker = Attacker(attacking, wiki, random.Random(SEED + 1))
        rounds = [(network.list_of_somebody, attacker.guess_by_comparing, 6)]
        for make, times in [(network.few_of_many_who_worked, 4), (network.period_that_grew, 4), (network.list_that_grew, 5),
                            (network.union_of_a_large_and_a_small_one, 5), (network.two_that_share_somebody, 5)]:
            rounds.append((make, attacker.guess_by_subtracting, times))
        right = total = 0
        for make, guess, times in rounds:
            told = [make() for _ in range(times)]
            hits = sum(guess(one) == secret for one, secret in zip(told, network.secrets[-times:]))
            print(f"{make.__name__.replace('_', ' ')}: {hits} of {times}", flush=True)
            right, total = right + hits, total + times
    limit = most_by_chance(total)
    print(f"{right} of {total} right; by chance {total / 2:g}, in one run of a hundred more than {limit}; "
          f"{attacker.told} numbers told")
    sys.exit(0 if right <= limit and attacker.told > 0 else 1)  # who tells nothing has not been tried


if __name__ == "__main__":
    main()
