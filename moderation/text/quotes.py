"""A quote and its surroundings: told apart, found again, linked to, corrected."""

import re
import unicodedata
from hashlib import sha256

from moderation.text.invisible import JOINING

CONTEXT = 24

DROPPED = "\xad\u200b\u2060\ufeff"
_DROPPED = re.compile(f"[{DROPPED}]")
_JOINERS_OUT_OF_PLACE = re.compile(rf"(?<![{JOINING}])[\u200c\u200d]")
_STRESS = "\u0301"
_SPACES = re.compile(r"\s+")
FOLDED = str.maketrans(
    dict.fromkeys("«»„“”‟〝〞＂", '"')
    | dict.fromkeys("‘’‚‛ʼ＇", "'")
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)
# One visible character with all that hangs on it; Hangul syllables may come in parts.
_CLUSTER = re.compile(
    "\r\n|\\s|[\u1100-\u11ff]+|.(?:[\xad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\ufeff])*",
    re.DOTALL,
)


def fold(text: str) -> str:
    """The text for matching only: one kind of quote, dash and space, and nothing invisible.

    Case and diacritics stay: in a spelling report they are the mistake itself.
    """
    return _SPACES.sub(" ", composed(_without_invisible(text)))


def visible(text: str) -> str:
    """The text in composed letters, without what nobody sees; its quotes and dashes as they are."""
    return unicodedata.normalize("NFC", _without_invisible(text))


def fold_spaces(text: str) -> str:
    """The text as ``fold`` leaves it, sign for sign, but with its own quotes and dashes."""
    plain = unicodedata.normalize("NFC", _without_invisible(text)).replace(_STRESS, "")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", plain))


def _without_invisible(text: str) -> str:
    return _JOINERS_OUT_OF_PLACE.sub("", _DROPPED.sub("", text))


def composed(text: str) -> str:
    """The text in composed letters, without stress, with one kind of quote and dash."""
    text = unicodedata.normalize("NFC", text).replace(_STRESS, "").translate(FOLDED)
    return unicodedata.normalize("NFC", text)


def place_key(exact: str, prefix: str, suffix: str) -> str:
    """One key for all reports of one place, whatever the browser made of its spaces and quotes."""
    before = fold(prefix).rstrip()[-CONTEXT:].strip()
    after = fold(suffix).lstrip()[:CONTEXT].strip()
    return sha256("\0".join((fold(exact).strip(), before, after)).encode()).hexdigest()


def locate(sentence: str, exact: str, prefix: str, suffix: str) -> tuple[int, int] | None:
    """Where the quote stands in its sentence: the occurrence whose surroundings fit best."""
    folded, starts = fold_with_positions(sentence)
    wanted = fold(exact).strip()
    if not wanted:
        return None
    before, after = fold(prefix), fold(suffix)
    best: tuple[int, int] | None = None
    best_fit = -1
    for match in re.finditer(f"(?={re.escape(wanted)})", folded):
        start, end = match.start(), match.start() + len(wanted)
        fit = _common(folded[:start][::-1], before[::-1]) + _common(folded[end:], after)
        if fit > best_fit:
            best, best_fit = (starts[start], starts[end]), fit
    return best and _trimmed(sentence, best)


def corrected(
    sentence: str, exact: str, suggestion: str, *, prefix: str = "", suffix: str = ""
) -> str | None:
    """The sentence with the suggestion in place of the quote, if the quote is in it."""
    place = locate(sentence, exact, prefix, suffix)
    if place is None:
        return None
    return sentence[: place[0]] + suggestion + sentence[place[1] :]


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _trimmed(sentence: str, place: tuple[int, int]) -> tuple[int, int]:
    """The place without white space that belongs to what follows."""
    start, end = place
    return start, start + len(sentence[start:end].rstrip())


def fold_with_positions(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters, and its end, where that came from."""
    folded: list[str] = []
    starts: list[int] = []
    for match in _CLUSTER.finditer(text):
        for char in fold(match[0]):
            if char == " " and folded and folded[-1] == " ":
                continue
            folded.append(char)
            starts.append(match.start())
    return "".join(folded), [*starts, len(text)]
