"""What stood around a quote, and how much of that still stands around a place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from moderation.text.folded import Folded
from moderation.text.invisible import UNSPACED
from moderation.text.quotes import fold

LONGEST = 128  # characters of context that count, either side; readers send 64, and the sentence
NEAR, MIDDLE = 16, 32  # within these a character weighs more
FOREIGN = 0.4  # what a character of another sentence weighs: that may change by itself,
STRANGE = 0.1  # and when it is asked whether this is the sentence at all
BY_CHANCE = 3  # so many equal characters in a row mean nothing
OF_QUOTE = 0.5  # what a character of the quote weighs

_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s)|[。！？]+[\"'）」』]*")
_IN_WORD = re.compile(rf"[^\W{UNSPACED}]")


Weights = tuple[float, ...]
Weight = tuple[float, float]


@dataclass(frozen=True)
class Side:
    """The context on one side, read away from the quote, with what each character weighs."""

    text: str
    weights: Weights  # of the first so many together
    own: Weights  # the same where its sentence is what counts

    @property
    def weight(self) -> Weight:
        """Of all of it."""
        return self.weights[-1], self.own[-1]

    def agrees(self, window: str) -> Weight:
        """How much of its weight stands in what was read away from a place."""
        if window.startswith(self.text):
            return self.weight
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - few readings get here

        agreed = own = 0.0
        for step in Levenshtein.opcodes(self.text, window[: len(self.text)]):
            start, end = step.src_start, step.src_end
            if step.tag == "equal" and (start == step.dest_start == 0 or end - start >= BY_CHANCE):
                agreed += self.weights[end] - self.weights[start]
                own += self.own[end] - self.own[start]
            elif step.tag == "insert" and start < len(self.text):
                put_in = min(start + step.dest_end - step.dest_start, len(self.text))
                agreed -= self.weights[put_in] - self.weights[start]
                own -= self.own[put_in] - self.own[start]
        return max(agreed, 0.0), max(own, 0.0)


@dataclass(frozen=True)
class Frame:
    """A quote in its surroundings, folded."""

    left: str
    exact: str
    right: str
    own_left: int  # so many characters of the same sentence
    own_right: int

    @cached_property
    def before(self) -> Side:
        """What stood before it, backwards."""
        return _side(self.left[::-1], self.own_left)

    @cached_property
    def after(self) -> Side:
        """What stood after it."""
        return _side(self.right, self.own_right)

    @cached_property
    def weight(self) -> Weight:
        """Of all its context."""
        before, after = self.before.weight, self.after.weight
        return before[0] + after[0], before[1] + after[1]


def frame_of(exact: str, prefix: str, suffix: str, sentence: str) -> Frame:
    """The quote as it is looked for; a sentence that reaches further than the context widens it."""
    whole = Folded(prefix + exact + suffix)
    start, end = whole.at(len(prefix)), whole.at(len(prefix) + len(exact))
    while start < end and whole.text[start] == " ":
        start += 1
    while start < end and whole.text[end - 1] == " ":
        end -= 1
    left, quote, right = whole.text[:start], whole.text[start:end], whole.text[end:]
    before, after = _own(left, quote, right, fold(sentence).strip())
    if len(before) > len(left) and before.endswith(left):
        left = before
    if len(after) > len(right) and after.startswith(right):
        right = after
    return Frame(left[-LONGEST:], quote, right[:LONGEST], len(before), len(after))


def is_joined(before: str, after: str) -> bool:
    """Whether no word ends between these two."""
    return bool(before and after) and _is_wordy(before[-1]) and _is_wordy(after[0])


@lru_cache(4096)
def _is_wordy(char: str) -> bool:
    return bool(_IN_WORD.match(char)) or unicodedata.category(char)[0] == "M"


def _side(text: str, own: int) -> Side:
    def weights(foreign: float) -> Weights:
        each = (_weight(at) * (1 if at < own else foreign) for at in range(len(text)))
        return tuple(accumulate(each, initial=0.0))

    return Side(text, weights(FOREIGN), weights(STRANGE))


def _weight(at: int) -> float:
    return 1.0 if at < NEAR else 0.6 if at < MIDDLE else 0.3


def _own(left: str, exact: str, right: str, sentence: str) -> tuple[str, str]:
    """What of its own sentence stands before and after the quote."""
    places = _occurrences(sentence, exact) if exact else []
    if places:
        at = max(
            places, key=lambda at: _fits(sentence[:at], sentence[at + len(exact) :], left, right)
        )
        return sentence[:at], sentence[at + len(exact) :]
    *_, start = 0, *(match.end() for match in _END.finditer(left))
    end = _END.search(right)
    return left[start:].lstrip(), right[: end.end() if end else len(right)]


def _occurrences(text: str, wanted: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", text)]


def _fits(before: str, after: str, left: str, right: str) -> int:
    return common(before[::-1], left[::-1]) + common(after, right)


def common(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    length = 0
    for mine, its in zip(one, other, strict=False):
        if mine != its:
            break
        length += 1
    return length
