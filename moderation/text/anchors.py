"""A quote found again on its page: by its own words and by what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz

from moderation.text.quotes import fold, fold_with_positions

ENOUGH = 60  # of 100, for a place whose surroundings have changed
MARGIN = 20  # to the next best


@dataclass(frozen=True)
class Quote:
    """Words on a page with what stood before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    sentence: str = ""
    occurrence: int | None = None


class Article:
    """The text of a page, folded once however many quotes are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def folded(self) -> str:
        """The text for matching."""
        return self._both[0]

    @cached_property
    def _both(self) -> tuple[str, list[int]]:
        return fold_with_positions(self.text)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text, in the raw one."""
        starts = self._both[1]
        first, last = starts[start], starts[end]
        return first, first + len(self.text[first:last].rstrip())


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
    wanted = fold(quote.exact).strip()
    before, after = fold(quote.prefix), fold(quote.suffix)
    if not wanted:
        return Miss.NOT_FOUND
    text = article.folded
    places = sorted(
        (
            (_fit(text, start, start + len(wanted), before, after), start)
            for start in (match.start() for match in re.finditer(re.escape(wanted), text))
        ),
        reverse=True,
    )
    if not places or places[0][0] < ENOUGH:
        return Miss.NOT_FOUND
    if len(places) > 1 and places[0][0] - places[1][0] < MARGIN:
        return Miss.AMBIGUOUS
    score, start = places[0]
    return Place(*article.raw(start, start + len(wanted)), score)


def _fit(text: str, start: int, end: int, before: str, after: str) -> int:
    sides = []
    if before:
        sides.append(fuzz.ratio(text[max(0, start - len(before)) : start], before))
    if after:
        sides.append(fuzz.ratio(text[end : end + len(after)], after))
    return round(sum(sides) / len(sides)) if sides else 100
