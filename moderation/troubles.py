"""What does not work as it should: noted by whoever meets it, until it works again.

Each process notes its own. Where something is met by chance alone, whoever shows the
troubles asks first; what the database knows, such as failed jobs, is no business of this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock


@dataclass(frozen=True)
class Trouble:
    """What is in trouble, by a code such as ``redis``, which one of several, and since when."""

    code: str
    which: str
    since: datetime


_lock = Lock()
_noted: dict[tuple[str, str], Trouble] = {}


def begin(code: str, which: str = "") -> None:
    """Note that something does not work; the first time counts."""
    with _lock:
        _noted.setdefault((code, which), Trouble(code, which, datetime.now(UTC)))


def end(code: str, which: str = "") -> None:
    """Note that it works; cheap when it did all the time."""
    if (code, which) in _noted:
        with _lock:
            _noted.pop((code, which), None)


def noted() -> tuple[Trouble, ...]:
    """All that this process knows of, the oldest first."""
    with _lock:
        return tuple(sorted(_noted.values(), key=lambda each: each.since))
