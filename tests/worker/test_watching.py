"""Watching pages beside the outbox: several at once, and an end that waits for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Check, PageFetch, Role, Verb
from moderation.operations.checks import request_check
from moderation.operations.decide import decide
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.beside import PAUSE
from moderation.worker.visits import next_claim
from moderation.worker.watching import PATIENCE, Watcher, watching
from tests.factories import moderator, site, stored, typo
from tests.services.databases import SECRET
from tests.services.folder_site import FolderSite, folder_site


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A service on loopback, which may ask sites on loopback."""
    return Settings(
        secret_key=SECRET,
        database_url=database_url,
        data_dir=tmp_path,
        base_url="http://127.0.0.1:8000",
    )


@pytest.fixture
def local(tmp_path: Path) -> Iterator[FolderSite]:
    with folder_site(tmp_path / "site") as site:
        yield site


def make_due(local: FolderSite) -> int:
    """A mistake on a page that is to be looked at now; the page."""
    news = site(host=local.host, obey_robots="off")
    editor = moderator(news, role=Role.EDITOR).id
    local.write("and so teh end came")
    report = typo(news, url=local.url()).id
    write(decide, report, Verb.APPROVE, by=editor, version=None)
    page_id = stored(report).page_id
    write(request_check, page_id)
    return page_id


def has_looked() -> bool:
    db.session.rollback()
    return db.session.scalar(select(Check.id)) is not None


def test_a_visit_is_followed_by_a_look_for_the_next(
    app: Flask, settings: Settings, local: FolderSite
) -> None:
    make_due(local)
    watcher = Watcher(app, settings, Event())
    assert (watcher.go(), watcher.go()) == (0.0, PAUSE)
    assert has_looked()


def test_the_end_waits_for_no_slow_host(app: Flask, settings: Settings, local: FolderSite) -> None:
    page_id, asked, done = make_due(local), Event(), Event()

    def keep_waiting(_path: str) -> None:
        asked.set()
        done.wait(30)

    local.before = keep_waiting
    with watching(app, settings, Event()):
        assert asked.wait(30)
        told_at = monotonic()
    took = monotonic() - told_at
    done.set()
    assert took < PATIENCE + 1
    assert db.session.get_one(PageFetch, page_id).claimed_until is None
    assert not has_looked()


def test_of_many_workers_one_gets_a_page(app: Flask, local: FolderSite) -> None:
    make_due(local)

    def claim(_worker: int) -> bool:
        with app.app_context():
            return next_claim() is not None

    with ThreadPoolExecutor(6) as workers:
        assert sum(workers.map(claim, range(6))) == 1
