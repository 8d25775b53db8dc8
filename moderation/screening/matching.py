"""Finding words and phrases in their simple forms, however their letters are disguised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.screening.tokens import (
    LONGEST,
    MASK,
    Token,
    joined,
    masked,
    spaced_out,
    tokens_of,
)
from moderation.text.folding import Folded, fold, fold_as_drawn
from moderation.text.readings import is_of_one_script, readings
from moderation.text.stems import stem

MOST_TOKENS = 30  # of an entry: words, or characters of a script without spaces
SHORT = 3  # letters of a word that many others have in them
MOST_SIGNS = 3  # between two words of a phrase, or two characters
_ENDS_HERE = frozenset(",;:!?…。，、；：！？")  # a phrase does not go on behind these
_HERE = ""  # in a branch: the entries that end there

Branch = dict[str, Any]
Found = Iterator[tuple[int, int, int]]  # start, end, entry


@dataclass(frozen=True)
class Hit:
    """An entry of the list, and where it stands in the text as stored."""

    entry: int
    span: tuple[int, int]


class WordList:
    """Words and phrases, each with a number; the time to find them grows with the text alone."""

    def __init__(self, entries: Iterable[tuple[int, str]]) -> None:
        self._root: Branch = {}
        self._apart: dict[str, set[int]] = {}  # by letters alone: they may be written apart
        self._masks: dict[str, set[int]] = {}  # with one letter hidden
        self._beginnings: set[str] = set()
        for entry, text in entries:
            if tokens := tokens_of(fold(text).text):
                self._add(entry, tokens[:MOST_TOKENS])
        self._lengths = sorted({len(word) for word in self._apart if word[0] != "~"})

    def find(self, text: str) -> list[Hit]:
        """Every place of every entry, in the order of the text, the longest first."""
        if not self._root or not text:
            return []
        hits = self._found(fold(text))
        if drawn := fold_as_drawn(text):
            hits |= self._found(drawn)
        return sorted(hits, key=lambda hit: (hit.span[0], -hit.span[1], hit.entry))

    def _found(self, folded: Folded) -> set[Hit]:
        tokens = tokens_of(folded.text)
        found = {
            *self._in_order(tokens),
            *self._letter_by_letter(tokens),
            *self._cut_up(tokens),
            *self._masked(tokens),
        }
        return {Hit(entry, folded.span(start, end)) for start, end, entry in found}

    def _add(self, entry: int, tokens: list[Token]) -> None:
        branch = self._root
        for token in tokens:
            branch = branch.setdefault(_entry_key(token), {})
        branch.setdefault(_HERE, set()).add(entry)
        words = [_at_home(token.text) for token in tokens if not token.is_sign]
        self._beginnings.update(word[:2] for word in words)
        letters = "".join(words)
        if 3 <= len(letters) <= LONGEST and not any(token.is_char for token in tokens):
            self._beginnings.add(letters[:2])
            for key in (letters, "~" + stem(letters)) if len(words) == 1 else (letters,):
                self._apart.setdefault(key, set()).add(entry)
            if len(words) == 1:
                for place in range(1, len(letters) - 1):
                    key = letters[:place] + MASK + letters[place + 1 :]
                    self._masks.setdefault(key, set()).add(entry)

    def _keys(self, token: Token) -> list[str]:
        """What a token of the text is looked up by: the stem of each of its readings."""
        if token.is_sign or token.is_char:
            return [token.text]
        return [
            "~" + stem(reading)
            for reading in readings(token.text)
            if reading[:2] in self._beginnings
        ]

    def _in_order(self, tokens: list[Token]) -> Found:
        keys = [self._keys(token) for token in tokens]
        for first, token in enumerate(tokens):
            branches = [self._root[key] for key in keys[first] if key in self._root]
            if branches:
                for end, entry in _walk(tokens, keys, first, branches):
                    yield token.start, end, entry

    def _letter_by_letter(self, tokens: list[Token]) -> Found:
        """Words whose letters stand alone, read in windows: a longer row costs no more a letter."""
        for row in spaced_out(tokens):
            for begin in range(0, len(row), LONGEST):
                window = row[begin : begin + 2 * LONGEST]
                letters = "".join(token.text for token in window)
                yield from self._as_one(Token(letters, window[0].start, window[-1].end))
                for spelt in readings(letters):
                    if len(spelt) == len(window):
                        yield from self._within(spelt, window)

    def _within(self, letters: str, row: Sequence[Token]) -> Found:
        for start in range(len(letters)):
            for length in self._lengths:
                last = start + length - 1
                if last < len(letters) and (
                    length > SHORT or _stands_apart(row, start, last, window_ends=len(letters) - 1)
                ):
                    for entry in self._apart.get(letters[start : last + 1], ()):
                        yield row[start].start, row[last].end, entry

    def _cut_up(self, tokens: list[Token]) -> Found:
        for token in joined(tokens):
            yield from self._as_one(token)

    def _masked(self, tokens: list[Token]) -> Found:
        for token in masked(tokens):
            for entry in self._masks.get(token.text, ()):
                yield token.start, token.end, entry

    def _as_one(self, token: Token) -> Found:
        keys = (*readings(token.text), *self._keys(token))
        for entry in {entry for key in keys for entry in self._apart.get(key, ())}:
            yield token.start, token.end, entry


def _entry_key(token: Token) -> str:
    if token.is_sign or token.is_char:
        return token.text
    return "~" + stem(_at_home(token.text))


def _at_home(word: str) -> str:
    """A word of the list in one script, should it be given with letters of two."""
    if is_of_one_script(word):
        return word
    return next((reading for reading in readings(word) if is_of_one_script(reading)), word)


def _walk(
    tokens: Sequence[Token], keys: Sequence[Sequence[str]], at: int, branches: list[Branch]
) -> Iterator[tuple[int, int]]:
    """The entries that begin at a token: where each ends, and its number."""
    while branches:
        for branch in branches:
            for entry in branch.get(_HERE, ()):
                yield tokens[at].end, entry
        at, branches = _next(tokens, keys, at, branches)


def _next(
    tokens: Sequence[Token], keys: Sequence[Sequence[str]], at: int, branches: list[Branch]
) -> tuple[int, list[Branch]]:
    """One token further, over a few signs when the entry has none there."""
    if not any(len(branch) > (_HERE in branch) for branch in branches):
        return at, []
    for after in range(at + 1, min(at + MOST_SIGNS + 2, len(tokens))):
        deeper = [branch[key] for branch in branches for key in keys[after] if key in branch]
        if deeper:
            return after, deeper
        if not _may_be_skipped(tokens, after):
            break
    return at, []


def _stands_apart(row: Sequence[Token], start: int, last: int, *, window_ends: int) -> bool:
    """Whether a short word in a row of single letters has wider gaps around it than within.

    ``w a r`` is no word of ``a w a r d``.
    """
    within = max(row[at + 1].start - row[at].end for at in range(start, last))
    before = start == 0 or row[start].start - row[start - 1].end > within
    return before and (last == window_ends or row[last + 1].start - row[last].end > within)


def _is_put_between(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is a Latin letter between two characters of a script without spaces."""
    if not (tokens[at].text.isascii() and tokens[at].text.isalpha() and len(tokens[at].text) == 1):
        return False
    return 0 < at < len(tokens) - 1 and tokens[at - 1].is_char and tokens[at + 1].is_char


def _may_be_skipped(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if _is_put_between(tokens, at):
        return True
    if not token.is_sign or token.text in _ENDS_HERE:
        return False
    if token.text != ".":
        return True
    return at + 1 < len(tokens) and tokens[at + 1].start == token.end  # not at a sentence's end
