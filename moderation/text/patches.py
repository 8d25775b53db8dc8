"""A correction put into a text, with all the rest of it kept to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from moderation.text.anchors import Article, Miss, Quote, find
from moderation.text.verdicts import look


class Outcome(StrEnum):
    """What became of a correction."""

    APPLIED = "applied"
    ALREADY_FIXED = "already_fixed"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Patched:
    """The text afterwards, and where in it the replacement stands."""

    outcome: Outcome
    text: str
    start: int
    end: int


def apply(text: str, quote: Quote, replacement: str) -> Patched:
    """The text with the replacement where the quote stood, or unchanged and why."""
    article = Article(text)
    seen = look(article, quote, replacement)
    if seen.verdict == "fixed" and seen.place:
        return Patched(Outcome.ALREADY_FIXED, text, seen.place.start, seen.place.end)
    place = find(article, quote)
    if isinstance(place, Miss):
        return Patched(Outcome(place.value), text, 0, 0)
    patched = text[: place.start] + replacement + text[place.end :]
    return Patched(Outcome.APPLIED, patched, place.start, place.start + len(replacement))
