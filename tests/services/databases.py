"""Databases with the schema in them, a new one for each test, on either server."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from flask_migrate import upgrade

from moderation.app import create_app
from moderation.extensions import db
from moderation.settings import Settings
from tests.services.postgres import PostgresServer

SECRET = "only-for-the-tests"


class Databases(Protocol):
    """Makes migrated databases."""

    def new(self, directory: Path) -> AbstractContextManager[str]:
        """The address of a database that nobody else uses, gone afterwards."""


class SQLiteDatabases:
    """Copies of one migrated file."""

    def __init__(self, directory: Path) -> None:
        self._template = directory / "migrated.sqlite3"
        migrate(f"sqlite:///{self._template}", directory=directory)

    @contextmanager
    def new(self, directory: Path) -> Iterator[str]:
        path = directory / "moderation.sqlite3"
        shutil.copyfile(self._template, path)
        yield f"sqlite:///{path}"


class PostgresDatabases:
    """Copies of one migrated template database."""

    def __init__(self, server: PostgresServer, directory: Path) -> None:
        self._server, self._numbers = server, count(1)
        migrate(server.create("migrated"), directory=directory)

    @contextmanager
    def new(self, directory: Path) -> Iterator[str]:
        name = f"test_{next(self._numbers)}"
        yield self._server.create(name, template="migrated")
        self._server.drop(name)


def migrate(database_url: str, *, directory: Path) -> None:
    """Bring a database to the newest schema by the project's own migrations."""
    app = create_app(Settings(secret_key=SECRET, database_url=database_url, data_dir=directory))
    with app.app_context():
        upgrade()
        db.engine.dispose()
