"""Words and phrases that the site wants a human to see first."""

from __future__ import annotations

from functools import lru_cache

from moderation.screening.matching import Hit, WordList
from moderation.screening.texts import MOST_SPANS, texts_of
from moderation.screening.types import Draft, Facts, Finding, Policy


def banned_words(draft: Draft, _facts: Facts, policy: Policy) -> Finding | None:
    """Object to the site's banned words, however they are written."""
    if not policy.banned_words:
        return None
    found = {
        name: find_words(text, policy.banned_words)
        for name, text in texts_of(draft).items()
        if text
    }
    words = list(dict.fromkeys(word for places in found.values() for word, _ in places))
    if not words:
        return None
    field = next(name for name, places in found.items() if places)
    spans = tuple(span for _, span in found[field][:MOST_SPANS])
    return Finding("banned_words", {"words": words}, field, spans)


def find_words(text: str, words: tuple[str, ...]) -> list[tuple[str, tuple[int, int]]]:
    """Each banned word as the site spells it, and where it stands in the text as stored."""
    return [(words[hit.entry], hit.span) for hit in outermost(_list_of(words).find(text))]


def outermost(hits: list[Hit]) -> list[Hit]:
    """Only what is not part of something longer."""
    kept: list[Hit] = []
    for hit in hits:  # in the order of the text, the longest first
        if not kept or hit.span[1] > kept[-1].span[1]:
            kept.append(hit)
    return kept


@lru_cache(maxsize=64)
def _list_of(words: tuple[str, ...]) -> WordList:
    return WordList(enumerate(words))
