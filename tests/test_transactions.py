"""The door for writing: many at once are kept together, and each stands or falls alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError

from moderation import writer
from moderation.app import create_app
from moderation.database import utcnow
from moderation.errors import ThreadClosed
from moderation.extensions import db
from moderation.models import Beat, RuleHit
from moderation.operations.beats import beat
from moderation.settings import Settings
from moderation.transactions import WRITER, write

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Grouped, whatever the run says of it."""
    return replace(settings, grouped_writes=True)


class Together:
    """Has operations wait behind one that is held, so that they are kept together."""

    def __init__(self, app: Flask, pool: ThreadPoolExecutor, *, fails: bool = False) -> None:
        self.app, self.pool, self.goes_on = app, pool, Event()
        is_held = Event()

        def hold() -> None:
            is_held.set()
            self.goes_on.wait(30)
            if fails:
                break_a_promise()

        self.ask(hold)
        is_held.wait(30)

    def ask(self, operation: Any, *args: Any) -> Future[Any]:
        def call() -> Any:
            with self.app.app_context():
                return write(operation, *args)

        return self.pool.submit(call)

    def go_on(self, waiting: int) -> None:
        """Once so many are in line."""
        while len(self.app.extensions[WRITER]._waiting) < waiting:
            pass
        self.goes_on.set()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture
def together(app: Flask, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> Together:
    monkeypatch.setattr(writer, "TOGETHER", 60.0)  # however slow the machine is
    return Together(app, pool)


def refuse() -> None:
    beat("refused", utcnow())
    raise ThreadClosed("closed")


def count_beats() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Beat)) or 0


def commits_of_five(together: Together) -> int:
    """How often it is committed until five that wait are kept."""
    commits: list[object] = []
    event.listen(db.engine, "commit", commits.append)
    asked = [together.ask(beat, f"worker {number}", utcnow()) for number in range(5)]
    together.go_on(5)
    for each in asked:
        each.result()
    return len(commits)


def test_what_waits_reaches_the_disk_at_once(together: Together) -> None:
    commits = commits_of_five(together)
    assert count_beats() == 5
    assert commits == 1


def break_a_promise() -> None:
    beat("broken", utcnow())
    db.session.add(RuleHit(rule_id=999, day=utcnow(), number=1))  # there is no such rule
    db.session.flush()


@pytest.mark.parametrize(
    ("fail", "error"), [(refuse, ThreadClosed), (break_a_promise, IntegrityError)]
)
def test_one_that_fails_takes_nothing_with_it(
    together: Together, fail: Callable[[], None], error: type[Exception]
) -> None:
    asked = [together.ask(beat, "before", utcnow())]
    failing = [together.ask(fail), together.ask(fail)]
    asked.append(together.ask(beat, "after", utcnow()))
    together.go_on(4)
    for each in asked:
        each.result()
    for each in failing:
        with pytest.raises(error):
            each.result()
    assert count_beats() == 2


def test_one_that_fails_first_keeps_none_from_going_on(
    app: Flask, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "TOGETHER", 60.0)
    together = Together(app, pool, fails=True)
    assert commits_of_five(together) == 1
    assert count_beats() == 5


def test_only_who_writes_keeps_what_it_may_take_back_in_memory(app: Flask) -> None:
    def where() -> int:
        return int(db.session.execute(text("PRAGMA temp_store")).scalar_one())

    assert [write(where), where()] == [2, 0]


def test_each_reaches_the_disk_by_itself_when_that_is_asked_for(
    settings: Settings, pool: ThreadPoolExecutor
) -> None:
    app = create_app(replace(settings, grouped_writes=False))
    with app.app_context():
        assert commits_of_five(Together(app, pool)) == 6  # with the one that was held
        db.session.remove()
        db.engine.dispose()
