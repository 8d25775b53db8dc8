"""What readers say about a comment is open until it is answered, whatever is taken back."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.models import Appeal, Flag, Moderator, Revision, Site, Status, Verb, WaitingFor
from moderation.operations.appeals import appeal
from moderation.operations.decide import Decided
from moderation.operations.edit import edit_comment
from moderation.operations.objections import pending_edit
from moderation.operations.undo import undo
from moderation.queries.disputes import disputes_of
from moderation.queries.receipts import find_sent
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, edit, flag, public


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site)


@pytest.fixture
def sent(site: Site) -> int:
    """A comment that waits for the first time."""
    return factories.comment(site).id


def take_back(decision: Decided, by: Moderator) -> None:
    write(undo, decision.batch, by=by.id)


def test_a_flag_outlives_the_approval_that_it_is_about(
    site: Site, alice: Moderator, sent: int
) -> None:
    approval = decided(sent, Verb.APPROVE, alice)
    flag(site, sent)
    take_back(approval, alice)
    one = comment_of(sent)
    assert disputes_of([one])[sent].flagged == 1
    assert (one.status, one.waiting_for) == (Status.PENDING, WaitingFor.FIRST)
    decided(sent, Verb.APPROVE, alice)
    assert [each.upheld for each in all_of(Flag)] == [False]


def test_an_undo_of_that_opens_it_again(site: Site, alice: Moderator, sent: int) -> None:
    approval = decided(sent, Verb.APPROVE, alice)
    flag(site, sent)
    take_back(approval, alice)
    take_back(decided(sent, Verb.REJECT, alice), alice)
    assert [(each.upheld, each.decision_id) for each in all_of(Flag)] == [(None, None)]


def test_an_edit_outlives_the_approval_that_it_is_about(alice: Moderator, sent: int) -> None:
    approval = decided(sent, Verb.APPROVE, alice)
    edit(sent, "A change.")
    take_back(approval, alice)
    edit(sent, "A better change.")
    assert comment_of(sent).source == "A calm remark."
    decided(sent, Verb.APPROVE, alice)
    assert comment_of(sent).source == "A better change."
    assert [each.accepted for each in all_of(Revision)] == [True]


def test_an_appeal_outlives_the_refusal_that_it_is_about(alice: Moderator, sent: int) -> None:
    refusal = decided(sent, Verb.REJECT, alice)
    write(appeal, sent, "Look again.")
    take_back(refusal, alice)
    decided(sent, Verb.REJECT, alice)
    assert [each.granted for each in all_of(Appeal)] == [False]


def test_a_flag_comes_first_after_an_undo_too(site: Site, alice: Moderator, sent: int) -> None:
    decided(sent, Verb.APPROVE, alice)
    edit(sent, "A change.")
    refusal = decided(sent, Verb.REJECT, alice)
    flag(site, sent)
    take_back(refusal, alice)
    one = comment_of(sent)
    assert (one.status, one.waiting_for, one.priority) == (Status.APPROVED, WaitingFor.FLAG, -1)
    assert [each.accepted for each in all_of(Revision)] == [None]


def test_a_flag_comes_first_whatever_a_held_comment_waited_for(
    site: Site, alice: Moderator
) -> None:
    number = public(site, alice)
    take_back(decided(number, Verb.REJECT, alice), alice)
    assert not comment_of(number).is_waiting
    flag(site, number)
    assert comment_of(number).priority == -1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_receipt_tells_the_reason_again_after_an_undo(alice: Moderator, sent: int) -> None:
    decided(sent, Verb.REJECT, alice, "Insults")
    approval = decided(sent, Verb.APPROVE, alice)
    assert find_sent(sent, None).reason == ""
    take_back(approval, alice)
    told = find_sent(sent, None)
    assert (told.reason, told.submission.status) == ("Insults", Status.REJECTED)


def test_a_change_made_out_of_sight_waits_when_the_comment_is_back(
    site: Site, alice: Moderator
) -> None:
    """Else an undo would publish what nobody has read."""
    number = public(site, alice)
    held = decided(number, Verb.HOLD, alice)
    edit(number, "First this.")
    edit(number, "Then an insult.")
    take_back(held, alice)
    one = comment_of(number)
    assert (one.source, one.status) == ("A calm remark.", Status.APPROVED)
    pending = pending_edit(number)
    assert pending is not None
    assert (one.waiting_for, pending.source) == (WaitingFor.REVISION, "Then an insult.")


def test_a_change_that_its_author_took_back_is_not_waited_for(site: Site, alice: Moderator) -> None:
    number = public(site, alice)
    edit(number, "A change.")
    held = decided(number, Verb.HOLD, alice)
    edit(number, "A calm remark.")
    take_back(held, alice)
    assert (comment_of(number).status, comment_of(number).waiting_for) == (Status.APPROVED, None)


def test_an_undone_edit_leaves_the_one_before_to_whom_it_belongs(
    site: Site, alice: Moderator
) -> None:
    number, boris = factories.comment(site).id, factories.moderator(site, name="Boris")
    write(edit_comment, number, "Alice's.", by=alice.id, version=comment_of(number).version)
    version = comment_of(number).version
    done = write(edit_comment, number, "His.", by=boris.id, version=version, approves=True)
    write(undo, done.batch, by=alice.id)
    assert (comment_of(number).source, comment_of(number).edited_by) == ("Alice's.", alice.id)


def test_an_undone_change_leaves_the_text_of_the_moderator_who_edited_it(
    site: Site, alice: Moderator
) -> None:
    number = public(site, alice)
    write(edit_comment, number, "Alice's.", by=alice.id, version=comment_of(number).version)
    edit(number, "A change.")
    take_back(decided(number, Verb.APPROVE, alice), alice)
    assert (comment_of(number).source, comment_of(number).edited_by) == ("Alice's.", alice.id)


def test_a_change_is_waited_for_under_a_refusal_that_is_back(alice: Moderator, sent: int) -> None:
    decided(sent, Verb.REJECT, alice)
    approval = decided(sent, Verb.APPROVE, alice)
    edit(sent, "A change.")
    take_back(approval, alice)
    one = comment_of(sent)
    assert (one.status, one.waiting_for) == (Status.REJECTED, WaitingFor.REVISION)
    decided(sent, Verb.REJECT, alice)
    assert [each.accepted for each in all_of(Revision)] == [False]
    assert not comment_of(sent).is_waiting
