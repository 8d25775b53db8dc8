"""Marks words in HTML that has been cleaned, without touching anything else in it."""

import html as entities
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from moderation.text.invisible import UNSPACED

_OF_A_WORD = rf"[^\W{UNSPACED}]"
_LETTER = re.compile(_OF_A_WORD)


def mark_html(html: str, words: Sequence[str], patterns: Sequence[str] = ()) -> str:
    """The same HTML with each place of the words, or patterns, in its text wrapped in `<mark>`."""
    wanted = {re.escape(word) for word in words if word.strip()} | set(patterns)
    if not wanted:
        return html
    longest_first = "|".join(sorted(wanted, key=len, reverse=True))
    marker = _Marker(re.compile(longest_first, re.IGNORECASE))
    marker.feed(html)
    marker.close()
    return marker.marked()


def as_it_stands(text: str, start: int, end: int) -> str:
    """A pattern for what stands at a place of a text; for a whole word, not for part of another."""
    begins = _LETTER.match(text, start) and not (start and _LETTER.match(text, start - 1))
    ends = end > start and _LETTER.match(text, end - 1) and not _LETTER.match(text, end)
    left, right = f"(?<!{_OF_A_WORD})" if begins else "", f"(?!{_OF_A_WORD})" if ends else ""
    return f"{left}{re.escape(text[start:end])}{right}"


class _Marker(HTMLParser):
    """Copies HTML as it stands, marking what the pattern finds between two tags."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__(convert_charrefs=False)
        self._pattern = pattern
        self._copied: list[str] = []
        self._run: list[tuple[str, str]] = []  # each character of the text and how it was written

    def marked(self) -> str:
        self._end_run()
        return "".join(self._copied)

    def handle_starttag(self, _tag: str, _attrs: object) -> None:
        self._end_run()
        self._copied.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._end_run()
        self._copied.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._run.extend((char, char) for char in data)

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name};")

    def _add_reference(self, written: str) -> None:
        char = entities.unescape(written)
        self._run.append((char[0], written))
        self._run.extend((rest, "") for rest in char[1:])

    def _end_run(self) -> None:
        text = "".join(char for char, _ in self._run)
        written = [how for _, how in self._run]
        end = 0
        for match in self._pattern.finditer(text):
            self._copied += written[end : match.start()]
            self._copied += ["<mark>", *written[match.start() : match.end()], "</mark>"]
            end = match.end()
        self._copied += written[end:]
        self._run.clear()
