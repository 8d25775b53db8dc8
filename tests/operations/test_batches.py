"""One verb for many."""

from __future__ import annotations

from moderation.operations.batches import as_many_as_go
from moderation.operations.decide import MOST_AT_ONCE


def test_of_a_flood_as_many_go_as_can() -> None:
    flood: dict[int, int | None] = dict.fromkeys(range(MOST_AT_ONCE + 5), 1)
    assert len(as_many_as_go(flood, 1)) == MOST_AT_ONCE - 1
    assert as_many_as_go(flood, MOST_AT_ONCE + 1) == {}
