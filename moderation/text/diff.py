"""What a correction changes, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import groupby
from typing import Literal

from moderation.text.invisible import UNSPACED
from moderation.text.quotes import locate

Kind = Literal["same", "gone", "new"]

# Comparing is quadratic at best; past this the changed middle is shown whole.
MOST_COMPARED = 250_000

# A word, a letter of a script written without spaces, a run of spaces, or one sign.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both versions, only in the old, or only in the new one."""

    kind: Kind
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The two texts as one list: `same` and `gone` give the old, `same` and `new` the new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    pieces = [Piece("same", "".join(old[:head]))]
    pieces.extend(_compare(old[head:old_end], new[head:new_end]))
    pieces.append(Piece("same", "".join(old[old_end:])))
    return [piece for piece in pieces if piece.text]


def split_at(pieces: list[Piece], spans: Sequence[Sequence[int]]) -> list[tuple[Piece, bool]]:
    """The pieces of a diff, cut so that each is inside or outside the new text's spans."""
    inside = {place for start, end in spans for place in range(start, end)}
    cut: list[tuple[Piece, bool]] = []
    at = 0
    for piece in pieces:
        if piece.kind == "gone":
            cut.append((piece, False))
            continue
        places = range(at, at + len(piece.text))
        at += len(piece.text)
        for is_found, run in groupby(places, inside.__contains__):
            part = list(run)
            text = piece.text[part[0] - places.start : part[-1] + 1 - places.start]
            cut.append((Piece(piece.kind, text), is_found))
    return cut


def in_sentence(
    sentence: str, exact: str, suggestion: str, *, prefix: str = "", suffix: str = ""
) -> list[Piece]:
    """The correction within its sentence; alone when the quote is not in the sentence."""
    place = locate(sentence, exact, prefix, suffix)
    if place is None:
        return word_diff(exact, suggestion)
    start, end = place
    pieces = [Piece("same", sentence[:start])]
    pieces += word_diff(sentence[start:end], suggestion)
    pieces.append(Piece("same", sentence[end:]))
    return [piece for piece in pieces if piece.text]


def _common(one: list[str], other: list[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


class _Bounded(SequenceMatcher[str]):
    """Looks at so many pairs of equal words and no more; what is left then is shown as changed.

    Without that a few signs in many orders cost the cube of their number: seconds for 500.
    """

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._left = MOST_COMPARED
        often = Counter(new)
        self._pairs = [often[word] for word in old]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """As it was, while there is time."""
        self._left -= sum(self._pairs[alo:ahi])
        if self._left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def _compare(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) * len(new) > MOST_COMPARED:
        yield Piece("gone", "".join(old))
        yield Piece("new", "".join(new))
        return
    matcher = _Bounded(old, new)
    for _tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if _tag == "equal":
            yield Piece("same", "".join(old[old_start:old_end]))
        else:
            yield Piece("gone", "".join(old[old_start:old_end]))
            yield Piece("new", "".join(new[new_start:new_end]))
