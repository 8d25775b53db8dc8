"""Markdown as readers may write it, made into safe HTML once, when it is stored."""

import html
import re
from collections.abc import Callable

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from moderation.text.identity import is_blank
from moderation.text.sanitize import clean, safe_href
from moderation.text.urls import LONGEST

BLOCK_RULES = ["blockquote", "code", "fence", "list", "paragraph"]
INLINE_RULES = ["autolink", "backticks", "emphasis", "entity", "escape", "link", "linkify"]
INLINE_RULES += ["newline", "text"]
PAIRING_RULES = ["balance_pairs", "emphasis", "fragments_join"]
DEEPEST = 8  # a quote is one level deep, a list with its item two

# Markup that would swell the answer is shown as typed: `>` alone costs 25 characters of HTML.
MOST_PER_CHARACTER = 6
MOST_AT_LEAST = 600

# Bare addresses past this many stay text: finding them takes time that grows with their square.
MOST_LINKS = 200

BlockRule = Callable[[StateBlock, int, int, bool], bool]

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
    text = _SPACES.sub(" ", text).strip()
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


def _shallow(rule: BlockRule) -> BlockRule:
    """The rule, until it is nested too deep: from there on its marks are text."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < DEEPEST and rule(state, start, end, silent)

    return limited


def _numbered_from_one(rule: BlockRule) -> BlockRule:
    """The rule, unless a first number other than 1 would be lost: `1984. It was` is a sentence."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        number = re.match("[0-9]+", first)
        opens = silent or number is None or number[0] == "1"
        return opens and rule(state, start, end, silent)

    return limited


def _flatten(state: StateCore) -> None:
    """Drop bold and italic that is nested deeper than anyone would write it."""
    for block in state.tokens:
        depth = 0
        for token in block.children or []:
            depth += max(token.nesting, 0)
            token.hidden = token.nesting != 0 and depth > DEEPEST
            depth += min(token.nesting, 0)


def _linkifier() -> LinkifyIt:
    linkifier = LinkifyIt({}, {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    for scheme in ("ftp:", "mailto:", "//"):
        linkifier.add(scheme, None)
    return linkifier


def _normal_link(href: str) -> str:
    """The href in percent-encoding; one that is refused anyway is not worth the work."""
    return normalizeLink(href) if len(href) <= LONGEST else href


def _build(*, linkify: bool) -> MarkdownIt:
    options = {"html": False, "linkify": linkify, "breaks": True, "maxNesting": 20}
    parser = MarkdownIt("zero", options)
    if linkify:
        parser.linkify = _linkifier()
        parser.core.ruler.enable(["linkify"])
    parser.block.ruler.enableOnly(BLOCK_RULES)
    parser.inline.ruler.enableOnly(INLINE_RULES)
    parser.inline.ruler2.enableOnly(PAIRING_RULES)
    parser.core.ruler.push("flatten", _flatten)
    parser.block.ruler.at("blockquote", _shallow(blockquote), {"alt": ["paragraph", "list"]})
    parser.block.ruler.at(
        "list", _shallow(_numbered_from_one(list_block)), {"alt": ["paragraph", "blockquote"]}
    )
    setattr(parser, "normalizeLink", _normal_link)  # noqa: B010 - the way its documentation says
    setattr(parser, "validateLink", safe_href)  # noqa: B010
    return parser


_linking = _build(linkify=True)
_plain = _build(linkify=False)
