"""Changing what a reader sees of a text by changing as little of how it is written as possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from moderation.text.html_sources import read_html
from moderation.text.markdown_sources import read_markdown
from moderation.text.sources import Source, Syntax, Writer
from moderation.text.unit_changes import Change, letter_changes, word_changes

_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]\s*")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# A template language would run what stands between these; nothing a reader sent may bring them.
_TEMPLATE = re.compile(r"\{[{%#<]|[}%#>]\}|<[%?]|[%?]>|\$\{")
_EMPTY_MARKS = re.compile(r"(?<![*_~\\])(\*{1,3}|_{1,3}|~~)\1(?![*_~])")
_MARKDOWN_MARK = re.compile(r"([\\`*_\[\]<&|])")
_MARKDOWN_SIGN = re.compile(r"([\\`*_{}\[\]<>#+\-.!|~&()=:$^])")


def read_source(raw: str, syntax: Syntax, *, second: bool = False) -> Source:
    """What a reader sees of a text in this syntax, and where each character of it is written.

    The second way to read it: HTML outside of the article too, Markdown as it is typeset.
    """
    if syntax == "html":
        return read_html(raw, whole=second)
    if syntax == "markdown":
        return read_markdown(raw, smart=second)
    writer = Writer()
    writer.copy(raw, 0)
    return writer.close(raw, "plain")


def rewritten(source: Source, start: int, end: int, *, exact: str, replacement: str) -> str | None:
    """The raw text in which the replacement is shown instead of ``visible[start:end]``.

    ``exact`` is what the replacement was made for: what both share stays as it is written.
    ``None`` when that cannot be done without changing more than what is seen there.
    """
    shown = source.visible[start:end]
    words = list(word_changes(shown, exact, _BREAKS.sub(" ", replacement)))
    changes = [(start + a, start + b, new) for a, b, new in words]
    expected = _spaced(_changed(source.visible, changes))
    for wish in (changes, list(letter_changes(source.visible, changes))):
        for written in _ways(source, wish):
            if _is_safe(source.raw, written) and _shows(source, written, expected):
                return written
    return None


def _ways(source: Source, changes: list[Change]) -> Iterator[str]:
    """Ways to write the changes: beside which mark, and escaped no further than it must be."""
    for escaped in _ESCAPES[source.syntax]:
        wish = [(start, end, escaped(new)) for start, end, new in changes]
        for after in (True, False):
            written, places = _written(source, wish, after=after)
            yield written
            if source.syntax == "markdown" and not all(new for _, _, new in wish):
                yield _without_empty_marks(written, places)


def _written(source: Source, changes: list[Change], *, after: bool) -> tuple[str, list[int]]:
    """The raw text with the changes, and where they are; beside marks, on the one side or other."""
    parts, places, at, size = [], [], 0, 0
    for start, end, new in changes:
        ranges = [(source.starts[each], source.ends[each]) for each in range(start, end)]
        if not ranges:
            ranges = [(_between(source, start, after=after),) * 2]
        for number, (first, last) in enumerate(ranges):
            kept = source.raw[at : max(first, at)]
            put = new if number == (0 if after else len(ranges) - 1) else ""
            parts += [kept, put]
            size += len(kept)
            places.append(size)
            size += len(put)
            at = max(at, last)
    return "".join(parts) + source.raw[at:], places


def _between(source: Source, at: int, *, after: bool) -> int:
    if at and (after or at == len(source.starts)):
        return source.ends[at - 1]
    return source.starts[at] if at < len(source.starts) else len(source.raw)


def _without_empty_marks(written: str, places: list[int]) -> str:
    """Without the marks between which nothing is left: they would be read as signs."""
    for place in reversed(places):
        for found in _EMPTY_MARKS.finditer(written, max(place - 3, 0), place + 3):
            if found.start() <= place <= found.end():
                written = written[: found.start()] + written[found.end() :]
                break
    return written


def _shows(source: Source, written: str, expected: str) -> bool:
    again = read_source(written, source.syntax, second=source.is_second)
    return _spaced(again.visible) == expected


def _is_safe(before: str, after: str) -> bool:
    """Whether no more is handed to a template language than before."""
    return len(_TEMPLATE.findall(after)) <= len(_TEMPLATE.findall(before))


def _changed(text: str, changes: list[Change]) -> str:
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


def _escaped_html(text: str) -> str:
    return escape(text, quote=False)


def _escaped_markdown(text: str) -> str:
    return _MARKDOWN_SIGN.sub(r"\\\1", text)


def _marks_escaped(text: str) -> str:
    return _MARKDOWN_MARK.sub(r"\\\1", text)


def _as_it_is(text: str) -> str:
    return text


_ESCAPES: dict[Syntax, tuple[Callable[[str], str], ...]] = {
    "html": (_escaped_html,),
    "markdown": (_as_it_is, _marks_escaped, _escaped_markdown, _escaped_html),
    "plain": (_as_it_is,),
}
