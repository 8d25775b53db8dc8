"""The visible text of a Markdown file, and where each character of it is written.

markdown-it reads the blocks and the marks. Front matter, what templates put into the text, and
images are no text of the page, but what stands as title in the front matter is its headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from moderation.text.html_sources import read_html_part
from moderation.text.markdown_marks import placing_parser
from moderation.text.sources import FRONT, Source, Writer

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
# A title on one line that means itself, in YAML or TOML: no escapes, no comments, no other types.
_TITLE = re.compile(
    r"""^(?:title|subtitle|description|summary)[ \t]*[:=][ \t]*(?:"([^"\\\r\n]*)"|'([^'\r\n]*)'"""
    r"""|([^\W\d_](?:[^\s:#]|[ \t]+(?![#\s])|:(?!\s))*))[ \t]*\r?$""",
    re.MULTILINE,
)
_UNSEEN_TAG = re.compile(r"<(script|style|template|noscript|textarea)\b", re.IGNORECASE)
_TYPESET = {"---": "—", "--": "–", "...": "…"}
_TYPED = re.compile(r"(?<![-.])(?:-{2,3}|\.{3})(?![-.])")
_READ = ("inline", "fence", "code_block", "html_block")


def read_markdown(raw: str, *, smart: bool = False) -> Source:
    """The text as the page shows it, block by block.

    Many generators make dashes of hyphens and one sign of three dots: so ``smart`` reads it.
    """
    writer = Writer()
    body = raw
    if front := FRONT.match(raw):
        for found in _TITLE.finditer(front[0]):
            which = found.lastindex or 0
            writer.copy(found[which], found.start(which))
            writer.part(found.end())
        body = re.sub(r"[^\r\n]", " ", front[0]) + raw[front.end() :]
    elif raw.startswith("\ufeff"):
        body = " " + raw[1:]
    _Reader(raw, body, writer, smart=smart).read()
    return writer.close(raw, "markdown", is_second=smart)


class _Reader:
    def __init__(self, raw: str, body: str, writer: Writer, *, smart: bool) -> None:
        self.raw = raw
        self.smart = smart
        self.writer = writer
        self.lines = [(found[1], found.start()) for found in _LINE.finditer(body)]
        self._cells: dict[int, int] = {}  # where in a table's row the next cell is
        self._places: list[int] = []  # where each character of a block is written

    def read(self) -> None:
        in_row = False
        for token in placing_parser().parse("\n".join(line for line, _ in self.lines)):
            if token.map and token.type in _READ:
                self._block(token, token.map[0], token.map[1], in_row)
            in_row = token.type in ("th_open", "td_open")

    def _block(self, token: Token, first: int, last: int, in_row: bool) -> None:
        self.writer.part(self.lines[first][1])
        if token.type == "html_block":
            line, start = self.lines[last - 1]
            begin = self.lines[first][1]
            read_html_part(self.raw[begin : start + len(line)], self.writer, begin)
        else:
            places = self._in_row if in_row else self._in_lines
            self._places = list(places(token.content, first + (token.type == "fence")))
            if token.type == "inline":
                self._inline(token.content, token.children or [])
            else:
                self._copy(token.content, 0)
        self.writer.part(self.lines[min(last, len(self.lines) - 1)][1])

    def _in_lines(self, content: str, first: int) -> Iterator[int]:
        """A block's lines are the ends of the text's: what stands before is how it is marked."""
        for number, part in enumerate(content.split("\n"), first):
            line, start = self.lines[min(number, len(self.lines) - 1)]
            shown = part.lstrip(" \t")
            at = start + max(line.rfind(shown), 0)
            yield from range(at - len(part) + len(shown), at + len(shown))
            yield start + len(line)

    def _in_row(self, content: str, row: int) -> Iterator[int]:
        """The cells of a row follow each other; a sign between them is escaped within one."""
        line, start = self.lines[row]
        written = re.escape(content).replace(r"\|", r"\\\|")
        found = re.compile(written).search(line, self._cells.get(row, 0))
        at = found.start() if found else 0
        for char in content:
            yield start + at
            at += 1 + (char == "|")
        self._cells[row] = at
        yield start + at

    def _inline(self, content: str, tokens: Sequence[Token]) -> None:
        unseen = ""  # an element whose text is not the page's
        for number, token in enumerate(tokens):
            if token.type == "html_inline":
                if unseen and token.content.lower().startswith(f"</{unseen}"):
                    unseen = ""
                elif not unseen and (found := _UNSEEN_TAG.match(token.content)):
                    unseen = found[1].lower()
                elif token.content.lower().startswith("<br"):
                    self.writer.part(self._places[token.meta["at"]])
            elif not unseen:
                before = tokens[number - 1] if number else token
                is_address = before.type == "link_open" and before.markup == "autolink"
                self._token(content, token, token.meta.get("at", 0) + is_address)

    def _token(self, content: str, token: Token, at: int) -> None:
        if token.type == "text":
            self._text(token.content, at)
        elif token.type == "text_special":
            self._put(token.content, at, at + len(token.markup))
        elif token.type == "code_inline":
            at += len(token.markup)
            at += content[at : at + len(token.content)].replace("\n", " ") != token.content
            self._copy(token.content, at)
        elif token.type in ("softbreak", "hardbreak"):
            end = at + 1 + (content[at] == "\\")
            while content[end : end + 1] in (" ", "\t"):
                end += 1
            while at and content[at - 1] == " ":
                at -= 1
            self._put("\n" if token.type == "hardbreak" else " ", at, end)

    def _text(self, text: str, at: int) -> None:
        done = 0
        for found in _TYPED.finditer(text) if self.smart else ():
            self._copy(text[done : found.start()], at + done)
            self._put(_TYPESET[found[0]], at + found.start(), at + found.end())
            done = found.end()
        self._copy(text[done:], at + done)

    def _copy(self, text: str, at: int) -> None:
        """Text that stands in the file as it is, line for line."""
        if not text:
            return
        start, end = self._places[at], self._places[at + len(text) - 1] + 1
        if self.raw[start:end] == text:
            self.writer.copy(text, start)
            return
        for number, char in enumerate(text, at):
            self._put(char, number, number + 1)

    def _put(self, text: str, start: int, end: int) -> None:
        self.writer.put(text, self._places[start], max(self._places[end], self._places[start]))
