"""What a text is found by: stems of words, pairs of characters where words have no spaces.

Texts and searches are cut in the same way, so that one meets the other on any database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.text.stems import stemmer

# Scripts that are written without spaces: Han, kana, Hangul, Thai, Lao, Khmer, Burmese.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN = re.compile(f"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\\W_])[^\\W_{UNSPACED}\u0300-\u036f]*")
SPACELESS = re.compile(f"[{UNSPACED}]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
QUOTED = re.compile(r'[“”„«»"]([^“”„«»"]*)[“”„«»"]')

LONGEST = 64  # code points of a term
MOST_PARTS = 12  # words of a search; more are not looked at
LEAST = 3  # letters of a part of a word


@dataclass(frozen=True)
class Term:
    """One thing a text is found by, and where it stands in it."""

    text: str
    start: int
    end: int
    word: str  # as it was written, folded


@dataclass(frozen=True)
class Part:
    """What stands together in a search: its terms follow one another."""

    terms: tuple[str, ...]
    prefix: str  # what the last term may begin with instead
    plain: str  # the part as it was typed, folded


def fold(text: str) -> str:
    """The text without differences that a searcher does not mean: case, ё, accents, width."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return "".join(map(_without_accent, plain))


@lru_cache(maxsize=4096)
def _without_accent(char: str) -> str:
    """é is found by e; й stays й, and what has a glyph of its own stays too."""
    base = unicodedata.normalize("NFD", char)
    return base[0] if len(base) > 1 and base[0].isascii() else char


def terms(text: str) -> Iterator[Term]:
    """All that the text is found by, in its order."""
    text = unicodedata.normalize("NFC", text)
    for run in RUN.finditer(text):
        if SPACELESS.match(run[0]):
            yield from _pairs(run[0], run.start())
        else:
            word = fold(run[0])[:LONGEST]
            yield Term(_stem(word), run.start(), run.end(), word)


def _pairs(run: str, start: int) -> Iterator[Term]:
    """Each character with the next one; the last alone: so any piece begins some term."""
    for index in range(len(run)):
        pair = fold(run[index : index + 2])
        yield Term(pair, start + index, min(start + index + 2, start + len(run)), pair)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    stem: str = stemmer("russian" if CYRILLIC.search(word) else "english").stemWord(word)
    return stem or word


def parts_of(q: str) -> tuple[Part, ...]:
    """What a search asks for; nothing where it has neither a letter nor a digit."""
    pieces = [*QUOTED.findall(q), *QUOTED.sub(" ", q).split()]
    parts = [part for piece in pieces if (part := _part(piece))]
    return tuple(dict.fromkeys(parts))[:MOST_PARTS]


def _part(piece: str) -> Part | None:
    found = list(terms(piece))
    if not found:
        return None
    last = found[-1]
    words = [term.text for term in found]
    plain = fold(piece[found[0].start : last.end])
    if len(last.word) == 1 and SPACELESS.match(last.word):
        # Its pair is not known: with another before it that one holds it, alone it begins one.
        return Part(tuple(words[:-1]), "" if len(words) > 1 else last.word, plain)
    return Part(tuple(words), last.word if len(last.word) >= 2 else "", plain)


def found_in(text: str, parts: Sequence[Part]) -> list[str]:
    """The words of a text that a search found, as they are written there."""
    return list(dict.fromkeys(piece for piece, is_found in pieces(text, parts) if is_found))


def pieces(text: str, parts: Sequence[Part]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and of each whether the search found it."""
    text, end = unicodedata.normalize("NFC", text), 0
    for start, stop in _spans(text, parts):
        yield text[end:start], False
        yield text[start:stop], True
        end = stop
    yield text[end:], False


def _spans(text: str, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Where the search found something; what touches is one."""
    wanted = {term for part in parts for term in part.terms}
    starts = tuple(part.prefix for part in parts if part.prefix)
    inside = [part.plain for part in parts if len(part.plain) >= LEAST]
    spans: list[tuple[int, int]] = []
    for term in terms(text):
        is_found = term.text in wanted or term.word.startswith(starts)
        if not is_found and not any(piece in term.word for piece in inside):
            continue
        begins = spans.pop()[0] if spans and term.start <= spans[-1][1] else term.start
        spans.append((begins, term.end))
    return spans


def joined(texts: Iterable[str]) -> tuple[str, str]:
    """The terms of several texts, and the texts folded: what an index keeps of them."""
    kept = [unicodedata.normalize("NFC", text) for text in texts if text]
    found = (term.text for text in kept for term in terms(text))
    return " ".join(found), " ".join(map(fold, kept))
