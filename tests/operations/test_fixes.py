"""Accepting a mistake begins its fixing, and no way of taking that back leaves a trace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from time_machine import Traveller

from moderation.database import utcnow
from moderation.errors import ModerationError
from moderation.extensions import db
from moderation.models import Check, Decision, Event, Fix, FixedBy, HandingRule, Job, Role, Verb
from moderation.operations.decide import decide, decide_many
from moderation.operations.fixes import set_fix
from moderation.operations.undo import undo, undo_decision
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo, visitor
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")
sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

VERBS = (Verb.APPROVE, Verb.REJECT, Verb.APPROVE, Verb.HOLD, Verb.MARK_SPAM)
KEPT = (
    *("status", "fix", "fixed_by", "fixed_at", "reopened_at", "verdict", "found", "checks"),
    *("replacement", "editor_id", "handed_at", "next_check_at", "open_place_key"),
)


def standing(report_id: int) -> dict[str, Any]:
    report = stored(report_id)
    return {name: getattr(report, name) for name in KEPT}


def accepted(clock: Traveller | None = None) -> tuple[int, int]:
    """A mistake that an editor has accepted, and the editor."""
    news = site()
    report, by = typo(news).id, moderator(news, role=Role.EDITOR).id
    write(decide, report, Verb.APPROVE, by=by, version=None)
    return report, by


def jobs(name: str) -> list[dict[str, Any]]:
    db.session.rollback()
    return list(db.session.scalars(select(Job.args).where(Job.name == name)))


@sqlite
def test_the_page_is_looked_at_a_quarter_of_an_hour_later(clock: Traveller) -> None:
    report, _ = accepted()
    assert standing(report)["next_check_at"] == utcnow() + timedelta(minutes=15)


def test_what_most_readers_want_is_to_stand_there() -> None:
    news = site()
    for number, suggestion in enumerate(["tea", "the", "the", ""]):
        report = typo(news, suggestion=suggestion, visitor=visitor(f"{number}")).id
    write(decide, report, Verb.APPROVE, by=moderator(news).id, version=None)
    assert standing(report)["replacement"] == "the"


def test_an_undone_acceptance_leaves_nothing(clock: Traveller) -> None:
    news = site()
    alice = moderator(news, role=Role.EDITOR)
    db.session.add(HandingRule(site_id=news.id, field="author", value="Ada", moderator_id=alice.id))
    reports, by = [typo(news, exact).id for exact in ("teh", "hte")], alice.id
    before = [standing(report) for report in reports]
    done = write(decide_many, [(each, None) for each in reports], Verb.APPROVE, by=by)
    assert [standing(report) for report in reports] != before
    write(undo, done.batch, by=by)
    assert [standing(report) for report in reports] == before


def test_an_undone_refusal_leaves_it_fixed(clock: Traveller) -> None:
    report, by = accepted()
    write(set_fix, report, Fix.FIXED, by=by)
    before = standing(report)
    refused = write(decide, report, Verb.REJECT, by=by, version=stored(report).version)
    assert standing(report)["next_check_at"] is None
    write(undo_decision, refused.decision_id, by=by)
    assert standing(report) == before


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 4), min_size=2, max_size=6))
@sqlite
def test_undoing_everything_leads_exactly_back(
    app: Flask, clock: Traveller, verbs: list[int]
) -> None:
    news = site(host=f"host{count_of(Decision)}-{len(verbs)}-{hash(tuple(verbs)) % 10**9}.example")
    url = f"https://{news.hosts[0].host}/article"
    report, by = typo(news, url=url).id, moderator(news, role=Role.EDITOR).id
    done: list[tuple[int, dict[str, Any]]] = []
    for number in verbs:
        before, version = standing(report), stored(report).version
        try:
            decided = write(decide, report, VERBS[number], by=by, version=version)
        except ModerationError:
            continue
        done.append((decided.decision_id, before))
    for decision_id, before in reversed(done):
        write(undo_decision, decision_id, by=by)
        assert standing(report) == before


@sqlite
def test_an_editors_word_is_kept_and_told() -> None:
    report, by = accepted()
    write(set_fix, report, Fix.FIXED, by=by)
    write(set_fix, report, Fix.FIXED, by=by)
    db.session.rollback()
    assert db.session.scalars(select(Check.by)).all() == [FixedBy.EDITOR] * 2
    assert jobs("tell_readers_fixed") == [{"submission_id": report}]
    assert db.session.scalars(select(Event.name)).all() == ["correction_fixed"]


@sqlite
def test_an_editor_may_say_that_it_is_not_fixed() -> None:
    report, by = accepted()
    write(set_fix, report, Fix.FIXED, by=by)
    write(set_fix, report, Fix.UNFIXED, by=by)
    found = standing(report)
    assert (found["fix"], found["fixed_at"]) == (Fix.UNFIXED, None)
    assert found["reopened_at"] is not None
    assert found["open_place_key"] is not None
    assert jobs("announce_reopened") == []
