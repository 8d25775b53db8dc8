"""Two cards of one mistake become one, and can be taken apart again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from moderation.errors import Conflict, Invalid, NotFound
from moderation.extensions import db
from moderation.models import (
    Event,
    MergeProposal,
    Moderator,
    Role,
    Sighting,
    Site,
    Status,
    TypoReport,
    Verb,
)
from moderation.operations.decide import decide
from moderation.operations.merging import answer_proposal, merge
from moderation.operations.passing import Recipient, pass_on
from moderation.operations.splitting import split, split_off
from moderation.operations.undo import undo_last
from moderation.operations.withdraw import withdraw
from moderation.queries.counts import waiting
from moderation.queries.queue import Order, Pile, QueueFilter, queue
from moderation.queries.receipts import find_sent
from moderation.queries.sightings import sighted, sightings_of, votes_of
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo, visitor

pytestmark = pytest.mark.usefixtures("app")

ELSEWHERE = {"prefix": "a beginning that ", "suffix": " reader knows", "sentence": ""}


def report(number: int) -> TypoReport:
    """A typo report as it is in the database now."""
    found = stored(number)
    assert isinstance(found, TypoReport)
    return found


def readers(number: int) -> list[int]:
    """The sightings on a card."""
    db.session.rollback()
    return [seen.sighting.id for seen in sightings_of(number)]


def piles(alice: Moderator, q: str = "") -> set[int]:
    """Every card that some pile of the desk shows."""
    db.session.rollback()
    found = set()
    for pile in Pile:
        order = Order.OLDEST if pile is Pile.WAITING else Order.NEWEST
        cards = queue(alice, QueueFilter(pile=pile, order=order, q=q)).cards
        found |= {card.submission.id for card in cards}
    return found


def two(news: Site) -> tuple[int, int, Moderator]:
    """Two cards of a page, the first with two readers, and an editor."""
    first, second = typo(news), typo(news, "knowes", suggestion="knows", **ELSEWHERE)
    typo(news, suggestion="THE", visitor=visitor("b"))
    return first.id, second.id, moderator(news, role=Role.EDITOR)


def test_the_readers_of_both_are_on_one_card() -> None:
    one, other, alice = two(site())
    assert write(merge, other, one, by=alice.id) == one
    assert (report(one).sightings, len(readers(one)), readers(other)) == (3, 3, [])
    assert (report(other).merged_into_id, report(other).status) == (one, Status.PENDING)
    assert [vote.suggestion for vote in votes_of(one)] == ["the", "knows", "THE"]


def test_a_merged_card_is_in_no_pile_and_is_found_by_no_word() -> None:
    one, other, alice = two(site())
    write(decide, one, Verb.APPROVE, by=alice.id, version=None)
    write(decide, other, Verb.APPROVE, by=alice.id, version=None)
    write(merge, other, one, by=alice.id)
    assert piles(alice) == piles(alice, "knowes") == {one}
    counted = waiting(alice)
    assert (counted.typos, counted.to_fix) == (0, 1)


def test_what_waits_goes_into_what_is_confirmed() -> None:
    one, other, alice = two(site())
    write(decide, other, Verb.APPROVE, by=alice.id, version=None)
    assert write(merge, other, one, by=alice.id) == other
    assert (report(one).merged_into_id, report(one).waiting_since) == (other, None)


def test_its_receipts_and_retries_lead_to_the_card_that_is_left() -> None:
    news = site()
    first, second = typo(news), typo(news, "knowes", key="k", **ELSEWHERE)
    write(merge, second.id, first.id, by=moderator(news).id)
    assert find_sent(second.id, second.sighting_id).submission.id == first.id
    assert typo(news, "knowes", key="k", **ELSEWHERE).id == first.id
    assert report(first.id).sightings == 2


def test_whoever_selects_what_a_merged_card_said_is_on_the_other() -> None:
    news = site()
    one, other, alice = two(news)
    write(merge, other, one, by=alice.id)
    again = typo(news, "knowes", suggestion="", visitor=visitor("c"), **ELSEWHERE)
    assert (again.id, again.sightings) == (one, 4)


def test_splitting_brings_a_merged_card_back_as_it_was() -> None:
    news = site()
    one, other, alice = two(news)
    was = report(other).submitted_at
    write(merge, other, one, by=alice.id)
    assert write(split_off, one, other, by=alice.id) == other
    assert (report(one).sightings, report(other).sightings) == (2, 1)
    assert (report(other).waiting_since, report(other).merged_into_id) == (was, None)
    assert piles(alice) == {one, other}
    assert typo(news, "knowes", visitor=visitor("c"), **ELSEWHERE).id == other


def test_some_readers_of_a_card_get_one_of_their_own() -> None:
    one, _other, alice = two(site())
    first, second = readers(one)
    new = write(split, one, [first], by=alice.id)
    assert (readers(one), readers(new)) == ([second], [first])
    assert (report(one).suggestion, report(new).suggestion) == ("THE", "the")
    assert {one, new} <= piles(alice)


def test_what_was_taken_apart_is_not_proposed_again() -> None:
    one, _other, alice = two(site())
    new = write(split, one, readers(one)[:1], by=alice.id)
    [proposal] = db.session.scalars(select(MergeProposal))
    assert (proposal.report_id, proposal.other_id, proposal.accepted) == (one, new, False)


@pytest.mark.parametrize("chosen", [slice(0, 0), slice(0, 2)])
def test_a_split_takes_some_and_leaves_some(chosen: slice) -> None:
    one, _other, alice = two(site())
    with pytest.raises(Invalid):
        write(split, one, readers(one)[chosen], by=alice.id)


def test_a_card_merged_by_way_of_another_comes_back_too() -> None:
    news = site()
    one, other, alice = two(news)
    third = typo(news, "wich", prefix="something ", suffix=" is far away").id
    write(merge, third, other, by=alice.id)
    write(merge, other, one, by=alice.id)
    assert report(third).merged_into_id == one
    assert write(split_off, one, third, by=alice.id) == third
    assert (report(one).sightings, report(third).sightings) == (3, 1)


def test_nothing_is_decided_about_a_merged_card_nor_taken_back() -> None:
    one, other, alice = two(site())
    write(decide, other, Verb.APPROVE, by=alice.id, version=None)
    write(decide, one, Verb.APPROVE, by=alice.id, version=None)
    write(merge, other, one, by=alice.id)
    with pytest.raises(Conflict):
        write(decide, other, Verb.REJECT, by=alice.id, version=report(other).version)
    assert [each.id for each in write(undo_last, by=alice.id).restored] == [one]
    with pytest.raises(NotFound):
        write(undo_last, by=alice.id)


def test_cards_of_two_pages_stay_two() -> None:
    news = site()
    there = typo(news, url="https://news.example/another").id
    with pytest.raises(Invalid):
        write(merge, there, typo(news).id, by=moderator(news).id)


def test_what_was_decided_against_is_merged_with_nothing() -> None:
    one, other, alice = two(site())
    write(decide, other, Verb.REJECT, by=alice.id, version=None)
    with pytest.raises(Conflict):
        write(merge, other, one, by=alice.id)


def test_bob_does_not_find_it() -> None:
    one, other, _alice = two(site())
    bob = moderator(site("Other", host="other.example"), name="Bob")
    with pytest.raises(NotFound):
        write(merge, other, one, by=bob.id)
    with pytest.raises(NotFound):
        write(split, one, readers(one)[:1], by=bob.id)


def test_a_proposal_is_answered_once() -> None:
    news = site()
    one, other, alice = two(news)
    both = {"site_id": news.id, "report_id": one, "other_id": other}
    db.session.add(MergeProposal(**both, score=70))
    db.session.commit()
    [proposed] = sighted([other])[other].proposals
    assert (proposed.report_id, proposed.readers, proposed.score) == (one, 2, 70)
    assert proposed.id
    assert write(answer_proposal, proposed.id, accepted=True, by=alice.id) == one
    assert write(answer_proposal, proposed.id, accepted=False, by=alice.id) == one
    assert report(one).sightings == 3
    assert sighted([one])[one].proposals == ()


def test_a_proposal_that_is_denied_leaves_both() -> None:
    news = site()
    one, other, alice = two(news)
    both = {"site_id": news.id, "report_id": one, "other_id": other}
    proposal = MergeProposal(**both)
    db.session.add(proposal)
    db.session.commit()
    write(answer_proposal, proposal.id, accepted=False, by=alice.id)
    assert piles(alice) == {one, other}
    assert sighted([one])[one].proposals == ()


def test_what_was_passed_on_stays_passed_on() -> None:
    news = site()
    one, other, alice = two(news)
    boris = moderator(news, role=Role.EDITOR, name="Boris")
    write(pass_on, other, Recipient(person=boris.id), by=alice.id, note="Yours")
    write(merge, other, one, by=alice.id)
    assert (report(one).passed_to, report(other).passed_to) == (boris.id, None)


def test_a_reader_takes_back_what_is_on_another_card_now() -> None:
    news = site()
    first, second = typo(news), typo(news, "knowes", **ELSEWHERE)
    write(merge, second.id, first.id, by=moderator(news).id)
    write(withdraw, second.id, second.sighting_id)
    assert (report(first.id).sightings, report(first.id).status) == (1, Status.PENDING)
    write(withdraw, first.id, first.sighting_id)
    assert (report(first.id).sightings, report(first.id).status) == (0, Status.DELETED)


def test_a_card_does_not_go_on_saying_what_its_first_reader_took_back() -> None:
    news = site()
    first = typo(news, name="Vera", note="Mine")
    typo(news, suggestion="THE", name="Zoe", visitor=visitor("b"))
    write(withdraw, first.id, first.sighting_id)
    now = report(first.id)
    assert (now.suggestion, now.note, now.author_name) == ("THE", "", "Zoe")


def test_the_log_names_both_cards() -> None:
    one, other, alice = two(site())
    write(merge, other, one, by=alice.id)
    write(split_off, one, other, by=alice.id)
    names = ("typo_merged", "typo_split")
    events = db.session.scalars(select(Event).where(Event.name.in_(names))).all()
    assert [(each.name, each.subject) for each in events] == [
        (name, f"submission {one}") for name in names
    ]
    assert [each.after["report"] for each in events] == [other, other]


def test_a_sighting_remembers_where_it_came_from() -> None:
    one, other, alice = two(site())
    write(merge, other, one, by=alice.id)
    moved = select(Sighting.from_id).where(Sighting.from_id.is_not(None))
    assert list(db.session.scalars(moved)) == [other]
