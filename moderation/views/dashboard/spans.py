"""A text cut where something was found in it, so that a page can mark that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

AROUND = 120  # characters before the first mark
LONGEST = 600  # characters shown of one text


@dataclass(frozen=True)
class Piece:
    """A stretch of the text, marked or not."""

    text: str
    is_marked: bool


def in_pieces(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text around what was found in it, what was found being marked."""
    places = sorted(spans)
    begin = max(0, places[0][0] - AROUND) if places else 0
    end = min(len(text), begin + LONGEST)
    pieces = [Piece("…", is_marked=False)] if begin else []
    at = begin
    for start, stop in places:
        if at <= start and stop <= end:
            pieces += [Piece(text[at:start], is_marked=False), Piece(text[start:stop], True)]
            at = stop
    pieces.append(Piece(text[at:end] + ("…" if end < len(text) else ""), is_marked=False))
    return [piece for piece in pieces if piece.text]
