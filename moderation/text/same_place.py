"""Whether two readers mean the same place on a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from moderation.text.anchors import Quote
from moderation.text.changes import smallest_change
from moderation.text.quotes import fold
from moderation.text.selections import (
    BESIDE,
    Selection,
    Span,
    grown,
    moved,
    shared_words,
    whole_words,
)

SURE = 0.9  # of what both saw is the same
LIKELY = 0.7
SEED, STEP = 10, 5  # characters that both must have seen, and how far apart these are tried
TELLING, PHRASE = 5, 15  # characters that are hardly wrong twice on a page in the same way
COVERS_MORE = 15  # off the score of a selection that is much longer than what others mean

_WORDY = re.compile(r"\w")

__all__ = ["Match", "Sameness", "compare", "smallest_change"]


class Sameness(StrEnum):
    """How sure it is."""

    SAME = "same"
    MAYBE = "maybe"
    OTHER = "other"


@dataclass(frozen=True)
class Match:
    """How sure, how much alike, and what both share in fold(card.prefix + exact + suffix)."""

    sameness: Sameness
    score: int  # 0 to 100
    core: Span | None


_OTHER = Match(Sameness.OTHER, 0, None)


def compare(
    card: Quote,
    core: Span | None,
    other: Quote,
    *,
    suggestions: tuple[str, str] = ("", ""),
) -> Match:
    """Whether the other quote is of the card's place; the suggestions are the card's and its."""
    mine, its = Selection(card, suggestions[0]), Selection(other, suggestions[1])
    meant = (core[0] + mine.more, core[1] + mine.more) if core else mine.meant
    if not mine.text.strip() or not its.text.strip():
        return _OTHER
    if not (mine.has_context and its.has_context):
        return _without_context(mine, meant, its)
    shift, agrees = _aligned(mine.text, its.text)
    if agrees < LIKELY or not _saw_the_same(mine, its, shift):
        return _OTHER
    match = _overlapping(mine, meant, its, shift)
    if match is None:
        selected = shared_words(mine.text, mine.selected, moved(its.selected, shift))
        return Match(Sameness.MAYBE, round(agrees * 50), None) if selected else _OTHER
    sure = agrees >= SURE and not _is_counted_elsewhere(card, other) and not _cross(mine, its)
    score = max(round(agrees * 100) - match.score, 0)
    return Match(Sameness.SAME if sure else Sameness.MAYBE, score, match.core)


def _overlapping(mine: Selection, meant: Span, its: Selection, shift: int) -> Match | None:
    """What both mean, with what that takes off the score; nothing if they mean other words."""
    theirs = grown(mine.text, *moved(its.meant, shift))
    shared = shared_words(mine.text, meant, theirs)
    if shared is None:
        return None
    more = 1 - (shared[1] - shared[0]) / max(theirs[1] - theirs[0], 1)
    length = len(mine.whole.text)
    core = shared if _WORDY.search(mine.text[slice(*shared)]) else meant
    start, end = (min(max(at - mine.more, 0), length) for at in core)
    return Match(Sameness.SAME, round(more * COVERS_MORE), (start, end) if start < end else None)


def _aligned(mine: str, its: str) -> tuple[int, float]:
    """How far the one reading lies from the other, and how much of what both cover is the same."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - not before a second report comes

    votes: Counter[int] = Counter()
    for start in range(0, max(len(its) - SEED, 0) + 1, STEP):
        seed = its[start : start + SEED]
        at = mine.find(seed)
        while at >= 0:
            votes[at - start] += 1
            at = mine.find(seed, at + 1)
    best, agrees, covers = 0, 0.0, 0
    for shift, _ in votes.most_common(4):
        one, other = _covered(mine, its, shift)
        alike = 1.0 if one == other else Levenshtein.normalized_similarity(one, other)
        if alike * len(one) > agrees * covers:
            best, agrees, covers = shift, alike, len(one)
    return best, agrees


def _covered(mine: str, its: str, shift: int) -> tuple[str, str]:
    start, end = max(0, shift), min(len(mine), shift + len(its))
    return mine[start:end], its[start - shift : end - shift]


def _saw_the_same(mine: Selection, its: Selection, shift: int) -> bool:
    """Whether enough besides the longer quote was seen by both, or all that there is."""
    one, _ = _covered(mine.text, its.text, shift)
    shorter = min(mine.selected[1] - mine.selected[0], its.selected[1] - its.selected[0])
    return len(one) >= shorter + BESIDE


def _agree(mine: Selection, its: Selection) -> bool:
    """Whether the suggestions are alike, or one of the readers made none."""
    changes = [
        smallest_change(fold(each.quote.exact).strip(), fold(each.suggestion).strip())
        for each in (mine, its)
        if each.suggestion
    ]
    return len(set(changes)) < 2


def _cross(mine: Selection, its: Selection) -> bool:
    """Whether one reader adds words, or changes signs, beside what the other may be about."""
    said = [each for each in (mine, its) if each.suggestion]
    if len(said) == 1:
        silent = its if said[0] is mine else mine
        is_a_word = len(silent.quote.exact.split()) == 1
        return is_a_word and (said[0].is_of_signs or said[0].is_addition)
    if not said or mine.is_of_signs != its.is_of_signs:
        return bool(said)
    return not _agree(mine, its) and mine.is_addition != its.is_addition


def _is_counted_elsewhere(card: Quote, other: Quote) -> bool:
    """Whether the same words are said to be another occurrence of themselves on the page."""
    if card.exact != other.exact or None in {card.occurrence, other.occurrence}:
        return False
    return card.occurrence != other.occurrence


def _goes_on(text: str, place: Span, mine: Selection) -> bool:
    """Whether the little that stands around the card's words stands here, too."""
    left, right = mine.text[: mine.selected[0]].strip(), mine.text[mine.selected[1] :].strip()
    before, after = text[: place[0]].strip(), text[place[1] :].strip()
    at_left, at_right = min(len(left), len(before)), min(len(right), len(after))
    same_left = left[len(left) - at_left :] == before[len(before) - at_left :]
    return same_left and right[:at_right] == after[:at_right]


def _without_context(mine: Selection, meant: Span, its: Selection) -> Match:
    """One of them, or both, gave the words alone: these must mean one place only."""
    card, other = mine.quote, its.quote
    if _is_counted_elsewhere(card, other):
        return _OTHER
    words = its.text[slice(*its.selected)]
    if its.has_context or len(words) > len(mine.text):
        inner, outer, theirs = mine.text[slice(*mine.selected)], its.text, its.meant
        places = [each for each in whole_words(outer, inner) if _goes_on(outer, each, mine)]
    else:
        inner, outer, theirs = words, mine.text, meant
        places = whole_words(outer, inner)
    if not any(shared_words(outer, theirs, place) for place in places):
        return _OTHER
    counted = card.exact == other.exact and card.occurrence == other.occurrence is not None
    telling = len(inner) >= (TELLING if _agree(mine, its) else PHRASE)
    if not counted and not (telling and len(places) == 1):
        return Match(Sameness.MAYBE, 50, None)
    length = len(mine.whole.text)
    start, end = (min(max(at - mine.more, 0), length) for at in meant)
    return Match(Sameness.SAME, 85, (start, end))
