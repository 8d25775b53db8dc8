"""Which words of a quote a dictionary is asked about."""

from __future__ import annotations

import re
import unicodedata

from moderation.text.changes import smallest_change
from moderation.text.quotes import fold
from moderation.text.words import LONGEST

MOST = 12  # words of one quote
_WORD = re.compile(r"\w+(?:['’‑-]\w+)*")


def words_to_ask(exact: str, suggestion: str) -> tuple[list[str], list[str]]:
    """The words that a reader wants changed, and what they should be.

    Without a suggestion all words of the quote are asked about; when the words are the
    same in both, as when a comma is missing, none are.
    """
    if not suggestion:
        return asked_of(exact), []
    old, new = map(asked_of, smallest_change(fold(exact), fold(suggestion)))
    return ([], []) if old == new else (old, new)


def asked_of(text: str) -> list[str]:
    """The words of a text as dictionaries have them: nothing invisible in them, no stress mark.

    What has a digit in it is no word, and what is very long is none either.
    """
    found = (match[0] for match in _WORD.finditer(fold(text).strip()))
    words = [word for word in found if len(word) <= LONGEST and _is_lettered(word)]
    return list(dict.fromkeys(words))[:MOST]


def scripts_of(word: str) -> set[str]:
    """The scripts of a word's letters, by their names in Unicode: ``LATIN``, ``CYRILLIC``."""
    return {unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha()}


def _is_lettered(word: str) -> bool:
    return not any(char.isdigit() or char == "_" for char in word)
