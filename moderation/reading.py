"""Reading from SQLite past the session: one connection that every thread of a process asks."""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import Select

from moderation.compiled import Values, fetch, run, told


class Reader:
    """Each statement for itself, in no transaction, so it holds up neither writers nor checkpoints.

    One after the other: a statement that begins while another one of the same connection is not
    at its end sees the database as that one does (https://sqlite.org/isolation.html).
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._asking = Lock()
        self._connection: sqlite3.Connection | None = None

    def rows(self, statement: Select[*tuple[Any, ...]], values: Values) -> list[Any]:
        """What a statement finds now."""
        with self._asking:
            return fetch(self._opened(), statement, values)

    def pragma(self, name: str) -> Any:
        """What SQLite says of this connection or its database."""
        with self._asking:
            return run(self._opened().execute, f"PRAGMA {name}").fetchone()[0]

    def _opened(self) -> sqlite3.Connection:
        """Opened when it is first asked: a connection must not be carried into another process."""
        if self._connection is None:
            address = f"file:{quote(self.path)}?mode=ro"
            try:
                self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            except sqlite3.Error as error:
                raise told(error, address) from error
        return self._connection
