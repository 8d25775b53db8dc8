"""Times to decision in buckets, so that months of them add up to a median and a 95th percentile."""

from __future__ import annotations

import math
from collections.abc import Mapping

STEPS = 8  # buckets for each doubling: a value read back is within 5 % of what went in


def bucket_of(seconds: float) -> int:
    """The bucket of a time: an eighth of a power of two; 0 is up to a second."""
    return round(math.log2(seconds) * STEPS) if seconds > 1 else 0


def seconds_of(bucket: int) -> float:
    """The time in the middle of a bucket, in seconds."""
    return float(2 ** (bucket / STEPS))


def percentile(numbers: Mapping[int, int], share: float) -> float | None:
    """The time in seconds within which this share of ``{bucket: number}`` was decided."""
    total = sum(numbers.values())
    if not total:
        return None
    wanted, seen = share * total, 0
    for bucket in sorted(numbers):
        seen += numbers[bucket]
        if seen >= wanted:
            return seconds_of(bucket)
    return seconds_of(max(numbers))
