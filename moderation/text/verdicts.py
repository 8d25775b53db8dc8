"""What has become of a mistake: one look at its page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moderation.text.anchors import Article, Miss, Place, Quote, find


@dataclass(frozen=True)
class Seen:
    """A verdict, and what stands at the place now."""

    verdict: str  # still_there, fixed, changed, context_changed or gone
    found: str
    place: Place | None
    score: int


def look(article: Article, quote: Quote, replacement: str) -> Seen:
    """What has become of the quote; never fixed while the mistake stands at its place."""
    place = find(article, quote)
    if isinstance(place, Place):
        return Seen("still_there", article.text[place.start : place.end], place, place.score)
    if place is Miss.AMBIGUOUS:
        return Seen("still_there", quote.exact, None, 0)
    if replacement:
        fixed = find(article, replace(quote, exact=replacement))
        if isinstance(fixed, Place):
            return Seen("fixed", article.text[fixed.start : fixed.end], fixed, fixed.score)
    return Seen("gone", "", None, 0)
