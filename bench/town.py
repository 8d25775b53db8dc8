"""A site with a moderator and threads to measure, made through the operations and the interface."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from bench.commands import PROJECT
from bench.posting import Poster, post
from bench.schema_rows import WORDS
from bench.servers import Server
from moderation.app import create_app
from moderation.extensions import db
from moderation.models import Role
from moderation.operations.people import add_moderator
from moderation.operations.sites import add_site, set_policy
from moderation.operations.tokens import add_token
from moderation.queries.sites import find_site
from moderation.settings import Settings
from moderation.transactions import write
from tests.services.databases import migrate

HOST = "news.example"
EMAIL, PASSWORD = "alice@news.example", "twelve calm otters on ice"
SECRET = "only-for-the-benchmarks"
FILE = "moderation.sqlite3"
API = "/api/v1"
COMMENTS = f"{API}/sites/news/comments"
READERS = 60  # names
ROOTS = 0.6  # of a thread; the others are replies to them
SMALL = tuple(f"https://{HOST}/small/{number}" for number in range(20))
IN_SMALL = 5
FEW = 50  # comments: a run with shorter threads has one comment in a small one
AT_ONCE = 8  # connections that fill
BATCH = 5_000  # decisions in one request


@dataclass(frozen=True)
class Town:
    """A database with a site ``news`` in it, and who moderates it."""

    env: Mapping[str, str]
    folder: Path
    bearer: Mapping[str, str]


def found(database_url: str, folder: Path) -> Town:
    """Migrate a database and add the site, without flood control, and its moderator."""
    migrate(database_url, directory=folder)
    own = Settings(secret_key=SECRET, database_url=database_url, data_dir=folder)
    app = create_app(own)
    with app.app_context():
        write(add_site, "News", [HOST], key="news")
        write(set_policy, find_site("news").id, {"flood": "off"})
        role = Role.MODERATOR
        write(add_moderator, EMAIL, site_key="news", role=role, password=PASSWORD)
        token = write(add_token, EMAIL)
        db.engine.dispose()
    bearer = {"Authorization": f"Bearer {token}"}
    return Town(settings(database_url, folder), folder, bearer)


def settings(database_url: str, folder: Path) -> dict[str, str]:
    """The environment of the commands and of the server."""
    return {
        "MODERATION_DATABASE_URL": database_url,
        "MODERATION_DATA_DIR": str(folder),
        "MODERATION_SECRET_KEY": SECRET,
        "PYTHONPATH": str(PROJECT),
    }


def thread_page(length: int) -> str:
    """The address of the article with so many comments."""
    return f"https://{HOST}/of-{length}"


def fill_threads(town: Town, server: Server, lengths: Sequence[int]) -> None:
    """Threads of these lengths and twenty small ones, through the whole intake, all approved."""
    random = Random(7)
    threads = {thread_page(length): length for length in lengths}
    threads |= dict.fromkeys(SMALL, IN_SMALL if min(lengths) > FEW else 1)
    asked = [page for page, length in threads.items() for _ in range(round(length * ROOTS))]
    roots = _public(town, server, [comment(page, random) for page in asked])
    of_page: dict[str, list[int]] = {}
    for page, id_ in zip(asked, roots, strict=True):
        of_page.setdefault(page, []).append(id_)
    replies = []
    for page, length in threads.items():
        missing = length - len(of_page[page])
        replies += [comment(page, random, random.choice(of_page[page])) for _ in range(missing)]
    _public(town, server, replies)


def _public(town: Town, server: Server, requests: list[bytes]) -> list[int]:
    """Send all of these in and approve them; their ids in the same order."""
    poster = Poster(server.address, requests.__getitem__, keep=True)
    posted = poster.run(AT_ONCE, 600)
    if len(posted.answers) != len(requests):
        raise RuntimeError(f"{len(requests)} sent in: {posted.statuses}, {posted.broken} broken")
    answers = posted.answers
    ids = [int(json.loads(answers[number])["id"]) for number in range(len(requests))]
    for start in range(0, len(ids), BATCH):
        body = {"ids": ids[start : start + BATCH], "verb": "approve"}
        decided = ask(server, f"{API}/decisions", body, town.bearer)["decided"]
        if len(decided) != len(body["ids"]):
            raise RuntimeError(f"{len(decided)} of {len(body['ids'])} approved")
    return ids


def comment(url: str, random: Random, parent_id: int | None = None) -> bytes:
    """A comment unlike the others, about 198 characters, from an author of its own."""
    said = " ".join(random.choices(WORDS, k=31)).capitalize()
    body: dict[str, Any] = {
        "url": url,
        "source": f"{said[:160]}. {uuid.uuid4().hex}",
        "name": f"Reader {random.randrange(READERS)}",
        "author_key": uuid.uuid4().hex,
    }
    if parent_id:
        body["parent_id"] = parent_id
    return post(COMMENTS, json.dumps(body).encode(), {"Idempotency-Key": uuid.uuid4().hex})


def thread(page: str, more: str = "") -> str:
    """The path of a thread as JSON."""
    return f"{API}/sites/news/thread?url={quote(page, safe='')}{more}"


def counts() -> str:
    """The path of the counts of twenty pages."""
    return f"{API}/sites/news/counts?" + "&".join(f"url={quote(url, safe='')}" for url in SMALL)


def ask(
    server: Server, path: str, body: object = None, headers: Mapping[str, str] | None = None
) -> Any:
    """An answer's JSON."""
    data = None if body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", **(headers or {})}
    with urlopen(Request(server.address + path, data, sent), timeout=120) as answer:
        return json.load(answer)


def fetch(server: Server, path: str, headers: Mapping[str, str]) -> tuple[Message, bytes]:
    """An answer's headers and its bytes as they came."""
    with urlopen(Request(server.address + path, headers=dict(headers)), timeout=120) as answer:
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return answer.headers, answer.read()
