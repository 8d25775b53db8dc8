"""Marks words in HTML that has been cleaned, without touching anything else in it."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from moderation.text.invisible import UNSPACED

Span = tuple[int, int]

_OF_A_WORD = rf"[^\W{UNSPACED}]"
_LETTER = re.compile(_OF_A_WORD)
_TAG = "\0"  # stands for a tag among the characters that are shown


@dataclass(frozen=True)
class Stretch:
    """A piece of a text that is looked for again; a whole word, not as part of another.

    Without regular expressions: a card has up to two thousand of them.
    """

    text: str
    begins: bool  # a word
    ends: bool

    def places(self, text: str) -> Iterator[Span]:
        """Where it stands."""
        start = text.find(self.text)
        while start >= 0:
            end = start + len(self.text)
            is_part = (self.begins and start and _LETTER.match(text, start - 1)) or (
                self.ends and _LETTER.match(text, end)
            )
            if not is_part:
                yield start, end
            start = text.find(self.text, start + 1 if is_part else end)


@dataclass(frozen=True)
class Place:
    """What stands at some places of a source: which of all its occurrences there are meant."""

    stretch: Stretch
    meant: frozenset[int]
    of: int


def mark_html(html: str, words: Sequence[str], places: Sequence[Place] = ()) -> str:
    """The same HTML with each occurrence of the words, and the places, wrapped in `<mark>`."""
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not wanted and not places:
        return html
    copy = _Copy(html)
    spans = _found("|".join(map(re.escape, wanted)), copy.text) if wanted else []
    spans += [span for place in places for span in _meant(place, copy.text)]
    return copy.marked(_merged(spans))


def places_of(source: str, spans: Iterable[Span]) -> list[Place]:
    """The places of a source, so that they are found again in what it is rendered to."""
    starts: dict[Stretch, set[int]] = {}
    for start, end in spans:
        if source[start:end].strip():
            starts.setdefault(stretch_of(source, start, end), set()).add(start)
    return [_place(stretch, at, source) for stretch, at in starts.items()]


def stretch_of(text: str, start: int, end: int) -> Stretch:
    """What stands at a place of a text."""
    begins = _LETTER.match(text, start) and not (start and _LETTER.match(text, start - 1))
    ends = end > start and _LETTER.match(text, end - 1) and not _LETTER.match(text, end)
    return Stretch(text[start:end], bool(begins), bool(ends))


def _place(stretch: Stretch, starts: set[int], source: str) -> Place:
    found = list(stretch.places(source))
    meant = frozenset(at for at, (start, _) in enumerate(found) if start in starts)
    return Place(stretch, meant, len(found))


def _meant(place: Place, text: str) -> Iterator[Span]:
    """All of them when some were rendered to something else, such as a link's address."""
    found = list(place.stretch.places(text))
    for at, span in enumerate(found):
        if len(found) != place.of or at in place.meant:
            yield span


def _found(pattern: str, text: str) -> list[Span]:
    spans = (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
    return [(start, end) for start, end in spans if _TAG not in text[start:end]]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """In order, what overlaps being one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class _Copy(HTMLParser):
    """HTML as it stands: each character that is shown, and how it was written."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._shown: list[str] = []
        self._written: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self._shown)

    def marked(self, spans: Iterable[Span]) -> str:
        copied: list[str] = []
        done = 0
        for start, end in spans:
            copied += [*self._written[done:start], "<mark>", *self._written[start:end], "</mark>"]
            done = end
        return "".join([*copied, *self._written[done:]])

    def handle_starttag(self, _tag: str, _attrs: object) -> None:
        self._add(_TAG, self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._add(_TAG, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._shown += data
        self._written += data

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name};")

    def _add_reference(self, written: str) -> None:
        char = entities.unescape(written)
        self._add(char[0], written)
        for rest in char[1:]:
            self._add(rest, "")

    def _add(self, shown: str, written: str) -> None:
        self._shown.append(shown)
        self._written.append(written)
