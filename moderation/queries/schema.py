"""Which shape the database is in, as its own connections see it."""

from __future__ import annotations

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from moderation.extensions import db
from moderation.revisions import ASKED, newest_revision


def database_revision() -> str | None:
    """The migration the database is at now; nothing when it is empty."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text(ASKED))
        return revision


def is_reachable() -> bool:
    """Whether the database answers at all."""
    try:
        db.engine.connect().close()
    except SQLAlchemyError:
        return False
    return True


def is_migrated() -> bool:
    """Whether the database has the tables that this version needs."""
    return database_revision() == newest_revision()
