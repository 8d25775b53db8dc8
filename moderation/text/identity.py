"""Names that look alike, characters that hide, and text that shows nothing."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from confusable_homoglyphs.utils import load

from moderation.text.invisible import MARKS, hidden_spans

# Letters and digits that read as one another in a name, beyond the confusables of UTS #39.
ASCII_LOOKALIKES = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "m": "rn"})


@dataclass(frozen=True)
class Mark:
    """A piece of text: plain when `mark` is empty, else one hidden character and its name."""

    text: str
    mark: str


def skeleton(name: str) -> str:
    """What a name looks like: two names with one skeleton can be taken for each other (UTS #39)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    letters = unicodedata.normalize("NFD", folded)
    return "".join(_looks_like(char) for char in letters if char.isalnum() or char == "|")


def visible(text: str) -> list[Mark]:
    """The text in pieces, each hidden control standing alone with a name to show for it."""
    pieces: list[Mark] = []
    end = 0
    for start, stop in hidden_spans(text):
        pieces.append(Mark(text[end:start], ""))
        pieces.extend(Mark(char, _mark(char)) for char in text[start:stop])
        end = stop
    pieces.append(Mark(text[end:], ""))
    return [piece for piece in pieces if piece.text]


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing at all."""
    return all(_is_invisible(char) for char in text)


# Letters, symbols and marks that have no glyph though their category promises one.
_EMPTY_GLYPHS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIATION_SELECTOR = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _is_invisible(char: str) -> bool:
    return (
        char.isspace()
        or unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp")
        or char in _EMPTY_GLYPHS
        or _VARIATION_SELECTOR.match(char) is not None
    )


def _mark(char: str) -> str:
    if "\ufe00" <= char <= "\ufe0f":
        return f"VS{ord(char) - 0xFE00 + 1}"
    return MARKS.get(char) or f"U+{ord(char):04X}"


def _looks_like(char: str) -> str:
    """The Latin letters a reader takes this small letter for, else the letter itself."""
    return latin_letter(char).translate(ASCII_LOOKALIKES)


@lru_cache(maxsize=4096)
def latin_letter(char: str) -> str:
    """The one Latin letter that a small letter of another script is drawn like, else itself."""
    for form in (char, char.upper()):
        if form.isascii():
            break
        if letter := _latin_letters().get(form):
            return letter
    return char


@cache
def _latin_letters() -> dict[str, str]:
    """What is drawn like a Latin letter, and like which: of the 7 MB that all confusables take."""
    alike = load("confusables.json")
    found = {form: (other["c"] for other in others) for form, others in alike.items()}
    latin = {
        form: next((char for char in chars if char.isascii() and char.isalpha()), "").lower()
        for form, chars in found.items()
        if not form.isascii()
    }
    return {form: letter for form, letter in latin.items() if letter}
