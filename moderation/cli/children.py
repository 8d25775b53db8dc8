"""A parent and its children: they end together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from multiprocessing import get_context

LOOK = 0.2  # seconds between two looks at the children
PATIENCE = 45.0  # a worker that waits for a mail server needs up to 30 seconds to let go
PR_SET_PDEATHSIG = 1  # prctl(2)


class Fork:
    """A child that goes on from where its parent is, without a start of its own."""

    def __init__(self, run: Callable[[], None]) -> None:
        self._process = get_context("fork").Process(target=_in_own_group, args=(run, os.getpid()))
        self._process.start()
        self.pid = self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        return self.poll()


Child = Fork | subprocess.Popen[bytes]


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a command as a child in a process group of its own.

    So Ctrl+C reaches the parent alone, which says once to each that it is time to stop.
    """
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        process_group=0,
        preexec_fn=partial(end_with, os.getpid()),  # noqa: PLW1509 - no threads are running yet
    )


def watch(children: Mapping[str, Child], stop: threading.Event) -> str | None:
    """Wait for the order to stop, or for a child to end by itself; which one, and how."""
    while not stop.wait(LOOK):
        for name, child in children.items():
            if (status := child.poll()) is not None:
                return f"the {name} ended with status {status}"
    return None


def end(children: Mapping[str, Child]) -> None:
    """Ask the children to stop, and wait; what is left of them or of theirs is killed."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def end_with(parent: int) -> None:
    """On Linux, be told to stop when the parent is killed; elsewhere a supervisor sees to that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it was killed before it could be said
            os.kill(os.getpid(), signal.SIGTERM)


def as_born() -> None:
    """Let signals end this process again, as they do before anybody says otherwise.

    What a fork has of its parent's handlers would take them, and do nothing.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def _in_own_group(run: Callable[[], None], parent: int) -> None:
    os.setpgid(0, 0)
    as_born()
    end_with(parent)
    run()
