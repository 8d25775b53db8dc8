"""The log's chain: whole as written, broken by whatever is changed or removed."""

import pytest
from flask import Flask
from sqlalchemy import delete, update

from moderation.extensions import db
from moderation.models import Decision, Event, Site, Verb
from moderation.operations.decide import decide
from moderation.operations.events import record
from moderation.queries.chains import Chain, chains
from moderation.transactions import write
from tests.factories import comment, moderator, site


@pytest.fixture
def news(app: Flask) -> Site:
    """A site with three decisions, and three events."""
    news = site()
    alice = moderator(news)
    for number in range(3):
        one = comment(news, f"Remark {number}.")
        write(decide, one.id, Verb.REJECT, by=alice.id, version=None, reason="Insults")
        write(record, "rule_changed", site_id=news.id, by=alice.id, after={"version": number})
    return news


def chain(kind: str) -> Chain:
    db.session.rollback()
    return next(one for one in chains() if one.kind == kind and one.name)


def test_it_is_whole_as_written(news: Site) -> None:
    assert [(one.records, one.is_whole) for one in chains() if one.name] == [(3, True), (3, True)]


def test_it_notices_another_reason(news: Site) -> None:
    second = db.session.scalars(db.select(Decision.id).offset(1)).first()
    db.session.execute(update(Decision).where(Decision.id == second).values(reason="Praise"))
    db.session.commit()
    assert chain("decisions").changed == (second,)


def test_it_stays_whole_when_a_reason_is_erased(news: Site) -> None:
    db.session.execute(update(Decision).values(reason=""))
    db.session.commit()
    assert chain("decisions").is_whole


@pytest.mark.parametrize("table", [Decision, Event])
def test_it_notices_what_was_removed(news: Site, table: type[Decision | Event]) -> None:
    _first, second, third = db.session.scalars(db.select(table.id).order_by(table.id)).all()
    db.session.execute(delete(table).where(table.id == second))
    db.session.commit()
    assert chain(table.__tablename__).loose == (third,)


def test_it_notices_a_changed_event(news: Site) -> None:
    db.session.execute(update(Event).values(after={"version": 7}))
    db.session.commit()
    assert len(chain("events").changed) == 3
