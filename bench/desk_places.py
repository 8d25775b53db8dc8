"""Where the desk is measured: the application on a database with very much waiting in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from bench import stock
from bench.desk_rows import RARE_WORD, fill_postgresql
from bench.town import FILE
from moderation.app import create_app
from moderation.extensions import db
from moderation.models import Moderator, Site
from moderation.operations.tokens import add_token
from moderation.queries.queue import Order, QueueFilter, queue
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import moderator, site
from tests.services.databases import SECRET, migrate
from tests.services.postgres import postgres_server
from tests.signing_in import Desk, signed_in

DURABLE = ("shared_buffers=256MB",)  # otherwise as PostgreSQL comes, fsync included
DECIDED = 300  # kept for deciding: more than there are turns
Ask = Callable[[], object]
Asks = dict[str, Ask]
Asking = Callable[[Flask, Moderator], Asks]


@contextmanager
def sqlite(directory: Path, rows: int, asking: Asking | None = None) -> Iterator[Asks]:
    """A desk on a SQLite file."""
    stock.town_with(rows, directory)
    url = f"sqlite:///{directory / FILE}"
    yield from _desk(url, directory, None, asking or questions)


@contextmanager
def postgresql(directory: Path, rows: int, asking: Asking | None = None) -> Iterator[Asks]:
    """A desk on a PostgreSQL database that keeps what it is told."""
    with postgres_server(DURABLE) as server:
        url = server.create("moderation")
        address = url.replace("postgresql+psycopg", "postgresql")
        fill = partial(fill_postgresql, address, rows)
        yield from _desk(url, directory, fill, asking or questions)


def _desk(
    url: str, directory: Path, fill: Callable[[], None] | None, asking: Asking
) -> Iterator[Asks]:
    if fill:
        migrate(url, directory=directory)
    app = create_app(Settings(secret_key=SECRET, database_url=url, data_dir=directory))
    with app.app_context():
        alice = moderator(site() if fill else db.session.scalars(select(Site)).one())
        if fill:
            fill()
        asked = asking(app, alice)
    yield {what: _in_context(app, ask) for what, ask in asked.items()}
    with app.app_context():
        db.engine.dispose()


def _in_context(app: Flask, ask: Ask) -> Ask:
    def asked() -> None:
        with app.app_context():
            ask()

    return asked


def questions(app: Flask, alice: Moderator) -> Asks:
    """What is asked of the desk, by name; each is one request, answered in this process."""
    desk = signed_in(app, alice)
    following = quote(queue(alice, QueueFilter(order=Order.PRIORITY, folds=True)).after)
    return {
        "open the queue": page(desk, "queue"),
        "next page": page(desk, f"queue?after={following}"),
        "filter by a common reason": page(desk, "queue?reason=banned_words"),
        "filter by a new rule": page(desk, "queue?reason=rule:7"),
        "oldest of a new rule": page(desk, "queue?reason=rule:7&order=oldest"),
        "filter by score": page(desk, "queue?score=30"),
        "order by score": page(desk, "queue?order=score"),
        "one page's comments": page(desk, "queue?page=7"),
        "longer than a day": page(desk, "queue?age=1d"),
        "search a rare word": page(desk, f"queue?status=any&q={RARE_WORD}"),
        "search a part of it": page(desk, f"queue?status=any&q={RARE_WORD[3:9]}"),
        "search a common word": page(desk, "queue?status=any&q=winter"),
        "a hundred as JSON": listing(app.test_client(), write(add_token, alice.email)),
        "what is new": page(desk, "pulse?since=1760000000000"),
        "deal the next": lambda: check(desk.post("/dashboard/deal", {}, fragment=True)),
        "decide": deciding(desk, alice),
    }


def page(desk: Desk, address: str) -> Ask:
    """Opening a page of the desk."""
    return lambda: check(desk.get(f"/dashboard/{address}"))


def listing(client: FlaskClient, token: str) -> Ask:
    """Asking for the queue as a program does."""
    headers = {"Authorization": f"Bearer {token}"}
    return lambda: check(client.get("/api/v1/queue?limit=100", headers=headers))


def deciding(desk: Desk, alice: Moderator) -> Ask:
    """Approving one after another; they come late enough in the queue not to be dealt before."""
    cards = queue(alice, QueueFilter(order=Order.NEWEST), limit=DECIDED).cards
    waiting = iter([(card.submission.id, card.submission.version) for card in cards])

    def decide() -> None:
        submission_id, version = next(waiting)
        where = f"/dashboard/submissions/{submission_id}/decisions"
        check(desk.post(where, {"verb": "approve", "version": version}, fragment=True))

    return decide


def check(answer: TestResponse) -> None:
    """Stop at an answer that is none."""
    if answer.status_code >= 300:
        raise RuntimeError(f"answered {answer.status}")
