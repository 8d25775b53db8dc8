"""Kill a web server, the replica and the primary in turn while readers write and read; count.

Every comment is sent with an ``Idempotency-Key``, again and again until it is acknowledged, as the
widget does. In the end each acknowledged one has to be stored exactly once, and no thread may
have shown fewer comments than were acknowledged more than ``BOUND`` seconds before.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg

from bench.cluster.__main__ import FIRST_PORT, primary
from bench.cluster.keeping import kill
from bench.cluster.places import DATABASES, Places

SITE = "drill"
PAGES = 8
WRITERS, READERS = 4, 2
PACE = 0.15  # seconds between two comments of one writer
BOUND = 2.0  # seconds: a process may keep what it read for one, and an answer takes its time
BEFORE, AFTER = 10.0, 50.0  # seconds of each act
PATIENCE = 300.0  # until the cluster is whole again
POLICY = ("hold=findings", "newcomers=welcome", "flood=off", "min_seconds=0")


@dataclass
class Count:
    """What came of it, for all threads together."""

    acknowledged: dict[int, tuple[str, float]] = field(default_factory=dict)  # page, when
    answers: Counter[str] = field(default_factory=Counter)
    stale: int = 0
    last: dict[str, float] = field(default_factory=dict)
    longest: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def note(self, what: str, status: object, *, good: bool) -> None:
        """Count an answer, and the time since the last good one."""
        with self.lock:
            self.answers[f"{what} {status}"] += 1
            if good:
                now = time.monotonic()
                gap = now - self.last.get(what, now)
                self.longest[what] = max(gap, self.longest.get(what, 0.0))
                self.last[what] = now


@dataclass(frozen=True)
class Act:
    """One killing: what was killed, and how long nobody was answered at most around it."""

    killed: str
    longest_without_write: float
    longest_without_thread: float


def main() -> None:
    """The acts one after another, then the counting; status 1 when something is lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=FIRST_PORT)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    places, count, stop = Places(given.folder, given.port), Count(), Event()
    prepare(places)
    threads = [Thread(target=write, args=(places, count, stop, n)) for n in range(WRITERS)]
    threads += [Thread(target=read, args=(places, count, stop)) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        acts = [play(places, count, victim) for victim in victims(places)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    report(places, count, acts)


def prepare(places: Places) -> None:
    """A site whose comments are public at once, without limits on senders."""
    moderation = [sys.executable, "-m", "moderation", "sites"]
    add = [*moderation, "add", "Drill", "--host", "drill.example", "--key", SITE]
    silent = subprocess.DEVNULL
    subprocess.run(add, env=environment(places), stdout=silent, check=False)  # or it is there
    subprocess.run([*moderation, "set", SITE, *POLICY], env=environment(places), check=True)


def environment(places: Places) -> dict[str, str]:
    return {**places.environment(), "PATH": "/usr/bin:/bin"}


def wait_until_whole(places: Places) -> None:
    """Wait until there are a primary and a replica that has all it acknowledged.

    One that has not is never made the primary: then the drill would show nothing but patience.
    """
    until = time.monotonic() + PATIENCE
    in_step = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
    while time.monotonic() < until:
        address = f"postgresql://postgres@127.0.0.1:{primary(places)}/moderation"
        with suppress(psycopg.OperationalError), psycopg.connect(address) as connection:
            if connection.execute(in_step).fetchone() == (1,):
                return
        time.sleep(1)
    raise SystemExit(f"not whole after {PATIENCE:.0f} seconds")


def victims(places: Places) -> Iterator[str]:
    """A web server, whatever is the replica, whatever is the primary then."""
    yield "app 1"
    yield f"database {next(n for n in DATABASES if places.postgres(n) != primary(places))}"
    yield f"database {next(n for n in DATABASES if places.postgres(n) == primary(places))}"


def play(places: Places, count: Count, victim: str) -> Act:
    wait_until_whole(places)
    time.sleep(BEFORE)
    with count.lock:
        count.longest.clear()
    print(f"killing {victim} …", flush=True)
    kill(places.folder, victim)
    time.sleep(AFTER)
    act = Act(victim, count.longest.get("write", AFTER), count.longest.get("read", AFTER))
    print(json.dumps(asdict(act)), flush=True)
    return act


def write(places: Places, count: Count, stop: Event, number: int) -> None:
    """Send one comment after another, each until it is taken."""
    while not stop.wait(PACE):
        key = uuid4().hex
        page = f"https://drill.example/{int(key, 16) % PAGES}"
        body = json.dumps({"url": page, "source": f"Written by {number}: {key}"})
        while not stop.is_set():
            status, said = ask(places, f"/api/v1/sites/{SITE}/comments", body, key)
            count.note("write", status, good=status in (201, 202))
            if status in (201, 202):
                shown = page if status == 201 else ""
                with count.lock:
                    count.acknowledged[said["id"]] = (shown, time.monotonic())
                break
            stop.wait(0.5)


def read(places: Places, count: Count, stop: Event) -> None:
    """Read one thread after another, and see whether something is missing."""
    number = 0
    while not stop.wait(0.05):
        number += 1
        page = f"https://drill.example/{number % PAGES}"
        until = time.monotonic() - BOUND
        with count.lock:
            due = sum(url == page and at < until for url, at in count.acknowledged.values())
        address = f"/api/v1/sites/{SITE}/thread?limit=1&url={quote(page, safe='')}"
        status, said = ask(places, address)
        count.note("read", status, good=status == 200)
        if status == 200 and said["page"]["count"] < due:
            with count.lock:
                count.stale += 1


def ask(places: Places, path: str, body: str | None = None, key: str = "") -> tuple[object, Any]:
    """The status and the answer; what went wrong in place of a status."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": key} if body else {}
    connection = http.client.HTTPConnection("127.0.0.1", places.web, timeout=15)
    try:
        connection.request("POST" if body else "GET", path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if answer.status < 300 else {}
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__, {}
    finally:
        connection.close()


def report(places: Places, count: Count, acts: list[Act]) -> None:
    wait_until_whole(places)
    stored = stored_comments(places)
    ids = [number for number, _ in stored]
    doubled = [source for source, times in Counter(s for _, s in stored).items() if times > 1]
    lost = sorted(set(count.acknowledged) - set(ids))
    result = {
        "acts": [asdict(act) for act in acts],
        "answers": dict(sorted(count.answers.items())),
        "acknowledged": len(count.acknowledged),
        "stored": len(ids),
        "lost": len(lost),
        "doubled": len(doubled),
        "stale answers": count.stale,
    }
    print(json.dumps(result, indent=1), flush=True)
    (places.folder / "drill.json").write_text(json.dumps(result, indent=1))
    if lost or doubled:
        raise SystemExit(f"lost: {lost[:5]}, doubled: {doubled[:5]}")


def stored_comments(places: Places) -> list[tuple[int, str]]:
    """Number and text of every comment of the drill, as the primary has them."""
    address = f"postgresql://postgres@127.0.0.1:{primary(places)}/moderation"
    with psycopg.connect(address) as connection:
        return connection.execute(
            "SELECT comments.id, source FROM comments JOIN submissions USING (id)"
            " JOIN sites ON sites.id = site_id WHERE sites.key = 'drill'"
        ).fetchall()


if __name__ == "__main__":
    main()
