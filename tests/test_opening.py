"""Readers are answered before the desk is there, and the desk is there when it is asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from jinja2 import meta
from werkzeug.test import Client

from moderation import opening
from moderation.app import create_app
from moderation.opening import DESK, Opening
from moderation.settings import Settings
from tests.factories import HOST, site

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# What neither the server nor readers need; each takes long to load.
DESKS_OWN = ("flask_security", "webauthn", "alembic", "rapidfuzz", "moderation.views.dashboard")


@pytest.fixture
def server(app: Flask, settings: Settings) -> Iterator[Opening]:
    """What a server answers with, beside an app of the test's own on the same database."""
    server = Opening(settings)
    yield server
    opening.let_go(server._app)


@pytest.fixture
def thread(app: Flask) -> str:
    """Where a thread is read."""
    return f"/sites/{site().key}/thread?url=https://{HOST}/a"


def routes(app: Flask) -> set[tuple[str, str, frozenset[str]]]:
    return {
        (rule.rule, rule.endpoint, frozenset(rule.methods or ()))
        for rule in app.url_map.iter_rules()
    }


def test_readers_are_answered_without_the_desk(server: Opening, thread: str) -> None:
    client = Client(server)
    assert client.get("/healthz").status_code == 200
    assert client.get(thread).status_code == 200
    assert client.get("/dashboard/static/desk/nothing.css").status_code == 404
    assert client.get("/nothing").status_code == 404
    assert client.get("/").location == "/dashboard/queue"
    assert not server.is_whole


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dashboard/login", 200),
        ("/feeds/forged/corrections.atom", 404),
        ("/api/v1/queue", 401),
        ("/sites/news/places/forged", 404),
    ],
)
def test_who_asks_for_the_desk_gets_it(
    server: Opening, thread: str, path: str, status: int
) -> None:
    client = Client(server)
    assert client.get(path).status_code == status
    assert server.is_whole
    assert client.get(thread).status_code == 200


def test_what_was_ready_before_the_desk_is_ready_still(server: Opening, thread: str) -> None:
    client = Client(server)
    client.get(thread.replace("/sites", "/api/v1/sites"))
    before = server._app.extensions["moderation.ready"]
    server._open()
    front = server._app.extensions["moderation.ready"]
    assert front is not before
    assert (front.hits, front.misses) == (before.hits, 1)
    assert client.get(thread.replace("/sites", "/api/v1/sites")).status_code == 200
    assert (front.hits, front.misses) == (before.hits + 1, 1)


def test_many_at_once_make_one_desk(server: Opening, thread: str) -> None:
    together = Barrier(8)

    def ask(number: int) -> int:
        together.wait(30)
        path = "/dashboard/login" if number % 2 else thread
        return Client(server).get(path).status_code

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [200] * 8
    assert server.is_whole


@pytest.mark.parametrize("path", ["/dashboard/login", "/comments/dashboard/login"])
def test_the_mount_path_may_be_stripped_or_left(app: Flask, settings: Settings, path: str) -> None:
    server = Opening(replace(settings, base_url="https://news.example/comments"))
    assert Client(server).get(path).status_code == 200
    assert server.is_whole
    opening.let_go(server._app)


def test_what_is_missing_in_readers_part_leads_to_the_desk(server: Opening, app: Flask) -> None:
    first, whole = routes(server._app), routes(app)
    assert first <= whole
    assert [rule for rule, _, _ in whole - first if not re.match(DESK, rule)] == []
    assert [rule for rule, _, _ in first if re.match(DESK, rule)] == []


def test_readers_templates_call_only_what_readers_part_has(server: Opening, app: Flask) -> None:
    loaded, begun = set[str](), ["error.html"]
    every = app.jinja_env.list_templates()
    begun += [name for name in every if name.startswith(("public/", "demo/"))]
    used = set[str]()
    while begun:
        name = begun.pop()
        if name in loaded:
            continue
        loaded.add(name)
        source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, name)  # type: ignore[union-attr]
        tree = app.jinja_env.parse(source)
        used |= meta.find_undeclared_variables(tree)
        begun += [each for each in meta.find_referenced_templates(tree) if each]
    desks = set(app.jinja_env.globals) - set(server._app.jinja_env.globals)
    assert desks
    assert used & desks == set()


def test_readers_templates_lead_only_where_readers_part_leads(server: Opening, app: Flask) -> None:
    desks = {"public/correction_feed.xml"}  # at an address of the desk
    named = set[str]()
    for name in app.jinja_env.list_templates():
        if name.startswith(("public/", "demo/")) and name not in desks:
            source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, name)  # type: ignore[union-attr]
            named |= set(re.findall(r"url_for\(['\"]([a-z_.]+)", source))
    assert "public_home.index" in named
    assert named - set(server._app.view_functions) == set()


def test_a_start_loads_nothing_of_the_desk(settings: Settings) -> None:
    program = f"""
import sys
from pathlib import Path
from moderation.opening import Opening
from moderation.settings import Settings
from werkzeug.test import Client
settings = Settings(
    secret_key="only for this", database_url={settings.database_url!r},
    data_dir=Path({str(settings.data_dir)!r}),
)
assert Client(Opening(settings)).get("/healthz").status_code == 200
print(*sorted(set({DESKS_OWN!r}) & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (0, "\n"), run.stderr


def test_a_command_that_starts_others_loads_no_flask(database_url: str) -> None:
    program = "import sys, moderation.cli.menu as m; m.load('serve'); print('flask' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert run.stdout == "False\n"


def test_the_whole_is_what_create_app_makes(server: Opening, settings: Settings) -> None:
    server._open()
    assert routes(server._app) == routes(create_app(settings))
