"""Copying an SQLite database that is in use, and putting a copy in its place."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from moderation.backups.archives import BackupError, Progress

PAGES = 2000  # copied between two signs of progress


def dump(database: Path, target: Path, progress: Progress) -> str | None:
    """Copy the database as it is now, writers go on meanwhile; which migration it is at.

    The read transaction keeps the moment: without it each write by another
    process would make the copy begin anew (https://www.sqlite.org/backup.html).
    """
    with contextlib.closing(_open(database)) as source:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(
                copy,
                pages=PAGES,
                progress=lambda _status, left, all_: progress("copy", all_ - left, all_),
            )
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    return check(target)


def check(database: Path) -> str | None:
    """The migration a database file is at; raises ``BackupError`` when it is damaged."""
    try:
        with contextlib.closing(_open(database)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise BackupError(f"the database in it is damaged: {verdict}")
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"the database in it is damaged: {error}") from error
    return str(row[0]) if row else None


def swap(database: Path, fresh: Path, kept: Path) -> None:
    """Put a fresh file in the place of the database, which stays beside it under another name.

    Raises ``BackupError`` while any process has the database open: it would go
    on writing into the old file.
    """
    if database.exists():
        _close_for_good(database)
        look_like(fresh, database)
        os.link(database, kept)
        for suffix in ("-wal", "-shm"):  # left only by a database too damaged to be closed
            log = database.with_name(database.name + suffix)
            if log.exists():
                log.rename(kept.with_name(kept.name + suffix))
    else:
        look_like(fresh, database.parent)
    fresh.replace(database)
    _sync(database.parent)


def _open(database: Path) -> sqlite3.Connection:
    if not database.exists():
        raise BackupError(f"there is no database {database}")
    return sqlite3.connect(database, isolation_level=None, timeout=30)


def _close_for_good(database: Path) -> None:
    """Bring the log home; SQLite does so only for the sole connection (https://www.sqlite.org/wal.html)."""
    try:
        with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute("PRAGMA busy_timeout = 2000")
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError(
                "the database is in use: stop the server and the worker first"
            ) from error
    except sqlite3.DatabaseError:
        return  # damaged: that is what restoring is for


def look_like(fresh: Path, model: Path) -> None:
    """Give a file the owner of another one, and if that is a database its permissions too."""
    facts = model.stat()
    if model.is_file():
        fresh.chmod(facts.st_mode & 0o777)
    if os.geteuid() == 0:
        os.chown(fresh, facts.st_uid, facts.st_gid)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
