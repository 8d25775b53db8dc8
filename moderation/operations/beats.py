"""Signs of life."""

from __future__ import annotations

from datetime import datetime

from moderation.extensions import db
from moderation.models import Beat


def beat(name: str, now: datetime) -> None:
    """Note that a background process lives."""
    db.session.merge(Beat(name=name, beat_at=now))
