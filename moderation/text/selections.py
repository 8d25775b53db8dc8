"""What a reader selected on a page, and what of that is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from moderation.text.anchors import Quote
from moderation.text.changes import changed_part, is_addition
from moderation.text.contexts import is_joined
from moderation.text.folded import Folded
from moderation.text.quotes import fold, fold_spaces

BESIDE = 8  # characters besides the quote, for a place to be told by its surroundings

Span = tuple[int, int]


@dataclass(frozen=True)
class Selection:
    """A quote in its surroundings, and what of it its reader means."""

    quote: Quote
    suggestion: str

    @cached_property
    def whole(self) -> Folded:
        """All that was sent, folded."""
        return Folded(self.quote.prefix + self.quote.exact + self.quote.suffix)

    @cached_property
    def more(self) -> int:
        """So many characters the sentence gives before the context."""
        return len(self.quote.frame.left) - self.whole.at(len(self.quote.prefix))

    @cached_property
    def text(self) -> str:
        """The same with what the sentence adds."""
        frame = self.quote.frame
        return frame.left + frame.exact + frame.right

    @cached_property
    def selected(self) -> Span:
        """Where in it the quote stands."""
        frame = self.quote.frame
        return trimmed(self.text, len(frame.left), len(frame.left) + len(frame.exact))

    @cached_property
    def meant(self) -> Span:
        """What is selected, or what of it the suggestion changes."""
        start, end = self.selected
        if not self.suggestion or self.suggestion == self.quote.exact:
            return start, end
        words, suggested = self.text[start:end], fold(self.suggestion).strip()
        if words == suggested:  # if anything differs, it is how quotes and dashes are written
            words = fold_spaces(self.quote.exact).strip()
            suggested = fold_spaces(self.suggestion).strip()
        if words == suggested or len(words) != end - start:
            return start, end
        change = changed_part(words, suggested, grown=False)
        first, last = trimmed(self.text, start + change.start, start + change.end)
        first, last = trimmed(self.text, max(first - 1, start), min(last + 1, end))
        return (first, last) if first < last else (start, end)

    @property
    def is_of_signs(self) -> bool:
        """Whether the suggestion changes no more than how quotes, dashes and spaces are written."""
        return fold(self.quote.exact).strip() == fold(self.suggestion).strip()

    @property
    def is_addition(self) -> bool:
        """Whether the suggestion puts words in beside those that are there."""
        return is_addition(fold(self.quote.exact).strip(), fold(self.suggestion).strip())

    @property
    def has_context(self) -> bool:
        """Whether the place can be told by more than the words themselves."""
        return len(self.text) - (self.selected[1] - self.selected[0]) >= BESIDE


def whole_words(text: str, words: str) -> list[Span]:
    """Where these words stand in the text as words of their own."""
    places = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (is_joined(text[:at][-1:], words) or is_joined(words, text[end : end + 1])):
            places.append((at, end))
        at = text.find(words, at + 1)
    return places


def shared_words(text: str, one: Span, other: Span) -> Span | None:
    """What two stretches have in common, both grown to whole words."""
    mine, its = grown(text, *one), grown(text, *other)
    start, end = trimmed(text, max(mine[0], its[0]), min(mine[1], its[1]))
    return (start, end) if start < end else None


def grown(text: str, start: int, end: int) -> Span:
    """The stretch with the words whole that it begins and ends in."""
    start, end = max(start, 0), min(end, len(text))
    while 0 < start < end and is_joined(text[start - 1], text[start]):
        start -= 1
    while start < end < len(text) and is_joined(text[end - 1], text[end]):
        end += 1
    return start, end


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without space at its ends."""
    while start < end and text[start : start + 1].isspace():
        start += 1
    while start < end and text[end - 1 : end].isspace():
        end -= 1
    return start, end


def moved(span: Span, shift: int) -> Span:
    """The stretch so much further on."""
    return span[0] + shift, span[1] + shift
