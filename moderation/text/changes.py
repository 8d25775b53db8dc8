"""The smallest part of a quote that a suggestion changes."""

from __future__ import annotations

import re
from typing import NamedTuple

from moderation.text.invisible import UNSPACED
from moderation.text.quotes import fold, visible

# A word, a letter of a script written without spaces, a run of spaces, or one sign.
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|\s+|.", re.DOTALL)
_WORDY = re.compile(r"\w")


class Change(NamedTuple):
    """Bounds in the quote and in the suggestion; neither part is empty unless its whole is."""

    start: int
    end: int
    new_start: int
    new_end: int


def smallest_change(exact: str, suggestion: str) -> tuple[str, str]:
    """The words that differ, so that votes for one correction are counted together.

    Where more differs than quote marks and spaces, what cannot be seen is left out of both.
    """
    if fold(exact) != fold(suggestion):
        exact, suggestion = visible(exact), visible(suggestion)
    change = changed_part(exact, suggestion)
    return exact[change.start : change.end], suggestion[change.new_start : change.new_end]


def is_addition(exact: str, suggestion: str) -> bool:
    """Whether the suggestion puts words in beside those of the quote and keeps them all."""
    old, new = smallest_change(exact, suggestion)
    return len(new) > len(old) and (new.endswith(" " + old) or new.startswith(old + " "))


def changed_part(exact: str, suggestion: str, *, grown: bool = True) -> Change:
    """Where the words that differ stand; the whole of both when nothing does.

    What was put in or taken out comes with a word beside it; if not grown, only what was put in.
    """
    old, new = _TOKEN.findall(exact), _TOKEN.findall(suggestion)
    raw = fold(exact) == fold(suggestion)
    one, other = ((each if raw else list(map(fold, each))) for each in (old, new))
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    if head + tail == len(old) == len(new):
        return Change(0, len(exact), 0, len(suggestion))
    if head + tail == len(old) or (grown and head + tail == len(new)):
        head, tail = _grown(old, new, head, tail)
    elif grown and not _WORDY.search(
        "".join(old[head : len(old) - tail] + new[head : len(new) - tail])
    ):
        spaced = any(token.isspace() for token in (old[head], new[head]))
        head, tail = max(head - 1, 0), max(tail - spaced, 0)
    start = sum(map(len, old[:head]))
    end = sum(map(len, old[: len(old) - tail]))
    new_start = sum(map(len, new[:head]))
    return Change(start, end, new_start, sum(map(len, new[: len(new) - tail])))


def _grown(old: list[str], new: list[str], head: int, tail: int) -> tuple[int, int]:
    """What was only put in or taken out, with the word it belongs to: signs go to the one before.

    The same tokens are kept of both lists, so either may be read.
    """
    longer = max(old, new, key=len)
    head, tail = _slid(longer, head, tail)
    put_in = longer[head : len(longer) - tail]
    to_the_left = not _WORDY.search("".join(put_in)) or _is_ending(longer, head, tail)
    if (to_the_left and head) or not tail:
        head = max(head - 1, 0)
        while head and longer[head].isspace():
            head -= 1
    else:
        tail -= 1
        while tail and longer[len(longer) - tail - 1].isspace():
            tail -= 1
    return head, tail


def _is_ending(tokens: list[str], head: int, tail: int) -> bool:
    """Whether what was put in is joined to the word before it and to none after it."""
    after = len(tokens) - tail
    joined = head and not (tokens[head - 1].isspace() or tokens[head].isspace())
    goes_on = tail and not (tokens[after - 1].isspace() or tokens[after].isspace())
    return bool(joined and not goes_on)


def _slid(tokens: list[str], head: int, tail: int) -> tuple[int, int]:
    """The same tokens put in as far left as they may have been, or right when they are words."""
    size = len(tokens) - head - tail
    if _WORDY.search("".join(tokens[head : head + size])):
        while tail and tokens[head] == tokens[head + size]:
            head, tail = head + 1, tail - 1
    else:
        while head and tokens[head - 1] == tokens[head + size - 1]:
            head, tail = head - 1, tail + 1
    return head, tail


def _common(one: list[str], other: list[str]) -> int:
    length = 0
    for mine, its in zip(one, other, strict=False):
        if mine != its:
            break
        length += 1
    return length
