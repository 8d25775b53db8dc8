"""What threads read side by side past the session is never older than they asked for."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select
from sqlalchemy.exc import OperationalError

from moderation.reading import Reader

NUMBERS = select(Table("numbers", MetaData(), Column("number", Integer)).c.number)
HELD = 0.3  # seconds: long enough for a look that waits for nobody


def test_no_look_shares_the_older_sight_of_another(tmp_path: Path) -> None:
    begun, over, looks = Event(), Event(), []

    class Halting(sqlite3.Connection):
        """Stops at the first row of the first statement."""

        def execute(self, *asked: Any) -> sqlite3.Cursor:
            cursor = super().execute(*asked)
            looks.append(cursor)
            if len(looks) == 1:
                begun.set()
                over.wait()
            return cursor

    file = tmp_path / "one.sqlite3"
    writer = sqlite3.connect(file, isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE numbers (number INTEGER)",
        "INSERT INTO numbers VALUES (1), (2)",
    ):
        writer.execute(statement)
    reader = Reader(str(file))
    reader._connection = sqlite3.connect(file, factory=Halting, check_same_thread=False)
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(reader.rows, NUMBERS, {})
        begun.wait()
        writer.execute("INSERT INTO numbers VALUES (3)")
        quick = threads.submit(reader.rows, NUMBERS, {})
        wait([quick], timeout=HELD)
        over.set()
        assert slow.result() == [(1,), (2,)]
        assert quick.result() == [(1,), (2,), (3,)]
    writer.close()


def test_a_database_that_is_not_there_is_told_as_by_sqlalchemy(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        Reader(str(tmp_path / "none.sqlite3")).rows(NUMBERS, {})
