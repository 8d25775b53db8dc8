"""Who is told what, when, and in which language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller

from moderation.extensions import db
from moderation.models import (
    FixedBy,
    Job,
    Moderator,
    Role,
    Subscription,
    Telling,
    Verb,
    Verdict,
)
from moderation.operations.checks import note_look
from moderation.operations.decide import decide
from moderation.operations.looks import Look
from moderation.operations.notify import LETTERS
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.handlers import do_next
from tests.factories import comment, moderator, site, stored, typo
from tests.services.smtp import Mailbox
from tests.worker.conftest import WorkOff


def tell(person: Moderator, telling: Telling = Telling.EACH, **more: object) -> Moderator:
    """Have somebody told so from now on."""
    db.session.add(Subscription(moderator_id=person.id, telling=telling, **more))
    db.session.commit()
    return person


def set_(person: Moderator, **facts: str) -> None:
    for name, value in facts.items():
        setattr(person, name, value)
    db.session.commit()


def recipients(mailbox: Mailbox) -> list[str]:
    return [str(message["To"]) for message in mailbox.messages]


def text_of(mailbox: Mailbox) -> str:
    return str(mailbox.messages[-1].get_content())


def test_it_writes_to_who_wants_each_told(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    alice = tell(moderator(news))
    sent = comment(news, "A calm remark.")
    work_off()
    assert recipients(mailbox) == [alice.email]
    assert mailbox.messages[0]["Subject"] == "Comment: An article"
    assert f"/dashboard/submissions/{sent.id}" in text_of(mailbox)
    assert "> A calm remark." in text_of(mailbox)


def test_it_writes_to_nobody_twice(mailbox: Mailbox, work_off: WorkOff, clock: Traveller) -> None:
    news = site()
    tell(moderator(news))
    comment(news)
    for _ in range(4):
        work_off()
        clock.shift(timedelta(hours=2))
    assert len(mailbox.messages) == 1


def test_bob_hears_nothing_of_another_site(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    tell(moderator(site("Other", "other.example"), name="Bob"))
    comment(site())
    work_off()
    assert mailbox.messages == []


def test_an_editor_hears_of_typo_reports_only(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    editor = tell(moderator(news, role=Role.EDITOR))
    comment(news)
    typo(news)
    work_off()
    assert recipients(mailbox) == [editor.email]
    assert mailbox.messages[0]["Subject"] == "Spelling report: An article"
    assert "> teh → the" in text_of(mailbox)


def test_it_does_not_write_to_who_has_left(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    set_(tell(moderator(news)), active=False)  # type: ignore[arg-type]
    comment(news)
    work_off()
    assert mailbox.messages == []


def test_it_says_nothing_of_what_was_decided_meanwhile(
    mailbox: Mailbox, work_off: WorkOff, settings: Settings, clock: Traveller
) -> None:
    news = site()
    alice = tell(moderator(news))
    sent = comment(news)
    do_next(settings)
    write(decide, sent.id, Verb.APPROVE, by=alice.id, version=None)
    work_off()
    assert mailbox.messages == []


def test_it_is_silent_in_quiet_hours_and_tells_of_them_afterwards(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    alice = tell(moderator(news), quiet_from="18:00", quiet_until="19:30")
    set_(alice, time_zone="Asia/Shanghai")  # it is five in the afternoon there
    clock.shift(timedelta(hours=2))
    comment(news)
    work_off()
    assert mailbox.messages == []
    clock.shift(timedelta(minutes=31))
    work_off()
    assert mailbox.messages[0]["Subject"] == "1 waiting, oldest 31 minutes"


def test_it_sends_a_digest_when_something_new_waits(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    alice = tell(moderator(news), Telling.DIGEST, every_minutes=60)
    for words in ("one", "two", "three"):
        comment(news, words)
    clock.shift(timedelta(minutes=40))
    work_off()
    assert recipients(mailbox) == [alice.email]
    assert mailbox.messages[0]["Subject"] == "3 waiting, oldest 40 minutes"
    assert "Comments: 3" in text_of(mailbox)


def test_it_sends_no_second_digest_until_something_new_comes(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news), Telling.DIGEST, every_minutes=60)
    comment(news)
    work_off()
    clock.shift(timedelta(hours=3))
    work_off()
    assert len(mailbox.messages) == 1
    comment(news, "Another one.")
    clock.shift(31)
    work_off()
    assert len(mailbox.messages) == 2


def test_it_sends_digests_no_oftener_than_asked(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news), Telling.DIGEST, every_minutes=60)
    for minutes in range(0, 120, 10):
        comment(news, f"Remark {minutes}.")
        work_off()
        clock.shift(timedelta(minutes=10))
    assert len(mailbox.messages) == 2


def test_it_writes_an_hourly_digest_to_who_has_said_nothing(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    moderator(news)
    comment(news)
    work_off()
    assert mailbox.messages[0]["Subject"] == "1 waiting, oldest 0 minutes"


def test_it_writes_nothing_to_who_wants_nothing(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news), Telling.NONE)
    comment(news)
    work_off()
    assert mailbox.messages == []


def test_a_flood_is_not_a_flood_of_mail(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news))
    for number in range(LETTERS + 5):
        comment(news, f"Remark {number}.")
    work_off()
    assert len(mailbox.messages) == LETTERS


def test_it_tells_an_editor_of_a_confirmed_mistake(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    alice, editor = tell(moderator(news)), moderator(news, role=Role.EDITOR, name="Ed")
    sent = typo(news)
    write(decide, sent.id, Verb.APPROVE, by=alice.id, version=None)
    tell(editor)
    clock.shift(11)
    work_off()
    assert recipients(mailbox) == [editor.email]
    assert mailbox.messages[0]["Subject"] == "To fix: An article"


def test_it_tells_who_mends_that_a_mistake_is_back(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    by, editor = moderator(news).id, tell(moderator(news, role=Role.EDITOR, name="Ed"))
    sent = typo(news)
    write(decide, sent.id, Verb.APPROVE, by=by, version=None)
    for verdict in (Verdict.FIXED, Verdict.STILL_THERE):
        write(note_look, sent.id, Look(verdict), by=FixedBy.CHECK)
    work_off()
    assert recipients(mailbox)[-1] == editor.email
    assert mailbox.messages[-1]["Subject"] == "On the page again: An article"


@pytest.mark.parametrize(("language", "word"), [("ru", "Комментари"), ("zh", "评论")])
def test_it_writes_in_the_moderators_language(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller, language: str, word: str
) -> None:
    news = site()
    set_(tell(moderator(news)), language=language)
    comment(news)
    work_off()
    assert word in str(mailbox.messages[0]["Subject"])


def test_it_makes_no_link_of_what_a_reader_wrote(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news))
    comment(
        news, "See https://evil.example or www.evil.example <b>now</b>\n\u202efdp", name="E\u202e"
    )
    work_off()
    text = text_of(mailbox)
    assert "https: //evil.example" in text
    assert "www. evil.example" in text
    assert "\u202e" not in text
    assert "[RLO]" in text


def test_it_writes_to_nobody_without_mail(app: Flask, without_mail: Settings) -> None:
    news = site()
    tell(moderator(news))
    sent = comment(news)
    while do_next(without_mail):
        pass
    assert (
        db.session.scalar(select(func.count()).select_from(Job).where(Job.done_at.is_(None))) == 0
    )
    assert stored(sent.id).is_waiting
