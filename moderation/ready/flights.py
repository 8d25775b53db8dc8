"""One at a time makes an answer, however many wait for it."""

from __future__ import annotations

from threading import Event, Lock

PATIENCE = 10.0  # seconds to wait for another's answer before making one's own
MOST_ALONE = 4096  # addresses known to have answers that are never kept


class Flights:
    """Who is making what."""

    def __init__(self) -> None:
        self._flights: dict[str, Event] = {}
        self._alone: dict[str, None] = {}
        self._lock = Lock()

    def lead(self, key: str) -> bool:
        """Whether to make the answer oneself; if not, another one has just done so."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is None:
                self._flights[key] = Event()
                return True
        return not flight.wait(PATIENCE)

    def land(self, key: str, *, is_kept: bool) -> None:
        """Let those who wait go on; behind an answer that is never kept nobody waits again."""
        with self._lock:
            flight = self._flights.pop(key, None)
            if is_kept:
                self._alone.pop(key, None)
            else:
                if len(self._alone) >= MOST_ALONE:
                    self._alone.pop(next(iter(self._alone)))
                self._alone[key] = None
        if flight:
            flight.set()

    def are_pointless(self, key: str) -> bool:
        """Whether the answer at this address was none to be kept when it was made last."""
        return key in self._alone
