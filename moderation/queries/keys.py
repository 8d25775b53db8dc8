"""Where a page of the queue begins: the key of the last row seen, as text in an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from moderation.errors import Invalid, Problem
from moderation.queries.filters import Order, QueueFilter
from moderation.queries.merging import Key

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NUMBER, TIME = r"(-?[0-9]{1,9})", r"([0-9]{1,16})"
ID = r"([0-9]{1,9})"


def write_key(key: Key) -> str:
    """The key as text."""
    return ".".join(str(_micros(part) if isinstance(part, datetime) else part) for part in key)


def read_key(text: str, filters: QueueFilter) -> Key:
    """A key of this filter's order; raises ``Invalid`` for what is none."""
    return read_parts(text, SHAPES[filters.order] if filters.waits else (ID,))


def read_parts(text: str, shapes: tuple[str, ...]) -> Key:
    """A key made of these parts; raises ``Invalid`` for what is none."""
    match = re.fullmatch(r"\.".join(shapes), text, re.ASCII)
    if match is None:
        raise Invalid({"after": [Problem("not_a_choice")]})
    return tuple(
        READ[shape](int(group)) for shape, group in zip(shapes, match.groups(), strict=True)
    )


def _micros(time: datetime) -> int:
    return (time - EPOCH) // timedelta(microseconds=1)


def _time(micros: int) -> datetime:
    try:
        return EPOCH + timedelta(microseconds=micros)
    except OverflowError as error:
        raise Invalid({"after": [Problem("not_a_choice")]}) from error


SHAPES = {
    Order.PRIORITY: (NUMBER, TIME, ID),
    Order.OLDEST: (TIME, ID),
    Order.NEWEST: (TIME, ID),
    Order.SCORE: (NUMBER, ID),
}
READ: dict[str, Callable[[int], Any]] = {NUMBER: int, TIME: _time, ID: int}
