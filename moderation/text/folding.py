"""Text as it reads, whatever its case, width, marks and hidden characters; and where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from moderation.text.invisible import HIDDEN

_HIDDEN = re.compile(f"[{HIDDEN}]")
# Marks that are drawn on letters and spell nothing: accents, strokes, Hebrew and Arabic points.
_DRAWN_ON = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_BREVE = "\u0306"  # on и it makes another letter
_SPELT = {"ё": "е", "й": "й", "ў": "ў", "ї": "ї"}
# Small capitals, and letters in black circles and squares, which Unicode takes for no letters.
_DRAWN_AS = str.maketrans(
    dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
    | {
        first + place: chr(97 + place)
        for first in (0x1F150, 0x1F170, 0x1F1E6)  # and those that flags are spelt in
        for place in range(26)
    }
)
_SIGMAS = str.maketrans("ϲϹ", "cC")  # drawn like a c, which NFKC makes other sigmas of
# From an override to its end, or the line's, letters are drawn from right to left (UAX #9, RLO).
_OVERRIDE = "\u202e"
_OVERRIDDEN = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069\n]+)")


@dataclass(frozen=True)
class Folded:
    """Folded text, and where each of its characters began and ended in the text as stored."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the text as stored."""
        return min(self.starts[start:end]), max(self.ends[start:end])


def fold(text: str) -> Folded:
    """The text as words are compared: without case, width, accents and hidden characters."""
    return _fold(text, _plain)


def fold_as_drawn(text: str) -> Folded | None:
    """The same in the order in which it is drawn, where an override turns that round."""
    if _OVERRIDE not in text:
        return None
    order = list(range(len(text)))
    for turned in _OVERRIDDEN.finditer(text):
        start, end = turned.span(1)
        order[start:end] = reversed(order[start:end])
    folded = _fold("".join(text[place] for place in order), _plain)
    starts = tuple(order[place] for place in folded.starts)
    return Folded(folded.text, starts, tuple(order[place - 1] + 1 for place in folded.ends))


def fold_lightly(text: str) -> Folded:
    """The text as patterns see it: without width and hidden characters, its case kept."""
    return _fold(text, _narrow)


def _fold(text: str, fold_one: Callable[[str], str]) -> Folded:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, char in enumerate(text):
        piece = fold_one(char)
        if char == _BREVE and pieces and pieces[-1] in "иИ":
            pieces[-1] = "й" if pieces[-1] == "и" else "Й"
            ends[-1] = place + 1
            continue
        pieces.extend(piece)
        starts.extend([place] * len(piece))
        ends.extend([place + 1] * len(piece))
    return Folded("".join(pieces), tuple(starts), tuple(ends))


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    """A character without what does not change how it reads."""
    narrow = _narrow(char).casefold().translate(_DRAWN_AS)
    if narrow in _SPELT:
        return _SPELT[narrow]
    parts = unicodedata.normalize("NFKD", narrow)
    return _DRAWN_ON.sub("", unicodedata.normalize("NFKD", parts.casefold()))


@lru_cache(maxsize=8192)
def _narrow(char: str) -> str:
    if _HIDDEN.match(char):
        return ""
    return unicodedata.normalize("NFKC", char.translate(_SIGMAS))
