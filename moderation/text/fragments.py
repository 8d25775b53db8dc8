"""Links that open a page at a quote (WICG, URL Fragment Text Directives)."""

import re
from urllib.parse import quote

from moderation.text.anchors import Article, Place
from moderation.text.invisible import UNSPACED

LONGEST_EXACT = 300
RANGE_WORDS = 3
RANGE_LETTERS = 12
CONTEXT_WORDS = 3
LONGEST_CONTEXT = 64

_BREAK = re.compile(r"[\n\r\u2028\u2029]+")
_IN_WORD = rf"(?:[^\W{UNSPACED}]|[\xad\u0300-\u036f\u200c\u200d\u2060])+"  # marks are no \w
_WORD_END = re.compile(rf"{_IN_WORD}\Z")
_WORD_START = re.compile(_IN_WORD)
# Where any browser sees a word end, in scripts without spaces.
_PUNCTUATION = "。，、！？；：…·「」『』（）《》〈〉【】“”‘’—,.!?;:()\"'"
_LAST_CLAUSE = re.compile(f"[^{_PUNCTUATION}]+[{_PUNCTUATION}]*\\Z")
_FIRST_CLAUSE = re.compile(f"[{_PUNCTUATION}]*[^{_PUNCTUATION}]+")
_WORDS = re.compile(r"\S+\s*")  # spaces count: browsers fold none of what they show
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")


def text_fragment(exact: str, prefix: str, suffix: str) -> str:
    """The directive to put after `#`, or nothing when there is no quote to look for."""
    exact, prefix, suffix = _whole_words(exact, prefix, suffix)
    start, end = _range(exact)
    if not start:
        return ""
    before, after = _words_before(prefix), _words_after(suffix)
    terms = [_term(before) + "-" if before else "", _term(start), _term(end)]
    terms.append("-" + _term(after) if after else "")
    return ":~:text=" + ",".join(filter(None, terms))


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


def _words_before(prefix: str) -> str:
    """The last few whole words before the quote, in its own block or else in the one before."""
    block = next((each for each in reversed(_BREAK.split(prefix)) if each.strip()), "")
    is_cut = len(prefix) >= LONGEST_CONTEXT and prefix.startswith(block)
    if _HAS_UNSPACED.search(block):
        clause = _LAST_CLAUSE.search(block)
        return clause[0].lstrip() if clause and (clause.start() or not is_cut) else ""
    words = _WORDS.findall(block)
    if is_cut and words and not block[0].isspace():
        words = words[1:]
    return "".join(words[-CONTEXT_WORDS:]).strip()


def _words_after(suffix: str) -> str:
    """The first few whole words after the quote, in its own block or else in the next one."""
    block = next((each for each in _BREAK.split(suffix) if each.strip()), "")
    is_cut = len(suffix) >= LONGEST_CONTEXT and suffix.endswith(block)
    if _HAS_UNSPACED.search(block):
        clause = _FIRST_CLAUSE.match(block)
        return clause[0].rstrip() if clause and (clause.end() < len(block) or not is_cut) else ""
    words = _WORDS.findall(block)
    if is_cut and words and not block[-1].isspace():
        words = words[:-1]
    return "".join(words[:CONTEXT_WORDS]).strip()


def shortest_fragment(article: Article, place: Place) -> str:
    """The directive for a place, with no more context than makes it unique."""
    text = article.text
    before, after = text[max(0, place.start - 64) : place.start], text[place.end : place.end + 64]
    return text_fragment(text[place.start : place.end], before, after)
