"""A newsroom at work: the real server with the demo newspaper, two moderators, readers' browsers.

Starting a server takes seconds, so all journeys on one database share one; each
begins with the demo newspaper as new, or ``as_left`` when it looks at nothing that others change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import delete

from moderation.app import create_app
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Job, Moderator
from moderation.operations.accounts import set_password
from moderation.operations.demo import KEY, fill_demo
from moderation.operations.removing import remove_site
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import moderator
from tests.services.databases import SECRET, PostgresDatabases, SQLiteDatabases
from tests.services.hashes import real_hasher
from tests.services.server import application_server

PASSWORD = "a long enough password"

OpenTab = Callable[..., Page]
Cookies = list[dict[str, Any]]


@dataclass
class Newsroom:
    """Where the server is, and who may sign in."""

    address: str
    app: Flask
    owner: int
    alice: str
    boris: str
    cookies: dict[str, Cookies] = field(default_factory=dict)
    has_demo: bool = False

    def article(self, slug: str = "night-tram") -> str:
        return f"{self.address}/demo/{slug}"

    def sign_in(self, tab: Page, email: str, path: str = "/dashboard/queue") -> None:
        """Go to a page of the desk, typing e-mail and password the first time."""
        if email in self.cookies:
            tab.context.add_cookies(self.cookies[email])  # type: ignore[arg-type]
        else:
            self._type_password(tab, email)
            self.cookies[email] = tab.context.cookies()  # type: ignore[assignment]
        tab.goto(self.address + path)

    def begin_anew(self) -> None:
        """The demo newspaper with its waiting queue, as on the first day."""
        with self.app.app_context():
            with suppress(NotFound):
                write(remove_site, KEY)
            write(_fill, self.address, owner=self.owner, quietly=self.has_demo)
        self.has_demo = True

    def _type_password(self, tab: Page, email: str) -> None:
        tab.goto(f"{self.address}/dashboard/login")
        tab.fill("#email", email)
        tab.fill("#password", PASSWORD)
        tab.click("main button")
        tab.wait_for_url("**/dashboard/queue*")


@pytest.fixture(scope="session")
def newsrooms(
    sqlite_databases: SQLiteDatabases,
    postgresql_databases: PostgresDatabases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Newsroom]]:
    """The newsroom on a database, opened when the first journey asks for it."""
    known: dict[str, Newsroom] = {}
    with ExitStack() as rooms:

        def of(kind: str) -> Newsroom:
            if kind not in known:
                directory = tmp_path_factory.mktemp(f"newsroom-{kind}")
                borrow = sqlite_databases.lend(directory)
                keep = borrow if kind == "sqlite" else postgresql_databases.own()
                url = rooms.enter_context(keep)
                settings = Settings(secret_key=SECRET, database_url=url, data_dir=directory)
                env = {
                    "MODERATION_SECRET_KEY": SECRET,
                    "MODERATION_DATABASE_URL": url,
                    "MODERATION_DATA_DIR": str(directory),
                }
                log = directory / "server.log"
                server = application_server(env, log=log, options=("--with-worker",))
                known[kind] = _open(rooms.enter_context(server), create_app(settings))
                rooms.callback(_close, known[kind].app)
            return known[kind]

        yield of


@pytest.fixture(params=["sqlite"])
def newsroom(request: pytest.FixtureRequest, newsrooms: Callable[[str], Newsroom]) -> Newsroom:
    """A newsroom on SQLite, unless the journey asks for PostgreSQL too."""
    room = newsrooms(request.param)
    room.begin_anew()
    return room


@pytest.fixture
def as_left(newsrooms: Callable[[str], Newsroom]) -> Newsroom:
    """A newsroom on SQLite with the demo newspaper as the journeys before have left it."""
    room = newsrooms("sqlite")
    if not room.has_demo:
        room.begin_anew()
    return room


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """New tabs of new people; ``open_tab(script=False, locale="ru-RU")``."""
    mistakes: list[str] = []
    with ExitStack() as people:

        def open_one(*, script: bool = True, locale: str = "en-GB") -> Page:
            person = browser.new_context(
                java_script_enabled=script, locale=locale, timezone_id="UTC"
            )
            tab = people.enter_context(person).new_page()
            tab.on("pageerror", lambda error: mistakes.append(str(error)))
            return tab

        yield open_one
    assert mistakes == []


def _open(address: str, app: Flask) -> Newsroom:
    with app.app_context():
        alice, boris = (moderator(is_owner=True, name=name) for name in ("Alice", "Boris"))
        room = Newsroom(address, app, alice.id, alice.email, boris.email)
        for person_id in (alice.id, boris.id):
            write(_give_password, person_id)
    return room


def _fill(address: str, *, owner: int, quietly: bool) -> None:
    """What the worker makes of it need not be made each time."""
    fill_demo(address, urlsplit(address).netloc, owner=owner)
    if quietly:
        db.session.execute(delete(Job))


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _give_password(moderator_id: int) -> None:
    """As the server itself would hash it: it hashes anew what took less effort."""
    person = db.session.get_one(Moderator, moderator_id)
    set_password(person, PASSWORD)
    person.password = real_hasher.hash(PASSWORD)
