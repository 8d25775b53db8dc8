"""What came of posting: rates, latencies, and what would show a stall."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Posted:
    """What came of it."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    each_second: Counter[int] = field(default_factory=Counter)
    longest_pause: float = 0.0  # in which nobody was answered
    broken: int = 0  # connections that ended before the answer
    reconnected: int = 0  # that had ended between two requests
    answers: dict[int, bytes] = field(default_factory=dict)  # bodies by number, when kept

    def figures(self) -> dict[str, Any]:
        """Rates, milliseconds, and what would show a stall."""
        times = sorted(self.latencies) or [0.0]
        whole = [self.each_second[second] for second in range(int(self.seconds))]
        return {
            "per_second": round(len(self.latencies) / self.seconds, 1),
            "p50_ms": _ms(times[len(times) // 2]),
            "p99_ms": _ms(times[int(len(times) * 0.99)]),
            "max_ms": _ms(times[-1]),
            "slowest_second": min(whole, default=0),
            "longest_pause_ms": _ms(self.longest_pause),
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "broken": self.broken,
            "reconnected": self.reconnected,
        }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
