"""What every test may ask for: a database, the app, the clock, a browser; never the internet.

A test that asks for ``app`` runs on SQLite and on PostgreSQL. One that gains nothing
from the second says so: ``@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)``.
In ``ROOMS_ON_SQLITE`` it is the other way round: they show what queries find and pass on what
operations do, so there only ``@ON_BOTH`` runs on PostgreSQL too: as many as it takes to have
PostgreSQL do each statement once that these rooms send, but for the plainest of one table.
"""

import gc
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from sqlalchemy import event

from moderation.app import create_app
from moderation.extensions import db
from moderation.settings import Settings
from moderation.troubles import end, noted
from tests.services import network
from tests.services.apps import make_apps_quickly
from tests.services.browser import chromium
from tests.services.databases import SECRET, SERVERS, PostgresDatabases, SQLiteDatabases
from tests.services.hashes import hash_quickly
from tests.services.layers import heed_switches
from tests.services.postgres import PostgresServer, postgres_server
from tests.services.redis import redis_server
from tests.services.smtp import Mailbox, smtp_server
from tests.services.threads import live_app

ROOMS_ON_SQLITE = ("accounts", "api", "cli", "views")
MONDAY_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

make_apps_quickly()
hash_quickly()
heed_switches()

# The same examples in each run, however long a slow machine takes over one.
hypothesis.settings.register_profile(
    "gate",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("gate")


def pytest_collection_finish() -> None:
    """Spare the collector what stays to the end: looking through it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)  # an app more or less to throw away is no matter


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose the databases of a test that does not say itself where it runs."""
    said = [str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize")]
    if "database_url" in metafunc.fixturenames and not any("database_url" in one for one in said):
        room = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
        servers = SERVERS[:1] if room in ROOMS_ON_SQLITE else SERVERS
        metafunc.parametrize("database_url", servers, indirect=True)


@pytest.fixture(scope="session", autouse=True)
def _no_internet() -> Iterator[None]:
    with network.loopback_only():
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, the same for all tests of this process."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SQLiteDatabases:
    """Where new SQLite databases come from."""
    return SQLiteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PostgresDatabases]:
    """Where new PostgreSQL databases come from."""
    with closing(PostgresDatabases(postgres, tmp_path_factory.mktemp("postgresql"))) as databases:
        yield databases


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of the test's own, on each of the two servers in turn."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.lend(tmp_path) as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of the app under test; a module may override this fixture with its own."""
    return Settings(
        secret_key=SECRET, database_url=database_url, data_dir=tmp_path, dictionaries=tmp_path
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An app on a database of its own, its context pushed.

    Rolling a test back cannot work here: the door for writing has sessions of its own.
    """
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    for trouble in noted():  # of the process, not of the app
        end(trouble.code, trouble.which)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor without a browser."""
    return app.test_client()


@pytest.fixture
def count_queries(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that the test has caused so far."""
    statements: list[str] = []
    engine = db.engine

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A Monday at nine that stays nine, until the test calls ``shift`` or ``move_to``."""
    with time_machine.travel(MONDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server, the same for all tests of this process."""
    with redis_server() as url:
        yield url


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that keeps what arrives; ``mailbox.url`` goes into the settings."""
    with smtp_server() as box:
        yield box


@pytest.fixture
def live(settings: Settings) -> Iterator[Flask]:
    """An app as ``app`` is, which browsers find at its ``settings.base_url``."""
    with live_app(settings) as app, app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def address(live: Flask) -> str:
    """Where the live app answers."""
    settings: Settings = live.extensions["moderation.settings"]
    return settings.base_url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process; it reaches loopback alone."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A new tab of a new profile; an error on the page's console fails the test."""
    with browser.new_context(locale="en-GB", timezone_id="UTC") as context:
        tab = context.new_page()
        mistakes: list[str] = []
        tab.on("pageerror", lambda error: mistakes.append(str(error)))
        yield tab
        assert mistakes == []
