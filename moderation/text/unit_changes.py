"""What a correction changes, unit by unit: a letter, its marks, and what is invisible beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from moderation.text.quotes import fold

Change = tuple[int, int, str]  # from, to, and what stands there instead

_INVISIBLE = "\xad\u200b\u2060\ufeff"


@dataclass(frozen=True)
class _Unit:
    """A character with the marks on it and what is invisible beside it, or a run of spaces."""

    text: str
    start: int

    @property
    def core(self) -> int:
        """Where it ends but for what is invisible: a soft hyphen outlives the letter before it."""
        return self.start + len(self.text.rstrip(_INVISIBLE))

    @property
    def key(self) -> str:
        """What two of them share when there is nothing to correct between them."""
        if self.text.isspace():
            return " "
        seen = "".join(char for char in self.text if char not in _INVISIBLE)
        return unicodedata.normalize("NFC", seen)


def word_changes(shown: str, exact: str, replacement: str) -> Iterator[Change]:
    """What to change in ``shown``: in each word that differs, from its first letter that does."""
    is_about_marks = fold(exact) == fold(replacement)
    there, told, new = _units(shown), _units(exact), _units(replacement)
    if [fold(unit.text) for unit in there] != [fold(unit.text) for unit in told]:
        told = there
    old_keys = [unit.text if is_about_marks else unit.key for unit in told]
    new_keys = [unit.text if is_about_marks else unit.key for unit in new]
    old_words, new_words = list(_words(old_keys)), list(_words(new_keys))
    matcher = SequenceMatcher(
        None, [word for _, word in old_words], [word for _, word in new_words], autojunk=False
    )
    old_places = [at for at, _ in old_words] + [len(old_keys)]
    new_places = [at for at, _ in new_words] + [len(new_keys)]
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        start, end, first, last = old_places[a], old_places[b], new_places[c], new_places[d]
        head = _common(old_keys[start:end], new_keys[first:last])
        start, first = start + head, first + head
        tail = _common(old_keys[start:end][::-1], new_keys[first:last][::-1])
        end, last = end - tail, last - tail
        if end - start == last - first:
            pairs = zip(there[start:end], new[first:last], strict=True)
            yield from ((old.start, old.core, one.text) for old, one in pairs)
            continue
        at = there[start].start if start < len(there) else len(shown)
        text = "".join(unit.text for unit in new[first:last])
        yield at, there[end - 1].core if end > start else at, text


def _words(keys: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The units of each word, or each other unit, and where they begin."""
    start = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or not (keys[at - 1].isalnum() and keys[at].isalnum()):
            yield start, tuple(keys[start:at])
            start = at


def letter_changes(visible: str, changes: list[Change]) -> Iterator[Change]:
    """The same letter by letter, for marks may stand between them."""
    for start, end, new in changes:
        matcher = SequenceMatcher(None, visible[start:end], new, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                yield start + a, start + b, new[c:d]


def _units(text: str) -> list[_Unit]:
    units, start = [], 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _belongs(text[at - 1], text[at]):
            units.append(_Unit(text[start:at], start))
            start = at
    return units


def _belongs(one: str, other: str) -> bool:
    """Whether the second character is part of what the first began."""
    if one.isspace() or other.isspace():
        return one.isspace() and other.isspace()
    return other in _INVISIBLE or unicodedata.combining(other) > 0


def _common(one: list[str], other: list[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
