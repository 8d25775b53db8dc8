"""The outbox: nothing lost, nothing done twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Job
from moderation.outbox import LEASE, TRIES, Claimed
from moderation.transactions import write


def claim() -> Claimed | None:
    return write(outbox.claim, utcnow())


def job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


@pytest.fixture
def claimed(app: Flask, clock: Traveller) -> Claimed:
    write(outbox.enqueue, "greet", text="hello", to="a@a.example")
    claimed = claim()
    assert claimed is not None
    return claimed


def test_it_hands_out_what_was_enqueued(claimed: Claimed) -> None:
    assert (claimed.name, claimed.args["text"], claimed.attempt) == ("greet", "hello", 1)


def test_it_hands_out_a_job_once(claimed: Claimed) -> None:
    assert claim() is None


def test_it_hands_out_nothing_before_its_time(app: Flask, clock: Traveller) -> None:
    write(outbox.enqueue, "greet", due_at=utcnow() + timedelta(seconds=10))
    assert claim() is None
    clock.shift(10)
    assert claim() is not None


def test_it_forgets_what_rolled_back(app: Flask) -> None:
    def enqueue_and_fail() -> None:
        outbox.enqueue("greet")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        write(enqueue_and_fail)
    assert claim() is None


def test_it_hands_a_job_on_when_its_lease_ends(claimed: Claimed, clock: Traveller) -> None:
    clock.shift(LEASE + timedelta(seconds=1))
    second = claim()
    assert second is not None
    assert second.attempt == 2
    assert not write(outbox.finish, claimed, utcnow())
    assert write(outbox.finish, second, utcnow())


def test_it_keeps_no_text_of_what_is_done(claimed: Claimed) -> None:
    write(outbox.finish, claimed, utcnow())
    assert job().args == {"to": "a@a.example"}
    assert claim() is None


def test_it_waits_before_it_tries_again(claimed: Claimed, clock: Traveller) -> None:
    write(outbox.fail, claimed, "no answer\0", utcnow())
    assert claim() is None
    assert job().last_error == "no answer"
    clock.shift(60)
    assert claim() is not None


def test_it_gives_up_after_days_and_keeps_the_row(app: Flask, clock: Traveller) -> None:
    began = utcnow()
    write(outbox.enqueue, "greet")
    for _ in range(TRIES):
        claimed = claim()
        assert claimed is not None
        write(outbox.fail, claimed, "no answer", utcnow())
        clock.shift(timedelta(hours=15))
    assert claim() is None
    assert job().failed_at is not None
    assert sum((outbox.wait_after(n) for n in range(1, TRIES)), timedelta()) > timedelta(days=1)
    assert began == job().created_at


def test_it_waits_longer_each_time_but_never_beyond_a_bound() -> None:
    waits = [outbox.wait_after(attempt) for attempt in range(1, TRIES + 1)]
    assert waits[:8] == sorted(waits[:8])
    assert max(waits) <= outbox.LONGEST_WAIT * 1.2


def test_it_tries_again_when_asked(claimed: Claimed, clock: Traveller) -> None:
    write(outbox.fail, claimed, "no answer", utcnow())
    assert write(outbox.try_again, claimed.id, utcnow())
    again = claim()
    assert again is not None
    assert again.attempt == 1


def test_it_does_not_try_what_is_done(claimed: Claimed) -> None:
    write(outbox.finish, claimed, utcnow())
    assert not write(outbox.try_again, claimed.id, utcnow())


def test_it_gives_up_on_what_ends_every_worker(app: Flask, clock: Traveller) -> None:
    write(outbox.enqueue, "crash")
    for _ in range(TRIES):
        assert claim() is not None
        clock.shift(LEASE + timedelta(seconds=1))
    assert claim() is None
    assert write(outbox.give_up, utcnow()) == 1
    assert job().failed_at is not None


def test_it_takes_back_a_batch_that_nobody_began(app: Flask) -> None:
    write(outbox.enqueue, "greet", batch="b1")
    write(outbox.enqueue, "greet", batch="b1")
    write(outbox.enqueue, "greet", batch="b2")
    assert write(outbox.take_back, "b1") == 2
    assert job().batch == "b2"


def test_it_does_not_take_back_what_is_under_way(app: Flask) -> None:
    write(outbox.enqueue, "greet", batch="b1")
    claim()
    assert write(outbox.take_back, "b1") == 0


def test_it_gives_each_job_to_one_of_many_workers(app: Flask) -> None:
    for number in range(20):
        write(outbox.enqueue, "greet", number=number)

    def take_all(_worker: int) -> list[int]:
        with app.app_context():
            return [job.id for job in iter(claim, None)]

    with ThreadPoolExecutor(4) as workers:
        taken = [job_id for ids in workers.map(take_all, range(4)) for job_id in ids]
    assert len(taken) == len(set(taken)) == 20
