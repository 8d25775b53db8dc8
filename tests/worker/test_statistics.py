"""What SQLite knows of its tables."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Comment
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.statistics import WORTH_A_LOOK, look_at_tables
from tests.factories import comment, site, stored


def known() -> set[str]:
    """The tables that it has looked at."""
    db.session.rollback()
    if not db.session.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")):
        return set()
    return set(db.session.scalars(text("SELECT tbl FROM sqlite_stat1")))


def follow(one_id: int) -> None:
    """Another comment, as if there were many before it."""
    one = stored(one_id)
    places = {"site_id": one.site_id, "page_id": one.page_id, "author_id": one.author_id}
    many = Comment(id=WORTH_A_LOOK, source="Late.", body_html="", **places)
    write(lambda: db.session.add(many))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_looks_at_its_tables_once_there_is_something_to_see(
    app: Flask, settings: Settings
) -> None:
    first = comment(site()).id
    look_at_tables(settings, utcnow())
    assert known() == set()
    follow(first)
    look_at_tables(settings, utcnow())
    assert known() >= {"submissions", "comments", "pages", "outbox"}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_looks_by_itself(app: Flask, settings: Settings) -> None:
    follow(comment(site()).id)
    look_at_tables(settings, utcnow())
