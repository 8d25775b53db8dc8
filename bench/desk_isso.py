"""Isso's list of what waits, on the same rows: from its package, asked in a process of its own."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.desk_rows import PAGES, Waiting, waiting
from bench.servers import isso_python

SCRIPT = Path(__file__).parent / "isso_admin.py"
COLUMNS = "tid, id, parent, created, modified, mode, remote_addr, text, author, voters"
INSERT = f"INSERT INTO comments ({COLUMNS}) VALUES (?, ?, NULL, ?, NULL, 2, '127.0.0.0', ?, ?, ?)"
LISTS = {"its list of what waits": "/admin/?mode=2", "its tenth page": "/admin/?mode=2&page=9"}


@contextmanager
def isso(directory: Path, rows: int) -> Iterator[dict[str, Callable[[], object]]]:
    """Its administrator's list: a hundred comments, as a page."""
    directory.mkdir()
    path = directory / "isso.db"
    command = [str(isso_python()), "-I", str(SCRIPT), str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        answered(process)  # it has made its tables
        fill(path, rows)
        yield {what: asking(process, address) for what, address in LISTS.items()}
        process.communicate()


def fill(path: Path, rows: int) -> None:
    """The same comments on the same pages."""
    with sqlite3.connect(path) as connection:
        pages = [(number, f"/{number}", "An article") for number in range(1, PAGES + 1)]
        connection.executemany("INSERT INTO threads (id, uri, title) VALUES (?, ?, ?)", pages)
        connection.executemany(INSERT, map(comment, waiting(rows)))
        connection.execute("ANALYZE")
    connection.close()


def comment(one: Waiting) -> tuple[object, ...]:
    """One of them as a row of Isso's."""
    return (one.page, one.number, one.since.timestamp(), one.text, one.reader, b"\0" * 32)


def asking(process: subprocess.Popen[str], address: str) -> Callable[[], object]:
    """A request, which its process makes of the application within it."""

    def ask() -> None:
        assert process.stdin
        print(address, file=process.stdin, flush=True)
        if not answered(process).startswith("200"):
            raise RuntimeError(f"Isso did not answer {address}")

    return ask


def answered(process: subprocess.Popen[str]) -> str:
    """The next line that it says."""
    assert process.stdout
    return process.stdout.readline()
