"""markdown-it, made to note where in a block each of its inline tokens was read."""

from __future__ import annotations

import re
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

# What templates of site generators, attribute lists and footnotes put into a text.
_INSERTED = re.compile(
    r"\{\{.{0,500}?\}\}|\{%.{0,500}?%\}|\{#.{0,500}?#\}|\{:[^{}\n]{0,500}\}|\{[#.]\w[^{}\n]{0,500}\}",
    re.DOTALL,
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,99}\]")


def placing_parser() -> MarkdownIt:
    """A parser whose inline tokens have their place in ``meta["at"]``, and are left unjoined."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    inline = _PlacingInline()
    parser.inline = inline
    inline.ruler.before("link", "inserted", _inserted)
    inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    parser.block.ruler.at("reference", _reference_but_no_footnote, {"alt": []})
    return parser


class _Placed(StateInline):
    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._began = 0  # where the text that is not yet a token began
        self._last: Token | None = None
        self._last_at = -1
        self._before = 0  # what tokens pushed at the same place take up

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._began = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["at"] = self._began
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        same = self.pos == self._last_at and self._last is not None
        self._before = self._before + len(self._last.content) if same and self._last else 0
        self._last, self._last_at = token, self.pos
        token.meta["at"] = self.pos + self._before
        return token


class _PlacingInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _Placed(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _inserted(state: StateInline, silent: bool) -> bool:
    found = _INSERTED.match(state.src, state.pos) or _FOOTNOTE.match(state.src, state.pos)
    if not found or found.end() > state.posMax:
        return False
    end = found.end()
    if not state.pos and found[0].startswith("[^") and state.src[end : end + 1] == ":":
        end += 1  # the note itself
    if not silent:
        state.push("inserted", "", 0)
    state.pos = end
    return True


def _reference_but_no_footnote(state: StateBlock, start: int, end: int, silent: bool) -> Any:
    at = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", at) and reference(state, start, end, silent)
