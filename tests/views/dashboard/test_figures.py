"""The shift at a glance."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Decision, Moderator, Role, Site, Verb
from moderation.operations.decide import decide
from moderation.operations.undo import undo_last
from moderation.queries.figures import Figures, figures
from moderation.queries.percentiles import bucket_of, percentile, seconds_of
from moderation.settings import Settings
from moderation.transactions import write
from moderation.views.dashboard.figures import edges_of
from moderation.worker.clock import tally
from tests.factories import comment, moderator, site
from tests.services.databases import ON_BOTH
from tests.signing_in import signed_in


def shift(news: Site, alice: Moderator, waited: tuple[int, ...] = (60, 120, 7200)) -> None:
    """A decision for each number of seconds that a comment waited."""
    for number, seconds in enumerate(waited):
        verb = Verb.REJECT if number else Verb.APPROVE
        done = write(
            decide,
            comment(news, f"Remark {number}.", url=f"https://{news.hosts[0].host}/a").id,
            verb,
            by=alice.id,
            version=None,
        )
        since = utcnow() - timedelta(seconds=seconds)
        decision = update(Decision).where(Decision.id == done.decision_id)
        db.session.execute(decision.values(from_waiting_since=since))
        db.session.commit()


def today(person: Moderator, site_key: str = "") -> Figures:
    now = utcnow()
    edges = [now - timedelta(hours=1), now + timedelta(hours=1)]
    found = figures(person, site_key=site_key, edges=edges, now=now)
    assert found is not None
    return found


def test_they_say_what_came_and_went_and_how_long_it_took(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    shift(news, alice)
    comment(news, "Still waits.")
    found = today(alice)
    assert (found.came, found.gone, found.by_rule) == (4, 3, 0)
    assert found.median == pytest.approx(120, rel=0.1)
    assert found.slowest == pytest.approx(7200, rel=0.1)
    assert found.in_time == pytest.approx(2 / 3)
    assert [(one.name, one.number) for one in found.verbs] == [("reject", 2), ("approve", 1)]


def test_what_was_taken_back_does_not_count(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    shift(news, alice)
    write(undo_last, by=alice.id)
    assert today(alice).gone == 2


@ON_BOTH
def test_the_tallies_say_the_same_as_the_rows(app: Flask, settings: Settings) -> None:
    news = site()
    alice = moderator(news)
    shift(news, alice)
    before = replace(today(alice), stretches=())
    tally(settings, utcnow())
    tally(settings, utcnow() + timedelta(hours=3))
    assert replace(today(alice), stretches=()) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_people_are_shown_only_where_the_site_wants_it(app: Flask) -> None:
    quiet, told = site(), site("Other", host="other.example", person_figures="on")
    alice, boris = moderator(quiet, told), moderator(told, name="Boris")
    admin = moderator(quiet, told, role=Role.ADMIN, name="Anna")
    shift(quiet, alice)
    shift(told, boris, (10,))
    assert [(one.name, one.number) for one in today(admin).people] == [("Boris", 1)]
    assert [one.name for one in today(boris).people] == ["Boris"]
    assert today(alice).people == ()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("days", [1, 7, 30, 90])
def test_the_page_draws_them(app: Flask, days: int) -> None:
    news = site()
    alice = moderator(news)
    shift(news, alice)
    page = signed_in(app, alice).get(f"/dashboard/figures?days={days}").text
    assert page.count('<svg class="chart-plot"') == 2
    assert "Within the target" in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_others_do_not_find_them(app: Flask) -> None:
    editor = moderator(site(), role=Role.EDITOR)
    desk = signed_in(app, editor)
    assert desk.get("/dashboard/figures").status_code == 404
    assert desk.get("/dashboard/figures?days=2").status_code == 422


def test_a_time_comes_back_from_its_bucket_within_5_percent() -> None:
    for seconds in (1, 7, 61, 3600, 90_000):
        assert seconds_of(bucket_of(seconds)) == pytest.approx(seconds, rel=0.05)
    assert percentile({}, 0.5) is None


def test_today_has_24_hours() -> None:
    edges = edges_of(1, datetime(2026, 11, 21, 15, tzinfo=UTC), UTC)
    assert (len(edges), edges[0].hour) == (25, 0)
