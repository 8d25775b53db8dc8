"""A correction put into a text, with all the rest of it kept to the byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from moderation.text.anchors import Article, Quote
from moderation.text.folded import Folded
from moderation.text.verdicts import look

_TOKEN = re.compile(r"\w+|.", re.DOTALL)


class Outcome(StrEnum):
    """What became of a correction."""

    APPLIED = "applied"
    ALREADY_FIXED = "already_fixed"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Patched:
    """The text afterwards, and where in it the correction stands."""

    outcome: Outcome
    text: str
    start: int
    end: int


def apply(text: str, quote: Quote, replacement: str) -> Patched:
    """The text with the replacement where the quote stood, or unchanged and why.

    An empty replacement takes the quote away.
    """
    article = Article(text)
    seen = look(article, quote, replacement)
    place = seen.place
    if seen.verdict == "still_there":
        if place is None:
            return Patched(Outcome.AMBIGUOUS, text, 0, 0)
        stands = text[place.start : place.end]
        new = _rewritten(stands, quote.exact, replacement)
        patched = text[: place.start] + new + text[place.end :]
        return Patched(Outcome.APPLIED, patched, place.start, place.start + len(new))
    taken_away = seen.verdict == "changed" and not replacement and not seen.found
    if place and (seen.verdict == "fixed" or taken_away):
        return Patched(Outcome.ALREADY_FIXED, text, place.start, place.end)
    return Patched(Outcome.NOT_FOUND, text, 0, 0)


def _rewritten(stands: str, exact: str, replacement: str) -> str:
    """What stands there, with only that changed in which the replacement differs from the quote.

    The quote may have lost soft hyphens or special spaces on its way; the page keeps them.
    """
    if stands == exact:
        return replacement
    old, new = _TOKEN.findall(exact), _TOKEN.findall(replacement)
    quoted, found = Folded(exact), Folded(stands)
    if quoted.text != found.text:
        return replacement
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    bounds = [found.raw_start(quoted.at(start)) for start in starts]
    pieces = []
    for step in Levenshtein.opcodes(old, new):
        if step.tag == "equal":
            pieces.append(stands[bounds[step.src_start] : bounds[step.src_end]])
        else:
            pieces.append("".join(new[step.dest_start : step.dest_end]))
    return "".join(pieces)
