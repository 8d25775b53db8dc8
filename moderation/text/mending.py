"""A correction put into the text of a file, in the file's own syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from unicodedata import normalize

from moderation.text.anchors import Article, Miss, Place, Quote, find
from moderation.text.patches import Outcome
from moderation.text.quotes import fold
from moderation.text.rewriting import read_source, rewritten
from moderation.text.sources import Source, Syntax
from moderation.text.verdicts import look

_SIGNS = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_TYPESET = re.compile("[–—…]")


@dataclass(frozen=True)
class Mended:
    """What became of a correction, and the file's text afterwards."""

    outcome: Outcome
    raw: str
    is_kept: bool = False  # found, but it cannot be written there without breaking the marks
    score: int = 0  # 0 to 100: how well the surroundings fit


class Sheet:
    """The text of one file as readers see it, for any number of corrections."""

    def __init__(self, raw: str, syntax: Syntax) -> None:
        self.raw = raw
        self.syntax = syntax
        self._readings: dict[bool, tuple[Source, Article]] = {}

    def may_have(self, quote: Quote, replacement: str) -> bool:
        """Whether the words can stand in it, as they are or as they should be; a quick look."""
        return any(_bare(words) in self._letters for words in (quote.exact, replacement))

    @cached_property
    def _letters(self) -> str:
        return _bare(unescape(_TAG.sub("", self.raw)))

    def mend(self, quote: Quote, replacement: str) -> Mended:
        """The text with the replacement where the quote stood, or unchanged and why."""
        mended = Mended(Outcome.NOT_FOUND, self.raw)
        for second in self._ways(quote):
            mended = self._mend(quote, replacement, second=second)
            if mended.outcome is not Outcome.NOT_FOUND:
                break
        return mended

    def _ways(self, quote: Quote) -> tuple[bool, ...]:
        """In which ways to read the text: a second one where it may show more."""
        is_typeset = self.syntax == "markdown" and _TYPESET.search(quote.exact)
        return (False, True) if self.syntax == "html" or is_typeset else (False,)

    def _mend(self, quote: Quote, replacement: str, *, second: bool) -> Mended:
        source, article = self._read(second=second)
        seen = look(article, quote, replacement)
        if seen.verdict == "fixed":
            return Mended(Outcome.ALREADY_FIXED, self.raw, score=seen.score)
        place = find(article, quote)
        if isinstance(place, Miss):
            return Mended(Outcome(place.value), self.raw)
        if _stands_already(article.text, place, quote, replacement):
            return Mended(Outcome.ALREADY_FIXED, self.raw, score=place.score)
        written = rewritten(
            source, place.start, place.end, exact=quote.exact, replacement=replacement
        )
        if written is None:
            return Mended(Outcome.AMBIGUOUS, self.raw, is_kept=True, score=place.score)
        return Mended(Outcome.APPLIED, written, score=place.score)

    def _read(self, *, second: bool) -> tuple[Source, Article]:
        if second not in self._readings:
            source = read_source(self.raw, self.syntax, second=second)
            self._readings[second] = source, Article(source.visible)
        return self._readings[second]


def _bare(text: str) -> str:
    """Its letters and digits alone: marks may stand between any two of them."""
    return _SIGNS.sub("", normalize("NFC", text))


def _stands_already(text: str, place: Place, quote: Quote, replacement: str) -> bool:
    """Whether the quote was found only because the replacement, which stands there, has it."""
    at = replacement.find(quote.exact)
    if at < 0 or replacement == quote.exact:
        return False
    start = place.start - at
    end = start + len(replacement)
    if start < 0 or fold(text[start:end]) != fold(replacement):
        return False
    return _fit(text, start, end, quote) > _fit(text, place.start, place.end, quote)


def _fit(text: str, start: int, end: int, quote: Quote) -> int:
    """How many characters before and after a place are as they were around the quote."""
    before = fold(text[max(0, start - 100) : start])[::-1], fold(quote.prefix)[::-1]
    after = fold(text[end : end + 100]), fold(quote.suffix)
    return _common(*before) + _common(*after)


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
