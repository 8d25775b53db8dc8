"""What comes round by the clock: digests, and clearing away what is no longer needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from moderation.models import Moderator, Subscription, Telling
from moderation.operations.brakes import end_brakes
from moderation.operations.notify import send_digest
from moderation.operations.quiet import is_quiet
from moderation.operations.second_readings import sample_decisions
from moderation.operations.tallies import KEPT as TALLIES_KEPT
from moderation.operations.tallies import store_tallies
from moderation.queries.brakes import ended_brakes
from moderation.queries.subscribers import newest_waiting, subscribers, waiting_for
from moderation.queries.tallies import counted, hour_of, tallied_until
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.astray import mend_astray
from moderation.worker.clearing import clear_away, erase_old, forget_idle_authors, forget_senders
from moderation.worker.log_ends import note_ends
from moderation.worker.statistics import look_at_tables

# Who is told of each submission at once gets a digest only of what came while they rested.
LEFT_OVER = timedelta(minutes=5)

COUNTED_AGAIN = timedelta(days=1)


@dataclass
class Clock:
    """Knows when each round was last made; several workers may make the same one."""

    settings: Settings
    due_at: dict[str, datetime] = field(default_factory=dict)

    def make_rounds(self, now: datetime) -> bool:
        """Do what is due by the clock, each thing at most once in its time.

        Of what is done in parts, one part: true when something is left for the next time.
        """
        is_left = False
        for name, (every, do) in ROUNDS.items():
            if now >= self.due_at.get(name, now):
                self.due_at[name] = now + every
                if do(self.settings, now):
                    self.due_at[name], is_left = now, True
        return is_left


def send_digests(settings: Settings, now: datetime) -> None:
    """Have a digest written for everybody whose time has come and for whom something new waits."""
    newest = newest_waiting() if settings.mail_url else None
    if newest is None:
        return
    due = [
        (moderator.id, now - _every(subscription))
        for moderator, subscription in subscribers()
        if _is_due(moderator, subscription, newest, now)
    ]
    for moderator_id, told_before in due:
        write(send_digest, moderator_id, told_before=told_before, now=now)


def tally(_settings: Settings, now: datetime) -> None:
    """Count the last day again, so that what was undone since does not count; at first, months."""
    newest = tallied_until()
    since = hour_of(now - (TALLIES_KEPT if newest is None else COUNTED_AGAIN))
    since = since if newest is None else min(since, newest)
    write(store_tallies, counted(since, now), since=since, now=now)


def end(_settings: Settings, now: datetime) -> None:
    """Note which brakes have come to their end; nothing is locked while there are none."""
    if ended_brakes(now):
        write(end_brakes, now)


def sample(_settings: Settings, now: datetime) -> None:
    """Pick decisions for a second reading; a look further back than a round leaves none out."""
    write(sample_decisions, now, within=COUNTED_AGAIN)


def note(settings: Settings, _now: datetime) -> None:
    """Note beside the database where the logs end."""
    note_ends(settings)


def _every(subscription: Subscription) -> timedelta:
    if subscription.telling is Telling.EACH:
        return LEFT_OVER
    return timedelta(minutes=max(1, subscription.every_minutes))


def _is_due(
    moderator: Moderator, subscription: Subscription, newest: datetime, now: datetime
) -> bool:
    told_at = subscription.told_at
    if told_at is not None and (told_at >= newest or told_at > now - _every(subscription)):
        return False
    if is_quiet(moderator, subscription, now):
        return False
    theirs = waiting_for(moderator).newest
    if theirs is None or (told_at is not None and theirs <= told_at):
        return False
    return subscription.telling is not Telling.EACH or theirs <= now - LEFT_OVER


Round = Callable[[Settings, datetime], bool | None]

ROUNDS: dict[str, tuple[timedelta, Round]] = {
    "digests": (timedelta(seconds=30), send_digests),
    "brakes": (timedelta(seconds=30), end),
    "clear_away": (timedelta(hours=1), clear_away),
    "erase_old": (timedelta(hours=1), erase_old),
    "forget_senders": (timedelta(hours=1), forget_senders),
    "forget_idle_authors": (timedelta(days=1), forget_idle_authors),
    "log_ends": (timedelta(minutes=5), note),
    "tallies": (timedelta(minutes=15), tally),
    "second_readings": (timedelta(minutes=15), sample),
    "statistics": (timedelta(days=1), look_at_tables),
    "astray": (timedelta(minutes=15), mend_astray),
}
