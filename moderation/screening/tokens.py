"""A folded text in tokens: words, single characters of scripts without spaces, and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.text.invisible import UNSPACED

_SPELT = "\u0900-\u0dff\u1000-\u109f\u1780-\u17ff"  # scripts whose vowels are marks
_TOKEN = re.compile(
    rf"(?P<char>[{UNSPACED}])|(?P<word>(?:[^\W_{UNSPACED}]|[{_SPELT}])+)|(?P<sign>\S)"
)
_SIGN_LETTERS = str.maketrans({"@": "a", "$": "s"})
_SIGN_LETTERS_ALONE = frozenset("@$")
MASK = "*"
# Drawn like letters, and put between them for no reason as well; a 1 is read as i and as l.
_LIKE_LETTERS = str.maketrans({"!": "1", "|": "1", "¢": "c", "€": "e"})
_APOSTROPHES = frozenset("'’ʼ`´")
LONGEST = 40  # letters of a word that is written apart
_FEWEST_APART = 3  # letters that stand alone before they are read together
_WIDEST_GAP = 3  # characters between two of them


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a folded text."""

    text: str
    start: int
    end: int
    is_sign: bool = False
    is_char: bool = False  # of a script without spaces


def tokens_of(text: str) -> list[Token]:
    """The tokens of a folded text, in order."""
    return [
        Token(
            match[0],
            *match.span(),
            is_sign=match.lastgroup == "sign",
            is_char=match.lastgroup == "char",
        )
        for match in _TOKEN.finditer(text)
    ]


def spaced_out(tokens: list[Token]) -> Iterator[list[Token]]:
    """Rows of letters that stand alone: ``s p a m`` and ``s.p.a.m``."""
    row: list[Token] = []
    for place, token in enumerate(tokens):
        if token.is_sign and not _is_letter_alone(tokens, place):
            continue
        alone = len(token.text) == 1 and not token.is_char
        if row and (not alone or token.start - row[-1].end > _WIDEST_GAP):
            yield from _long_enough(row)
            row = []
        if alone:
            row.append(Token(token.text.translate(_SIGN_LETTERS), token.start, token.end))
    yield from _long_enough(row)


def _is_letter_alone(tokens: list[Token], place: int) -> bool:
    """Whether a sign stands for a letter among letters with spaces between: ``c @ s i n o``."""
    token = tokens[place]
    return (
        token.text in _SIGN_LETTERS_ALONE
        and (place == 0 or tokens[place - 1].end < token.start)
        and (place + 1 == len(tokens) or token.end < tokens[place + 1].start)
    )


def masked(tokens: list[Token]) -> Iterator[Token]:
    """Words of which a letter is hidden by an asterisk: ``f*ck``."""
    for before, star, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        is_within = star.text == MASK and before.end == star.start and star.end == after.start
        if is_within and not any(one.is_sign or one.is_char for one in (before, after)):
            yield Token(before.text + MASK + after.text, before.start, after.end)


def joined(tokens: list[Token]) -> Iterator[Token]:
    """What is written with signs within it, as one word: ``ca-si-no``, ``c@sino``."""
    chunk: list[Token] = []
    for token in tokens:
        if chunk and token.start != chunk[-1].end:
            yield from _as_one(chunk)
            chunk = []
        chunk.append(token)
    yield from _as_one(chunk)


def _long_enough(row: list[Token]) -> Iterator[list[Token]]:
    if len(row) >= _FEWEST_APART:
        yield row


def _as_one(chunk: list[Token]) -> Iterator[Token]:
    letters = [place for place, token in enumerate(chunk) if _reads_as_letters(token)]
    if not letters:
        return
    word = chunk[letters[0] : letters[-1] + 1]
    if len(word) < 2 or word[-1].end - word[0].start > 2 * LONGEST:
        return
    signs = [token.text for token in word if token.is_sign]
    if not signs or any(token.is_char for token in word) or _is_elided(signs):
        return
    spelt = [token.text for token in word if _reads_as_letters(token)]
    drawn = [token.text.translate(_LIKE_LETTERS) for token in word]
    for pieces in (spelt, [piece for piece in drawn if piece.isalnum() or piece in "@$"]):
        text = "".join(pieces).translate(_SIGN_LETTERS)
        yield Token(text, word[0].start, word[-1].end)


def _is_elided(signs: list[str]) -> bool:
    """Whether it is the spelling of ``he'll``, which is no hell."""
    return len(signs) == 1 and signs[0] in _APOSTROPHES


def _reads_as_letters(token: Token) -> bool:
    return not token.is_sign or token.text in "@$"
