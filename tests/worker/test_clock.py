"""What comes round by the clock."""

from datetime import timedelta

from sqlalchemy import func, select
from time_machine import Traveller

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import IdempotencyKey, Job, SignIn
from moderation.operations.sign_ins import Beginning, begin_sign_in
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.clock import Clock
from moderation.worker.handlers import do_next
from tests.factories import comment, moderator, site
from tests.worker.conftest import WorkOff


def count(table: type[Job] | type[IdempotencyKey] | type[SignIn]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_it_forgets_a_key_after_a_week(work_off: WorkOff, clock: Traveller) -> None:
    comment(site(), key="k-1")
    clock.shift(timedelta(days=6, hours=23))
    work_off()
    assert count(IdempotencyKey) == 1
    clock.shift(timedelta(hours=2))
    work_off()
    assert count(IdempotencyKey) == 0


def test_it_removes_what_is_long_done(work_off: WorkOff, clock: Traveller) -> None:
    comment(site())
    work_off()
    assert count(Job) == 1
    clock.shift(timedelta(days=8))
    work_off()
    assert count(Job) == 0


def test_it_keeps_what_failed_for_a_season(
    work_off: WorkOff, settings: Settings, clock: Traveller
) -> None:
    write(outbox.enqueue, "from_the_future")
    for _ in range(outbox.TRIES):
        do_next(settings)
        clock.shift(timedelta(hours=15))
    clock.shift(timedelta(days=80))
    work_off()
    assert count(Job) == 1
    clock.shift(timedelta(days=10))
    work_off()
    assert count(Job) == 0


def test_it_removes_more_than_one_handful(work_off: WorkOff, clock: Traveller) -> None:
    def fill() -> None:
        db.session.add_all(Job(name="old", done_at=utcnow()) for _ in range(1100))

    write(fill)
    clock.shift(timedelta(days=8))
    work_off()
    assert count(Job) == 0


def test_it_makes_a_round_once_in_its_time(
    app: object, settings: Settings, clock: Traveller
) -> None:
    rounds = Clock(settings)
    rounds.make_rounds(utcnow())
    due_at = dict(rounds.due_at)
    clock.shift(1)
    rounds.make_rounds(utcnow())
    assert rounds.due_at == due_at


def test_it_forgets_sign_ins_of_a_season_ago(work_off: WorkOff, clock: Traveller) -> None:
    write(begin_sign_in, Beginning(moderator().id, "a hash"))
    clock.shift(timedelta(days=89))
    work_off()
    assert count(SignIn) == 1
    clock.shift(timedelta(days=2))
    work_off()
    assert count(SignIn) == 0
