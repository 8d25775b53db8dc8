"""Where things stand in the pictures of the figures, in percent of their width and height.

A picture without a ``viewBox`` keeps its letters and strokes as they are on any screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.queries.figures import Stretch

STEPS = (1, 2, 3, 4, 5, 6, 8, 10)  # what a scale may end with, times a power of ten
RUNGS = (60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400, 28 * 86_400)  # seconds
APART = 12  # percent: two labels nearer to each other would touch
EVERY = {24: 3, 7: 1, 30: 5, 90: 15}  # {how many stretches: how many to a label}
DOUBLING = 15  # seconds: below that the scale of times is almost even


@dataclass(frozen=True)
class Bar:
    """A stretch of time in a picture."""

    stretch: Stretch
    left: float
    width: float
    came: float  # heights
    gone: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass(frozen=True)
class Tick:
    """A label under a picture; a lesser one is left out where it is narrow."""

    begins: datetime
    left: float
    is_lesser: bool


@dataclass(frozen=True)
class Picture:
    """What came above, what was decided below, and how long that took."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int  # where the scale of numbers ends, up and down
    slowest: float  # where the scale of times ends, in seconds
    target: int  # seconds

    def height(self, seconds: float) -> float:
        """How high a time stands: the scale doubles, so that minutes and days both show."""
        return 100 * math.log2(1 + seconds / DOUBLING) / math.log2(1 + self.slowest / DOUBLING)

    @property
    def rungs(self) -> Iterator[int]:
        """The times that the scale names, away from the target, which has a name of its own."""
        named = [self.height(self.target)]
        for seconds in RUNGS:
            height = self.height(seconds)
            if height <= 100 and all(abs(height - each) >= APART for each in named):
                named.append(height)
                yield seconds


def picture(stretches: Sequence[Stretch], *, target: int) -> Picture:
    """The picture of these stretches; ``target`` in seconds."""
    step = 100 / len(stretches)
    most = top_of(max(max(one.came, one.gone) for one in stretches))
    slowest = max([target * 2.0, 60.0, *(one.slowest or 0 for one in stretches)])
    bars = tuple(
        Bar(
            one,
            left=place * step + step * 0.14,
            width=step * 0.72,
            came=50 * one.came / most,
            gone=50 * one.gone / most,
        )
        for place, one in enumerate(stretches)
    )
    return Picture(bars, tuple(_ticks(stretches)), most, slowest, target)


def top_of(number: int) -> int:
    """The first round number that is not below this one."""
    power: int = 10 ** (len(str(number)) - 1)
    return next(step * power for step in STEPS if step * power >= number)


def _ticks(stretches: Iterable[Stretch]) -> Iterator[Tick]:
    stretches = list(stretches)
    every = EVERY.get(len(stretches), max(len(stretches) // 6, 1))
    for number, place in enumerate(range(0, len(stretches), every)):
        yield Tick(stretches[place].begins, 100 * place / len(stretches), number % 2 == 1)
