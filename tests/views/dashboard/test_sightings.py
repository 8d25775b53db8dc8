"""Editors see every reader of a mistake, merge cards and take them apart."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import MergeProposal, Role, Site
from moderation.queries.sightings import sightings_of
from tests.factories import moderator, site, stored, typo, visitor
from tests.services.databases import ON_BOTH
from tests.signing_in import Desk, signed_in

ELSEWHERE = {"prefix": "a beginning that ", "suffix": " reader knows", "sentence": ""}


@pytest.fixture
def news(app: Flask) -> Site:
    return site()


@pytest.fixture
def alice(app: Flask, news: Site) -> Desk:
    return signed_in(app, moderator(news, role=Role.EDITOR))


def card(number: int) -> str:
    return f"/dashboard/submissions/{number}"


def test_a_card_tells_what_its_readers_propose_and_note(news: Site, alice: Desk) -> None:
    one = typo(news, note="First note").id
    typo(news, suggestion="THE", note="<b>Second</b>", visitor=visitor("b"))
    shown = alice.get(card(one)).text
    assert all(word in shown for word in ("First note", "&lt;b&gt;Second&lt;/b&gt;", "THE"))
    assert f"{card(one)}/sightings" in shown


def test_each_reader_is_listed(news: Site, alice: Desk) -> None:
    one = typo(news, suggestion="<i>the</i>").id
    typo(news, exact="so teh end", prefix="and ", suffix=" came", visitor=visitor("b"))
    shown = alice.get(f"{card(one)}/sightings").text
    assert shown.count('name="sighting"') == 2
    assert "so teh end" in shown
    assert "&lt;i&gt;the&lt;/i&gt;" in shown


@ON_BOTH
def test_two_cards_are_merged_and_the_merged_one_leads_to_the_other(
    news: Site, alice: Desk
) -> None:
    one, other = typo(news).id, typo(news, "knowes", **ELSEWHERE).id
    assert "knowes" in alice.get(f"{card(one)}/merges/new").text
    done = alice.post(f"{card(other)}/merges", {"into": one})
    assert (done.status_code, done.location) == (303, card(one))
    assert alice.get(card(other)).location == card(one)


@pytest.mark.parametrize("into", ["", "none", "999"])
def test_a_merge_with_nothing_is_told(news: Site, alice: Desk, into: str) -> None:
    one = typo(news).id
    assert alice.post(f"{card(one)}/merges", {"into": into}).status_code in (404, 422)


@ON_BOTH
def test_those_ticked_get_a_card_of_their_own(news: Site, alice: Desk) -> None:
    one = typo(news).id
    typo(news, visitor=visitor("b"))
    first = sightings_of(one)[0].sighting.id
    done = alice.post(f"{card(one)}/splits", {"sighting": first})
    assert done.status_code == 303
    assert done.location != card(one)


def test_a_split_of_nothing_is_told(news: Site, alice: Desk) -> None:
    one = typo(news).id
    assert "This is needed." in alice.post(f"{card(one)}/splits").text
    everyone = [seen.sighting.id for seen in sightings_of(one)]
    done = alice.post(f"{card(one)}/splits", {"sighting": everyone[0]})
    assert done.status_code == 422
    assert "Leave at least one reader on the card." in done.text


@ON_BOTH
@pytest.mark.parametrize(("same", "is_merged"), [("1", True), ("0", False)])
def test_a_proposal_is_answered_on_the_card(
    news: Site, alice: Desk, same: str, is_merged: bool
) -> None:
    one, other = typo(news).id, typo(news, "knowes", **ELSEWHERE).id
    db.session.add(MergeProposal(site_id=news.id, report_id=one, other_id=other))
    db.session.commit()
    assert "Perhaps the same mistake" in alice.get(card(other)).text
    number = db.session.scalars(select(MergeProposal.id)).one()
    alice.post(f"/dashboard/merge-proposals/{number}/answers", {"same": same, "card": other})
    assert stored(other).is_merged is is_merged
    assert "Perhaps the same mistake" not in alice.get(card(one)).text


def test_bob_does_not_find_it(app: Flask, news: Site) -> None:
    one = typo(news).id
    bob = signed_in(app, moderator(site("Other", host="other.example"), name="Bob"))
    for address in (f"{card(one)}/sightings", f"{card(one)}/merges/new"):
        assert bob.get(address).status_code == 404
    for address in (f"{card(one)}/splits", f"{card(one)}/merges"):
        assert bob.post(address, {"sighting": 1, "into": 1}).status_code == 404
