"""What is found and how much it weighs, when rules go off and edits wait beside comments."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.models import Moderator, Role, Site, Verb
from moderation.operations.decide import decide
from moderation.operations.rules import change_rule, remove_rule, switch_rule
from moderation.operations.undo import undo
from moderation.transactions import write
from tests import factories
from tests.factories import comment, moderator, stored
from tests.objecting import edit, flag, public
from tests.operations.test_rules import ON_SQLITE, codes, word, working


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site(newcomers="welcome")


@pytest.fixture
def alice(site: Site) -> Moderator:
    return moderator(site, role=Role.ADMIN)


def undone(submission_id: int, by: Moderator, verb: Verb = Verb.REJECT) -> None:
    """Decide, do nothing else, and take it back."""
    decided = write(decide, submission_id, verb, by=by.id, version=None)
    write(undo, decided.batch, by=by.id)


def test_what_returns_after_its_rule_went_off_is_held_by_it_no_more(
    site: Site, alice: Moderator
) -> None:
    rule_id, sent = working(site, alice), comment(site, "casino").id
    decided = write(decide, sent, Verb.REJECT, by=alice.id, version=None)
    write(switch_rule, rule_id, on=False, by=alice.id)
    write(undo, decided.batch, by=alice.id)
    assert codes(sent).isdisjoint({"rule", f"rule:{rule_id}"})
    assert (stored(sent).is_waiting, stored(sent).score) == (True, 0)


def test_what_returns_after_its_rule_went_on_again_is_held_by_it(
    site: Site, alice: Moderator
) -> None:
    rule_id, sent = working(site, alice), comment(site, "casino").id
    score = stored(sent).score
    write(switch_rule, rule_id, on=False, by=alice.id)
    decided = write(decide, sent, Verb.REJECT, by=alice.id, version=None)
    write(switch_rule, rule_id, on=True, by=alice.id)
    write(undo, decided.batch, by=alice.id)
    assert f"rule:{rule_id}" in codes(sent)
    assert stored(sent).score == score


@ON_SQLITE
def test_many_that_return_are_weighed_each(site: Site, alice: Moderator) -> None:
    other, rule_id = working(site, alice, word("poker")), working(site, alice)
    ids = [comment(site, text).id for text in ("casino", "poker", "poker and casino", "tea")]
    batch = "a" * 32
    for each in ids:
        write(decide, each, Verb.MARK_SPAM, by=alice.id, version=None, batch=batch)
    write(remove_rule, rule_id, by=alice.id)
    write(undo, batch, by=alice.id)
    assert [stored(each).score for each in ids] == [0, 50, 50, 0]
    assert [f"rule:{other}" in codes(each) for each in ids] == [False, True, True, False]


@ON_SQLITE
def test_what_an_earlier_wording_found_is_not_held_by_the_new_one(
    site: Site, alice: Moderator
) -> None:
    rule_id, sent = working(site, alice), comment(site, "casino").id
    write(change_rule, rule_id, word("poker"), site_ids=[site.id], by=alice.id)
    write(switch_rule, rule_id, on=True, by=alice.id)
    assert f"rule:{rule_id}" not in codes(sent)
    write(change_rule, rule_id, word("casino"), site_ids=[site.id], by=alice.id)
    write(switch_rule, rule_id, on=True, by=alice.id)
    undone(sent, alice)
    assert f"rule:{rule_id}" in codes(sent)


@ON_SQLITE
def test_a_flag_brings_nothing_back_that_a_rule_had_found_which_is_off(
    site: Site, alice: Moderator
) -> None:
    rule_id, sent = working(site, alice), public(site, alice, "casino")
    write(switch_rule, rule_id, on=False, by=alice.id)
    flag(site, sent)
    assert f"rule:{rule_id}" not in codes(sent)
    assert stored(sent).score == 0


def test_an_edit_that_waits_is_found_and_weighed(app: Flask) -> None:
    news = factories.site(banned_words="viagra", newcomers="welcome")
    alice = moderator(news, role=Role.ADMIN)
    rule_id, sent = working(news, alice), public(news, alice)
    edit(sent, "casino, viagra, https://a.example")
    assert {"links", "banned_words", f"rule:{rule_id}", "for:revision"} <= codes(sent)
    assert stored(sent).score == 100
    write(switch_rule, rule_id, on=False, by=alice.id)
    assert f"rule:{rule_id}" not in codes(sent)
    assert stored(sent).score == 50


def test_a_later_edit_and_one_taken_back_are_found_by_what_they_have(
    site: Site, alice: Moderator
) -> None:
    sent = public(site, alice)
    flag(site, sent)
    edit(sent, "See https://a.example")
    assert {"links", "for:flag"} <= codes(sent)
    edit(sent, "See there.")
    assert "links" not in codes(sent)
    edit(sent, "See www.a.example")
    edit(sent, stored(sent).source)  # type: ignore[attr-defined]
    assert "links" not in codes(sent)


@ON_SQLITE
def test_an_edit_that_returns_is_found_again(app: Flask) -> None:
    news = factories.site(banned_words="viagra", newcomers="welcome")
    alice = moderator(news)
    sent = public(news, alice)
    edit(sent, "viagra, https://a.example")
    score = stored(sent).score
    for verb in (Verb.APPROVE, Verb.REJECT):
        undone(sent, alice, verb)
        assert {"links", "banned_words"} <= codes(sent)
        assert stored(sent).score == score
