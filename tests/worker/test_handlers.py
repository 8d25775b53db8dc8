"""The worker: nothing lost, nothing twice, whatever breaks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from moderation import outbox
from moderation.extensions import db
from moderation.models import Job
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.handlers import HANDLERS, do_next
from tests.factories import comment, moderator, site
from tests.services.smtp import Mailbox
from tests.worker.conftest import WorkOff
from tests.worker.test_telling import tell


def jobs() -> list[Job]:
    db.session.rollback()
    return list(db.session.scalars(select(Job).order_by(Job.id)))


def test_it_tries_again_when_the_mail_server_refuses(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news))
    comment(news)
    mailbox.refusal = "451 Later"
    work_off()
    assert jobs()[-1].last_error == "The server answers 451 Later"
    mailbox.refusal = ""
    clock.shift(timedelta(minutes=1))
    work_off()
    assert len(mailbox.messages) == 1
    assert all(job.done_at for job in jobs())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_loses_and_doubles_nothing_in_a_day_without_mail(
    mailbox: Mailbox, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news))
    for number in range(5):
        comment(news, f"Remark {number}.")
    mailbox.refusal = "421 Closed"
    for _ in range(24):
        work_off()
        clock.shift(timedelta(hours=1))
    mailbox.refusal = ""
    for _ in range(15):
        work_off()
        clock.shift(timedelta(hours=1))
    letters = [m for m in mailbox.messages if str(m["Subject"]).startswith("Comment")]
    assert len(letters) == 5
    assert len({str(message["Message-ID"]) for message in mailbox.messages}) == len(
        mailbox.messages
    )


def test_two_workers_send_each_letter_once(
    app: Flask, mailbox: Mailbox, settings: Settings
) -> None:
    for number in range(20):
        write(outbox.enqueue, "send_mail", to="a@a.example", subject=f"{number}", text="Hi")

    def work(_worker: int) -> None:
        with app.app_context():
            while do_next(settings):
                pass

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    assert sorted(int(str(message["Subject"])) for message in mailbox.messages) == list(range(20))


def test_it_keeps_what_it_does_not_know(app: Flask, settings: Settings, clock: Traveller) -> None:
    write(outbox.enqueue, "from_the_future", answer=42)
    assert do_next(settings)
    (job,) = jobs()
    assert (job.args, job.last_error) == ({"answer": 42}, "UnknownJobError: from_the_future")


def test_it_keeps_what_it_cannot_read(app: Flask, settings: Settings, clock: Traveller) -> None:
    write(outbox.enqueue, "tell_digest", wrong="argument")
    assert do_next(settings)
    assert "TypeError" in jobs()[0].last_error


def test_it_does_nothing_when_nothing_is_due(app: Flask, settings: Settings) -> None:
    assert not do_next(settings)


def test_it_announces_once_though_the_lease_was_lost(
    mailbox: Mailbox, settings: Settings, work_off: WorkOff, clock: Traveller
) -> None:
    news = site()
    tell(moderator(news))
    comment(news)
    write(outbox.claim, jobs()[0].due_at)  # a worker that died
    work_off()
    assert mailbox.messages == []
    clock.shift(outbox.LEASE + timedelta(seconds=1))
    work_off()
    assert len(mailbox.messages) == 1


def test_everything_that_is_enqueued_has_a_handler() -> None:
    assert {"announce_submission", "announce_confirmed", "send_mail"} <= set(HANDLERS)
