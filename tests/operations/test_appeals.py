"""Authors ask once that a decision be looked at again."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.errors import NotFound, Refused
from moderation.models import Appeal, Moderator, Site, Status, Verb, WaitingFor
from moderation.operations.appeals import appeal
from moderation.operations.undo import undo
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, public


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site)


@pytest.fixture
def number(site: Site, alice: Moderator) -> int:
    """A comment that was refused."""
    sent = factories.comment(site)
    decided(sent.id, Verb.REJECT, alice, "Insults")
    return sent.id


@pytest.mark.parametrize("verb", [Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE])
def test_it_waits_again_and_stays_unseen(site: Site, alice: Moderator, verb: Verb) -> None:
    number = public(site, alice)
    status = decided(number, verb, alice).status
    write(appeal, number, "I meant it kindly.")
    one = comment_of(number)
    assert (one.status.value, one.waiting_for, one.priority) == (status, WaitingFor.APPEAL, 0)


def test_there_is_only_one(alice: Moderator, number: int) -> None:
    write(appeal, number, "Please.")
    with pytest.raises(Refused, match="appealed_before"):
        write(appeal, number, "Please!")
    decided(number, Verb.REJECT, alice)
    with pytest.raises(Refused, match="appealed_before"):
        write(appeal, number, "Once more.")
    assert [one.text for one in all_of(Appeal)] == ["Please."]


@pytest.mark.parametrize(
    ("verb", "granted", "status"),
    [(Verb.APPROVE, True, Status.APPROVED), (Verb.REJECT, False, Status.REJECTED)],
)
def test_a_decision_answers_it_and_undo_opens_it(
    alice: Moderator, number: int, verb: Verb, granted: bool, status: Status
) -> None:
    write(appeal, number, "Please.")
    done = decided(number, verb, alice)
    assert (comment_of(number).status, all_of(Appeal)[0].granted) == (status, granted)
    write(undo, done.batch, by=alice.id)
    assert (comment_of(number).status, all_of(Appeal)[0].granted) == (Status.REJECTED, None)
    assert comment_of(number).waiting_for is WaitingFor.APPEAL


def test_there_must_be_a_decision_against_it(site: Site, alice: Moderator) -> None:
    waiting, approved = factories.comment(site, "Waits.").id, public(site, alice)
    withdrawn, typo = factories.comment(site, "Gone.").id, factories.typo(site).id
    write(withdraw, withdrawn, None)
    for one in (waiting, approved, withdrawn):
        with pytest.raises(Refused, match="nothing_to_appeal"):
            write(appeal, one, "Please.")
    with pytest.raises(NotFound):
        write(appeal, typo, "Please.")


def test_a_site_may_take_none(app: Flask) -> None:
    site = factories.site(appeals="off")
    number = factories.comment(site).id
    decided(number, Verb.REJECT, factories.moderator(site))
    with pytest.raises(Refused, match="appeals_off"):
        write(appeal, number, "Please.")
