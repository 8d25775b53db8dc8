"""Markdown as readers may write it, made into safe HTML once, when it is stored."""

import html
import re
from collections.abc import Callable

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block
from markdown_it.token import Token

from moderation.text.identity import is_blank
from moderation.text.sanitize import clean, safe_href

BLOCK_RULES = ["blockquote", "code", "fence", "list", "paragraph"]
INLINE_RULES = ["autolink", "backticks", "balance_pairs", "emphasis", "entity", "escape"]
INLINE_RULES += ["fragments_join", "link", "linkify", "newline", "text"]
DEEPEST = 8  # a quote is one level deep, a list with its item two

# Markup that would swell the answer is shown as typed: `>` alone costs 25 characters of HTML.
MOST_PER_CHARACTER = 6
MOST_AT_LEAST = 600

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_SPACES = re.compile(r"\s+")
_TAGS = re.compile(r"<[^>]*>")


def render(source: str) -> str:
    """The source as safe HTML; markup that shows nothing, or far too much, is shown as typed."""
    rendered = clean(_markdown.render(source))
    too_long = len(rendered) > MOST_PER_CHARACTER * len(source) + MOST_AT_LEAST
    if too_long or is_blank(html.unescape(_TAGS.sub("", rendered))):
        return clean(_as_typed(source))
    return rendered


def to_plain(source: str, limit: int | None = None) -> str:
    """The source on one line without its markup, cut at a word with an ellipsis if need be."""
    tokens = _markdown.parse(source)
    text = " ".join(filter(None, map(_text_of, tokens)))
    text = _SPACES.sub(" ", text).strip()
    if limit is None or len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


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
        number = re.match(r"\d+", first)
        return (number is None or int(number[0]) == 1) and rule(state, start, end, silent)

    return limited


def _linkifier() -> LinkifyIt:
    linkifier = LinkifyIt({}, {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    for scheme in ("ftp:", "mailto:", "//"):
        linkifier.add(scheme, None)
    return linkifier


def _build() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True, "maxNesting": 20})
    parser.linkify = _linkifier()
    parser.core.ruler.enable(["linkify"])
    parser.block.ruler.enableOnly(BLOCK_RULES)
    parser.inline.ruler.enableOnly(sorted(set(INLINE_RULES) - {"balance_pairs", "fragments_join"}))
    parser.inline.ruler2.enableOnly(["balance_pairs", "emphasis", "fragments_join"])
    parser.block.ruler.at("blockquote", _shallow(blockquote), {"alt": ["paragraph", "list"]})
    parser.block.ruler.at(
        "list", _shallow(_numbered_from_one(list_block)), {"alt": ["paragraph", "blockquote"]}
    )
    setattr(parser, "validateLink", safe_href)  # noqa: B010
    return parser


_markdown = _build()
