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

LOOK = 0.2  # seconds between two looks at the children
PATIENCE = 45.0  # a worker that waits for a mail server needs up to 30 seconds to let go
PR_SET_PDEATHSIG = 1  # prctl(2)

Processes = Mapping[str, "subprocess.Popen[bytes]"]


def start(
    commands: Mapping[str, Sequence[str]], env: Mapping[str, str]
) -> dict[str, subprocess.Popen[bytes]]:
    """Start the children, each under its name and in a process group of its own.

    So Ctrl+C reaches the parent alone: a server that is told twice to stop
    leaves its own children behind.
    """
    return {
        name: subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=env,
            process_group=0,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509 - no threads are running yet
        )
        for name, command in commands.items()
    }


def watch(children: Processes, stop: threading.Event) -> str | None:
    """Wait for the order to stop, or for a child to end by itself; which one, and how."""
    while not stop.wait(LOOK):
        for name, child in children.items():
            if (status := child.poll()) is not None:
                return f"the {name} ended with status {status}"
    return None


def end(children: Processes) -> None:
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


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux a child is told when its parent is killed; elsewhere that is for the supervisor."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
