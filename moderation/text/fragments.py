"""Links that open a page at a quote (WICG, URL Fragment Text Directives)."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from moderation.text.anchors import Article, Place
from moderation.text.invisible import UNSPACED

LONGEST_EXACT = 300
RANGE_WORDS = 3
RANGE_LETTERS = 12
CONTEXT_WORDS = 3
LONGEST_CONTEXT = 64
MORE_WORDS = (CONTEXT_WORDS, 6, 12, 24)
FAR = 400  # characters in which so many words stand

_BREAK = re.compile(r"[\n\r\u2028\u2029]+")
_IN_WORD = rf"(?:[^\W{UNSPACED}]|[\xad\u0300-\u036f\u200c\u200d\u2060])+"  # marks are no \w
_WORD_END = re.compile(rf"{_IN_WORD}\Z")
_WORD_START = re.compile(_IN_WORD)
# Where any browser sees a word end, in scripts without spaces.
_PUNCTUATION = "。，、！？；：…·「」『』（）《》〈〉【】“”‘’—,.!?;:()\"'"
_CLAUSES_BEFORE = re.compile(f"[^{_PUNCTUATION}]+[{_PUNCTUATION}]*")
_CLAUSES_AFTER = re.compile(f"[{_PUNCTUATION}]*[^{_PUNCTUATION}]+")
_WORDS = re.compile(r"\S+\s*")  # spaces count: browsers fold none of what they show
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")


class _Terms(NamedTuple):
    """What a browser looks for: a quote, or its two ends, between two others."""

    before: str
    start: str
    end: str
    after: str

    def directive(self) -> str:
        """As it stands in an address; nothing when there is no quote to look for."""
        if not self.start:
            return ""
        terms = [_term(self.before) + "-" if self.before else "", _term(self.start)]
        terms += [_term(self.end), "-" + _term(self.after) if self.after else ""]
        return ":~:text=" + ",".join(filter(None, terms))

    def is_clear(self, text: str) -> bool:
        """Whether a text has one place for it, as a browser compares letters."""
        sides = [] if self.end else [self.after]
        parts = [part for part in (self.before, self.start, *sides) if part]
        words = (map(re.escape, _compared(part).split()) for part in parts)
        pattern = r"\s*".join(r"\s+".join(each) for each in words)
        return len(re.findall(f"(?={pattern})", text)) == 1


def text_fragment(exact: str, prefix: str, suffix: str) -> str:
    """The directive to put after `#`, or nothing when there is no quote to look for."""
    return _terms(exact, prefix, suffix, CONTEXT_WORDS).directive()


def shortest_fragment(article: Article, place: Place) -> str:
    """The directive for a place with enough around it to be unique.

    What is not unique within its block is linked to with all of the block.
    """
    text, compared = article.text, _compared(article.text)
    for start, end in ((place.start, place.end), _block(text, place)):
        before, after = text[max(0, start - FAR) : start], text[end : end + FAR]
        for words in MORE_WORDS:
            terms = _terms(text[start:end], before, after, words)
            if terms.is_clear(compared):
                return terms.directive()
    return ""


def _terms(exact: str, prefix: str, suffix: str, words: int) -> _Terms:
    exact, prefix, suffix = _whole_words(exact, prefix, suffix)
    start, end = _range(exact)
    return _Terms(_words_before(prefix, words), start, end, _words_after(suffix, words))


def _block(text: str, place: Place) -> tuple[int, int]:
    """Where the blocks begin and end that a place is in."""
    ends = [match.start() for match in _BREAK.finditer(text, place.end)][:1] or [len(text)]
    return max(text.rfind(sign, 0, place.start) for sign in "\n\r\u2028\u2029") + 1, ends[0]


@lru_cache(maxsize=4)
def _compared(text: str) -> str:
    """Without case and diacritics, which browsers do not tell apart (UTS #10, primary level)."""
    apart = unicodedata.normalize("NFKD", text.replace("\xad", ""))
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def _term(text: str) -> str:
    """A term in percent-encoding; a hyphen of its own would end the directive."""
    return quote(text, safe="!*'()~_.").replace("-", "%2D")


def _whole_words(exact: str, prefix: str, suffix: str) -> tuple[str, str, str]:
    """The three, with the quote grown to whole words: browsers find nothing less."""
    if (tail := _WORD_END.search(prefix)) and _WORD_START.match(exact):
        exact, prefix = tail[0] + exact, prefix[: tail.start()]
    if (head := _WORD_START.match(suffix)) and _WORD_END.search(exact):
        exact, suffix = exact + head[0], suffix[head.end() :]
    return exact.strip(), prefix, suffix


def _range(exact: str) -> tuple[str, str]:
    """The quote as one term, or its first and last words if it is long or spans blocks."""
    blocks = [block.strip() for block in _BREAK.split(exact) if block.strip()]
    if not blocks:
        return "", ""
    if len(blocks) == 1 and len(blocks[0]) <= LONGEST_EXACT:
        return blocks[0], ""
    first, last = blocks[0], blocks[-1]
    if _HAS_UNSPACED.search(first + last):
        return first[:RANGE_LETTERS], last[-RANGE_LETTERS:]
    words, others = _WORDS.findall(first), _WORDS.findall(last)
    return "".join(words[:RANGE_WORDS]).rstrip(), "".join(others[-RANGE_WORDS:])


def _words_before(prefix: str, most: int) -> str:
    """The last few whole words before the quote, in its own block or else in the one before."""
    block = next((each for each in reversed(_BREAK.split(prefix)) if each.strip()), "")
    is_cut = len(prefix) >= LONGEST_CONTEXT and prefix.startswith(block)
    pieces, most = _pieces(block, _CLAUSES_BEFORE, most)
    if is_cut and not block[:1].isspace():
        pieces = pieces[1:]
    return "".join(pieces[-most:]).strip()


def _words_after(suffix: str, most: int) -> str:
    """The first few whole words after the quote, in its own block or else in the next one."""
    block = next((each for each in _BREAK.split(suffix) if each.strip()), "")
    is_cut = len(suffix) >= LONGEST_CONTEXT and suffix.endswith(block)
    pieces, most = _pieces(block, _CLAUSES_AFTER, most)
    if is_cut and not block[-1:].isspace():
        pieces = pieces[:-1]
    return "".join(pieces[:most]).strip()


def _pieces(block: str, clauses: re.Pattern[str], most: int) -> tuple[list[str], int]:
    """The words of a block, or its clauses where words are not apart; and how many to take."""
    if _HAS_UNSPACED.search(block):
        return clauses.findall(block), max(1, most // CONTEXT_WORDS)
    return _WORDS.findall(block), most
