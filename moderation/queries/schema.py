"""Which shape the database is in, and which one this version needs."""

from __future__ import annotations

from functools import lru_cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from moderation.extensions import db, migrate


def database_revision() -> str | None:
    """The migration the database is at now; nothing when it is empty."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The migration this version needs."""
    return known_revisions()[0]


def known_revisions() -> tuple[str, ...]:
    """Every migration this version knows, the newest first."""
    return _revisions_in(str(migrate.get_config().get_main_option("script_location")))


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


@lru_cache
def _revisions_in(directory: str) -> tuple[str, ...]:
    return tuple(script.revision for script in ScriptDirectory(directory).walk_revisions())
