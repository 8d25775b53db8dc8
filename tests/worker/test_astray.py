"""Comments that a former version took in or decided on, without what this one keeps with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from time_machine import Traveller

from moderation.database import utcnow
from moderation.drafts import PageRef
from moderation.extensions import db
from moderation.models import Page, Site, Submission
from moderation.queries.sites import find_site
from moderation.queries.thread import open_thread, thread
from moderation.settings import Settings
from moderation.worker.astray import mend_astray
from tests import factories
from tests.factories import URL
from tests.worker.conftest import WorkOff


@pytest.fixture
def news(app: Flask) -> Site:
    return factories.site(hold="findings", newcomers="welcome")


def leave(id_: int, **values: Any) -> None:
    """Write it as the former version would."""
    table: Any = Submission.__table__
    db.session.execute(update(table).where(table.c.id == id_).values(values))
    db.session.commit()


def seen(site: Site) -> tuple[int, list[tuple[int, list[int]]]]:
    db.session.rollback()
    now = thread(open_thread(find_site(site.key), PageRef(url=URL)))
    return now.count, [(node.id, [reply.id for reply in node.replies]) for node in now.nodes]


def test_what_was_taken_in_without_a_place_gets_it(
    news: Site, work_off: WorkOff, clock: Traveller
) -> None:
    first = factories.comment(news, "First.").id
    reply = factories.comment(news, "Second.", parent_id=first).id
    right = seen(news)
    leave(first, shown=False)
    leave(reply, shown=False, root_id=0)
    assert seen(news) != right
    clock.shift(timedelta(minutes=20))
    work_off()
    assert seen(news) == right == (2, [(first, [reply])])


def test_what_was_taken_down_is_hidden_with_its_replies(
    news: Site, work_off: WorkOff, clock: Traveller
) -> None:
    first = factories.comment(news, "First.").id
    factories.comment(news, "Second.", parent_id=first)
    leave(first, status="rejected")
    clock.shift(timedelta(minutes=20))
    work_off()
    assert seen(news) == (0, [])


def test_what_is_right_is_left_alone(news: Site, work_off: WorkOff, clock: Traveller) -> None:
    factories.comment(news, "First.")
    before = db.session.query(Page.version).scalar()
    clock.shift(timedelta(minutes=20))
    work_off()
    db.session.rollback()
    assert db.session.query(Page.version).scalar() == before


def test_nothing_is_written_while_nothing_is_decided(
    news: Site, settings: Settings, clock: Traveller, count_queries: list[str]
) -> None:
    factories.comment(news, "First.")
    clock.shift(timedelta(minutes=20))
    mend_astray(settings, utcnow())
    count_queries.clear()
    mend_astray(settings, utcnow())
    assert len(count_queries) == 2
    assert all(statement.startswith("SELECT") for statement in count_queries)
