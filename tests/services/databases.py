"""Databases with the schema in them and nothing else, one after another, on either server."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from moderation.app import create_app
from moderation.extensions import db
from moderation.migrating import upgrade
from moderation.settings import Settings
from tests.services.postgres import PostgresServer

SECRET = "only-for-the-tests"

SERVERS = ("sqlite", "postgresql")
ON_BOTH = pytest.mark.parametrize("database_url", SERVERS, indirect=True)

SCHEMA = SQL("""
SELECT relname, attname, atttypid FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace AND attnum > 0 ORDER BY 1, 2
""")
OTHERS = SQL("""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
""")
EMPTY = SQL("""
BEGIN; SET LOCAL session_replication_role = replica; -- no foreign keys
{};
SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'; COMMIT
""")


class Databases(Protocol):
    """Lends migrated, empty databases."""

    def lend(self, directory: Path) -> AbstractContextManager[str]:
        """The address of a database that nobody else uses meanwhile."""


class SQLiteDatabases:
    """Copies of one migrated file."""

    def __init__(self, directory: Path) -> None:
        self._template = directory / "migrated.sqlite3"
        migrate(f"sqlite:///{self._template}", directory=directory)

    @contextmanager
    def lend(self, directory: Path) -> Iterator[str]:
        path = directory / "moderation.sqlite3"
        shutil.copyfile(self._template, path)
        yield f"sqlite:///{path}"


class PostgresDatabases:
    """One copy of a template, emptied after each use; a new copy when its schema was changed.

    Making a database takes PostgreSQL a hundred times longer than emptying one.
    """

    def __init__(self, server: PostgresServer, directory: Path) -> None:
        self._server, self._numbers = server, count(1)
        migrate(server.create("migrated"), directory=directory)
        self._begin_anew()
        self._schema = self._connection.execute(SCHEMA).fetchall()
        each = [SQL("DELETE FROM {}").format(Identifier(name)) for name in db.metadata.tables]
        self._empty = EMPTY.format(SQL(";").join(each))

    @contextmanager
    def lend(self, directory: Path) -> Iterator[str]:
        yield self._server.url(self._name)
        if not self._emptied():
            self._connection.close()
            self._server.drop(self._name)
            self._begin_anew()

    def close(self) -> None:
        """Let go of the server, which is about to stop."""
        self._connection.close()

    @contextmanager
    def own(self) -> Iterator[str]:
        """A copy for one who keeps it while others borrow: a server and its worker, say."""
        name = self._new()
        yield self._server.url(name)
        self._server.drop(name)

    def _new(self) -> str:
        name = f"test_{next(self._numbers)}"
        self._server.create(name, template="migrated")
        return name

    def _begin_anew(self) -> None:
        self._name = self._new()
        address = f"host=127.0.0.1 port={self._server.port} user=postgres dbname={self._name}"
        self._connection = psycopg.connect(address, autocommit=True)

    def _emptied(self) -> bool:
        """Remove every row, whatever refers to it; false when the tables are not what they were."""
        self._connection.execute(OTHERS)
        if self._connection.execute(SCHEMA).fetchall() != self._schema:
            return False
        self._connection.execute(self._empty, prepare=False)  # many statements, one round trip
        return True


def migrate(database_url: str, *, directory: Path) -> None:
    """Bring a database to the newest schema by the project's own migrations."""
    app = create_app(Settings(secret_key=SECRET, database_url=database_url, data_dir=directory))
    with app.app_context():
        upgrade()
        db.engine.dispose()
