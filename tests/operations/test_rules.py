"""Rules: what they do to what comes in, their versions, their rehearsal."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Decision, Facet, Moderator, Role, Rule, Site, Status, Verb
from moderation.operations.decide import decide
from moderation.operations.rules import (
    add_rule,
    change_rule,
    rehearse_again,
    remove_rule,
    return_to_version,
    switch_rule,
)
from moderation.operations.undo import undo
from moderation.queries.rehearsals import examples_of, false_alarms
from moderation.queries.rules import hits_of, rules_of, versions_of
from moderation.screening.rule_drafts import RuleDraft
from moderation.transactions import write
from moderation.worker.handlers import do_next
from tests.factories import comment, moderator, site, stored

# What a second database says nothing new about.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def word(text: str = "casino", action: str = "hold") -> RuleDraft:
    return RuleDraft("word", text, (), action)


def working(news: Site | None, by: Moderator, draft: RuleDraft | None = None) -> int:
    """A rule that is switched on."""
    site_ids = [news.id] if news else None
    rule_id = write(add_rule, draft or word(), site_ids=site_ids, by=by.id)
    write(switch_rule, rule_id, on=True, by=by.id)
    return rule_id


def open_site() -> Site:
    """A site where all is public at once that no check objects to."""
    return site(hold="findings", newcomers="welcome")


def codes(submission_id: int) -> set[str]:
    return set(db.session.scalars(select(Facet.code).where(Facet.submission_id == submission_id)))


def rehearse(app: Flask) -> None:
    """Let the worker do all that waits for it."""
    while do_next(app.extensions["moderation.settings"]):
        pass
    db.session.rollback()


@pytest.mark.usefixtures("app")
def test_it_holds_rejects_and_marks_spam() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    held = working(news, alice)
    working(news, alice, word("viagra", "reject"))
    working(news, alice, word("pills", "mark_spam"))
    texts = ("hello", "c a s i n o", "viagra casino", "pills viagra")
    assert [comment(news, text).status for text in texts] == [
        "approved",
        "pending",
        "rejected",
        "spam",
    ]
    assert hits_of([held]) == {held: 2}


@ON_SQLITE
@pytest.mark.usefixtures("app")
def test_a_rejection_by_rule_can_be_taken_back() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    working(news, alice, word("viagra", "reject"))
    sent = comment(news, "viagra")
    decision = db.session.scalars(select(Decision).where(Decision.submission_id == sent.id)).one()
    assert decision.moderator_id is None
    write(undo, decision.batch, by=alice.id)
    assert stored(sent.id).status is Status.PENDING
    assert stored(sent.id).is_waiting


@pytest.mark.usefixtures("app")
def test_what_it_let_go_and_was_decided_and_undone_returns_with_it() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    rule_id, sent = working(news, alice), comment(news, "casino")
    write(switch_rule, rule_id, on=False, by=alice.id)
    decided = write(decide, sent.id, Verb.REJECT, by=alice.id, version=None)
    write(undo, decided.batch, by=alice.id)
    assert f"rule:{rule_id}" not in codes(sent.id)
    write(switch_rule, rule_id, on=True, by=alice.id)
    assert f"rule:{rule_id}" in codes(sent.id)


@pytest.mark.usefixtures("app")
def test_what_it_held_loses_its_mark_when_it_goes_off() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    rule_id, sent = working(news, alice), comment(news, "casino")
    score = stored(sent.id).score
    assert f"rule:{rule_id}" in codes(sent.id)
    write(switch_rule, rule_id, on=False, by=alice.id)
    assert (stored(sent.id).score, stored(sent.id).is_waiting) == (0, True)
    assert f"rule:{rule_id}" not in codes(sent.id)
    write(switch_rule, rule_id, on=True, by=alice.id)
    assert stored(sent.id).score == score
    assert f"rule:{rule_id}" in codes(sent.id)


@ON_SQLITE
@pytest.mark.usefixtures("app")
def test_what_it_held_loses_its_mark_when_it_is_removed() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    rule_id, sent = working(news, alice), comment(news, "casino")
    write(remove_rule, rule_id, by=alice.id)
    assert stored(sent.id).score == 0
    assert rules_of(alice) == []


@ON_SQLITE
@pytest.mark.usefixtures("app")
def test_another_wording_switches_it_off() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    rule_id = working(news, alice)
    assert write(change_rule, rule_id, word("poker"), site_ids=[news.id], by=alice.id) is True
    assert comment(news, "poker").status == "approved"


@ON_SQLITE
@pytest.mark.usefixtures("app")
def test_an_exception_leaves_it_on() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    rule_id = working(news, alice)
    draft = RuleDraft("word", "casino", ("casino royale",), "hold")
    assert write(change_rule, rule_id, draft, site_ids=[news.id], by=alice.id) is False
    assert comment(news, "casino royale").status == "approved"
    assert comment(news, "casino").status == "pending"


@ON_SQLITE
@pytest.mark.usefixtures("app")
def test_an_older_version_comes_back_as_a_new_one() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    rule_id = working(news, alice)
    write(change_rule, rule_id, word("poker"), site_ids=[news.id], by=alice.id)
    write(return_to_version, rule_id, 1, by=alice.id)
    rows = [(row.version.version, row.version.pattern) for row in versions_of(rule_id)]
    assert rows == [(4, "casino"), (3, "poker"), (2, "casino"), (1, "casino")]


@ON_SQLITE
@pytest.mark.usefixtures("app")
def test_only_owners_make_rules_for_all_sites() -> None:
    news = open_site()
    alice = moderator(news, role=Role.ADMIN)
    with pytest.raises(NotFound):
        write(add_rule, word(), site_ids=None, by=alice.id)
    shared = working(None, moderator(is_owner=True, name="Olga"))
    assert comment(news, "casino").status == "pending"
    assert [row.rule.id for row in rules_of(alice)] == [shared]
    with pytest.raises(NotFound):
        write(switch_rule, shared, on=False, by=alice.id)


def test_a_rehearsal_counts_what_humans_made_of_it(app: Flask) -> None:
    news = site()
    alice = moderator(news, role=Role.ADMIN)
    texts = ("casino good", "casino bad", "casino spam", "casino waits", "other")
    ids = [comment(news, text).id for text in texts]
    for id_, verb in zip(ids, (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM), strict=False):
        write(decide, id_, verb, by=alice.id, version=None)
    rule = db.session.get_one(Rule, write(add_rule, word(), site_ids=[news.id], by=alice.id))
    rehearse(app)
    known = rule.rehearsal or {}
    assert {name: known[name] for name in ("state", "seen", "caught", "approved", "waiting")} == {
        "state": "done",
        "seen": 5,
        "caught": 4,
        "approved": 1,
        "waiting": 1,
    }
    assert false_alarms(known) == 33
    assert examples_of(rule)[0].id == ids[0]


@ON_SQLITE
def test_it_is_rehearsed_again(app: Flask) -> None:
    news = site()
    alice = moderator(news, role=Role.ADMIN)
    rule = db.session.get_one(Rule, write(add_rule, word(), site_ids=[news.id], by=alice.id))
    rehearse(app)
    comment(news, "casino")
    write(rehearse_again, rule.id, by=alice.id)
    rehearse(app)
    assert (rule.rehearsal or {})["caught"] == 1
