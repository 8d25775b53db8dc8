"""Places of a page that a quote may mean: where its words stand, and where its surroundings do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from moderation.text.contexts import LONGEST, OF_QUOTE, Frame, is_joined

MOST = 24  # places with equal words that are looked at closely
GLANCE = 24  # characters either side by which these are chosen
NEXT = 6  # characters next to a place
SEED = 12  # characters of context that are looked for as they are
SEEDS_AWAY = (0, 6, 12, 20, 32)  # from the quote, when nearer ones have changed
MOST_SEEDED = 64
WORDS = 16  # characters of a quote that can be recognised when rewritten,
ALIKE = 60  # of 100 being as they were,
STRAYED = 12  # so far from the context at most,
ONE_SIDE = 0.5  # so much of which stands on one side
ROOM = 40  # a rewritten quote may be longer by so much, and by its own length


@dataclass(frozen=True)
class Slot:
    """A stretch of the folded page, and how well it fits, 0 to 1."""

    start: int
    end: int
    left: float  # how much of the context before it agrees
    right: float
    context: float  # how much of all its context
    fit: float  # of its sentence, with the words themselves
    is_close: bool  # whether the characters next to it are those of the context

    def overlaps(self, other: Slot) -> bool:
        """Whether the two are of one place."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Slot) -> bool:
        """Whether the other is within this one."""
        return self.start <= other.start and other.end <= self.end


def standing(
    text: str, words: str, frame: Frame, *, splits: Callable[[int], bool] | None = None
) -> list[Slot]:
    """Where these words stand as they might in the frame, best first."""
    places = []
    joined_before, joined_after = is_joined(frame.left, words), is_joined(words, frame.right)
    for start in _occurrences(text, words):
        end = start + len(words)
        if is_joined(text[start - 1 : start], words) > joined_before:
            continue
        if is_joined(words, text[end : end + 1]) > joined_after:
            continue
        if splits and (splits(start) or splits(end)):
            continue
        places.append((start, end))
    if len(places) > MOST:
        places = _likeliest(text, places, frame)
    slots = [_slot(text, span, frame, words=len(words)) for span in places]
    return sorted(slots, key=lambda slot: -slot.context)


def between(text: str, frame: Frame, longest: int) -> list[Slot]:
    """Where the frame's context stands on both sides of something, best first."""
    room = longest * 2 + ROOM
    found = {}
    for start in islice(_ends_of_left(text, frame), MOST_SEEDED):
        for end, right_at in _starts_of_right(text, start, frame, room):
            found[start, end] = _slot(text, (start, end), frame, right_at=right_at)
    return sorted(found.values(), key=lambda slot: -slot.context)


def half_kept(text: str, frame: Frame) -> Slot | None:
    """Where one side of the context stands as it was, beside words much like the quote's."""
    if len(frame.exact) < WORDS:
        return None
    from rapidfuzz import fuzz  # noqa: PLC0415 - for changed pages alone

    room = len(frame.exact) + ROOM
    found = []
    for start in islice(_ends_of_left(text, frame), MOST_SEEDED) if frame.left else ():
        alike = fuzz.partial_ratio_alignment(
            frame.exact, text[start : start + room], score_cutoff=ALIKE
        )
        if alike and alike.dest_start <= STRAYED:
            found.append(_slot(text, (start, start + alike.dest_end), frame))
    seed = frame.right[:SEED] if len(frame.right) >= SEED else ""
    for end in islice(_occurrences(text, seed), MOST_SEEDED):
        first = max(0, end - room)
        alike = fuzz.partial_ratio_alignment(frame.exact, text[first:end], score_cutoff=ALIKE)
        if alike and end - first - alike.dest_end <= STRAYED:
            found.append(_slot(text, (first + alike.dest_start, end), frame))
    kept = [slot for slot in found if max(slot.left, slot.right) >= ONE_SIDE]
    return max(kept, key=lambda slot: slot.context, default=None)


def _slot(
    text: str, span: tuple[int, int], frame: Frame, *, words: int = 0, right_at: int | None = None
) -> Slot:
    start, end = span
    right_at = end if right_at is None else right_at
    before = text[max(0, start - LONGEST) : start][::-1]
    left = frame.before.agrees(before)
    after = text[right_at : right_at + LONGEST]
    right = frame.after.agrees(after)
    own = min(words, LONGEST) * OF_QUOTE
    all_of_it, all_own = frame.weight
    return Slot(
        start,
        end,
        _share(left[0], frame.before.weight[0]),
        _share(right[0], frame.after.weight[0]),
        _share(left[0] + right[0], all_of_it),
        _share(left[1] + right[1] + own, all_own + own),
        before.startswith(frame.before.text[:NEXT]) and after.startswith(frame.after.text[:NEXT]),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _likeliest(text: str, places: list[tuple[int, int]], frame: Frame) -> list[tuple[int, int]]:
    from rapidfuzz import process  # noqa: PLC0415 - where a quote stands more than once
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    scores = [0.0] * len(places)
    left, right = frame.left[-GLANCE:], frame.right[:GLANCE]
    sides = (
        (left, [text[max(0, start - len(left)) : start] for start, _ in places]),
        (right, [text[end : end + len(right)] for _, end in places]),
    )
    for wanted, windows in sides:
        found = process.extract_iter(
            wanted, windows, scorer=Levenshtein.normalized_similarity, processor=None
        )
        for _, score, index in found:
            scores[index] += score
    best = sorted(range(len(places)), key=scores.__getitem__, reverse=True)[:MOST]
    return [places[index] for index in sorted(best)]


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _ends_of_left(text: str, frame: Frame) -> Iterator[int]:
    """Where the context before the quote ends: by its nearest characters that have not changed."""
    if not frame.left:
        yield 0
        return
    for away in SEEDS_AWAY:
        end = len(frame.left) - away
        seed = frame.left[max(0, end - SEED) : end]
        if len(seed) < min(SEED, len(frame.left)):
            return
        any_found = False
        for at in _occurrences(text, seed):
            any_found = True
            yield min(at + len(seed) + away, len(text))
        if any_found:
            return


def _starts_of_right(text: str, start: int, frame: Frame, room: int) -> Iterator[tuple[int, int]]:
    """Ends of the slot that begins there, each with where the context after it begins."""
    if not frame.right:
        if len(text) - start <= room:
            yield len(text), len(text)
        return
    for away in SEEDS_AWAY:
        seed = frame.right[away : away + SEED]
        if len(seed) < min(SEED, len(frame.right)):
            return
        first = max(start - 1, 0) + away
        at = text.find(seed, first, first + room + SEED)
        if at >= 0:
            yield max(start, at - away), at - away
            return
