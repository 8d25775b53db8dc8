"""Isso's list of what waits, on as many rows: from its package, asked in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

VERSION = "0.14.0"
VENV = Path(tempfile.gettempdir()) / f"bench-isso-{VERSION}"

# Runs in Isso's environment: its own WSGI application, signed in, without a network between.
SCRIPT = """
import json, sqlite3, statistics, sys, time
from isso import config, make_app
from werkzeug.test import Client

path, rows, turns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
settings = config.load(config.default_file())
for section, name, value in (
    ("general", "dbpath", path),
    ("general", "host", "https://news.example"),
    ("admin", "enabled", "true"),
    ("admin", "password", "otters"),
    ("moderation", "enabled", "true"),
    ("moderation", "purge-after", "9999d"),
):
    settings.set(section, name, value)
client = Client(make_app(settings, multiprocessing=False, threading=False))
with sqlite3.connect(path) as connection:
    connection.executemany(
        "INSERT INTO threads (id, uri, title) VALUES (?, ?, 'An article')",
        ((number, f"/{number}") for number in range(1, 1001)),
    )
    columns = "tid, id, parent, created, modified, mode, remote_addr, text, author, voters"
    connection.executemany(
        f"INSERT INTO comments ({columns})"
        " VALUES (?, ?, NULL, ?, NULL, 2, '127.0.0.0', ?, ?, x'00')",
        (
            (n % 1000 + 1, n, 1.7e9 + n, f"Snow in town, number {n}. " * 5, f"Reader {n // 8}")
            for n in range(1, rows + 1)
        ),
    )
client.post("/login/", data={"password": "otters"})

def ask(address):
    times = []
    for _ in range(turns):
        started = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - started)
        assert answer.status_code == 200 and b"Reader " in answer.data, answer.status
    return round(statistics.median(times) * 1000, 2)

print(json.dumps({"admin list of what waits": ask("/admin/?mode=2"),
                  "its page 90": ask("/admin/?mode=2&page=90")}))
"""


def measure(rows: int, *, turns: int) -> dict[str, float]:
    """Milliseconds of its list and of a later page of it."""
    with tempfile.TemporaryDirectory() as directory:
        command = [str(_python()), "-c", SCRIPT, f"{directory}/isso.db", str(rows), str(turns)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return figures


def _python() -> Path:
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", f"isso=={VERSION}"], check=True)
    return python
