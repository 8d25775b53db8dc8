"""kill -9 of a server process, of the whole service and of PostgreSQL while comments come in.

A careful client sends again, with the same key, whatever was not answered; afterwards everything
that was acknowledged must be stored once, and nothing twice. Meanwhile somebody reads the page.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from sqlalchemy import create_engine, text

from bench import servers, town
from bench.killing import kill_postgres, kill_service, kill_worker
from bench.plan import Figures, Plan
from bench.posted import Posted
from bench.posting import Poster
from bench.reading import DURABLE
from bench.servers import Start, is_up
from tests.services.postgres import postgres_server

PAGE = f"https://{town.HOST}/under-fire"
CONNECTIONS = 8
AGAIN = 200  # acknowledged comments that are sent once more
STORED = "SELECT count(*), count(DISTINCT source) FROM comments"
KNOWN = "SELECT count(*) FROM submissions WHERE id IN ({})"
WRITTEN = "moderation.database_url"

Kill = Callable[[Start, int], Callable[[], None]]  # by the server's pid; answers how to tidy up


def run(plan: Plan) -> Figures:
    """What was acknowledged and what is stored, after each kind of kill."""
    drills: dict[str, tuple[str, Kill]] = {
        "a server process, SQLite": ("sqlite", kill_worker),
        "the whole service, SQLite": ("sqlite", kill_service),
        "a server process, PostgreSQL": ("postgresql", kill_worker),
        "PostgreSQL": ("postgresql", kill_postgres),
    }
    figures = {}
    for number, (name, (database, kill)) in enumerate(drills.items()):
        folder = plan.folder / str(number)
        folder.mkdir()
        with _databases(database, folder / town.FILE) as url:
            place = town.found(url, folder)
            figures[name] = _drill(place, kill, seconds=6 if plan.quick else 15)
        print(f"  {name}: {figures[name]}", flush=True)
    return figures


@contextmanager
def _databases(kind: str, path: os.PathLike[str]) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{path}"
    else:
        with postgres_server(DURABLE) as server:
            yield server.create("moderation")


def _drill(place: town.Town, kill: Kill, *, seconds: float) -> Figures:
    """Post and read while something is killed, twice; then count."""
    start = servers.ours_start(place.env, place.folder, workers=2)
    requests: list[bytes] = []
    random = Random(7)

    def make(number: int) -> bytes:
        while len(requests) <= number:
            requests.append(town.comment(PAGE, random))
        return requests[number]

    tidy: list[Callable[[], None]] = []

    def killer(pid: int) -> None:
        for _ in range(2):
            time.sleep(seconds / 3)
            tidy.append(kill(start, pid))

    with start.serving(lambda: is_up(f"{start.address}/healthz")) as server:
        reader = _Reader(start)
        killing = threading.Thread(target=killer, args=(server.pid,))
        killing.start()
        reader.start()
        poster = Poster(start.address, make, keep=True, retry=True)
        try:
            posted = poster.run(CONNECTIONS, seconds)
            killing.join()
            again = Poster(start.address, requests[:AGAIN].__getitem__, keep=True, retry=True)
            return _counted(place, posted, again.run(CONNECTIONS, seconds)) | reader.stop()
        finally:
            for each in reversed(tidy):
                each()


def _counted(place: town.Town, posted: Posted, again: Posted) -> Figures:
    """What the client was told, and what the database says."""
    ids = {number: json.loads(body)["id"] for number, body in posted.answers.items()}
    others = [n for n, body in again.answers.items() if json.loads(body)["id"] != ids.get(n)]
    url = place.env["MODERATION_DATABASE_URL"]
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        stored, different = connection.execute(text(STORED)).one()
        held = set(connection.scalars(text("SELECT id FROM submissions")))
    engine.dispose()
    return {
        "acknowledged": len(ids),
        "stored": stored,
        "lost": len(set(ids.values()) - held),
        "twice": stored - different,
        "other_answers_to_the_same_key": len(others),
        "broken_connections": posted.broken,
        "longest_pause_ms": round(1000 * posted.longest_pause),
        "statuses": {str(status): count for status, count in posted.statuses.items()},
    }


class _Reader(threading.Thread):
    """Reads the page again and again; nothing on it has been approved."""

    def __init__(self, start: Start) -> None:
        super().__init__(daemon=True)
        self._server = servers.Server(start.address, 0)
        self._over = threading.Event()
        self._seen: Counter[str] = Counter()

    def run(self) -> None:
        while not self._over.wait(0.02):
            try:
                thread = town.ask(self._server, town.thread(PAGE))
            except OSError:
                self._seen["reads_refused"] += 1
            else:
                self._seen["reads"] += 1
                self._seen["unapproved_texts_shown"] += len(thread["comments"])

    def stop(self) -> Figures:
        """How often it read, and what it should not have seen."""
        self._over.set()
        self.join()
        return {"unapproved_texts_shown": 0, "reads_refused": 0, **self._seen}
