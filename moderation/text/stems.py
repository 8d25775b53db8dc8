"""A word without its endings, in English and in Russian."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import snowballstemmer

LONGEST = 40  # letters; nothing longer is a word that has forms

_LATIN = re.compile("[a-z]{3,}")
_CYRILLIC = re.compile("[а-яё]{3,}")


class _Stemmers(threading.local):
    """A stemmer keeps the word that it works on in itself: each thread has its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")
        self.russian = snowballstemmer.stemmer("russian")


_stemmers = _Stemmers()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What the forms of a small-lettered word share; a word of another language is its own stem."""
    if len(word) > LONGEST:
        return word
    if _LATIN.fullmatch(word):
        return str(_stemmers.english.stemWord(word))
    if _CYRILLIC.fullmatch(word):
        return str(_stemmers.russian.stemWord(word))
    return word
