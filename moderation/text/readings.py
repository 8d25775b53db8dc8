"""What else a word may be read as: letters of another script, and digits in place of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from moderation.text.identity import latin_letter

MOST_PAIRS = 5  # letters of words such as "aa" and "oohh", which are spelt in pairs
LONGEST = 80  # letters; nothing longer is read as a word

# Drawn alike even in a word that is otherwise all of one script (UTS #39).
_SAME = dict(zip("асеорхукіѕј", "aceopxykisj", strict=True))
# Taken for one another only among letters of the other script.
_AS_CYRILLIC = dict(zip("aceopxykmtbhnurisj", "асеорхукмтвнпигіѕј", strict=True))
_SAME_CYRILLIC = {latin: cyrillic for cyrillic, latin in _SAME.items() if cyrillic < "і"}
_GREEK = str.maketrans("ηωμ", "nwu")  # taken for these by who wants to
_DIGITS_AS_LATIN = dict(zip("034578", "oeastb", strict=True))
_DIGITS_AS_CYRILLIC = dict(zip("014689", "оичбвя", strict=True))
_ONES = ("i", "l")  # a 1 in Latin is either
_THREES = ("з", "е")  # and so is a 3 in Cyrillic
_DRAGGED = re.compile(r"(\w)\1{2,}")
_NUMBERED = re.compile(r"\d*([^\W\d_]{3,})\d*")  # casino777, 24casino
_CYRILLIC = re.compile("[\u0400-\u052f]+")


@lru_cache(maxsize=65_536)
def readings(word: str) -> tuple[str, ...]:
    """A folded word as it is spelt, and as a reader may take it: ``v1agra`` for ``viagra``."""
    if len(word) > LONGEST:
        return (word,)
    found = dict.fromkeys((word, _DRAGGED.sub(r"\1", word)))
    if len(word) > MOST_PAIRS and word[::2] == word[1::2]:  # ccaassiinnoo
        found[word[::2]] = None
    if numbered := _NUMBERED.fullmatch(word):
        found[numbered[1]] = None
    for spelt in tuple(found):
        if not spelt.isdigit() and _may_hold_digits(spelt):
            found.update(dict.fromkeys(_in_one_script(spelt)))
    return tuple(found)


def is_of_one_script(word: str) -> bool:
    """Whether all letters are Latin, or none is."""
    return len({char.isascii() for char in word if char.isalpha()}) < 2


def _may_hold_digits(word: str) -> bool:
    """Digits stand for letters only among letters: ``h4x0r`` is a word, ``5s`` is a telephone."""
    digits = sum(char.isdigit() for char in word)
    return not digits or (len(word) > 2 and 2 * (len(word) - digits) >= digits)


def _in_one_script(word: str) -> Iterator[str]:
    mixed = not is_of_one_script(word)
    for one in _ONES if "1" in word else _ONES[:1]:
        latin = "".join(_latin(char, one, mixed=mixed) for char in word)
        if latin.isascii() and latin.isalpha():
            yield latin
    for three in _THREES if "3" in word else _THREES[:1]:
        cyrillic = "".join(_cyrillic(char, three, mixed=mixed) for char in word)
        if _CYRILLIC.fullmatch(cyrillic):
            yield cyrillic


def _latin(char: str, one: str, *, mixed: bool) -> str:
    if char == "1":
        return one
    if char.isdigit():
        return _DIGITS_AS_LATIN.get(char, char)
    return latin_letter(char.translate(_GREEK)) if mixed else _SAME.get(char, char)


def _cyrillic(char: str, three: str, *, mixed: bool) -> str:
    if char == "3":
        return three
    if char.isdigit():
        return _DIGITS_AS_CYRILLIC.get(char, char)
    if "\u0400" <= char <= "\u052f":
        return char
    letter = latin_letter(char)
    return (_AS_CYRILLIC if mixed else _SAME_CYRILLIC).get(letter, char)
