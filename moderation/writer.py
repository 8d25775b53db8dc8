"""One writer in a process: what many ask for at once is done in turn, and reaches the disk at once.

A thread of its own waits for the turn among processes, so that who asked may cease to wait. It
ends when nothing has been asked for a while.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from threading import Condition, Lock, Thread
from typing import Generic, TypeVar, cast

from moderation.errors import Unavailable
from moderation.turns import Turns

T = TypeVar("T")

PATIENCE = 10.0  # seconds that one waits for its turn
MOST_WAITING = 64  # are refused no turn; more could not be served in time
SLOW = 2.0  # seconds: when the writer has been kept for so long, by a lock or by one call,
FEW = 4  # no more than so many may stand behind it, so that threads are left for readers
TOGETHER = 0.01  # seconds: nothing more is begun after so long, and what is done is kept
IDLE = 5.0  # seconds


class Call(Generic[T]):
    """Something to be done: begun by the writer, answered once it is on the disk."""

    def __init__(self, run: Callable[[], T]) -> None:
        self.run = run
        self.error: BaseException | None = None
        self.result: T | None = None
        self._undone = Lock()
        self._undone.acquire()

    def finish(self) -> None:
        """Let who asked go on."""
        self._undone.release()

    def wait(self, seconds: float = -1) -> bool:
        """Whether it has been finished meanwhile."""
        return self._undone.acquire(timeout=seconds)


Calls = Iterator[Call[object]]


class Writer:
    """Does what threads ask for, in turn; ``keep`` makes several calls durable at once.

    Unless it ``groups``, that is one call each time.
    """

    def __init__(self, keep: Callable[[Calls], None], turns: Turns, *, groups: bool = True) -> None:
        self._keep, self._turns, self._groups = keep, turns, groups
        self._waiting: deque[Call[object]] = deque()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._busy_since: float | None = None

    def do(self, run: Callable[[], T]) -> T:
        """What ``run`` returns or raises, when it is durable; ``Unavailable`` when that lasts."""
        call = Call(run)
        self._line_up(cast("Call[object]", call))
        if not call.wait(PATIENCE):
            if self._leave(cast("Call[object]", call)):
                raise Unavailable
            call.wait()  # begun: only its end says whether it is kept
        if call.error is not None:
            raise call.error
        return cast(T, call.result)

    def _line_up(self, call: Call[object]) -> None:
        with self._changed:
            if self._is_full():
                raise Unavailable
            self._waiting.append(call)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="writer", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _is_full(self) -> bool:
        kept = time.monotonic() - self._busy_since if self._busy_since else 0.0
        return len(self._waiting) >= (FEW if kept > SLOW else MOST_WAITING)

    def _leave(self, call: Call[object]) -> bool:
        with self._changed:
            if call not in self._waiting:
                return False
            self._waiting.remove(call)
            return True

    def _work(self) -> None:
        while self._is_wanted():
            self._do_some()

    def _is_wanted(self) -> bool:
        with self._changed:
            if self._waiting or self._changed.wait_for(lambda: self._waiting, IDLE):
                return True
            self._thread = None
            return False

    def _do_some(self) -> None:
        """Do what waits, until it is time to keep it."""
        begun: list[Call[object]] = []
        self._busy_since = time.monotonic()
        try:
            with self._turns.taken():
                self._keep(self._next_ones(begun))
        except BaseException as error:
            for call in begun or self._give_up(begun):
                call.error = call.error or error
        self._busy_since = None
        for call in begun:
            call.finish()

    def _give_up(self, begun: list[Call[object]]) -> list[Call[object]]:
        """Nothing could even begin: who waits hears why now, and may ask again."""
        with self._changed:
            begun.extend(self._waiting)
            self._waiting.clear()
        return begun

    def _next_ones(self, begun: list[Call[object]]) -> Calls:
        end = time.monotonic() + (TOGETHER if self._groups else 0.0)
        while not begun or time.monotonic() < end:
            with self._changed:
                if not self._waiting:
                    return
                begun.append(self._waiting.popleft())
            yield begun[-1]
