"""What became of a reader's report, step by step."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.extensions import db
from moderation.models import Moderator, Role, Sighting, Site, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.queries.stories import Story, Thanks, story_of
from moderation.transactions import write
from tests import factories


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site, role=Role.ADMIN)


def story(sent: object) -> Story:
    report = factories.stored(sent.id)  # type: ignore[attr-defined]
    assert isinstance(report, TypoReport)
    return story_of(report, db.session.get(Sighting, sent.sighting_id))  # type: ignore[attr-defined]


def names(told: Story) -> list[tuple[str, bool]]:
    return [(step.name, step.at is not None) for step in told.steps]


def test_it_begins_with_what_is_to_come(site: Site) -> None:
    told = story(factories.typo(site))
    assert names(told) == [("reported", True), ("confirmed", False), ("fixed", False)]


def test_a_refusal_ends_it(site: Site, alice: Moderator) -> None:
    sent = factories.typo(site)
    write(decide, sent.id, Verb.REJECT, by=alice.id, version=None, reason="House style")
    assert names(story(sent)) == [("reported", True), ("not_a_mistake", True)]


def test_a_reader_is_thanked_for_all_that_was_confirmed(site: Site, alice: Moderator) -> None:
    sent = [factories.typo(site, word, author_key="v" * 20) for word in ("teh", "recieve", "adn")]
    for each in sent[:2]:
        write(decide, each.id, Verb.APPROVE, by=alice.id, version=None)
    factories.typo(site, "wich", author_key="b" * 20)
    assert story(sent[2]).thanks == Thanks(confirmed=2, fixed=0)
