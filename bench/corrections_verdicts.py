"""What a look at a page says of mistakes that were fixed, left, changed or taken away."""

from __future__ import annotations

import random
from collections import Counter

from bench.corrections_pages import Edited, Editor, Page, quote_of
from bench.corrections_pairs import Pair
from bench.corrections_readers import is_told_apart
from moderation.text.anchors import Article, Quote
from moderation.text.verdicts import look

EDITS = (0, 0, 1, 3)  # unrelated ones, besides
RIGHT = {
    "fixed": {"fixed"},
    "not fixed": {"still_there"},
    "changed": {"changed"},
    "gone": {"gone"},
}


def verdicts(pages: list[tuple[Page, list[Pair]]], editor: Editor) -> dict[str, float | int | str]:
    """How often each is seen, and how often a mistake that stands there is called fixed."""
    said: Counter[tuple[str, str]] = Counter()
    false = 0
    for page, of_page in pages:
        for index, pair in enumerate(of_page):
            quote = quote_of(page, index, pair)
            now = editor.edit(page, index, editor.rng.choice(EDITS))
            for truth in RIGHT:
                text = _became(truth, now, pair, editor.rng)
                if text is None:
                    continue
                verdict = look(Article(text), quote, pair.replacement).verdict
                said[truth, verdict] += 1
                false += verdict == "fixed" and truth == "not fixed"
            false += _one_of_two(page, index, pair, quote)
    figures: dict[str, float | int | str] = {}
    for truth, right in RIGHT.items():
        total = sum(count for (was, _), count in said.items() if was == truth)
        good = sum(said[truth, verdict] for verdict in right)
        figures[f"verdict on {truth}, % right"] = round(100 * good / total, 2) if total else 0.0
        wrong = {
            verdict: n
            for (was, verdict), n in said.items()
            if was == truth and verdict not in right
        }
        if wrong:
            figures[f"  {truth} taken for"] = ", ".join(f"{name} {n}" for name, n in wrong.items())
    figures["called fixed while it stands there"] = false
    return figures


def _one_of_two(page: Page, index: int, pair: Pair, quote: Quote) -> bool:
    """The sentence stands also in a teaser where it was fixed; the one reported was not."""
    teaser = page.put(0, pair.right, page.sentences[0]) if index else page
    return look(Article(teaser.text), quote, pair.replacement).verdict == "fixed"


def _became(truth: str, now: Edited, pair: Pair, rng: random.Random) -> str | None:
    page, index = now.page, now.index
    if truth == "not fixed":
        return page.text
    if truth == "fixed":
        return page.put(index, pair.right).text
    if truth == "gone":
        return page.put(index).text
    other = _other_words(pair, rng)
    told = is_told_apart(other, pair.exact) and is_told_apart(other, pair.replacement)
    if not told or (pair.exact in other and pair.exact not in pair.replacement):
        return None
    return page.put(index, pair.wrong[: pair.start] + other + pair.wrong[pair.end :]).text


def _other_words(pair: Pair, rng: random.Random) -> str:
    """What an editor puts there instead: a letter or a word otherwise, or other words."""
    words = pair.replacement.split(" ")
    at = rng.randrange(len(words))
    kind = rng.randrange(3)
    if kind == 0 and any(map(str.isalpha, words[at])):
        words[at] = words[at][::-1] + "ing"
    elif kind == 1 and at:
        words.insert(at, "really")
    else:
        words[at : at + 2] = ["otherwise"]
    return " ".join(words)
