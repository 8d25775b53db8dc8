"""Days as a form sends them, in the moderator's time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask_babel import get_timezone

from moderation.drafts.fields import Reader


def beginning(reader: Reader, name: str) -> datetime | None:
    """When the day in a field (``2026-11-21``) begins, or nothing when the field is empty."""
    text = reader.token(name, 10)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
        return datetime.combine(day, time(), tzinfo=get_timezone())
    except (ValueError, OverflowError):
        reader.refuse(name, "not_a_choice")
        return None


def end(reader: Reader, name: str) -> datetime | None:
    """When the day in a field is over."""
    begins = beginning(reader, name)
    if begins is None or begins.date() == date.max:
        return None
    return datetime.combine(begins.date() + timedelta(days=1), time(), tzinfo=get_timezone())
