"""Whether two readers mean the same place on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from moderation.text.anchors import Quote
from moderation.text.quotes import fold, place_key

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)


class Sameness(StrEnum):
    """How sure it is."""

    SAME = "same"
    MAYBE = "maybe"
    OTHER = "other"


@dataclass(frozen=True)
class Match:
    """How sure, how much alike, and what both share in fold(card.prefix + exact + suffix)."""

    sameness: Sameness
    score: int  # 0 to 100
    core: tuple[int, int] | None


def compare(
    card: Quote,
    core: tuple[int, int] | None,
    other: Quote,
    *,
    suggestions: tuple[str, str] = ("", ""),
) -> Match:
    """Whether the other quote is of the card's place; the suggestions are the card's and its."""
    start = len(fold(card.prefix))
    own = core or (start, start + len(fold(card.exact)))
    keys = [place_key(each.exact, each.prefix, each.suffix) for each in (card, other)]
    if keys[0] == keys[1]:
        return Match(Sameness.SAME, 100, own)
    frames = [fold(each.prefix + each.exact + each.suffix) for each in (card, other)]
    score = round(fuzz.ratio(*frames))
    overlaps = fold(card.exact) in fold(other.exact) or fold(other.exact) in fold(card.exact)
    if score >= 80 and overlaps:
        return Match(Sameness.SAME if score >= 90 else Sameness.MAYBE, score, own)
    return Match(Sameness.OTHER, score, None)


def smallest_change(exact: str, suggestion: str) -> tuple[str, str]:
    """The words that differ: votes of one correction are counted together."""
    old, new = _TOKEN.findall(exact), _TOKEN.findall(suggestion)
    head = 0
    while head < min(len(old), len(new)) - 1 and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head - 1 and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return (
        "".join(old[head : len(old) - tail]).strip(),
        "".join(new[head : len(new) - tail]).strip(),
    )
