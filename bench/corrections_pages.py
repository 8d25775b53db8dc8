"""Pages put together from sentences, edited as editors do, with the truth kept beside them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from bench.corrections_pairs import Pair
from moderation.text.anchors import Quote

SENTENCES = 50  # on a page
PARAGRAPH = 5  # sentences
CONTEXT = 64  # characters, as the widget sends


@dataclass(frozen=True)
class Page:
    """Sentences with what parts them; the pair each came from is known."""

    sentences: tuple[str, ...]
    gaps: tuple[str, ...]  # after each sentence

    @property
    def text(self) -> str:
        """The page as a reader's browser flattens it."""
        return "".join(map("".join, zip(self.sentences, self.gaps, strict=True))).rstrip("\n ")

    def start(self, index: int) -> int:
        """Where a sentence begins."""
        return sum(map(len, self.sentences[:index])) + sum(map(len, self.gaps[:index]))

    def put(self, index: int, *sentences: str) -> Page:
        """The page with these sentences instead of one."""
        gap = self.gaps[index]
        gaps = (" ",) * (len(sentences) - 1) + (gap,) if sentences else ()
        return Page(
            self.sentences[:index] + sentences + self.sentences[index + 1 :],
            self.gaps[:index] + gaps + self.gaps[index + 1 :],
        )


def page_of(pairs: list[Pair]) -> Page:
    """All their wrong sentences, in paragraphs."""
    gaps = ["\n" if index % PARAGRAPH == PARAGRAPH - 1 else " " for index in range(len(pairs))]
    return Page(tuple(pair.wrong for pair in pairs), tuple(gaps))


def quote_at(text: str, start: int, end: int, *, sentence: str = "") -> Quote:
    """What the widget sends for a selection."""
    exact = text[start:end].replace("\n", " ")
    return Quote(
        exact,
        text[max(0, start - CONTEXT) : start].replace("\n", " "),
        text[end : end + CONTEXT].replace("\n", " "),
        sentence if len(sentence) <= 400 else "",
        text[:end].replace("\n", " ").count(exact),
    )


def quote_of(page: Page, index: int, pair: Pair) -> Quote:
    """The report of a pair's mistake on its page."""
    at = page.start(index)
    return quote_at(page.text, at + pair.start, at + pair.end, sentence=pair.wrong)


@dataclass(frozen=True)
class Edited:
    """A page after some edits, and where the sentence that they left alone is now."""

    page: Page
    index: int


@dataclass(frozen=True)
class Editor:
    """Somebody who edits pages, and takes new sentences from a stock."""

    stock: list[Pair]
    rng: random.Random

    def edit(self, page: Page, index: int, times: int) -> Edited:
        """So many unrelated edits of other sentences."""
        now = Edited(page, index)
        for _ in range(times):
            now = _edit(now, self.stock, self.rng)
        return now


def _edit(now: Edited, spare: list[Pair], rng: random.Random) -> Edited:
    page, index = now.page, now.index
    at = rng.choice([other for other in range(len(page.sentences)) if other != index])
    old, new = page.sentences[at], rng.choice(spare).right
    kind = rng.randrange(5)
    if kind == 0:
        return Edited(page.put(at), index - (at < index))
    if kind == 1:
        return Edited(page.put(at, old, new), index + (at < index))
    if kind == 2:
        return Edited(page.put(at, new), index)
    if kind == 3:
        return replace(now, page=page.put(at, _reworded(old, new, rng)))
    gaps = list(page.gaps)
    gaps[at] = "\n" if gaps[at] == " " else " "
    return replace(now, page=Page(page.sentences, tuple(gaps)))


def _reworded(old: str, new: str, rng: random.Random) -> str:
    words, others = old.split(" "), new.split(" ")
    words[rng.randrange(len(words))] = rng.choice(others)
    return " ".join(words)
