"""The Markdown that readers may write: less than CommonMark, and kinder to their languages."""

import re
from collections.abc import Callable

from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize as emphasis

from moderation.text.invisible import UNSPACED
from moderation.text.sanitize import safe_href
from moderation.text.urls import LONGEST

BLOCK_RULES = ["blockquote", "code", "fence", "list", "paragraph"]
INLINE_RULES = ["autolink", "backticks", "emphasis", "entity", "escape", "link", "linkify"]
INLINE_RULES += ["newline", "text"]
PAIRING_RULES = ["balance_pairs", "emphasis", "fragments_join"]
DEEPEST = 8  # a quote is one level deep, a list with its item two

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_UNSPACED = re.compile(f"[{UNSPACED}]")
# Signs that end a sentence or a quotation around an address and are never typed inside one.
_AFTER_ADDRESS = re.compile("[«»“”„‘’…，。、；：！？（）【】「」『』《》〈〉]")


def parser(*, linkify: bool) -> MarkdownIt:
    """A parser of the dialect, which finds bare web addresses too if it is asked to."""
    options = {"html": False, "linkify": linkify, "breaks": True, "maxNesting": 20}
    markdown = MarkdownIt("zero", options)
    if linkify:
        markdown.linkify = _Linkifier()
    markdown.block.ruler.enableOnly(BLOCK_RULES)
    markdown.inline.ruler.enableOnly(INLINE_RULES)
    markdown.inline.ruler2.enableOnly(PAIRING_RULES)
    markdown.inline.ruler.at("emphasis", _emphasis_between_ideographs)
    markdown.core.ruler.push("flatten", _flatten)
    markdown.block.ruler.at("blockquote", _shallow(blockquote), {"alt": ["paragraph", "list"]})
    markdown.block.ruler.at(
        "list", _shallow(_numbered_from_one(list_block)), {"alt": ["paragraph", "blockquote"]}
    )
    setattr(markdown, "normalizeLink", _normal_link)  # noqa: B010 - the way its documentation says
    setattr(markdown, "validateLink", safe_href)  # noqa: B010
    return markdown


class _Linkifier(LinkifyIt):  # type: ignore[misc]  # it comes without types
    """Finds whole web addresses, and ends them where a Russian or a Chinese sentence would."""

    def __init__(self) -> None:
        super().__init__({}, {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        for scheme in ("ftp:", "mailto:", "//"):
            self.add(scheme, None)

    def match_at_start(self, text: str) -> Match | None:
        return super().match_at_start(_AFTER_ADDRESS.split(text, maxsplit=1)[0])


def _normal_link(href: str) -> str:
    """The href in percent-encoding; one that is refused anyway is not worth the work."""
    return normalizeLink(href) if len(href) <= LONGEST else href


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


def _emphasis_between_ideographs(state: StateInline, silent: bool) -> bool:
    """The rule for stars, which takes an ideograph outside them for the space it stands in for."""
    start, known = state.pos, len(state.delimiters)
    if not emphasis(state, silent):
        return False
    before = state.src[start - 1 : start]
    after = state.src[state.pos : state.pos + 1]
    if state.src[start] == "*" and before.strip() and after.strip():
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open or _UNSPACED.match(before) is not None
            delimiter.close = delimiter.close or _UNSPACED.match(after) is not None
    return True


def _flatten(state: StateCore) -> None:
    """Drop bold and italic that is nested deeper than anyone would write it."""
    for block in state.tokens:
        depth = 0
        for token in block.children or []:
            depth += max(token.nesting, 0)
            token.hidden = token.nesting != 0 and depth > DEEPEST
            depth += min(token.nesting, 0)
