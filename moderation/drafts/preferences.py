"""How a moderator wants the desk to be: keys, order, languages, thumbs, hostile text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from moderation.drafts.fields import Reader

# What the desk's letters do; beside them stand / and ?, which are nobody's to choose.
KEYS = {
    "next": "j",
    "previous": "k",
    "approve": "a",
    "reject": "r",
    "spam": "s",
    "undo": "z",
    "deal": "d",
    "skip": "n",
    "pass": "p",
    "take_over": "t",
    "edit": "e",
    "answer": "y",
    "drawer": "o",
    "block": "b",
    "hold": "h",
    "select": "x",
    "choose": "c",
    "menu": "m",
    "place": "g",
    "fixed": "f",
    "check": "q",
    "edit_page": "u",
    "kind": "l",
    "copy_sentence": "v",
    "copy_mistake": "w",
    "figures": "i",
}
MOST_LANGUAGES = 20


@dataclass(frozen=True)
class Preferences:
    """What a moderator has chosen; ``keys`` is ``{what it does: own letter}``."""

    letter_keys: bool
    keys: dict[str, str]
    newest_first: bool
    reads: tuple[str, ...]
    swipes: bool
    blurs: bool


def read_preferences(reader: Reader) -> Preferences:
    """Read them from the account's form."""
    return Preferences(
        letter_keys=reader.tick("letter_keys"),
        keys=_own_keys(reader),
        newest_first=reader.tick("newest_first"),
        reads=_languages(reader),
        swipes=reader.tick("swipes"),
        blurs=reader.tick("blurs"),
    )


def changed_keys(own: dict[str, str]) -> dict[str, str]:
    """``{letter of everybody: letter of one's own}``, of those that differ."""
    return {KEYS[name]: letter for name, letter in own.items() if name in KEYS}


def _own_keys(reader: Reader) -> dict[str, str]:
    """The letters that are not everybody's; no two of all there are may be the same.

    Latin ones: on another keyboard the key at the same place counts.
    """
    letters: dict[str, str] = {}
    for name, everybodys in KEYS.items():
        letter = reader.text(f"key_{name}", 8).lower() or everybodys
        if not re.fullmatch("[a-z]", letter):
            reader.refuse(f"key_{name}", "not_a_letter")
        elif letter in letters.values():
            reader.refuse(f"key_{name}", "letter_taken", letter=letter)
        letters[name] = letter
    return {name: letter for name, letter in letters.items() if letter != KEYS[name]}


def _languages(reader: Reader) -> tuple[str, ...]:
    """The languages that one reads, by their short names (ISO 639); none said: all."""
    names: Any = re.split(r"[\s,;]+", reader.line("reads", 200).lower())
    found = tuple(dict.fromkeys(name for name in names if name))
    if len(found) > MOST_LANGUAGES or not all(re.fullmatch("[a-z]{2,3}", name) for name in found):
        reader.refuse("reads", "not_languages")
    return found
