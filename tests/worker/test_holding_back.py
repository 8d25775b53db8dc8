"""For ten seconds nothing leaves: what is taken back until then is never told to anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from moderation.extensions import db
from moderation.models import Moderator, Role, Site, Subscription, Telling, Verb
from moderation.operations.decide import decide_many
from moderation.operations.passing import Recipient, pass_on
from moderation.operations.undo import undo, undo_last
from moderation.queries.receipts import find_sent
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
    """Who decides; nobody writes to her."""
    alice = factories.moderator(site)
    db.session.add(Subscription(moderator_id=alice.id, telling=Telling.NONE))
    db.session.commit()
    return alice


@pytest.fixture
def ed(site: Site) -> Moderator:
    """An editor who mends mistakes and wants to hear of each."""
    return factories.moderator(site, role=Role.EDITOR, name="Ed")


def listen(person: Moderator) -> None:
    db.session.add(Subscription(moderator_id=person.id, telling=Telling.EACH))
    db.session.commit()


def after(clock: Traveller, seconds: float, work_off: WorkOff) -> None:
    clock.shift(timedelta(seconds=seconds))
    work_off()


def subjects(mailbox: Mailbox) -> list[str]:
    return [str(each["Subject"]) for each in mailbox.messages]


def test_nothing_leaves_for_ten_seconds(
    site: Site,
    alice: Moderator,
    ed: Moderator,
    mailbox: Mailbox,
    work_off: WorkOff,
    clock: Traveller,
) -> None:
    listen(ed)
    report, noticed = factories.typo(site).id, public(site, alice)
    notice(site, noticed, email="nora@reader.example")
    work_off()
    mailbox.messages.clear()
    decided(report, Verb.APPROVE, alice)
    decided(noticed, Verb.REJECT, alice)
    after(clock, 9.9, work_off)
    assert subjects(mailbox) == []
    after(clock, 0.2, work_off)
    assert sorted(subjects(mailbox)) == ["To fix: An article", "Your notice 1: the decision"]


def test_what_is_taken_back_in_time_never_leaves(
    site: Site,
    alice: Moderator,
    ed: Moderator,
    mailbox: Mailbox,
    work_off: WorkOff,
    clock: Traveller,
) -> None:
    """A batch, by z; the worker has been at it all the time."""
    listen(ed)
    items = [(factories.typo(site, word).id, None) for word in ("teh", "adn", "fo")]
    noticed = public(site, alice)
    notice(site, noticed, email="nora@reader.example")
    work_off()
    mailbox.messages.clear()
    write(decide_many, [*items, (noticed, 2)], Verb.APPROVE, by=alice.id)
    after(clock, 9, work_off)
    write(undo_last, by=alice.id)
    for _ in range(3):
        after(clock, 60, work_off)
    assert not [each for each in subjects(mailbox) if "fix" in each or "decision" in each]


def test_what_has_left_stays_told_and_the_receipt_shows_the_truth(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    noticed = public(site, alice)
    notice(site, noticed, email="nora@reader.example")
    refusal = decided(noticed, Verb.REJECT, alice, "Insults")
    after(clock, 11, work_off)
    assert find_sent(noticed, None).stage == "removed"
    write(undo, refusal.batch, by=alice.id)
    after(clock, 11, work_off)
    told = find_sent(noticed, None)
    assert (told.stage, told.reason, told.notice, told.is_noticed) == ("public", "", None, True)
    assert subjects(mailbox).count("Your notice 1: the decision") == 1
    decided(noticed, Verb.APPROVE, alice)
    after(clock, 11, work_off)
    assert "The comment stays." in mailbox.messages[-1].get_content()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_waits_for_the_mail_server_does_not_leave_after_an_undo(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    """It was due, but the mail server would not take it in time."""
    noticed = public(site, alice)
    notice(site, noticed, email="nora@reader.example")
    work_off()
    mailbox.refusal = "451 Come back later"
    refusal = decided(noticed, Verb.REJECT, alice)
    after(clock, 11, work_off)
    write(undo, refusal.batch, by=alice.id)
    mailbox.refusal = ""
    after(clock, 60, work_off)
    assert subjects(mailbox) == ["Your notice 1 has arrived"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_card_that_comes_back_in_time_is_not_announced(
    site: Site, alice: Moderator, mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    boris, sent = factories.moderator(site, name="Boris"), factories.comment(site).id
    listen(boris)
    work_off()
    mailbox.messages.clear()
    write(pass_on, sent, Recipient(boris.id), by=alice.id, note="Yours?")
    after(clock, 9, work_off)
    assert subjects(mailbox) == []
    decided(sent, Verb.APPROVE, alice)
    after(clock, 11, work_off)
    assert subjects(mailbox) == []
