"""Days and moments as a form sends them, in the moderator's time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import get_timezone

from moderation.database import utcnow
from moderation.drafts.fields import Reader


def zone() -> ZoneInfo:
    """The moderator's time zone; Babel's own kind of zones knows no offset without a date."""
    return ZoneInfo(str(get_timezone()))


def beginning(reader: Reader, name: str) -> datetime | None:
    """When the day in a field (``2026-11-21``) begins, or nothing when the field is empty."""
    text = reader.token(name, 10)
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), tzinfo=zone())
    except (ValueError, OverflowError):
        reader.refuse(name, "not_a_choice")
        return None


def end(reader: Reader, name: str) -> datetime | None:
    """When the day in a field is over."""
    begins = beginning(reader, name)
    if begins is None or begins.date() == date.max:
        return None
    return datetime.combine(begins.date() + timedelta(days=1), time(), tzinfo=zone())


def moment(reader: Reader, name: str) -> datetime | None:
    """The minute in a field (``2026-11-21T14:00``), which may not be to come."""
    text = reader.token(name, 19)
    if name in reader.errors:
        return None
    try:
        told = datetime.fromisoformat(text).replace(tzinfo=zone())
        if told <= utcnow():
            return told
    except (ValueError, OverflowError):
        pass
    reader.refuse(name, "not_a_past_moment" if text else "required")
    return None


def as_typed(when: datetime) -> str:
    """A moment as a field of a form shows it."""
    return f"{when.astimezone(zone()):%Y-%m-%dT%H:%M}"
