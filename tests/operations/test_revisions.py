"""Authors edit what they sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from moderation.errors import Conflict, Refused, TooMany
from moderation.models import (
    Decision,
    Moderator,
    Page,
    Revision,
    Site,
    Status,
    Verb,
    WaitingFor,
)
from moderation.operations.decide import decide
from moderation.operations.evidence import keep_evidence, release_evidence
from moderation.operations.undo import undo
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, edit, flag, public
from tests.rows import count_of


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site, is_owner=True)


@pytest.fixture
def number(site: Site, alice: Moderator) -> int:
    return public(site, alice)


def edits() -> list[tuple[str, bool | None]]:
    return [(each.source, each.accepted) for each in all_of(Revision)]


def test_what_waits_is_replaced_and_a_stale_approval_refused(site: Site, alice: Moderator) -> None:
    number = factories.comment(site).id
    seen = comment_of(number).version
    edit(number, "A **calmer** remark.")
    assert "<strong>calmer</strong>" in comment_of(number).body_html
    assert edits() == [("A **calmer** remark.", True)]
    with pytest.raises(Conflict):
        write(decide, number, Verb.APPROVE, by=alice.id, version=seen)


def test_what_waits_keeps_its_place(site: Site) -> None:
    number = factories.comment(site).id
    since = comment_of(number).waiting_since
    edit(number, "Another.")
    one = comment_of(number)
    assert (one.waiting_since, one.waiting_for) == (since, WaitingFor.FIRST)


def test_the_new_text_is_screened(app: Flask) -> None:
    site = factories.site(banned_words="casino", newcomers="welcome")
    number = factories.comment(site).id
    edit(number, "A casino.")
    assert [each["code"] for each in comment_of(number).findings] == ["banned_words"]
    edit(number, "No such thing.")
    assert comment_of(number).findings == []


def test_a_public_text_stays_until_decided(site: Site, number: int) -> None:
    edit(number, "Changed.")
    one = comment_of(number)
    assert (one.source, one.status) == ("A calm remark.", Status.APPROVED)
    assert (one.waiting_for, edits()) == (WaitingFor.REVISION, [("Changed.", None)])


def test_a_newer_edit_takes_the_place_of_the_open_one(
    site: Site, alice: Moderator, number: int
) -> None:
    edit(number, "Changed.")
    seen = comment_of(number).version
    edit(number, "Changed again.")
    assert edits() == [("Changed again.", None)]
    with pytest.raises(Conflict):
        write(decide, number, Verb.APPROVE, by=alice.id, version=seen)


def test_approving_puts_it_in_place(alice: Moderator, number: int) -> None:
    edit(number, "Changed.")
    before = all_of(Page)[0].version
    decided(number, Verb.APPROVE, alice)
    one = comment_of(number)
    assert (one.source, one.body_html.strip()) == ("Changed.", "<p>Changed.</p>")
    assert (one.status, one.waiting_for, edits()) == (Status.APPROVED, None, [("Changed.", True)])
    assert all_of(Page)[0].version > before


def test_rejecting_keeps_the_old_text_public(alice: Moderator, number: int) -> None:
    edit(number, "Changed.")
    decided(number, Verb.REJECT, alice)
    one = comment_of(number)
    assert (one.source, one.status, one.waiting_for) == ("A calm remark.", Status.APPROVED, None)
    assert edits() == [("Changed.", False)]
    assert one.page.comment_count == 1


def test_spam_takes_both_down(alice: Moderator, number: int) -> None:
    edit(number, "Buy.")
    decided(number, Verb.MARK_SPAM, alice)
    assert (comment_of(number).status, edits()) == (Status.SPAM, [("Buy.", False)])


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.REJECT, Verb.DELETE])
def test_undo_lets_it_wait_again(alice: Moderator, number: int, verb: Verb) -> None:
    edit(number, "Changed.")
    write(undo, decided(number, verb, alice).batch, by=alice.id)
    one = comment_of(number)
    assert (one.source, one.status) == ("A calm remark.", Status.APPROVED)
    assert (one.waiting_for, edits()) == (WaitingFor.REVISION, [("Changed.", None)])
    assert all_of(Revision)[0].decision_id is None
    assert one.page.comment_count == 1


def test_what_is_flagged_goes_on_waiting_for_that(
    site: Site, alice: Moderator, number: int
) -> None:
    flag(site, number)
    seen = comment_of(number).version
    edit(number, "Harmless now.")
    assert comment_of(number).waiting_for is WaitingFor.FLAG
    assert comment_of(number).version > seen
    decided(number, Verb.APPROVE, alice)
    assert comment_of(number).source == "Harmless now."


def test_hidden_by_flags_it_does_not_come_back_by_an_edit(site: Site, number: int) -> None:
    for network in "bcd":
        flag(site, number, network)
    edit(number, "Harmless now.")
    one = comment_of(number)
    assert (one.source, one.status) == ("A calm remark.", Status.PENDING)
    assert (one.waiting_for, edits()) == (WaitingFor.FLAG, [("Harmless now.", None)])


def test_a_site_that_looks_later_publishes_what_nothing_speaks_against(app: Flask) -> None:
    site = factories.site(hold="findings", newcomers="welcome", banned_words="casino")
    number = factories.comment(site).id
    edit(number, "Changed.")
    assert (comment_of(number).source, edits()) == ("Changed.", [("Changed.", True)])
    edit(number, "A casino.")
    assert (comment_of(number).source, edits()[-1]) == ("Changed.", ("A casino.", None))


def test_the_same_text_changes_nothing(number: int) -> None:
    edit(number, "A calm remark.")
    assert count_of(Revision) == 0
    assert not comment_of(number).is_waiting


def test_it_is_refused_after_the_site_s_time(
    clock: Traveller, site: Site, alice: Moderator
) -> None:
    number = factories.comment(site).id
    clock.shift(timedelta(minutes=15))
    with pytest.raises(Refused, match="edit_too_late"):
        edit(number, "Changed.")
    assert comment_of(number).source == "A calm remark."


def test_a_site_may_allow_none(app: Flask) -> None:
    number = factories.comment(factories.site(edit_minutes="0")).id
    with pytest.raises(Refused, match="edits_off"):
        edit(number, "Changed.")


def test_it_is_refused_when_decided_against_or_withdrawn(
    site: Site, alice: Moderator, number: int
) -> None:
    withdrawn = factories.comment(site, "Withdrawn.").id
    write(withdraw, withdrawn, None)
    decided(number, Verb.REJECT, alice)
    for one in (number, withdrawn):
        with pytest.raises(Refused, match="not_editable"):
            edit(one, "Changed.")


def test_evidence_is_neither_edited_nor_withdrawn(alice: Moderator, number: int) -> None:
    write(keep_evidence, number, by=alice.id)
    with pytest.raises(Refused, match="kept_as_evidence"):
        edit(number, "Changed.")
    with pytest.raises(Refused, match="kept_as_evidence"):
        write(withdraw, number, None)
    write(release_evidence, number, by=alice.id)
    write(withdraw, number, None)
    assert comment_of(number).withdrawn_at is not None


def test_a_flood_of_edits_is_refused(app: Flask) -> None:
    number = factories.comment(factories.site(flood="2/minute")).id
    edit(number, "One.")
    edit(number, "Two.")
    with pytest.raises(TooMany):
        edit(number, "Three.")


def test_each_step_is_one_decision(alice: Moderator, number: int) -> None:
    edit(number, "Changed.")
    decided(number, Verb.APPROVE, alice)
    assert count_of(Decision) == 2


def test_back_to_the_public_text_nothing_waits(site: Site, number: int) -> None:
    edit(number, "Changed.")
    edit(number, "A calm remark.")
    assert (edits(), comment_of(number).is_waiting) == ([], False)
    flag(site, number)
    edit(number, "Changed.")
    edit(number, "A calm remark.")
    assert (edits(), comment_of(number).waiting_for) == ([], WaitingFor.FLAG)
