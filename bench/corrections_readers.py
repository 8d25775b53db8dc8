"""Readers who report the same mistake, each selecting it in another way in another browser."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.corrections_pages import Page, quote_at
from bench.corrections_pairs import Pair
from moderation.text.anchors import Quote
from moderation.text.quotes import fold
from moderation.text.same_place import Match, Sameness, compare

READERS = 20
_WORD = re.compile(r"[^\s\u3400-\u9fff]+|[\u3400-\u9fff]")


@dataclass(frozen=True)
class Reading:
    """What one reader sends, and which mistake is meant."""

    quote: Quote
    suggestion: str
    truth: object


@dataclass
class Card:
    """A report as the desk keeps it."""

    first: Reading
    core: tuple[int, int] | None
    readings: list[Reading]


@dataclass(frozen=True)
class Mistake:
    """A mistake on a page, and whether something else there is much like it."""

    page: Page
    index: int
    pair: Pair
    has_double: bool = False


def readings_of(mistake: Mistake, rng: random.Random) -> list[Reading]:
    """So many readers of one mistake."""
    return [_reading(mistake, rng) for _ in range(READERS)]


def neighbours(page: Page, index: int, pair: Pair, rng: random.Random) -> list[Mistake]:
    """Another mistake in the same sentence; readers who select both say which they mean."""
    words = [
        match.span()
        for match in _WORD.finditer(pair.wrong)
        if match.end() - match.start() > 3
        and not (match.start() < pair.end and pair.start < match.end())
    ]
    if not words:
        return []
    at = rng.choice(words)[0] + 1
    wrong = pair.wrong[:at] + pair.wrong[at] + pair.wrong[at:]
    moved = int(at <= pair.start)
    whole = page.put(index, wrong)
    one = replace(pair, wrong=wrong, start=pair.start + moved, end=pair.end + moved)
    span = next(match.span() for match in _WORD.finditer(wrong) if match.start() < at < match.end())
    other = Pair(wrong, pair.wrong, *span, wrong[span[0] : at] + wrong[at + 1 : span[1]])
    return [Mistake(whole, index, each, has_double=True) for each in (one, other)]


def twins(page: Page, index: int, pair: Pair, rng: random.Random) -> list[Mistake]:
    """The same wrong words in another sentence of the page."""
    other = rng.choice([at for at in range(len(page.sentences)) if at != index])
    words = [match.span() for match in _WORD.finditer(page.sentences[other])]
    start, end = rng.choice(words)
    right = page.sentences[other]
    wrong = right[:start] + pair.exact + right[end:]
    whole = page.put(other, wrong)
    twin = Pair(wrong, right, start, start + len(pair.exact), pair.replacement)
    return [
        Mistake(whole, index, pair, has_double=True),
        Mistake(whole, other, twin, has_double=True),
    ]


def _reading(mistake: Mistake, rng: random.Random) -> Reading:
    page, index, pair = mistake.page, mistake.index, mistake.pair
    base = page.start(index)
    start, end = pair.start, pair.end
    ways: list[Callable[[], tuple[int, int]]] = [
        lambda: (start, end),
        lambda: _part(pair, rng),
        lambda: _with_signs(pair),
        lambda: _words(pair, rng.randrange(1, 4), rng),
        lambda: _clause(pair),
    ]
    first, last = rng.choices(ways, weights=(6, 2, 3, 5, 2))[0]()
    quote = quote_at(page.text, base + first, base + last, sentence=pair.wrong)
    suggestion = ""
    says = rng.random() < 0.6 or (mistake.has_double and last - first > end - start)
    if first <= start and last >= end and says:
        suggestion = pair.wrong[first:start] + pair.replacement + pair.wrong[end:last]
    kind = rng.random()
    if kind < 0.05 and not mistake.has_double:
        quote = replace(quote, prefix="", suffix="")
    elif kind < 0.3:
        quote = replace(quote, sentence="")
    return Reading(_browser(quote, rng), suggestion, (index, pair.start))


def _part(pair: Pair, rng: random.Random) -> tuple[int, int]:
    """Some letters of a word; all of it when it is short."""
    if pair.end - pair.start < 5 or " " in pair.exact:
        return pair.start, pair.end
    first = rng.randrange(pair.start, pair.start + 2)
    return first, rng.randrange(first + 3, pair.end + 1)


def _with_signs(pair: Pair) -> tuple[int, int]:
    start, end = pair.start, pair.end
    while end < len(pair.wrong) and not (pair.wrong[end].isalnum() or pair.wrong[end].isspace()):
        end += 1
    return start, end


def _words(pair: Pair, more: int, rng: random.Random) -> tuple[int, int]:
    words = [match.span() for match in _WORD.finditer(pair.wrong)]
    start, end = pair.start, pair.end
    for _ in range(more):
        after = [word for word in words if word[0] >= end]
        before = [word for word in words if word[1] <= start]
        if after and (rng.random() < 0.5 or not before):
            end = after[0][1]
        elif before:
            start = before[-1][0]
    return start, end


def _clause(pair: Pair) -> tuple[int, int]:
    """From sign to sign, some two hundred characters at most."""
    signs = [match.start() for match in re.finditer(r"[,;:.!?，。；：！？]", pair.wrong)]
    start = max((at + 1 for at in signs if at < pair.start), default=0)
    end = min((at for at in signs if at >= pair.end), default=len(pair.wrong))
    while start < pair.start and pair.wrong[start].isspace():
        start += 1
    return max(start, pair.start - 100), min(end, pair.end + 100)


def _browser(quote: Quote, rng: random.Random) -> Quote:
    """The same words as another browser, or another way of copying, gives them."""
    ways: list[Callable[[str], str]] = [
        str,
        str,
        lambda text: text.replace(" ", "\xa0"),
        lambda text: text.replace(" ", "  "),
        lambda text: text.translate(str.maketrans("«»“”’—", '""""\'-')),
        lambda text: re.sub(r"(\w{4})(?=\w{3})", "\\1\xad", text),
        lambda text: unicodedata.normalize("NFD", text),
    ]
    way = rng.choice(ways)
    exact, prefix, suffix = way(quote.exact), way(quote.prefix), way(quote.suffix)
    return Quote(exact, prefix, suffix, way(quote.sentence), quote.occurrence)


def put_on_cards(readings: list[Reading]) -> list[Card]:
    """Each on the card that it fits best, as taking in does."""
    cards: list[Card] = []
    for reading in readings:
        best: tuple[Card, Match] | None = None
        for card in cards:
            match = compare(
                card.first.quote,
                card.core,
                reading.quote,
                suggestions=(card.first.suggestion, reading.suggestion),
            )
            if match.sameness is Sameness.SAME and (best is None or match.score > best[1].score):
                best = card, match
        if best is None:
            cards.append(Card(reading, None, [reading]))
            continue
        best[0].core = best[1].core or best[0].core
        best[0].readings.append(reading)
    return cards


def is_told_apart(one: str, other: str) -> bool:
    """Whether two texts differ after folding."""
    return fold(one).strip() != fold(other).strip()
