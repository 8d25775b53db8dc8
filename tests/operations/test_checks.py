"""What looks at a page lead to, whoever looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from time_machine import Traveller

from moderation.extensions import db
from moderation.models import (
    Category,
    Event,
    Fix,
    FixedBy,
    Job,
    Moderator,
    Role,
    TypoReport,
    Verb,
    Verdict,
)
from moderation.operations.checks import note_look, request_check
from moderation.operations.corrections import sort_into
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.operations.looks import Look
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo
from tests.rows import count_of

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
DAY = timedelta(days=1)


@pytest.fixture
def report(clock: Traveller) -> int:
    """A mistake that an editor has accepted."""
    news = site()
    sent = typo(news).id
    write(decide, sent, Verb.APPROVE, by=moderator(news, role=Role.EDITOR).id, version=None)
    return sent


def see(report: int, verdict: Verdict, found: str = "", **more: Any) -> TypoReport:
    write(note_look, report, Look(verdict, found), **{"by": FixedBy.CHECK, **more})
    return read(report)


def read(report: int) -> TypoReport:
    found = stored(report)
    assert isinstance(found, TypoReport)
    return found


def jobs(name: str) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Job.id).where(Job.name == name)).all())


def test_a_look_does_not_change_what_the_editor_decides_on(report: int) -> None:
    version = read(report).version
    assert see(report, Verdict.STILL_THERE, "teh").version == version


def test_readers_hear_once_that_it_is_fixed(report: int) -> None:
    see(report, Verdict.FIXED, "the")
    see(report, Verdict.FIXED, "the")
    assert jobs("tell_readers_fixed") == 1


def test_editors_hear_that_it_is_back(report: int) -> None:
    see(report, Verdict.FIXED, "the")
    found = see(report, Verdict.STILL_THERE, "teh")
    assert (found.fix, jobs("announce_reopened")) == (Fix.UNFIXED, 1)
    events = db.session.scalars(select(Event.name).order_by(Event.id)).all()
    assert events == ["correction_fixed", "correction_reopened"]


def test_two_looks_at_once_are_one(report: int, clock: Traveller) -> None:
    see(report, Verdict.CHANGED, "our")
    assert see(report, Verdict.CHANGED, "our").fix is Fix.UNFIXED
    clock.shift(DAY)
    assert see(report, Verdict.CHANGED, "its").fix is Fix.UNFIXED
    clock.shift(DAY)
    assert see(report, Verdict.CHANGED, "its").fix is Fix.CHANGED


def test_a_passage_that_was_never_seen_is_not_gone(report: int, clock: Traveller) -> None:
    for _ in range(3):
        assert see(report, Verdict.GONE).fix is Fix.UNFIXED
        clock.shift(DAY)


def test_a_passage_is_gone_when_it_was_there_before(report: int, clock: Traveller) -> None:
    see(report, Verdict.STILL_THERE, "teh")
    see(report, Verdict.GONE)
    clock.shift(DAY)
    assert see(report, Verdict.GONE).fix is Fix.GONE
    assert jobs("tell_readers_fixed") == 0


@pytest.mark.parametrize("between", [Verdict.STILL_THERE, Verdict.CONTEXT_CHANGED])
def test_a_page_that_was_back_has_to_be_gone_anew(
    report: int, clock: Traveller, between: Verdict
) -> None:
    see(report, Verdict.PAGE_GONE)
    see(report, between)
    clock.shift(DAY)
    assert see(report, Verdict.PAGE_GONE).fix is Fix.UNFIXED


def test_a_page_may_be_gone_behind_a_host_that_is_down(report: int, clock: Traveller) -> None:
    see(report, Verdict.PAGE_GONE)
    see(report, Verdict.UNSEEN)
    clock.shift(DAY)
    assert see(report, Verdict.PAGE_GONE).fix is Fix.GONE


def test_what_nobody_has_accepted_is_looked_at_and_stays(clock: Traveller) -> None:
    sent = typo(site()).id
    assert see(sent, Verdict.FIXED, "the").fix is Fix.UNFIXED
    assert (read(sent).verdict, read(sent).next_check_at) == (Verdict.FIXED, None)


def test_a_look_on_demand_is_for_all_that_is_open_on_the_page(clock: Traveller) -> None:
    news = site()
    alice = moderator(news).id
    for exact, verb in [("teh", None), ("hte", Verb.APPROVE), ("eth", Verb.REJECT)]:
        sent = typo(news, exact, prefix=f"{exact} and ", suffix=f" then {exact}").id
        if verb:
            write(decide, sent, verb, by=alice, version=None)
    assert write(request_check, stored(sent).page_id) == 2


def test_what_was_fixed_long_ago_is_not_looked_at_again(report: int, clock: Traveller) -> None:
    see(report, Verdict.FIXED, "the")
    clock.shift(15 * DAY)
    assert write(request_check, read(report).page_id) == 0
    assert count_of(Event) == 1


@pytest.mark.parametrize(("category", "fix"), [("link", Fix.FIXED), ("spelling", Fix.UNFIXED)])
def test_the_words_of_a_mended_link_may_stay(
    report: int, clock: Traveller, category: str, fix: Fix
) -> None:
    by = db.session.scalars(select(Moderator.id)).one()
    write(sort_into, report, Category(category), by=by)
    write(set_fix, report, Fix.FIXED, by=by)
    clock.shift(DAY)
    assert see(report, Verdict.STILL_THERE, "teh").fix is fix


def test_a_look_remembers_where_in_the_text_the_mistake_stands(report: int) -> None:
    write(note_look, report, Look(Verdict.STILL_THERE, place=(420, 423)), by=FixedBy.CHECK)
    assert read(report).position == 420
    assert see(report, Verdict.CONTEXT_CHANGED).position == 420


def test_what_was_seen_last_stays_where_a_fixed_text_cannot_be_seen(report: int) -> None:
    assert see(report, Verdict.UNSEEN).verdict is Verdict.UNSEEN
    see(report, Verdict.FIXED, "the")
    found = see(report, Verdict.UNSEEN)
    assert (found.verdict, found.found) == (Verdict.FIXED, "the")


def test_a_reader_is_believed_where_nobody_else_can_see(report: int, clock: Traveller) -> None:
    news = read(report).site
    write(set_fix, report, Fix.FIXED, by=moderator(news, role=Role.EDITOR).id)
    clock.shift(timedelta(minutes=5))
    assert see(report, Verdict.UNSEEN).fix is Fix.FIXED
    assert typo(news).id == report
    assert see(report, Verdict.UNSEEN).fix is Fix.UNFIXED
