"""A text folded for matching, with the way back to its raw characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from moderation.text.invisible import JOINING
from moderation.text.quotes import DROPPED, FOLDED, composed

# Letters and signs that never join the one before them and never fold away: only what is none
# of these is looked at closely.
_PLAIN = (
    "!-~\xa1-\xac\xae-\u02ff\u0370-\u0373\u0375-\u037d\u037f-\u0386\u0388-\u0482\u048a-\u058f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3"
    "\u0904-\u0939\u0e01-\u0e30\u0e40-\u0e46\u10a0-\u10ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2190-\u2328\u232b-\u2bff\u3001-\u3029\u3041-\u3096\u30a1-\u30fa"
    "\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9d\U0001f000-\U0001faff\U00020000-\U0002a6df"
)
_CLOSELY = re.compile(rf"[^\s{_PLAIN}]+")
_NOTHING = re.compile(f"[{DROPPED}]+")
_JOINS_WELL = re.compile(f"[{JOINING}]")
_JOINERS = "\u200c\u200d"
_FALLS = frozenset(f"{DROPPED}{_JOINERS}\u0301")
_SPACES = re.compile("  +")
_ONE_TO_ONE: dict[str, str] = {chr(one): other for one, other in FOLDED.items()}
_ONE_TO_ONE |= {space: " " for space in map(chr, range(0x3001)) if space.isspace()}


class _Stretch(NamedTuple):
    """Folded characters and the raw ones they stand for: one by one, or all for all."""

    at: int
    length: int
    start: int
    end: int
    is_whole: bool  # all for all


class Folded:
    """A text as ``fold`` makes it, in stretches that know where they came from."""

    def __init__(self, raw: str) -> None:
        self._parts: list[str] = []
        self._stretches: list[_Stretch] = []
        self._length = 0
        self._inner: set[int] = set()
        self._raw_length = len(raw)
        alike = raw
        for char, other in _ONE_TO_ONE.items():  # each a search in C; a table is ten times slower
            alike = alike.replace(char, other)
        done = 0
        for start, end in _odd(raw, alike):
            self._add(alike[done:start], done, start)
            for part, first, last in _clusters(raw, start, end):
                self._add(part, first, last, whole=last - first > 1 or len(part) > 1)
            done = end
        self._add(alike[done:], done, len(raw))
        self.text = "".join(self._parts)

    def raw_start(self, at: int) -> int:
        """Where the folded character begins in the raw text."""
        if at >= self._length:
            return self._raw_length
        stretch = self._of(at)
        return stretch.start if stretch.is_whole else stretch.start + at - stretch.at

    def raw_end(self, at: int) -> int:
        """Where the character before this place ends in the raw text."""
        if at <= 0 or not self._stretches:
            return 0
        stretch = self._of(at - 1)
        return stretch.end if stretch.is_whole else stretch.start + at - stretch.at

    def at(self, raw: int) -> int:
        """The place in the folded text that a raw one became."""
        index = bisect_right(self._stretches, raw, key=attrgetter("start")) - 1
        if index < 0:
            return 0
        stretch = self._stretches[index]
        if stretch.is_whole:
            return stretch.at + (stretch.length if raw > stretch.start else 0)
        return stretch.at + min(raw - stretch.start, stretch.length)

    def splits(self, at: int) -> bool:
        """Whether this place lies within what one raw letter, with its marks, became."""
        return at in self._inner

    def _of(self, at: int) -> _Stretch:
        return self._stretches[bisect_right(self._stretches, at, key=attrgetter("at")) - 1]

    def _add(self, part: str, start: int, end: int, *, whole: bool = False) -> None:
        if part.startswith(" ") and self._parts and self._parts[-1].endswith(" "):
            start = end if whole else start + 1
            part = part[1:]
        if part:
            if whole:
                self._inner.update(range(self._length + 1, self._length + len(part)))
            self._stretches.append(_Stretch(self._length, len(part), start, end, whole))
            self._parts.append(part)
            self._length += len(part)


def _odd(raw: str, alike: str) -> Iterator[tuple[int, int]]:
    """Where folding changes the length: runs of space, and letters with something on them."""
    spans = [match.span() for match in _SPACES.finditer(alike)]
    is_composed = unicodedata.is_normalized("NFC", raw)
    if is_composed and not any(char in raw for char in _FALLS):
        return iter(spans)
    for match in _CLOSELY.finditer(raw):
        start, end = match.span()
        run = match[0]
        if _NOTHING.fullmatch(run):
            spans.append((start, end))
            continue
        if start and not raw[start - 1].isspace():
            start -= 1
        if not is_composed or not _FALLS.isdisjoint(run):
            spans.append((start, end))
    return iter(sorted(spans))


def _clusters(raw: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The run in folded pieces, each with the raw characters that it cannot be cut from."""
    if raw[start].isspace():
        yield " ", start, end
        return
    kept = _kept(raw, start, end)
    first = 0
    for index in range(1, len(kept) + 1):
        if index < len(kept) and _joins(raw, kept[first:index], kept[index]):
            continue
        whole = composed("".join(raw[at] for at in kept[first:index]))
        if first < index:
            yield whole, kept[first], kept[index - 1] + 1
        first = index


def _kept(raw: str, start: int, end: int) -> list[int]:
    """Where the characters stand that do not fold away; a joiner stays after what it joins."""
    kept: list[int] = []
    for at in range(start, end):
        before = raw[kept[-1]] if kept else " "
        if raw[at] in DROPPED or (raw[at] in _JOINERS and not _JOINS_WELL.match(before)):
            continue
        kept.append(at)
    return kept


def _joins(raw: str, before: list[int], at: int) -> bool:
    if unicodedata.combining(raw[at]):
        return True
    text = "".join(raw[each] for each in before)
    return composed(text + raw[at]) != composed(text) + composed(raw[at])
