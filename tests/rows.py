"""Looking at tables from a test."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from moderation.extensions import db


def count_of(table: type[Any]) -> int:
    """How many rows a table has now."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0
