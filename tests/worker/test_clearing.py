"""Clearing away by the clock, part after part."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller

from moderation.extensions import db
from moderation.models import Check, Comment, Fix, Moderator, Sighting, Site, Submission, Verb
from moderation.operations.blocks import block_sender
from moderation.operations.fixes import set_fix
from moderation.transactions import write
from tests import factories
from tests.factories import stored
from tests.objecting import all_of, comment_of, decided, public
from tests.worker.conftest import WorkOff

YEAR = timedelta(days=366)


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def olga(site: Site) -> Moderator:
    return factories.moderator(is_owner=True, name="Olga")


def test_networks_are_forgotten_after_a_season(
    site: Site, work_off: WorkOff, clock: Traveller
) -> None:
    comment = factories.comment(site).id
    factories.typo(site)
    clock.shift(timedelta(days=89))
    work_off()
    assert stored(comment).visitor_hash
    clock.shift(timedelta(days=2))
    later = factories.comment(site, "Another.").id
    work_off()
    hashes = {each.id: each.visitor_hash for each in all_of(Submission)}
    assert {bool(value) for each, value in hashes.items() if each != later} == {False}
    assert hashes[later]
    assert {each.visitor_hash for each in all_of(Sighting)} == {""}


def test_more_than_one_part_is_done_one_after_another(
    site: Site, olga: Moderator, work_off: WorkOff, clock: Traveller
) -> None:
    for number in range(60):
        insult = factories.comment(site, f"Insult {number}.").id
        decided(insult, Verb.REJECT, olga)
    clock.shift(YEAR)
    work_off()
    left = select(func.count()).select_from(Comment).where(Comment.source != "")
    assert db.session.scalar(left) == 0


def test_idle_authors_are_forgotten_and_the_others_are_not(
    site: Site, olga: Moderator, work_off: WorkOff, clock: Traveller
) -> None:
    gone = public(site, olga, "Calm.", author_key="gone", email="gone@mail.example")
    blocked = public(site, olga, "Loud.", author_key="blocked")
    write(block_sender, blocked, by=olga.id, days=None)
    stays = public(site, olga, "Still here.", author_key="stays")
    clock.shift(2 * YEAR)
    factories.comment(site, "Here again.", author_key="stays")
    work_off()
    author = comment_of(gone).author
    assert (author.name, author.email, author.key_hash) == ("", "", None)
    assert comment_of(gone).author_name == "Vera"
    assert comment_of(stays).author.key_hash
    assert comment_of(blocked).author.key_hash


def test_looks_at_pages_are_forgotten_after_a_season(
    site: Site, olga: Moderator, work_off: WorkOff, clock: Traveller
) -> None:
    number = factories.typo(site).id
    decided(number, Verb.APPROVE, olga)
    write(set_fix, number, Fix.FIXED, by=olga.id)
    clock.shift(timedelta(days=91))
    work_off()
    assert all_of(Check) == []
