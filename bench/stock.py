"""A SQLite database with very much waiting: made once, then copied for whoever needs one.

It is kept in the machine's folder for temporary files until the comments in it change, and follows
the migrations as any other database does.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from bench import desk_rows, town
from bench.desk_rows import fill_sqlite
from bench.town import FILE, Town
from tests.services.databases import migrate

KEPT = Path(tempfile.gettempdir()) / "moderation-bench"


def town_with(rows: int, folder: Path) -> Town:
    """The town in a folder, with so many comments waiting in it."""
    folder.mkdir(exist_ok=True)
    place, bearer = KEPT / f"waiting-{rows}", "bearer"
    if not _is_fresh(place):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        started = time.perf_counter()
        new = town.found(f"sqlite:///{place / FILE}", place)
        fill_sqlite(str(place / FILE), rows)
        _fold_log(place / FILE)
        (place / bearer).write_text(new.bearer["Authorization"])
        (place / "version").write_text(_version())
        print(f"  {rows:,} waiting, made in {time.perf_counter() - started:.0f} s", flush=True)
    migrate(f"sqlite:///{place / FILE}", directory=place)
    _fold_log(place / FILE)
    shutil.copyfile(place / FILE, folder / FILE)
    env = town.settings(f"sqlite:///{folder / FILE}", folder)
    return Town(env, folder, {"Authorization": (place / bearer).read_text()})


def _fold_log(path: Path) -> None:
    """Move what is still in the log beside the file into it, so that the file is all there is."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _is_fresh(place: Path) -> bool:
    version = place / "version"
    return version.exists() and version.read_text() == _version()


def _version() -> str:
    """Changes with the generator."""
    return sha256(Path(desk_rows.__file__).read_bytes()).hexdigest()
