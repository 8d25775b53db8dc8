"""SQLite's own header says of every commit, whoever made it, and of nothing else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from moderation.reading import Reader
from moderation.ready.freshness import SQLiteSource
from moderation.ready.wal_index import wal_index

Connection = sqlite3.Connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.sqlite3"


@pytest.fixture
def connection(path: Path) -> Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE things (number INTEGER)")
    return connection


def test_each_commit_is_another_state_and_nothing_else_is(
    path: Path, connection: Connection
) -> None:
    source, seen = SQLiteSource(Reader(str(path))), set()
    for number in range(200):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO things VALUES (?)", [number])
        state = source.state()
        connection.execute("SELECT count(*) FROM things").fetchone()
        assert source.state() == state
        connection.execute("COMMIT" if number % 2 else "ROLLBACK")
        assert (source.state() != state) is bool(number % 2)
        seen.add(state)
    assert len(seen) == 100


def test_a_commit_of_another_process_is_seen(path: Path, connection: Connection) -> None:
    source = SQLiteSource(Reader(str(path)))
    before = source.state()
    program = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])"
    insert = "INSERT INTO things VALUES (1)"
    subprocess.run([sys.executable, "-c", program, str(path), insert], check=True)
    assert source.state() != before


def test_a_checkpoint_hides_no_commit(path: Path, connection: Connection) -> None:
    source, seen = SQLiteSource(Reader(str(path))), set()
    for number in range(20):
        connection.execute("INSERT INTO things VALUES (?)", [number])
        seen.add(source.state())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert len(seen) == 20


def test_letting_go_of_one_reader_leaves_the_other_its_header(
    path: Path, connection: Connection
) -> None:
    one, other = wal_index(str(path)), wal_index(str(path))
    assert one is other
    del one
    before = other.header()
    connection.execute("INSERT INTO things VALUES (1)")
    assert other.header() != before


@pytest.mark.parametrize("mode", ["DELETE", "TRUNCATE"])
def test_without_wal_the_number_of_changes_is_asked_for(path: Path, mode: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("CREATE TABLE things (number INTEGER)")
    path.with_name(f"{path.name}-shm").write_bytes(bytes(32768))  # left behind, and nobody's
    source = SQLiteSource(Reader(str(path)))
    before = source.state()
    connection.execute("INSERT INTO things VALUES (1)")
    assert source.state() != before
