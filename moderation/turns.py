"""Whose turn it is to write, among the processes that share a file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turns:
    """Two locks beside the file: who waits for a turn stands at the gate, and keeps others behind.

    With one lock alone, a process that has just let go of it would have it again before
    another one has woken up (flock(2) says nothing of an order); here it finds the gate
    taken. The kernel lets go of both when a process ends, however it ends.
    """

    def __init__(self, path: Path) -> None:
        self._gate, self._turn = (path.with_name(f"{path.name}-{name}") for name in ("next", "now"))

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, and have it meanwhile."""
        with _held(self._gate) as gate, _open(self._turn) as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            fcntl.flock(gate, fcntl.LOCK_UN)
            yield


@contextmanager
def _held(path: Path) -> Iterator[int]:
    with _open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


@contextmanager
def _open(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield file
    finally:
        os.close(file)  # and lets go
