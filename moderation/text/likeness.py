"""Which comments are nearly the same text, and cheap marks to find them by.

Alike are texts that differ in case, spacing, punctuation, look-alike letters and hidden
characters, or, where they are long enough, in a few words besides. Never alike are texts whose
links, digits, mentions or names differ. A name is told by its capital letter, so words may
differ only in a script that has capitals, and in a text that uses them.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from moderation.text.folding import fold, fold_lightly
from moderation.text.identity import latin_letter
from moderation.text.invisible import UNSPACED
from moderation.text.weighty import HARMLESS_CAPITALS, WEIGHTY

LEAST_WORDS = 10  # shorter texts are alike only when they look the same
MOST_WORDS = 2000  # likewise longer ones
WORDS_A_DIFFERENCE = 10
MOST_DIFFERENCES = 5
SHINGLE = 3  # words
LONGEST_KEPT = 30  # characters: what is seen of most words has been found out before
# With n // 10 of n words changed, at least 45 of 100 shingles are shared, so that
# 1 - 0.55 ** 5 = 95 of 100 such pairs share one of five minima (Broder 1997, "On the
# resemblance and containment of documents").
MINIMA = 5

_UNSPACED = re.compile(f"[{UNSPACED}]")
_RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_PIECES = re.compile(r"[^\s，。；：！？、（）《》「」『』【】“”]+")
_LITERAL = re.compile(r"[@#]|://|\w[./\\_=&~]\w|\d")
_AROUND = "\"'.,;:!?…()[]{}<>«»„“”‘’*_`~—–"


class Word(NamedTuple):
    """What a word looks like, and whether it could be a name."""

    look: str
    may_be_name: bool


@dataclass(frozen=True)
class Shape:
    """A text as far as likeness goes."""

    look: str  # without spaces
    literals: tuple[str, ...]  # links, mentions, numbers, in their order
    words: tuple[Word, ...]  # none where words may not differ


@lru_cache(maxsize=1024)
def shape_of(text: str) -> Shape:
    """What is compared of a text."""
    literals, words = [], []
    for piece in _pieces(text):
        seen = _seen_often(piece) if len(piece) <= LONGEST_KEPT else _seen(piece)
        if isinstance(seen, str):
            literals.append(seen)
        elif seen.look:
            words.append(seen)
    look = "".join(word.look for word in words)
    if not look and not literals:
        look = "".join(_width(text).split())
    compares_words = (
        LEAST_WORDS <= len(words) <= MOST_WORDS
        and not _UNSPACED.search(text)
        and any(map(str.isupper, text))
    )
    return Shape(look, tuple(literals), tuple(words) if compares_words else ())


def are_alike(one: Shape, other: Shape) -> bool:
    """Whether two texts may stand in the queue as one row."""
    if one.literals != other.literals:
        return False
    return one.look == other.look or _differ_little(one.words, other.words)


def marks_of(shape: Shape) -> list[int]:
    """Numbers that texts alike have in common: one of the whole, and of long texts some more.

    Only texts with the same links, digits and mentions share any.
    """
    seed = blake2b("\0".join(shape.literals).encode(), digest_size=16).digest()
    marks = _hashes(seed, shape.look, 1)
    if shape.words:
        looks = [word.look for word in shape.words]
        shingles = (
            " ".join(looks[start : start + SHINGLE]) for start in range(len(looks) - SHINGLE + 1)
        )
        marks += map(min, zip(*(_hashes(seed, each, MINIMA) for each in shingles), strict=True))
    return list(dict.fromkeys(marks))


def _hashes(seed: bytes, text: str, number: int) -> list[int]:
    digest = blake2b(text.encode(), key=seed, digest_size=8 * number).digest()
    return list(struct.unpack(f">{number}q", digest))


def _pieces(text: str) -> Iterator[str]:
    """The text cut at spaces, and where a script without spaces meets another."""
    for piece in _PIECES.findall(unicodedata.normalize("NFC", text)):
        if _UNSPACED.search(piece):
            yield from _RUNS.findall(piece)
        else:
            yield piece


def _seen(piece: str) -> str | Word:
    """A piece as a word, or as a literal."""
    if _LITERAL.search(_width(piece)):
        return _literal(piece)
    look = _look(piece)
    return Word(look, may_be_name=_may_be_name(piece, look))


_seen_often = lru_cache(maxsize=8192)(_seen)


def _literal(piece: str) -> str:
    """A link or a number as it stands, hidden characters and all; people's handles have no case."""
    bare = piece.strip(_AROUND)
    return bare.casefold() if re.fullmatch(r"[@#]\w+", bare) else bare


def _look(piece: str) -> str:
    """What is seen of a word besides its case and punctuation."""
    return "".join(map(_look_of, piece))


def _width(piece: str) -> str:
    """A word without width and hidden characters."""
    return "".join(map(_width_of, piece))


@lru_cache(maxsize=8192)
def _look_of(char: str) -> str:
    seen = (each for each in fold(char).text if each.isalnum() or _is_sign(each))
    return "".join(each if each == "ь" else latin_letter(each) for each in seen)


@lru_cache(maxsize=8192)
def _width_of(char: str) -> str:
    return fold_lightly(char).text


def _is_sign(char: str) -> bool:
    """Whether a character means something by itself: currency, arithmetic, an emoji."""
    return unicodedata.category(char) in ("Sc", "Sm", "So")


def _may_be_name(piece: str, look: str) -> bool:
    if piece.islower() or look in _looks_harmless():
        return False
    return any(char.isalpha() and not char.islower() for char in _width(piece))


def _differ_little(one: tuple[Word, ...], other: tuple[Word, ...]) -> bool:
    length = min(len(one), len(other))
    most = min(length // WORDS_A_DIFFERENCE, MOST_DIFFERENCES)
    return bool(length) and abs(len(one) - len(other)) <= most and _may_become(one, other, most)


def _may_become(one: tuple[Word, ...], other: tuple[Word, ...], most: int) -> bool:
    """Whether so many words changed, added or left out make one of the other, none that weighs.

    How far each diagonal is reached with each number of changes, so that the time is bounded
    whatever the texts are (Ukkonen 1985, "Algorithms for approximate string matching").
    """
    goal = len(other) - len(one)
    reached = {0: _common(one, other, 0, 0)}
    for _ in range(most):
        further = dict(reached)
        for diagonal, here in reached.items():
            for on, off in ((1, 1), (1, 0), (0, 1)):
                there = here + diagonal
                changed = (*one[here : here + on], *other[there : there + off])
                if len(changed) < on + off or any(map(_weighs, changed)):
                    continue
                end = _common(one, other, here + on, there + off)
                at = diagonal + off - on
                further[at] = max(further.get(at, 0), end)
        reached = further
    return reached.get(goal) == len(one)


def _common(one: tuple[Word, ...], other: tuple[Word, ...], here: int, there: int) -> int:
    """Where in the first text the words cease to look the same."""
    while here < len(one) and there < len(other) and one[here].look == other[there].look:
        here, there = here + 1, there + 1
    return here


def _weighs(word: Word) -> bool:
    """Whether the text says something else without this word."""
    return word.may_be_name or word.look in _looks_weighty()


@cache
def _looks_harmless() -> frozenset[str]:
    return frozenset(map(_look, HARMLESS_CAPITALS))


@cache
def _looks_weighty() -> frozenset[str]:
    return frozenset(map(_look, WEIGHTY))
