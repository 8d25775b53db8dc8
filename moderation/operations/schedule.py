"""When a page is looked at for a mistake: often at first, then daily, and not for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

WATCHED = timedelta(days=14)
LOOKS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    *(timedelta(days=day) for day in range(1, WATCHED.days + 1)),
)


def next_look(since: datetime, now: datetime) -> datetime | None:
    """The next look at what has been so since then; none once it has been watched long enough.

    Looks that were missed are left out, so that nothing is made up for in one go.
    """
    return next((since + after for after in LOOKS if since + after > now), None)
