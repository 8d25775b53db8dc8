"""What is read from a replica is near enough, has one's own changes, and is there without it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from moderation.app import create_app
from moderation.extensions import REPLICA, db
from moderation.models import Role, Site
from moderation.queries.replica import LOOK, even_alone, is_degraded, near, replica_lag, the_replica
from moderation.settings import Settings
from moderation.troubles import begin, noted
from tests import factories
from tests.services.postgres import PostgresServer
from tests.services.processes import free_port, until
from tests.services.replica import ReplicaServer, replica_server
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture(scope="module")
def server(postgres: PostgresServer) -> Iterator[ReplicaServer]:
    with replica_server(postgres) as server:
        yield server


@pytest.fixture
def settings(settings: Settings, server: ReplicaServer) -> Iterator[Settings]:
    server.catch_up()
    name = settings.database_url.rpartition("/")[2]
    yield replace(settings, replica_url=server.url(name))
    server.resume()


@pytest.fixture(autouse=True)
def _closed(app: Flask) -> Iterator[None]:
    yield
    db.session.remove()
    db.engines[REPLICA].dispose()


@pytest.fixture
def there(app: Flask) -> Iterator[list[str]]:
    """What the replica was asked by queries."""
    yield from asked(app)


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock of this machine, which a test sets."""
    now = [1000.0]
    monkeypatch.setattr("moderation.queries.replica.monotonic", lambda: now[0])
    return now


def asked(app: Flask) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "pg_is_in_recovery" not in statement:
            statements.append(statement)

    engine = db.engines[REPLICA]
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def thread_of(site: Site) -> str:
    return f"/api/v1/sites/{site.key}/thread?url={factories.URL}"


def read_one(app: Flask) -> object:
    return near(lambda: db.session.scalar(db.select(1)))


def in_step(seconds: list[float]) -> None:
    """Look until the replica has all: reading writes too (it prunes), and that comes later."""

    def has_all() -> bool:
        seconds[0] += LOOK
        return replica_lag() == 0.0

    until(has_all)


def comments_at(client: FlaskClient, site: Site) -> int:
    return len(client.get(thread_of(site)).get_json()["comments"])


def test_a_list_is_read_from_it(app: Flask, there: list[str]) -> None:
    desk = signed_in(app, factories.moderator(factories.site(), role=Role.ADMIN))

    def reads_there() -> bool:
        assert desk.get("/dashboard/queue").status_code == 200
        return any("submissions" in statement for statement in there)

    until(reads_there)


def test_it_takes_no_writes(app: Flask) -> None:
    with db.engines[REPLICA].connect() as connection, pytest.raises(Exception, match="read-only"):
        connection.execute(db.text("CREATE TABLE more (id int)"))


def test_one_that_is_late_is_not_asked(
    app: Flask, there: list[str], seconds: list[float], server: ReplicaServer
) -> None:
    in_step(seconds)
    read_one(app)
    assert there
    server.pause()
    factories.site()
    there.clear()
    seconds[0] += 4
    read_one(app)
    assert there  # within the bound
    there.clear()
    seconds[0] += 4
    read_one(app)
    assert not there
    assert not noted()  # it lacks what is four seconds old
    seconds[0] += 4
    read_one(app)
    assert [trouble.code for trouble in noted()] == ["replica"]
    server.resume()
    in_step(seconds)
    read_one(app)
    assert there
    assert not noted()


