"""Readers object to a public comment."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.drafts import FlagDraft, Sender
from moderation.errors import Blocked, Invalid, NotFound, Refused, TooMany
from moderation.extensions import db
from moderation.models import Comment, Decision, Flag, Moderator, Site, Status, Verb, WaitingFor
from moderation.operations.blocks import block_sender
from moderation.operations.flags import flag_comment
from moderation.operations.undo import undo
from moderation.operations.withdraw import withdraw
from moderation.screening.types import TicketState
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, flag, public
from tests.rows import count_of


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site)


@pytest.fixture
def number(site: Site, alice: Moderator) -> int:
    return public(site, alice)


def status_of(number: int) -> tuple[Status, WaitingFor | None, int]:
    one = comment_of(number)
    return one.status, one.waiting_for, one.priority


def test_it_waits_again_before_all_else_and_stays_public(site: Site, number: int) -> None:
    flag(site, number)
    assert status_of(number) == (Status.APPROVED, WaitingFor.FLAG, -1)


def test_it_counts_a_sender_once(site: Site, number: int) -> None:
    flag(site, number)
    flag(site, number, reason="insult")
    flag(site, number, author_key="one")
    flag(site, number, "c", author_key="one")
    assert count_of(Flag) == 2


def test_more_flags_do_not_change_what_is_on_screen(site: Site, number: int) -> None:
    flag(site, number)
    version = comment_of(number).version
    flag(site, number, "c")
    assert comment_of(number).version == version


def test_enough_of_them_hide_it_until_somebody_has_looked(site: Site, number: int) -> None:
    for network in "bcd":
        flag(site, number, network)
    assert status_of(number) == (Status.PENDING, WaitingFor.FLAG, -1)
    assert comment_of(number).page.comment_count == 0
    last = all_of(Decision)[-1]
    assert (last.verb, last.moderator_id) == (Verb.HOLD, None)


def test_what_is_hidden_takes_no_more_flags(site: Site, number: int) -> None:
    for network in "bcd":
        flag(site, number, network)
    with pytest.raises(NotFound):
        flag(site, number, "e")


def test_no_threshold_hides_nothing(app: Flask) -> None:
    site = factories.site(flag_threshold="0")
    number = public(site, factories.moderator(site))
    for network in "bcdef":
        flag(site, number, network)
    assert status_of(number)[0] is Status.APPROVED


def test_it_never_hides_the_newsroom(site: Site, alice: Moderator, number: int) -> None:
    write(_sign_as_newsroom, number, alice.id)
    for network in "bcd":
        flag(site, number, network)
    assert status_of(number)[0] is Status.APPROVED


def _sign_as_newsroom(number: int, moderator_id: int) -> None:
    comment = db.session.get_one(Comment, number)
    comment.moderator_id = moderator_id


def test_the_same_reasons_do_not_hide_again_what_was_kept(
    site: Site, alice: Moderator, number: int
) -> None:
    flag(site, number)
    decided(number, Verb.APPROVE, alice)
    for network in "cdefg":
        flag(site, number, network)
    assert status_of(number)[0] is Status.APPROVED
    flag(site, number, "h")  # twice the threshold
    assert status_of(number)[0] is Status.PENDING


def test_a_new_reason_hides_what_was_kept(site: Site, alice: Moderator, number: int) -> None:
    flag(site, number)
    decided(number, Verb.APPROVE, alice)
    for network in "cde":
        flag(site, number, network, reason="insult")
    assert status_of(number)[0] is Status.PENDING


@pytest.mark.parametrize(
    ("verb", "upheld"), [(Verb.APPROVE, False), (Verb.REJECT, True), (Verb.MARK_SPAM, True)]
)
def test_a_decision_settles_them(
    site: Site, alice: Moderator, number: int, verb: Verb, upheld: bool
) -> None:
    flag(site, number)
    done = decided(number, verb, alice)
    assert [(one.upheld, one.decision_id) for one in all_of(Flag)] == [(upheld, done.decision_id)]
    assert not comment_of(number).is_waiting


def test_undo_opens_them_again(site: Site, alice: Moderator, number: int) -> None:
    flag(site, number)
    before = status_of(number)
    write(undo, decided(number, Verb.REJECT, alice).batch, by=alice.id)
    assert status_of(number) == before
    assert [(one.upheld, one.decision_id) for one in all_of(Flag)] == [(None, None)]


def test_undoing_puts_back_exactly_what_was_settled(
    site: Site, alice: Moderator, number: int
) -> None:
    """Flags that were settled before, and those that came in since, stay as they are."""
    flag(site, number, reason="insult")
    decided(number, Verb.APPROVE, alice)
    for network in "cd":
        flag(site, number, network, words=f"From {network}.")
    before, flags = status_of(number), facts_of_flags()
    kept = decided(number, Verb.APPROVE, alice)
    flag(site, number, "e")
    write(undo, kept.batch, by=alice.id)
    assert facts_of_flags()[:3] == flags
    assert facts_of_flags()[3][2:] == (100, None, None)
    upheld = decided(number, Verb.REJECT, alice)
    write(undo, upheld.batch, by=alice.id)
    assert (status_of(number), facts_of_flags()[:3]) == (before, flags)


def facts_of_flags() -> list[tuple[object, ...]]:
    return [(one.id, one.words, one.weight, one.upheld, one.decision_id) for one in all_of(Flag)]


def test_undo_hides_again_what_flags_had_hidden(site: Site, alice: Moderator, number: int) -> None:
    for network in "bcd":
        flag(site, number, network)
    before = status_of(number)
    for verb in (Verb.APPROVE, Verb.REJECT):
        write(undo, decided(number, verb, alice).batch, by=alice.id)
        assert status_of(number) == before
        assert [one.upheld for one in all_of(Flag)] == [None] * 3


def test_flags_of_those_who_were_wrong_hide_later(
    site: Site, alice: Moderator, number: int
) -> None:
    for each in range(2):
        other = public(site, alice, f"Remark {each}.")
        for network in "bcd":
            flag(site, other, network)
        decided(other, Verb.APPROVE, alice)
    for network in "bcd":  # a half each
        flag(site, number, network)
    assert status_of(number)[0] is Status.APPROVED
    for network in "ef":
        flag(site, number, network)
    assert status_of(number)[0] is Status.PENDING


def test_one_network_floods_no_comment(app: Flask) -> None:
    """New keys from one place count as one sender's share of a network."""
    site = factories.site(flood="1/minute", flag_threshold="0")
    number = public(site, factories.moderator(site))
    for each in range(20):
        flag(site, number, "b", author_key=f"key {each}")
    with pytest.raises(TooMany):
        flag(site, number, "b", author_key="one more")


