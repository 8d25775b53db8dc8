"""Which migration a database is at: asked of its driver, for a server starts without SQLAlchemy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

PACKAGE = Path(__file__).parent
ASKED = "SELECT version_num FROM alembic_version"


class Unreachable(Exception):
    """The database does not answer."""


def migrations() -> Path:
    """Their folder: inside the package when installed from a wheel, beside it in a checkout."""
    inside = PACKAGE / "migrations"
    return inside if inside.is_dir() else PACKAGE.parent / "migrations"


def known_revisions() -> tuple[str, ...]:
    """Every migration this version knows, the newest first; each file begins with its own."""
    files = (migrations() / "versions").glob("[0-9]*.py")
    return tuple(sorted((file.name.partition("_")[0] for file in files), reverse=True))


def newest_revision() -> str:
    """The migration this version needs."""
    return known_revisions()[0]


def revision_at(address: str) -> str | None:
    """The migration of the database at an address, nothing when it is empty.

    Raises ``Unreachable``.
    """
    if address.startswith("sqlite:"):
        return _of_file(Path(address.removeprefix("sqlite:///")))
    return _of_server(address.replace("+psycopg", "", 1))


def _of_file(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            asked = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
            row = connection.execute(asked).fetchone() and connection.execute(ASKED).fetchone()
    except sqlite3.Error as error:
        raise Unreachable from error
    return str(row[0]) if row else None


def _of_server(address: str) -> str | None:
    import psycopg  # noqa: PLC0415 - who has SQLite does not wait for it

    try:
        with psycopg.connect(address, connect_timeout=5, prepare_threshold=None) as connection:
            known = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
            row = connection.execute(ASKED).fetchone() if known and known[0] else None
    except psycopg.Error as error:
        raise Unreachable from error
    return str(row[0]) if row else None
