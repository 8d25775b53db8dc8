"""The whole service under load, through nothing but its commands and its JSON interface."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from bench.load import Ask, Client, Figures, measure
from tests.services.server import PROJECT, application_server

HOST = "news.example"
ARTICLE = f"https://{HOST}/snow"
THREAD_LENGTH = 100
WAITING = 3_000  # more than are decided in one measurement
FILLERS = 4
BATCH = 50
EMAIL = "alice@news.example"


class Service:
    """A running service with a site, a moderator's token, a thread and a queue."""

    def __init__(self, address: str, env: dict[str, str]) -> None:
        self.address, self._env = address, env
        self._run("sites", "add", "News", "--host", HOST, "--key", "news")
        self._run("sites", "set", "news", "flood=off")
        words = "twelve calm otters on ice\n"
        self._run(
            *("moderators", "add", EMAIL, "--site", "news", "--role", "moderator"),
            "--password-stdin",
            said=words,
        )
        token = self._run("tokens", "add", EMAIL).split()[-1]
        self.bearer = {"Authorization": f"Bearer {token}"}
        self.client = Client(address)
        self._fill()

    def _run(self, *words: str, said: str = "") -> str:
        command = [sys.executable, "-m", "moderation", *words]
        result = subprocess.run(
            command,
            check=False,
            env={**os.environ, **self._env},
            input=said,
            capture_output=True,
            text=True,
        )
        if result.returncode:
            raise RuntimeError(f"{words}: {result.stderr}")
        return result.stdout

    def _fill(self) -> None:
        thread = [self.client.send(comment(ARTICLE, n))["id"] for n in range(THREAD_LENGTH)]
        for start in range(0, len(thread), BATCH):
            self.decide(thread[start : start + BATCH])
        with ThreadPoolExecutor(FILLERS) as pool:
            list(pool.map(self._fill_queue, range(FILLERS)))

    def _fill_queue(self, filler: int) -> None:
        client = Client(self.address)
        for number in range(filler, WAITING, FILLERS):
            client.send(comment(f"https://{HOST}/{number % 40}", number))

    def decide(self, ids: list[int]) -> None:
        """Approve submissions in one batch."""
        body = {"ids": ids, "verb": "approve"}
        self.client.send(Ask("POST", "/api/v1/decisions", 201, body, self.bearer))

    def waiting(self) -> Iterator[int]:
        """The submissions that wait, oldest first."""
        after = ""
        while after is not None:
            path = f"/api/v1/queue?limit=50&after={quote(str(after))}"
            page = self.client.send(Ask("GET", path, headers=self.bearer))
            yield from (one["id"] for one in page["submissions"])
            after = page["after"]


def comment(url: str, number: int) -> Ask:
    """A comment unlike the others, from an author of its own."""
    body = {
        "url": url,
        "source": f"Number {number}: nobody in town had seen so much snow. {uuid.uuid4().hex}",
        "name": f"Reader {number}",
        "author_key": uuid.uuid4().hex,
    }
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    return Ask("POST", "/api/v1/sites/news/comments", 202, body, headers)


def scenarios(service: Service, *, clients: int) -> dict[str, Callable[[int, int], Ask]]:
    """What is asked, by name; each gets the number of the client and of the turn."""
    where = f"?url={quote(ARTICLE, safe='')}"
    thread = Ask("GET", f"/api/v1/sites/news/thread{where}")
    tag = service.client.send(Ask("HEAD", thread.path))["ETag"]
    known = Ask("GET", thread.path, 304, headers={"If-None-Match": tag})
    queue = Ask("GET", "/api/v1/queue", headers=service.bearer)
    waiting = list(islice(service.waiting(), WAITING))

    def decision(client: int, turn: int) -> Ask:
        path = f"/api/v1/submissions/{waiting[client + turn * clients]}/decisions"
        return Ask("POST", path, 201, {"verb": "approve"}, service.bearer)

    return {
        "thread of 100, JSON": lambda *_: thread,
        "thread of 100, a page": lambda *_: Ask("GET", f"/sites/news/thread{where}"),
        "thread not changed, 304": lambda *_: known,
        "queue, first page": lambda *_: queue,
        "decision": decision,
        "comment taken in": lambda client, turn: comment(ARTICLE, client * 100_000 + turn),
    }


@contextmanager
def service(database_url: str, directory: Path) -> Iterator[Service]:
    """The service on this database, filled, with its worker beside it."""
    env = {
        "MODERATION_DATABASE_URL": database_url,
        "MODERATION_DATA_DIR": str(directory),
        "MODERATION_SECRET_KEY": "only-for-the-benchmarks",
        "PYTHONPATH": str(PROJECT),
    }
    log = directory / "server.log"
    with application_server(env, log=log, options=["--with-worker"]) as address:
        yield Service(address, env)


def bench(one: Service, *, clients: int, seconds: float) -> dict[str, Figures]:
    """The figures of every scenario, in the order in which they are least in each other's way."""
    return {
        name: measure(one.address, ask, clients=clients, seconds=seconds)
        for name, ask in scenarios(one, clients=clients).items()
    }
