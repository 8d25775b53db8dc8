"""Killing what serves: a process, the whole service, the database; and starting it again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from bench.processes import family, worker_of
from bench.servers import Start
from tests.services.processes import stop

PATIENCE = 120.0  # seconds
Tidy = Callable[[], None]


def kill_worker(_start: Start, pid: int) -> Tidy:
    """One server process; the service starts another by itself."""
    os.kill(worker_of(pid), signal.SIGKILL)
    return lambda: None


def kill_service(start: Start, pid: int) -> Tidy:
    """Every process of it at once; started again as a supervisor would."""
    for each in _family_of_command(start) or family(pid):
        os.kill(each, signal.SIGKILL)
    time.sleep(0.5)
    return _again(start.command, {**os.environ, **start.env}, start.folder)


def kill_postgres(start: Start, _pid: int) -> Tidy:
    """The whole database server, which has to recover from its log."""
    address = start.env["MODERATION_DATABASE_URL"].replace("+psycopg", "")
    with _connected(address) as connection:
        parent = Path(f"/proc/{connection.info.backend_pid}/stat").read_text()
    postmaster = int(parent.rpartition(")")[2].split()[1])
    command = Path(f"/proc/{postmaster}/cmdline").read_bytes().decode().split("\0")[:-1]
    account = "postgres" if os.geteuid() == 0 else None
    children = family(postmaster)
    os.kill(postmaster, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(postmaster, 0)  # or the next one takes it for alive
    while any(Path(f"/proc/{each}/exe").exists() for each in children[1:]):
        time.sleep(0.05)  # they end by themselves, and must have before it starts again
    return _again(command, dict(os.environ), start.folder, account=account)


def _connected(address: str) -> psycopg.Connection:
    """A connection, as soon as one is to be had."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg.connect(address)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _family_of_command(start: Start) -> list[int]:
    """The service, when it is not the first one any more."""
    known = start.folder / "again.pid"
    return family(int(known.read_text())) if known.exists() else []


def _again(
    command: object, env: dict[str, str], folder: Path, *, account: str | None = None
) -> Tidy:
    with (folder / "again.log").open("ab") as log:
        process = subprocess.Popen(
            command,  # type: ignore[call-overload]
            env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            user=account, group=account, extra_groups=[] if account else None, cwd="/",
        )  # fmt: skip
    (folder / "again.pid").write_text(str(process.pid))
    return lambda: stop(process)
