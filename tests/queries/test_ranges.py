"""Each filter lets through what it says, in each order, and reads an index for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Table, text, update

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Facet, Moderator, Submission, WaitingFor
from moderation.operations.waiting import begin_waiting
from moderation.queries.filters import Age, Order, QueueFilter
from moderation.queries.queue import queue
from moderation.queries.ranges import ranges_for
from tests import factories

pytestmark = pytest.mark.usefixtures("app")

WAITING = (Order.PRIORITY, Order.OLDEST, Order.NEWEST, Order.SCORE)


def ids(moderator: Moderator, **filters: object) -> list[int]:
    page = queue(moderator, QueueFilter(**filters))  # type: ignore[arg-type]
    return [card.submission.id for card in page.cards]


def change(submission_id: int, **values: object) -> None:
    for table in (Submission.__table__, Facet.__table__):
        known = {name: value for name, value in values.items() if name in table.c}
        assert isinstance(table, Table)
        key = table.c.id if "id" in table.c else table.c.submission_id
        if known:
            db.session.execute(update(table).where(key == submission_id).values(**known))
    db.session.commit()


def test_it_filters_by_what_was_found() -> None:
    site = factories.site(banned_words="casino", newcomers="welcome")
    alice = factories.moderator(site)
    caught = factories.comment(site, "My casino").id
    linked = factories.comment(site, "See https://a.example/").id
    for order in WAITING:
        assert ids(alice, reasons=("banned_words",), order=order) == [caught]
        assert ids(alice, links=True, order=order) == [linked]
        assert ids(alice, reasons=("banned_words",), links=True, order=order) == []
        assert set(ids(alice, newcomer=True, order=order)) == {caught, linked}


def test_it_filters_by_page_author_and_site() -> None:
    site, other = factories.site(), factories.site("Other", host="other.example")
    alice, bob = factories.moderator(site), factories.moderator(other, name="Bob")
    one = factories.stored(factories.comment(site).id)
    factories.comment(site, "Another", url=f"https://{factories.HOST}/b")
    page, author = one.page_id, one.author_id
    for order in WAITING:
        assert ids(alice, page=page, order=order) == [one.id]
        assert ids(alice, author=author, order=order) == [one.id]
        assert ids(bob, page=page, order=order) == ids(bob, author=author, order=order) == []
        assert ids(alice, page=999, order=order) == []


def test_it_filters_by_age_and_score() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    old, new = factories.comment(site, "One").id, factories.comment(site, "Two").id
    since = utcnow() - timedelta(hours=7)
    change(old, waiting_since=since, due_at=since + timedelta(hours=1), score=80)
    for order in WAITING:
        for age in (Age.HOUR, Age.SIX_HOURS, Age.DUE):
            assert ids(alice, age=age, order=order) == [old]
        assert ids(alice, age=Age.DAY, order=order) == []
        assert ids(alice, score=80, order=order) == [old]
    assert ids(alice, order=Order.SCORE) == [old, new]


def test_it_filters_by_what_is_passed_to_me() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    other = factories.moderator(site, name="Carol")
    mine, hers, legal = (factories.comment(site, f"No {n}").id for n in range(3))
    alice.memberships[0].duties = ["legal"]
    db.session.commit()
    change(mine, passed_to=alice.id)
    change(hers, passed_to=other.id)
    change(legal, passed_duty="legal")
    assert set(ids(alice, passed=True)) == {mine, legal}
    assert ids(other, passed=True) == [hers]


def test_what_readers_object_to_comes_first() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    first, flagged = factories.comment(site, "One").id, factories.comment(site, "Two").id
    begin_waiting(factories.stored(flagged), WaitingFor.FLAG, priority=-1)
    db.session.commit()
    assert ids(alice, order=Order.PRIORITY) == [flagged, first]
    assert ids(alice, order=Order.PRIORITY, newcomer=True) == [flagged, first]
    assert ids(alice, waiting_for=WaitingFor.FLAG) == [flagged]


def test_it_folds_what_is_nearly_the_same() -> None:
    site = factories.site()
    alice = factories.moderator(site)
    head, other = factories.comment(site, "One").id, factories.comment(site, "Two").id
    change(other, alike_id=head)
    for order in WAITING:
        assert ids(alice, order=order, folds=True) == [head]
        assert ids(alice, order=order, folds=True, newcomer=True) == [head]
    assert ids(alice, order=Order.OLDEST) == [head, other]


def test_it_merges_more_ranges_than_one_statement_takes() -> None:
    sites = [factories.site(f"Site {n}", host=f"n{n}.example") for n in range(25)]
    alice = factories.moderator(*sites)
    sent = [factories.comment(each, url=f"https://{each.hosts[0].host}/").id for each in sites]
    for order in WAITING[:2]:
        assert ids(alice, order=order) == sent[:20]


@pytest.mark.parametrize(
    ("index", "filters"),
    [
        ("ix_submissions_kind_queue", QueueFilter(order=Order.PRIORITY, folds=True)),
        ("ix_submissions_waiting", QueueFilter(order=Order.OLDEST)),
        ("ix_submissions_score_queue", QueueFilter(order=Order.SCORE, folds=True)),
        ("ix_facets_order", QueueFilter(order=Order.PRIORITY, folds=True, links=True)),
        ("ix_facets_queue", QueueFilter(order=Order.NEWEST, links=True)),
        ("ix_submissions_page_queue", QueueFilter(order=Order.PRIORITY, folds=True, page=1)),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_walks_an_index_in_order(index: str, filters: QueueFilter) -> None:
    site = factories.site()
    alice = factories.moderator(site)
    factories.comment(site)
    (one, *_) = ranges_for(alice, filters)
    columns = [each.desc() if filters.newest else each for each in one.selected_columns]
    plan = one.order_by(*columns).limit(20)
    said = plan.compile(db.engine, compile_kwargs={"literal_binds": True})
    steps = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {said}"))]
    assert index in steps[0]
    assert "TEMP B-TREE" not in " ".join(steps)
