"""A quote found again on its page: by its own words and by what stands around them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from string import whitespace

from moderation.text import slots
from moderation.text.contexts import Frame, frame_of
from moderation.text.folded import Folded
from moderation.text.quotes import DROPPED
from moderation.text.slots import Slot

FITS = 0.5  # of a quote and its context must stand there
CLEARLY = 0.2  # better than the next best, or
LOST_MORE = 2  # times as much of the context is missing there,
AND_SOME = 0.04  # and this
PERFECT, ONE_SIDE = 0.98, 0.1  # one side stands as it was, and there it does not
MOST_SPACES = 64
REWRITTEN = 0.75  # of the context stands around something else


_EDGES = whitespace + DROPPED + "\x85\xa0\u2007\u202f\u3000"


@dataclass(frozen=True)
class Quote:
    """Words on a page with what stood before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    sentence: str = ""
    occurrence: int | None = None

    @cached_property
    def frame(self) -> Frame:
        """As it is looked for."""
        return frame_of(self.exact, self.prefix, self.suffix, self.sentence)


class Article:
    """The text of a page, folded once however many quotes are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def folded(self) -> str:
        """The text for matching."""
        return self.map.text

    @cached_property
    def map(self) -> Folded:
        """The folded text with the way back."""
        return Folded(self.text)

    def place(self, slot: Slot, exact: str = "") -> Place:
        """A slot in raw indices, with as much space at its ends as the quote has."""
        start = self.map.raw_start(slot.start)
        end = max(start, self.map.raw_end(slot.end))
        inner = exact.strip(_EDGES)
        before = len(exact) - len(exact.lstrip(_EDGES)) if inner else 0
        after = len(exact) - before - len(inner)
        while before and start and self.text[start - 1] in _EDGES:
            start, before = start - 1, before - 1
        while after and end < len(self.text) and self.text[end] in _EDGES:
            end, after = end + 1, after - 1
        return Place(start, end, round(slot.fit * 100))

    def with_spaces(self, slot: Slot) -> str:
        """What stands there, with all the space around it."""
        start, end = self.map.raw_start(slot.start), self.map.raw_end(slot.end)
        before, after = (
            self.text[max(0, start - MOST_SPACES) : start],
            self.text[end : end + MOST_SPACES],
        )
        spaces = before[len(before.rstrip()) :], after[: len(after) - len(after.lstrip())]
        return spaces[0] + self.text[start:end] + spaces[1]

    def standing(self, words: str, frame: Frame) -> list[Slot]:
        """Where these folded words stand as they might in the frame, best first."""
        return slots.standing(self.folded, words, frame, splits=self.map.splits)

    def between(self, frame: Frame, longest: int) -> list[Slot]:
        """Where the frame's context stands around something, best first."""
        return slots.between(self.folded, frame, longest)

    def half_kept(self, frame: Frame) -> Slot | None:
        """Where one side of the context stands beside words much like the quote's."""
        return slots.half_kept(self.folded, frame)


@dataclass(frozen=True)
class Place:
    """Where a quote stands in ``Article.text``."""

    start: int
    end: int
    score: int  # 0 to 100


class Miss(StrEnum):
    """Why a quote was not found."""

    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"


def find(article: Article, quote: Quote) -> Place | Miss:
    """The one place the quote can mean; several that fit alike are refused, never guessed."""
    frame = quote.frame
    if not frame.exact.strip():
        return Miss.NOT_FOUND
    found = article.standing(frame.exact, frame)
    if not found or found[0].fit < FITS:
        return Miss.NOT_FOUND
    best = found[0]
    if best.context < REWRITTEN or best.fit < 1:
        for other in article.between(frame, len(frame.exact))[:1]:
            if other.context >= max(REWRITTEN, best.context + 0.1) and not other.holds(best):
                return Miss.NOT_FOUND
    if len(found) > 1 and not is_clear(best, found[1]):
        return Miss.AMBIGUOUS
    return article.place(best, quote.exact)


def is_clear(best: Slot, other: Slot) -> bool:
    """Whether one place fits so much better that the other cannot be meant."""
    if best.context - other.context >= CLEARLY or best.context == 1 > other.context:
        return True
    sides = ((best.left, other.left), (best.right, other.right))
    if all(mine >= its for mine, its in sides):
        return any(mine >= PERFECT and mine - its >= ONE_SIDE for mine, its in sides)
    lost, more = 1 - best.context, 1 - other.context
    return more >= lost * LOST_MORE + AND_SOME
