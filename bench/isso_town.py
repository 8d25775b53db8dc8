"""The same threads in Isso: put into its tables, and asked for the way its own script does."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from random import Random
from urllib.parse import quote

from bench.posting import post
from bench.schema_rows import WORDS
from bench.town import IN_SMALL, READERS, ROOTS, SMALL

COLUMNS = "tid, id, parent, created, modified, mode, remote_addr, text, author, voters"
INSERT = f"INSERT INTO comments ({COLUMNS}) VALUES (?, ?, ?, ?, NULL, 1, '127.0.0.0', ?, ?, ?)"
NEW = "/new?uri=/posted"
COUNTS = json.dumps([f"/small/{number}" for number in range(len(SMALL))])


def fill(path: Path, lengths: Sequence[int]) -> None:
    """Threads of these lengths at ``/of-100``, and twenty small ones."""
    random = Random(7)
    threads = {f"/of-{length}": length for length in lengths}
    threads |= {f"/small/{number}": IN_SMALL for number in range(len(SMALL))}
    connection = sqlite3.connect(path)
    with connection:
        last = 0
        for tid, (uri, length) in enumerate(threads.items(), start=1):
            connection.execute("INSERT INTO threads VALUES (?, ?, 'An article')", (tid, uri))
            roots = round(length * ROOTS)
            rows = []
            for number in range(length):
                parent = None if number < roots else last + random.randrange(roots) + 1
                said = " ".join(random.choices(WORDS, k=38)).capitalize()[:197] + "."
                name = f"Reader {random.randrange(READERS)}"
                rows.append((tid, last + number + 1, parent, number, said, name, b"\0" * 256))
            connection.executemany(INSERT, rows)
            last += length
    connection.close()


def thread(length: int) -> str:
    """The path of a thread."""
    return f"/?uri={quote(f'/of-{length}', safe='')}"


def comment(number: int) -> bytes:
    """A comment unlike the others."""
    random = Random(number)
    said = " ".join(random.choices(WORDS, k=31)).capitalize()[:180]
    text = f"{said}. {number}"
    body = {"text": text, "author": f"Reader {number % READERS}", "title": "An article"}
    return post(NEW, json.dumps(body).encode(), {})
