"""Who reads threads is answered before the rest is loaded, and gets the same as afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from werkzeug.test import Client

from moderation import opening
from moderation.beginning import Beginning
from moderation.settings import Settings
from tests.factories import HOST, URL, comment, site

# What nobody needs who reads; each takes long to load.
SENDERS_OWN = ("moderation.operations", "moderation.screening", "nh3", "prometheus_client")


@pytest.fixture
def key(app: Flask) -> str:
    """A site with a thread."""
    news = site()
    comment(news, "First.", url=URL)
    return str(news.key)


@pytest.fixture
def beginning(app: Flask, settings: Settings) -> Iterator[Beginning]:
    """What a server answers with at first, beside an app of the test's own."""
    beginning = Beginning(settings)
    yield beginning
    opening.let_go(beginning._everything()._app)


@pytest.mark.parametrize(
    "path",
    [
        f"/thread?url={URL}",
        f"/thread?url=https://{HOST}/nothing",
        "/thread",
        f"/counts?url={URL}",
        "/counts",
    ],
)
def test_the_first_gets_what_everybody_gets(
    app: Flask, beginning: Beginning, key: str, path: str
) -> None:
    ask = {"headers": {"Origin": f"https://{HOST}"}}
    first = Client(beginning).get(f"/api/v1/sites/{key}{path}", **ask)
    later = app.test_client().get(f"/api/v1/sites/{key}{path}", **ask)
    assert (first.status, first.data) == (later.status, later.data)
    own = {"X-Request-ID", "Date"}
    assert [each for each in first.headers if each[0] not in own] == [
        each for each in later.headers if each[0] not in own
    ]


def test_a_site_that_is_not_there_is_not_found(beginning: Beginning) -> None:
    answer = Client(beginning).get(f"/api/v1/sites/nowhere/thread?url={URL}")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/readyz", "/dashboard/login"])
def test_who_asks_for_anything_else_waits_and_gets_it(beginning: Beginning, path: str) -> None:
    assert Client(beginning).get(path).status_code in (200, 303)


def test_what_was_ready_at_first_is_ready_later(beginning: Beginning, key: str) -> None:
    path = f"/api/v1/sites/{key}/thread?url={URL}"
    Client(beginning).get(path)
    front = beginning._everything()._app.extensions["moderation.ready"]
    before = front.hits
    assert Client(beginning).get(path).status_code == 200
    assert front.hits == before + 1


PROGRAM = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from moderation import opening
from moderation.beginning import Beginning
from moderation.settings import Settings
from werkzeug.test import Client
settings = Settings(secret_key="only for this", database_url={url!r}, data_dir=Path({folder!r}))
beginning = Beginning(settings)
loaded = sorted(set({own!r}) & set(sys.modules))
together = Barrier(8)
def ask(number):
    together.wait(30)
    if number % 4:
        thread = {path!r} + "/thread?url=" + {page!r}
        return [Client(beginning).get(thread).status_code for _ in range(9)]
    body = dict(url={page!r}, source="From %s" % number, name="Vera")
    return [Client(beginning).post({path!r} + "/comments", json=body).status_code]
with ThreadPoolExecutor(8) as threads:
    answers = [code for codes in threads.map(ask, range(8)) for code in codes]
print(json.dumps([loaded, sorted(set(answers))]))
"""


def test_readers_and_senders_come_while_the_rest_is_loaded(settings: Settings, key: str) -> None:
    program = PROGRAM.format(
        url=settings.database_url,
        folder=str(settings.data_dir),
        own=SENDERS_OWN,
        path=f"/api/v1/sites/{key}",
        page=URL,
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    loaded, answers = json.loads(run.stdout)
    assert loaded == []
    assert answers == [200, 202]


def test_many_at_once_load_the_rest_once(beginning: Beginning, key: str) -> None:
    together = Barrier(8)

    def ask(number: int) -> int:
        together.wait(30)
        path = f"/api/v1/sites/{key}/thread?url={URL}" if number % 2 else "/healthz"
        return Client(beginning).get(path).status_code

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [200] * 8
    assert beginning._everything() is beginning._everything()
