"""What hostile texts cost: our own loops over them take no more than a moment."""

import time
from collections.abc import Callable

import pytest

from moderation.screening.rules import Rule, RuleSet
from moderation.text.anchors import Article, Quote, find
from moderation.text.diff import word_diff
from moderation.text.likeness import shape_of
from moderation.text.marks import mark_html, places_of
from moderation.text.same_place import compare
from moderation.text.terms import joined
from moderation.text.verdicts import look

LONGEST = 20_000  # characters of a comment, at most
NUMBERED = " ".join(f"w{number}" for number in range(4000))[:LONGEST]
LONG_PAGE = 25_000
SPANS = [(at, at + 5) for at in range(12_000, 17_000, 6)][:400]
EXCEPTED = RuleSet([Rule(1, 1, "word", "ab", ("ab",))])
PATTERNS = RuleSet([Rule(number, 1, "pattern", rf"promo\s*{number}\d+") for number in range(250)])


@pytest.mark.parametrize(
    "work",
    [
        lambda: word_diff("!?." * 160, ".?!" * 160),
        lambda: word_diff("x" + "!?" * 249, "!!?" * 166),
        lambda: mark_html(f"<p>{NUMBERED}</p>", [], places_of(NUMBERED, SPANS)),
        lambda: EXCEPTED.find("ab " * (LONGEST // 3)),
        lambda: PATTERNS.find("buy now " * (LONGEST // 8)),
        lambda: shape_of("a@ " * (LONGEST // 3)),
        lambda: joined(["ﷺ" * (LONGEST // 10)]),
    ],
    ids=["signs", "mixed", "marks", "exceptions", "patterns", "likeness", "ligatures"],
)
def test_it_takes_a_moment(work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    assert time.process_time() - began < 5  # seconds of a slow machine


@pytest.mark.parametrize("piece", ["a", "a ", "a\xad", "\u1112\u1161\u11ab", "字"])
@pytest.mark.parametrize("exact", ["a", "字" * 40], ids=["short", "long"])
def test_a_place_on_a_hostile_page_takes_a_moment(piece: str, exact: str) -> None:
    page = (piece * LONG_PAGE)[:LONG_PAGE]
    quote = Quote(exact, piece * 64, piece * 64)
    began = time.process_time()
    article = Article(page)
    find(article, quote)
    look(article, quote, exact + piece)
    compare(quote, None, Quote(piece * 100, piece * 64, piece * 64))
    assert time.process_time() - began < 5
