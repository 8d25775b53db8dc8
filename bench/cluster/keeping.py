"""Starting the parts, keeping them running as a service manager would, and stopping them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from bench.cluster.parts import Part
from bench.cluster.places import DATABASES

AGAIN = 5.0  # seconds after which what ended is started again
HOST_AGAIN = 30.0  # the same for a database, as if its host had to start
PATIENCE = 15.0


class Keeper:
    """The running parts by name; their numbers are kept in a file, for who wants to kill one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: dict[str, Part] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._ended: dict[str, float] = {}

    def start(self, part: Part) -> None:
        """Start a part; what it says goes into a file of its name."""
        self._parts[part.name] = part
        with (self._folder / f"{part.name}.log").open("ab") as log:
            self._running[part.name] = subprocess.Popen(
                part.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=part.env or None,
                cwd=self._folder,
                user=part.account,
                group=part.account,
                extra_groups=[] if part.account else None,
                process_group=0,
            )
        self._write_numbers()

    def look(self) -> None:
        """Say what has ended since, and start it again when it is time."""
        for name, process in list(self._running.items()):
            if process.poll() is None:
                continue
            if name not in self._ended:
                self._ended[name] = time.monotonic()
                print(f"{name} ended with {process.returncode}", flush=True)
            wait = HOST_AGAIN if name.startswith("database") else AGAIN
            if time.monotonic() - self._ended[name] > wait:
                del self._ended[name]
                self.start(self._parts[name])
                print(f"{name} is started again", flush=True)

    def end(self) -> None:
        """Stop everything, the last one first."""
        for process in reversed(self._running.values()):
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for name in DATABASES:
            kill_postgres(self._folder, name)

    def _write_numbers(self) -> None:
        numbers = {name: process.pid for name, process in self._running.items()}
        (self._folder / "processes.json").write_text(json.dumps(numbers, indent=1))


def kill(folder: Path, name: str) -> None:
    """Have a part end at once, as if its host had lost power."""
    number = json.loads((folder / "processes.json").read_text())[name]
    with suppress(ProcessLookupError):
        os.killpg(number, signal.SIGKILL)
    if name.startswith("database"):
        kill_postgres(folder, name.removeprefix("database "))


def kill_postgres(folder: Path, name: str) -> None:
    """Have a PostgreSQL end that outlived its patroni."""
    with suppress(FileNotFoundError, ProcessLookupError, IndexError):
        number = int((folder / name / "data" / "postmaster.pid").read_text().split()[0])
        if "postgres" in Path(f"/proc/{number}/cmdline").read_text():
            os.kill(number, signal.SIGKILL)
