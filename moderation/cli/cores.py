"""Which core a process of several keeps to."""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import suppress


class Cores:
    """The cores that a server may use, one for each of its processes.

    The threads of one process take turns at one interpreter, so they have little to do on two
    cores at once; and whenever the interpreter goes from one core to another, what it works on
    follows it. Where there are fewer processes than cores, the kernel had better decide: another
    server may be on the same machine.
    """

    def __init__(self, processes: int) -> None:
        self._all = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
        self._is_worth_it = 1 < len(self._all) <= processes
        self._taken = os.memfd_create("cores") if self._is_worth_it else -1

    def take_one(self) -> None:
        """Keep this process, before it has threads, to a core that no other one has taken.

        The locks are let go of when a process ends, however it ends (fcntl(2), record locks).
        """
        for place, core in enumerate(self._all if self._is_worth_it else ()):
            with suppress(OSError):
                fcntl.lockf(self._taken, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                os.sched_setaffinity(0, {core})
                return
