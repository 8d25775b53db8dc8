"""Databases with the schema in them and nothing else, one after another, on either server."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from flask_migrate import upgrade
from psycopg.sql import SQL, Identifier

from moderation.app import create_app
from moderation.extensions import db
from moderation.settings import Settings
from tests.services.postgres import PostgresServer

SECRET = "only-for-the-tests"

SCHEMA = SQL("""
SELECT relname, attname, atttypid FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace AND attnum > 0 ORDER BY 1, 2
""")
OTHERS = SQL("""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
""")
SEQUENCES = SQL("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")


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
        self._name = self._new()
        with self._connection() as connection:
            self._schema = connection.execute(SCHEMA).fetchall()

    @contextmanager
    def lend(self, directory: Path) -> Iterator[str]:
        yield self._server.url(self._name)
        if not self._emptied():
            self._server.drop(self._name)
            self._name = self._new()

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

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(
            f"host=127.0.0.1 port={self._server.port} user=postgres dbname={self._name}"
        )

    def _emptied(self) -> bool:
        """Remove every row, whatever refers to it; false when the tables are not what they were."""
        with self._connection() as connection:
            connection.execute(OTHERS)
            if connection.execute(SCHEMA).fetchall() != self._schema:
                return False
            connection.execute("SET session_replication_role = replica")  # no foreign keys
            for table in db.metadata.tables:
                connection.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            connection.execute(SEQUENCES)
        return True


def migrate(database_url: str, *, directory: Path) -> None:
    """Bring a database to the newest schema by the project's own migrations."""
    app = create_app(Settings(secret_key=SECRET, database_url=database_url, data_dir=directory))
    with app.app_context():
        upgrade()
        db.engine.dispose()