def test_one_network_hides_no_comment(site: Site, number: int) -> None:
    for each in range(7):
        flag(site, number, "b", author_key=f"key {each}")
    assert status_of(number)[0] is Status.APPROVED
    assert comment_of(number).is_waiting


def test_a_withdrawal_says_nothing_about_them(site: Site, number: int) -> None:
    flag(site, number)
    write(withdraw, number, None)
    assert [one.upheld for one in all_of(Flag)] == [None]
    assert all_of(Flag)[0].decision_id is not None


def test_those_who_were_wrong_weigh_less(site: Site, alice: Moderator) -> None:
    for text in ("One.", "Two.", "Three."):
        number = public(site, alice, text)
        flag(site, number)
        decided(number, Verb.APPROVE, alice)
    assert [one.weight for one in all_of(Flag)] == [100, 66, 50]


def test_those_who_were_right_weigh_no_more_than_one(site: Site, alice: Moderator) -> None:
    for text in ("One.", "Two."):
        number = public(site, alice, text)
        flag(site, number)
        decided(number, Verb.REJECT, alice)
    assert [one.weight for one in all_of(Flag)] == [100, 100]


def test_a_script_weighs_nothing(site: Site, number: int) -> None:
    flag(site, number, trap="https://spam.example")
    draft = FlagDraft(number, Sender(), "spam")
    forged = TicketState("forged")
    write(flag_comment, draft, site_id=site.id, visitor=factories.visitor("c"), ticket=forged)
    assert [one.weight for one in all_of(Flag)] == [0, 0]
    assert not comment_of(number).is_waiting


def test_it_finds_no_comment_of_another_site(number: int) -> None:
    other = factories.site("Other", "other.example")
    with pytest.raises(NotFound):
        flag(other, number)


def test_it_finds_no_comment_that_readers_do_not_see(site: Site, alice: Moderator) -> None:
    waiting = factories.comment(site).id
    parent = public(site, alice, "Above.")
    reply = public(site, alice, "Below.", parent_id=parent)
    decided(parent, Verb.REJECT, alice)
    for number in (waiting, parent, reply, 0, 2**31):
        with pytest.raises(NotFound):
            flag(site, number)


def test_a_site_may_take_none(app: Flask) -> None:
    site = factories.site(flags="off")
    number = public(site, factories.moderator(site))
    with pytest.raises(Refused, match="flags_off"):
        flag(site, number)


def test_it_asks_for_consent_where_the_site_does(app: Flask) -> None:
    site = factories.site(consent="on")
    number = public(site, factories.moderator(site), consent=True)
    with pytest.raises(Invalid):
        flag(site, number)
    flag(site, number, consent=True)


def test_a_flood_is_refused(app: Flask) -> None:
    site = factories.site(flood="2/minute")
    alice = factories.moderator(site)
    networks = zip(("One.", "Two.", "Three."), "xyz", strict=True)
    numbers = [
        public(site, alice, text, visitor=factories.visitor(each)) for text, each in networks
    ]
    flag(site, numbers[0])
    flag(site, numbers[1])
    with pytest.raises(TooMany):
        flag(site, numbers[2])


def test_the_blocked_may_not_object(site: Site, alice: Moderator, number: int) -> None:
    sent = factories.comment(site, "Spam.", visitor=factories.visitor("b"))
    write(block_sender, sent.id, by=alice.id, days=30)
    with pytest.raises(Blocked):
        flag(site, number)
