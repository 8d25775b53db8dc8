"""Quiet hours: when a moderator is not to be disturbed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from moderation.models import Moderator, Subscription


def is_quiet(moderator: Moderator, subscription: Subscription, now: datetime) -> bool:
    """Whether it is one of the moderator's quiet hours, by the clock on their wall."""
    start, end = _read(subscription.quiet_from), _read(subscription.quiet_until)
    if start is None or end is None or start == end:
        return False
    here = now.astimezone(zone_of(moderator)).time()
    return start <= here < end if start < end else here >= start or here < end


def next_loud_moment(moderator: Moderator, subscription: Subscription, now: datetime) -> datetime:
    """Now, or when the quiet hours that it is in are over."""
    end = _read(subscription.quiet_until)
    if end is None or not is_quiet(moderator, subscription, now):
        return now
    here = now.astimezone(zone_of(moderator))
    day = here.date() if here.time() < end else here.date() + timedelta(days=1)
    return datetime.combine(day, end, tzinfo=here.tzinfo).astimezone(UTC)


def zone_of(moderator: Moderator) -> tzinfo:
    """The moderator's time zone; UTC when none is known."""
    try:
        return ZoneInfo(moderator.time_zone)
    except (KeyError, ValueError, OSError):  # an old name, an odd one, or none
        return UTC


def _read(clock: str) -> time | None:
    return time.fromisoformat(clock) if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", clock) else None
