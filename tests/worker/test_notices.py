"""Letters to those who gave notice of illegal content."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from moderation.drafts.verdicts import Verdict
from moderation.models import Moderator, Site, Verb
from moderation.operations.notices import decide_notice
from moderation.operations.undo import undo
from moderation.transactions import write
from tests import factories
from tests.objecting import decided, notice, public
from tests.services.smtp import Mailbox
from tests.worker.conftest import WorkOff


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site)


def letters(mailbox: Mailbox) -> list[str]:
    """What came for Nora."""
    ours = [each for each in mailbox.messages if each["To"] == "nora@reader.example"]
    return [each.get_content() for each in ours]


def test_it_is_confirmed_and_the_decision_told(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    number = public(site, alice)
    notice(site, number, email="nora@reader.example")
    work_off()
    decided(number, Verb.REJECT, alice, "Insults")
    clock.shift(timedelta(seconds=11))
    work_off()
    confirmed, told = letters(mailbox)
    assert "you will be told" in confirmed
    assert "The comment was taken down." in told
    assert "violence" not in confirmed + told


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_undo_takes_the_letter_back(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    number = public(site, alice)
    notice(site, number, email="nora@reader.example")
    write(undo, decided(number, Verb.REJECT, alice).batch, by=alice.id)
    clock.shift(timedelta(seconds=11))
    work_off()
    assert len(letters(mailbox)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_is_flooded_by_what_others_type(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff
) -> None:
    number = public(site, alice)
    for spelt in ("nora", "Nora", "no.ra", "nora+1", "NORA+2"):
        notice(site, number, name=f"{spelt} Smith", email=f"{spelt}@reader.example")
    work_off()
    told = [each["To"] for each in mailbox.messages]
    assert [to for to in told if "reader.example" in to] == [
        "nora@reader.example", "Nora@reader.example", "no.ra@reader.example",
    ]  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_late_confirmation_does_not_tell_what_may_yet_be_taken_back(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    number = public(site, alice)
    notice(site, number, email="nora@reader.example")
    refusal = decided(number, Verb.REJECT, alice)
    work_off()
    [told] = letters(mailbox)
    assert "you will be told" in told
    write(undo, refusal.batch, by=alice.id)
    clock.shift(timedelta(seconds=11))
    work_off()
    assert letters(mailbox) == [told]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("upheld", [True, False])
def test_the_letter_holds_the_reasons(
    site: Site,
    alice: Moderator,
    mailbox: Mailbox,
    work_off: WorkOff,
    clock: Traveller,
    upheld: bool,
) -> None:
    number = public(site, alice)
    about = notice(site, number, email="nora@reader.example")
    verdict = Verdict(False, "law", "§ 111 StGB", "It calls on nobody to do anything.")
    version = factories.stored(number).version
    write(decide_notice, about, verdict, by=alice.id, version=version)
    clock.shift(timedelta(seconds=11))
    work_off()
    assert verdict.provision in letters(mailbox)[-1]
    assert verdict.statement in letters(mailbox)[-1]