def test_what_is_on_its_way_makes_it_no_later_for_who_asks_seldom(
    app: Flask, server: ReplicaServer, seconds: list[float]
) -> None:
    in_step(seconds)
    looks: list[str] = []

    def arrive(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        looks.append(statement)
        if len(looks) == 2:
            server.resume()

    server.pause()
    factories.site()
    seconds[0] += 3600
    event.listen(db.engines[REPLICA], "before_cursor_execute", arrive)
    assert not is_degraded()
    assert not noted()
    event.remove(db.engines[REPLICA], "before_cursor_execute", arrive)


def test_what_reading_leaves_in_the_log_makes_it_no_later(app: Flask, seconds: list[float]) -> None:
    in_step(seconds)
    seconds[0] += 3600
    with db.engine.connect() as connection:  # it ends rolled back, so nothing flushes that
        connection.execute(db.text("SELECT pg_logical_emit_message(false, '', 'pruned')"))
    assert not is_degraded()


def test_the_state_page_asks_how_it_is(
    app: Flask, server: ReplicaServer, seconds: list[float]
) -> None:
    owner = signed_in(app, factories.moderator(is_owner=True))
    in_step(seconds)
    begin(REPLICA)  # nobody has read since
    server.catch_up()
    seconds[0] += 3600
    assert "The replica lags" not in owner.get("/dashboard/state").text


def test_an_idle_primary_makes_it_no_later(
    app: Flask, there: list[str], seconds: list[float]
) -> None:
    for _ in range(3):
        seconds[0] += 3600
        in_step(seconds)
        there.clear()
        read_one(app)
        assert there


def test_ones_own_change_is_in_the_list(
    app: Flask, there: list[str], server: ReplicaServer
) -> None:
    site = factories.site()
    desk = signed_in(app, factories.moderator(site, role=Role.ADMIN))
    receipt = factories.comment(site, "Is it there?")
    server.catch_up()
    assert "Is it there?" in desk.get("/dashboard/queue").text
    server.pause()
    desk.post(f"/dashboard/submissions/{receipt.id}/decisions", {"verb": "reject"})
    there.clear()
    assert "Is it there?" not in desk.get("/dashboard/queue").text
    assert not there


def test_a_thread_is_read_from_it_in_the_same_version_only(
    app: Flask, there: list[str], server: ReplicaServer
) -> None:
    site = factories.site(hold="findings", newcomers="welcome", min_seconds="0")
    factories.comment(site, "The first.")
    until(lambda: not is_degraded())
    server.catch_up()
    client = app.test_client()
    assert comments_at(client, site) == 1
    assert any("body_html" in statement for statement in there)
    server.pause()
    factories.comment(site, "The second.")
    there.clear()
    assert comments_at(client, site) == 2
    assert not any("body_html" in statement for statement in there)


def test_one_that_is_gone_is_left_in_peace(settings: Settings, seconds: list[float]) -> None:
    gone = f"postgresql://postgres@127.0.0.1:{free_port()}/gone"
    app = create_app(replace(settings, replica_url=gone))
    with app.app_context():
        assert read_one(app) == 1
        assert [trouble.code for trouble in noted()] == ["replica"]
        replica = the_replica()
        assert replica is not None
        assert replica._next_look == seconds[0] + 5
        db.session.remove()
        db.engine.dispose()


def test_threads_are_read_when_the_primary_is_gone(
    app: Flask, settings: Settings, server: ReplicaServer
) -> None:
    site = factories.site(hold="findings", newcomers="welcome", min_seconds="0")
    factories.comment(site, "It stays.")
    server.catch_up()
    gone = f"postgresql+psycopg://postgres@127.0.0.1:{free_port()}/gone"
    alone = create_app(replace(settings, database_url=gone))
    reader = alone.test_client()
    for _ in range(2):
        assert comments_at(reader, site) == 1
    refused = reader.post(f"/api/v1/sites/{site.key}/comments", json={"url": factories.URL})
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    with alone.app_context():
        db.engines[REPLICA].dispose()


def test_readiness_and_numbers_say_whether_it_is_used(
    app: Flask, server: ReplicaServer, seconds: list[float]
) -> None:
    in_step(seconds)
    client = app.test_client()
    assert client.get("/readyz").get_json()["replica"] is True
    assert "moderation_replica_lag_seconds 0.0" in client.get("/metrics").text
    server.pause()
    factories.site()
    seconds[0] += 6
    assert client.get("/readyz").get_json()["replica"] is False
    assert [trouble.code for trouble in noted()] == ["replica"]
    assert "moderation_replica_lag_seconds 6.0" in client.get("/metrics").text


def test_a_write_that_is_led_to_a_replica_is_refused_for_now(
    app: Flask, settings: Settings, server: ReplicaServer
) -> None:
    site = factories.site()
    server.catch_up()
    misled = create_app(replace(settings, database_url=settings.replica_url, replica_url=""))
    answer = misled.test_client().post(
        f"/api/v1/sites/{site.key}/comments", json={"url": factories.URL, "source": "Hello."}
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    with misled.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("read_how", [near, even_alone])
def test_one_that_goes_while_it_is_read_is_given_up_for_the_primary(
    app: Flask, seconds: list[float], postgres: PostgresServer, read_how: Callable[..., object]
) -> None:
    in_step(seconds)
    kill, tries = db.text("SELECT pg_terminate_backend(:pid)"), count()

    def read() -> object:
        pid, is_replica = db.session.execute(
            db.text("SELECT pg_backend_pid(), pg_is_in_recovery()")
        ).one()
        if next(tries) == 0:
            engine = db.engines[REPLICA] if is_replica else db.engine
            with engine.connect() as connection:
                connection.execute(kill, {"pid": pid})
        return is_replica

    assert read_how(read) is (read_how is even_alone)  # each was first asked the other one
    assert next(tries) == 2
