"""A word without its endings, in English and in Russian."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

LONGEST = 40  # letters; nothing longer is a word that has forms

_LATIN = re.compile("[a-z]{3,}")
_CYRILLIC = re.compile("[а-яё]{3,}")


_own = threading.local()


def stemmer(language: str) -> Any:
    """A stemmer of this thread's own: it keeps the word that it works on in itself."""
    if (found := getattr(_own, language, None)) is None:
        import snowballstemmer  # noqa: PLC0415 - forty languages, at the first word to be stemmed

        found = snowballstemmer.stemmer(language)
        setattr(_own, language, found)
    return found


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What the forms of a small-lettered word share; a word of another language is its own stem."""
    if len(word) > LONGEST:
        return word
    if _LATIN.fullmatch(word):
        return str(stemmer("english").stemWord(word))
    if _CYRILLIC.fullmatch(word):
        return str(stemmer("russian").stemWord(word))
    return word
