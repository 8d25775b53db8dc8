"""Words and phrases that the site wants a human to see first."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from moderation.screening.texts import MOST_SPANS, texts_of
from moderation.screening.types import Draft, Facts, Finding, Policy
from moderation.text.invisible import HIDDEN, UNSPACED

_HIDDEN = re.compile(f"[{HIDDEN}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
# A word ends where no letter, digit or mark on a letter follows.
_LETTER = r"[\w\u0300-\u036f]"


def banned_words(draft: Draft, _facts: Facts, policy: Policy) -> Finding | None:
    """Object to the site's banned words, whatever their case, width and hidden characters."""
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
    """Each banned word as the site spells it, and where it stands in the text as stored.

    Whole words, but anywhere within text of a script that has no spaces.
    """
    folded, origins = _fold(text)
    spelt = {word: given for word, given in _spelt(words).items() if _may_hold(folded, word)}
    if not spelt:
        return []
    return [
        (
            spelt[" ".join(match[0].split())],
            (origins[match.start()], origins[match.end() - 1] + 1),
        )
        for match in _pattern(tuple(spelt)).finditer(folded)
    ]


@lru_cache(maxsize=64)
def _spelt(words: tuple[str, ...]) -> dict[str, str]:
    """The site's spelling of each word by the folded one."""
    spelt = {" ".join(_fold(word)[0].split()): word for word in reversed(words)}
    spelt.pop("", None)
    return spelt


def _may_hold(text: str, word: str) -> bool:
    """Whether looking closer is worth it: most of a long list is in no comment at all."""
    return all(part in text for part in word.split())


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_expression, longest_first)))


def _expression(word: str) -> str:
    phrase = r"\s+".join(map(re.escape, word.split()))
    before = "" if _UNSPACED.match(word[0]) else rf"(?<!{_LETTER})"
    after = "" if _UNSPACED.match(word[-1]) else rf"(?!{_LETTER})"
    return before + phrase + after


def _fold(text: str) -> tuple[str, list[int]]:
    """The text without case, width and hidden characters, and where each of its characters was."""
    pieces = [_fold_character(char) for char in text]
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origins


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    if _HIDDEN.match(char):
        return ""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
