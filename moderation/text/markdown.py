"""Markdown as readers may write it, made into safe HTML once, when it is stored."""

import html
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from moderation.text.dialect import parser
from moderation.text.identity import is_blank
from moderation.text.sanitize import clean

# Markup that would swell the answer is shown as typed: `>` alone costs 25 characters of HTML.
MOST_PER_CHARACTER = 6
MOST_AT_LEAST = 600

# Bare addresses past this many stay text: finding them takes time that grows with their square.
MOST_LINKS = 200

_linking = parser(linkify=True)
_plain = parser(linkify=False)
_SPACES = re.compile(r"\s+")
_TAGS = re.compile(r"<[^>]*>")


def render(source: str) -> str:
    """The source as safe HTML; markup that shows nothing, or far too much, is shown as typed."""
    most = MOST_PER_CHARACTER * len(source) + MOST_AT_LEAST
    rendered = _parser(source).render(source)
    if len(rendered) <= most and not is_blank(html.unescape(_TAGS.sub("", rendered))):
        rendered = clean(rendered)
        if len(rendered) <= most:
            return rendered
    return clean(_as_typed(source))


def to_plain(source: str, limit: int | None = None) -> str:
    """The source on one line without its markup, cut at a word with an ellipsis if need be."""
    tokens = _parser(source).parse(source)
    text = " ".join(filter(None, map(_text_of, tokens)))
    text = _SPACES.sub(" ", source if is_blank(text) else text).strip()
    if limit is None or len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _parser(source: str) -> MarkdownIt:
    return _linking if source.count("://") <= MOST_LINKS else _plain


def _text_of(token: Token) -> str:
    if token.type != "inline":
        return token.content
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or []
    )


def _as_typed(source: str) -> str:
    paragraphs = re.split(r"\n\s*\n", source.strip("\n"))
    return "\n".join(
        f"<p>{html.escape(paragraph, quote=False).replace(chr(10), '<br>')}</p>"
        for paragraph in paragraphs
    )
