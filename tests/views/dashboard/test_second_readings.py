"""A part of the decisions is read again by somebody who does not know them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, SecondReading, Site, Status, Verb
from moderation.operations.decide import decide
from moderation.operations.second_readings import read_again, sample_decisions
from moderation.queries.second_readings import agreement, next_blind
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
from tests.services.databases import ON_BOTH
from tests.signing_in import signed_in

HOUR = timedelta(hours=1)


def decided(news: Site, alice: Moderator) -> int:
    one = comment(news, "A remark to be read twice.")
    write(decide, one.id, Verb.REJECT, by=alice.id, version=None, reason="Insults")
    return one.id


def reading() -> int:
    return db.session.scalars(select(SecondReading.id)).one()


@ON_BOTH
def test_it_is_for_somebody_else_and_changes_nothing(app: Flask) -> None:
    news = site(second_readings="100")
    alice, boris = moderator(news), moderator(news, name="Boris")
    one = decided(news, alice)
    assert write(sample_decisions, utcnow(), within=HOUR) == 1
    assert write(sample_decisions, utcnow(), within=HOUR) == 0
    assert next_blind(alice) is None
    write(read_again, reading(), Verb.APPROVE, by=boris.id)
    assert agreement([news.id], utcnow() - HOUR).share == 0
    assert stored(one).status is Status.REJECTED
    with pytest.raises(NotFound):
        write(read_again, reading(), Verb.REJECT, by=boris.id)


@ON_BOTH
def test_it_takes_the_share_that_the_site_wants(app: Flask) -> None:
    none, some = site(), site("Other", host="other.example", second_readings="50")
    alice = moderator(none, some).id
    for number in range(40):
        for news in (none, some):
            url = f"https://{news.hosts[0].host}/a"
            one = comment(news, f"Remark {number}.", url=url)
            write(decide, one.id, Verb.APPROVE, by=alice, version=None)
    assert 5 < write(sample_decisions, utcnow(), within=HOUR) < 35


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_keeps_the_first_decision_to_itself(app: Flask) -> None:
    news = site(second_readings="100")
    decided(news, moderator(news))
    write(sample_decisions, utcnow(), within=HOUR)
    desk = signed_in(app, moderator(news, name="Boris"))
    page = desk.get("/dashboard/second-readings").text
    assert "A remark to be read twice." in page
    assert "Insults" not in page
    desk.post(f"/dashboard/second-readings/{reading()}", {"verb": "reject"})
    assert agreement([news.id], utcnow() - HOUR).share == 1
