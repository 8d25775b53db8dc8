"""Corrections: put in, found again, judged, merged; how often that is right and how long it takes.

python -m bench.corrections --pages 8 --seed 1
With sentences made up here, and those of the collection that MODERATION_CORPORA names.
Times are of the processor, with folding the page.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from bench.corrections_pages import SENTENCES, Editor, Page, page_of, quote_of
from bench.corrections_pairs import Pair, pairs
from bench.corrections_readers import Mistake, neighbours, put_on_cards, readings_of, twins
from bench.corrections_verdicts import verdicts
from moderation.text.anchors import Article, Miss, find
from moderation.text.patches import Outcome, apply
from moderation.text.verdicts import look

RESULTS = Path(__file__).parent / "corrections-results.json"
EDITS = (1, 3, 10)
LENGTHS = (10_000, 50_000)
TIMED = 300  # reports

Figures = dict[str, float | int | str]


def main() -> None:
    """Read the options, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=0, help="so many pages only")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    run(options.pages, seed=options.seed)


def run(most: int = 0, *, seed: int = 1) -> dict[str, object]:
    """Measure, print, and keep the figures, for each kind of sentences there is."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    record: dict[str, object] = {"machine": machine, "seed": seed}
    for source, all_pairs in pairs():
        figures = measure(all_pairs, most, seed=seed)
        record[source] = figures
        print(source)
        for name, figure in figures.items():
            print(f"    {name:56}{figure:>12}", flush=True)
    RESULTS.write_text(json.dumps(record, indent=2) + "\n")
    return record


def measure(all_pairs: list[Pair], most: int, *, seed: int) -> Figures:
    """All that can be measured with these sentences."""
    rng = random.Random(seed)
    pages = list(laid_out(all_pairs, rng))[: most or None]
    figures: Figures = {"pages": len(pages), "mistakes": len(pages) * SENTENCES}
    figures |= applied(pages)
    for edits in EDITS:
        figures |= found_again(pages, edits, Editor(all_pairs, rng))
    figures |= verdicts(pages, Editor(all_pairs, rng))
    figures |= merged(pages, rng)
    figures |= timed(pages)
    return figures


def laid_out(all_pairs: list[Pair], rng: random.Random) -> Iterator[tuple[Page, list[Pair]]]:
    """Pages of sentences in no order; a sentence stands on a page once."""
    left = rng.sample(all_pairs, len(all_pairs))
    while len(left) >= SENTENCES:
        chosen: dict[str, Pair] = {}
        rest = []
        for pair in left:
            if len(chosen) < SENTENCES and pair.wrong not in chosen:
                chosen[pair.wrong] = pair
            else:
                rest.append(pair)
        if len(chosen) < SENTENCES:
            return
        left = rest
        yield page_of(list(chosen.values())), list(chosen.values())


def applied(pages: list[tuple[Page, list[Pair]]]) -> Figures:
    """Each suggestion put into its page: exactly the right page, refused, or wrong."""
    count: Counter[str] = Counter()
    for page, of_page in pages:
        for index, pair in enumerate(of_page):
            patched = apply(page.text, quote_of(page, index, pair), pair.replacement)
            right = page.put(index, pair.right).text
            if patched.outcome is Outcome.APPLIED:
                count["right" if patched.text == right else "wrong"] += 1
            else:
                count["refused"] += 1
    total = count.total()
    return {
        "applied: exactly the right page, %": percent(count["right"], total),
        "applied: refused": count["refused"],
        "applied: a wrong page": count["wrong"],
    }


def found_again(pages: list[tuple[Page, list[Pair]]], edits: int, editor: Editor) -> Figures:
    """The place after so many edits elsewhere: the same, missed, or a wrong one."""
    count: Counter[str] = Counter()
    for page, of_page in pages:
        for index, pair in enumerate(of_page):
            now = editor.edit(page, index, edits)
            at = now.page.start(now.index) + pair.start
            place = find(Article(now.page.text), quote_of(page, index, pair))
            if isinstance(place, Miss):
                count["missed"] += 1
            else:
                is_it = (place.start, place.end) == (at, at + len(pair.exact))
                count["right" if is_it else "wrong"] += 1
    name = f"found after {edits} edits"
    return {
        f"{name}, %": percent(count["right"], count.total()),
        f"{name}: a wrong place": count["wrong"],
    }


def merged(pages: list[tuple[Page, list[Pair]]], rng: random.Random) -> Figures:
    """Twenty readers of each mistake, mixed with those of others on the page, or next to it."""
    figures: Figures = {}
    mixed = 0
    groups: dict[str, list[list[Mistake]]] = {"": [], ", two in a sentence": [], ", twins": []}
    for page, of_page in pages:
        for first in range(0, len(of_page) - 2, 3):
            three = range(first, first + 3)
            groups[""].append([Mistake(page, index, of_page[index]) for index in three])
            groups[", two in a sentence"].append(neighbours(page, first, of_page[first], rng))
            groups[", twins"].append(twins(page, first, of_page[first], rng))
    for name, mistakes in groups.items():
        on_card, total, of_two = merged_in(mistakes, rng)
        figures[f"on the card of their mistake{name}, %"] = percent(on_card, total)
        mixed += of_two
    return figures | {"cards of two mistakes": mixed}


def merged_in(groups: list[list[Mistake]], rng: random.Random) -> tuple[int, int, int]:
    """How many sightings are on their mistake's biggest card, of how many; and mixed cards."""
    total = on_card = mixed = 0
    for mistakes in groups:
        readings = [reading for each in mistakes for reading in readings_of(each, rng)]
        rng.shuffle(readings)
        total += len(readings)
        biggest: Counter[object] = Counter()
        for card in put_on_cards(readings):
            truths = Counter(reading.truth for reading in card.readings)
            mixed += len(truths) > 1
            for truth, count in truths.items():
                biggest[truth] = max(biggest[truth], count)
        on_card += biggest.total()
    return on_card, total, mixed


def timed(pages: list[tuple[Page, list[Pair]]]) -> Figures:
    """One report against pages of two lengths, with folding the page."""
    figures: Figures = {}
    times = {}
    for length in LENGTHS:
        text = "\n".join(page.text for page, _ in pages)
        text = (text * (length // max(len(text), 1) + 1))[:length]
        taken = []
        for page, of_page in pages[:6]:
            for index, pair in enumerate(of_page):
                quote = quote_of(page, index, pair)
                started = time.process_time()
                look(Article(text), quote, pair.replacement)
                taken.append(1000 * (time.process_time() - started))
        times[length] = mean(taken[:TIMED])
        figures[f"one look at {length:,} characters, ms"] = round(times[length], 2)
        figures[f"the longest at {length:,}, ms"] = round(max(taken[:TIMED]), 2)
    figures["ratio of 50,000 to 10,000"] = round(times[50_000] / times[10_000], 2)
    return figures


def percent(part: int, whole: int) -> float:
    """To two places."""
    return round(100 * part / whole, 2) if whole else 0.0


if __name__ == "__main__":
    main()
