"""The visible text of an HTML file, and where each character of it is written.

Reads as browsers do (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), as far as
text depends on it, and takes what template languages and PHP put between the tags for invisible.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from moderation.text.sources import FRONT, Source, Writer


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROOTS = _names("article main")
# Whose text is read to the end tag, whatever stands in it, and is none of the page's.
_RAW = _names("script style textarea title iframe noframes noembed noscript xmp")
_UNSEEN = _names("template select datalist object audio video canvas head")
_UNSEEN_MARKS = _names("hidden data-moderation-skip data-moderation-thread")
_VOID = _names("area base br col embed hr img input link meta source track wbr")
BLOCKS = _names(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html"
    " legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot"
    " th thead tr ul"
)

_MARK = re.compile(r"<!--|<!\[CDATA\[|<%|<[!?]|</?[A-Za-z]|</|&|\{[{%#]")
_NAME = re.compile(r"[^\s/>]++")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(=?[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(["'])|[^\s>]*+))?+"""
)
_TAG_END = re.compile(r"\s*+(/?)\s*+>")
_COMMENT_END = re.compile(r"(?<=<!--)-?>|--!?>")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[0-9A-Za-z]{1,32};?)")
_TEMPLATE_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>"}
_ENDS = {"<![CDATA[": "]]>", "<?": "?>", "<!": ">", "</": ">"}


def read_html(raw: str, *, whole: bool = False) -> Source:
    """The text of the article, or of the whole file when it has none, or when asked for."""
    has_root = not whole and re.search(r"<(?:article|main)[\s>]", raw, re.IGNORECASE)
    reader = _Reader(raw, only_roots=bool(has_root))
    front = FRONT.match(raw)
    reader.read(front.end() if front else 0)
    return reader.writer.close(raw, "html", is_second=whole)


def read_html_part(raw: str, writer: Writer, at: int) -> None:
    """Add a piece of HTML that stands within another text, beginning there."""
    reader = _Reader(raw, only_roots=False)
    reader.writer, reader.offset = writer, at
    reader.read()


class _Reader:
    def __init__(self, raw: str, *, only_roots: bool) -> None:
        self.raw = raw
        self.writer = Writer()
        self.offset = 0
        self._only_roots = only_roots
        self._is_xml = raw.lstrip("\ufeff \t\r\n").startswith("<?xml")
        self._absent: set[str] = set()  # ends of templates that do not come any more
        self._roots = 0
        self._unseen = ""  # the element that hides what is in it
        self._depth = 0  # of its like within it

    def read(self, at: int = 0) -> None:
        while mark := _MARK.search(self.raw, at):
            self._text(at, mark.start())
            at = self._marked(mark[0], mark.start())
        self._text(at, len(self.raw))

    def _marked(self, mark: str, at: int) -> int:
        """Where what begins with this mark ends."""
        if mark == "&":
            return self._entity(at)
        if mark in _TEMPLATE_ENDS:
            return self._template(_TEMPLATE_ENDS[mark], at)
        if mark == "<!--":
            found = _COMMENT_END.search(self.raw, at + 4)
            return found.end() if found else len(self.raw)
        if mark in _ENDS:
            sign = _ENDS[mark]
            return self._after(sign if self.raw.find(sign, at) >= 0 else ">", at)
        return self._tag(at)

    def _template(self, sign: str, at: int) -> int:
        end = -1 if sign in self._absent else self.raw.find(sign, at + 2)
        if end < 0:
            self._absent.add(sign)
            self._text(at, at + 2)
            return at + 2
        return end + 2

    def _after(self, sign: str, at: int) -> int:
        end = self.raw.find(sign, at)
        return len(self.raw) if end < 0 else end + len(sign)

    def _tag(self, at: int) -> int:
        closes = self.raw[at + 1] == "/"
        name = _NAME.match(self.raw, at + 1 + closes)
        assert name
        end, marks, is_closed = self._attributes(name.end())
        tag = name[0].lower()
        if closes:
            self._close(tag, at)
        else:
            self._open(tag, marks, at)
            if is_closed and self._is_xml:
                self._close(tag, at)
            elif tag in _RAW and not self._unseen:
                return self._end_of_raw(tag, end)
        return end

    def _attributes(self, at: int) -> tuple[int, set[str], bool]:
        """Where the tag ends, which of its attributes hide it, and whether it closes itself."""
        marks: set[str] = set()
        while found := _ATTRIBUTE.match(self.raw, at):
            if found[2]:  # a quote that never ends
                return len(self.raw), marks, False
            marks |= {found[1].lower()} & _UNSEEN_MARKS
            at = found.end()
        slash = self.raw[at - 1] == "/"
        if end := _TAG_END.match(self.raw, at):
            return end.end(), marks, bool(end[1]) or slash
        found_end = self.raw.find(">", at)
        return (len(self.raw) if found_end < 0 else found_end + 1), marks, False

    def _end_of_raw(self, tag: str, at: int) -> int:
        end = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(self.raw, at)
        return end.start() if end else len(self.raw)

    def _open(self, tag: str, marks: set[str], at: int) -> None:
        if tag == "body" and self._unseen == "head":
            self._unseen = ""
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag not in _VOID and (tag in _UNSEEN or marks):
            self._unseen, self._depth = tag, 1
        if tag in BLOCKS:
            self.writer.part(self.offset + at)
        self._roots += tag in ROOTS

    def _close(self, tag: str, at: int) -> None:
        if self._unseen == tag:
            self._depth -= 1
            if not self._depth:
                self._unseen = ""
        if tag in BLOCKS:
            self.writer.part(self.offset + at)
        self._roots -= tag in ROOTS and self._roots > 0

    def _entity(self, at: int) -> int:
        found = _ENTITY.match(self.raw, at)
        end = at + (_length(found[0]) if found else 1)
        if self._is_seen:
            text = unescape(self.raw[at:end])
            self.writer.put(text, self.offset + at, self.offset + end)
        return end

    def _text(self, start: int, end: int) -> None:
        if self._is_seen:
            self.writer.copy(self.raw[start:end], self.offset + start)

    @property
    def _is_seen(self) -> bool:
        return not self._unseen and (not self._only_roots or self._roots > 0)


def _length(written: str) -> int:
    """How much of it is a reference: ``&not`` of ``&notit;``, as in browsers; the sign if none."""
    if unescape(written) == written:
        return 1
    if written[1] == "#" or written[1:] in html5:
        return len(written)
    sizes = range(len(written) - 1, 1, -1)
    return next((size for size in sizes if written[1:size] in html5), 1)
