"""Which shape the database is in, as its own connections see it."""

from __future__ import annotations

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from moderation.extensions import db
from moderation.revisions import ASKED, known_revisions, newest_revision


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


def can_be_served() -> bool:
    """The same, or those of a newer version: it only adds, so that this one can go on meanwhile."""
    revision = database_revision()
    return revision == newest_revision() or revision not in (None, *known_revisions())
