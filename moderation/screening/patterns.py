"""Patterns: RE2, so that no text and no pattern can make it slow; letters of every script count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from moderation.text.folding import Folded, fold_lightly

LONGEST = 500  # characters
MEMORY = 1 << 20  # bytes for one pattern's program; what needs more is refused

_EDGE = r"\b"
_BYTE = r"\C"  # half a letter, where a letter is two of them
_LETTERS = r"\p{L}\p{M}\p{N}_"  # RE2's own \w is ASCII alone
_PIECE = re.compile(r"\\.|\[\^?\]?|\]|.", re.DOTALL)
_LOOKAROUND = re.compile(r"\(\?<?[=!]")
_AGAIN = re.compile(r"\\[1-9]|\(\?P=|\\k[<{]")
_WORD = re.compile(r"[^\W]|[\u0300-\u036f]")


class BadPatternError(ValueError):
    """A pattern that cannot be used: why, and at which character, counted from 1."""

    def __init__(self, code: str, **args: Any) -> None:
        super().__init__(code)
        self.code = code
        self.args_of_code = args


@dataclass(frozen=True)
class Pattern:
    """A pattern ready to look with; edges of words at its ends count in any script."""

    program: Any
    from_edge: bool
    to_edge: bool

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in the text as stored; empty places are none."""
        folded = _folded(text)
        for match in self.program.finditer(folded.text):
            start, end = match.span()
            if start < end and self._is_at_edges(folded.text, start, end):
                yield folded.span(start, end)

    def _is_at_edges(self, text: str, start: int, end: int) -> bool:
        return not (
            (self.from_edge and _is_within(text, start)) or (self.to_edge and _is_within(text, end))
        )


@lru_cache(maxsize=4)
def _folded(text: str) -> Folded:
    """Kept for the next of many patterns that look at the same text."""
    return fold_lightly(text)


@lru_cache(maxsize=2048)
def read_pattern(text: str) -> Pattern:
    """A pattern as written; raises ``BadPatternError``."""
    if len(text) > LONGEST:
        raise BadPatternError("too_long", length=len(text), limit=LONGEST)
    _compile(text, text)  # as it was typed, so that a mistake is shown where it stands
    from_edge = text.startswith(_EDGE)
    to_edge = text.endswith(_EDGE) and not text.endswith("\\" + _EDGE) and len(text) > len(_EDGE)
    core = text[len(_EDGE) * from_edge : len(text) - len(_EDGE) * to_edge]
    program = _compile(_of_any_script(core, len(_EDGE) * from_edge), text)
    if program.search("") is not None:
        raise BadPatternError("pattern_of_nothing")
    return Pattern(program, from_edge, to_edge)


def _compile(text: str, typed: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    options.max_mem = MEMORY
    try:
        return re2.compile(text, options)
    except re2.error as error:
        raise _why(typed, error) from error


def _why(text: str, error: Exception) -> BadPatternError:
    for code, sign in (("pattern_lookaround", _LOOKAROUND), ("pattern_backreference", _AGAIN)):
        if found := sign.search(text):
            return BadPatternError(code, position=found.start() + 1)
    said = error.args[0] if error.args else b""
    said = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if "too large" in said:
        return BadPatternError("pattern_too_large")
    near = said.partition(": ")[2]
    return BadPatternError("pattern_bad", position=_place(text, near), near=near[:40] or text[:40])


def _place(text: str, near: str) -> int:
    """Where the mistake stands: as Python sees it, else where RE2's excerpt begins."""
    try:
        re.compile(text)
    except re.error as error:
        if error.pos is not None:
            return error.pos + 1
    except (RecursionError, OverflowError):
        pass
    return max(text.find(near), 0) + 1


def _of_any_script(text: str, offset: int) -> str:
    r"""The pattern with ``\w`` for the letters of every script; ``\b`` within it is refused."""
    pieces: list[str] = []
    within = False  # a class in brackets
    for piece in _PIECE.finditer(text):
        found = piece[0]
        if found[0] == "[" and not within:
            within = True
        elif found == "]":
            within = False
        elif found == _BYTE:
            raise BadPatternError("pattern_bad", position=offset + piece.start() + 1, near=_BYTE)
        elif found in (_EDGE, r"\B"):
            raise BadPatternError("pattern_edge", position=offset + piece.start() + 1)
        elif found == r"\w":
            found = _LETTERS if within else f"[{_LETTERS}]"
        elif found == r"\W" and not within:
            found = f"[^{_LETTERS}]"
        pieces.append(found)
    return "".join(pieces)


def _is_within(text: str, place: int) -> bool:
    """Whether a word goes on at a place."""
    return (
        0 < place < len(text)
        and _WORD.match(text[place - 1]) is not None
        and _WORD.match(text[place]) is not None
    )
