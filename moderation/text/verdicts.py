"""What has become of a mistake: one look at its page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from operator import attrgetter

from moderation.text.anchors import FITS, REWRITTEN, Article, Place, Quote, is_clear
from moderation.text.contexts import Frame
from moderation.text.quotes import DROPPED, fold
from moderation.text.slots import Slot

RIVAL = 0.1  # a mistake that fits nearly as well as a correction counts as standing,
NEAR = 128  # unless both are in one neighbourhood, where a shifted context looks much alike
MENDED = 0.6  # of a correction and its context must stand there
HALF = 0.5  # of the context on either side, around what was rewritten
WHOLE = 3  # so few characters of its sentence are not in the quote: it is the sentence
STRAY = 0.38  # of the context, where the words stand somewhere at all
OWN = 32  # characters of its own sentence that are looked for when all else is gone
LEAST_OWN = 12
LONG, MORE = 12, 12  # a correction so long, in something so much longer, is not a part of a word
ROUNDING = 1e-9
STRETCH = 80  # so much taken away is no word that was changed

_INVISIBLE = re.compile(f"[{DROPPED}]")
_COLLAPSED = re.compile("[ \t\r\n\f]+")  # as browsers do


@dataclass(frozen=True)
class Seen:
    """A verdict, and what stands at the place now."""

    verdict: str  # still_there, fixed, changed, context_changed or gone
    found: str
    place: Place | None  # none when there is no one place
    score: int


@dataclass(frozen=True)
class _Slots:
    """Where the mistake may stand, where its correction, and where something else; best first."""

    wrong: list[Slot]
    right: list[Slot]
    other: list[Slot]


def look(article: Article, quote: Quote, replacement: str) -> Seen:
    """What has become of the quote; never fixed while the mistake stands at its place.

    Without a replacement nothing is ever fixed: what has gone from its place is changed.
    """
    frame = quote.frame
    if not frame.exact.strip():
        return Seen("gone", "", None, 0)
    slots = _slots(article, quote, replacement)
    grown = frame.exact in fold(replacement) and frame.exact != fold(replacement).strip()
    wrong, right, other = (next(iter(each), None) for each in _told_apart(slots, grown=grown))
    if wrong and _stands(wrong, right, other):
        sure = all(slot is wrong or is_clear(wrong, slot) for slot in slots.wrong[:2])
        sure = sure and not (right and right.context >= wrong.context)
        return _seen(article, "still_there", wrong, sure=sure, exact=quote.exact)
    if right and right.fit >= MENDED and not (other and _tells_more(other, right)):
        return _seen(article, "fixed", right)
    if other and other.context >= REWRITTEN:
        is_whole = max(frame.own_left, frame.own_right) <= WHOLE or len(frame.exact) >= STRETCH
        if is_whole and not article.folded[other.start : other.end].strip():
            return Seen("gone", "", None, 0)
        return _seen(article, "changed", other)
    return _lost(article, frame, wrong)


def _slots(article: Article, quote: Quote, replacement: str) -> _Slots:
    frame = quote.frame
    wrong = article.standing(frame.exact, frame)
    mended = replace(frame, exact=_put_in(frame, replacement))
    is_surrounded = bool(frame.left and frame.right)
    is_untouched = bool(wrong) and wrong[0].context == 1 and is_surrounded
    other = [] if is_untouched else _around(article, frame, mended)
    if replacement and mended.exact == frame.exact:
        slots = _by_raw_text(article, wrong, quote, replacement)
        slots.other.extend(other)
        slots.other.sort(key=attrgetter("context"), reverse=True)
        return slots
    if is_untouched:
        return _Slots(wrong, [], [])
    right = article.standing(mended.exact, mended) if mended.exact.strip() else []
    return _Slots(wrong, right, other)


def _around(article: Article, frame: Frame, mended: Frame) -> list[Slot]:
    longest = max(len(frame.exact), len(mended.exact))
    found = article.between(frame, longest)
    return [slot for slot in found if min(slot.left, slot.right) >= HALF]


def _put_in(frame: Frame, replacement: str) -> str:
    """The replacement as it folds between what stands around it."""
    text = fold(replacement)
    if not frame.left or frame.left.endswith(" "):
        text = text.lstrip()
    return text.rstrip() if not frame.right or frame.right.startswith(" ") else text


def _by_raw_text(article: Article, slots: list[Slot], quote: Quote, replacement: str) -> _Slots:
    """A matter of quote marks, dashes or spaces, which are all one when folded."""
    sorted_out = _Slots([], [], [])
    before = quote.prefix[len(quote.prefix.rstrip()) :]
    after = quote.suffix[: len(quote.suffix) - len(quote.suffix.lstrip())]
    for slot in slots:
        stands = article.with_spaces(slot)
        wrong, right = (before + each + after for each in (quote.exact, replacement))
        kind = _kind(stands, wrong, right)
        (sorted_out.wrong, sorted_out.right, sorted_out.other)[kind].append(slot)
    return sorted_out


def _kind(stands: str, exact: str, replacement: str) -> int:
    """Which it is of the two, the mistake first; 2 when neither."""
    for looser in (str, str.strip, _visible, _laid_out):
        text, wrong, right = looser(stands), looser(exact), looser(replacement)
        if wrong == right:
            return 0
        if text in {wrong, right}:
            return int(text == right)
    return 2


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _laid_out(text: str) -> str:
    return _COLLAPSED.sub(" ", _visible(text)).strip(" ")


def _told_apart(slots: _Slots, *, grown: bool) -> tuple[list[Slot], list[Slot], list[Slot]]:
    """Each without what another explains better at the same place; a tie is the mistake's.

    Where the correction only adds to the quote, the quote with something added is another text.
    """
    wrong = [
        slot
        for slot in slots.wrong
        if not any(_explains(other, slot) for other in slots.right if other.overlaps(slot))
        and not (grown and any(_added_to(other, slot) for other in slots.other))
    ]
    right = [slot for slot in slots.right if not any(slot.overlaps(each) for each in wrong)]
    other = [slot for slot in slots.other if not any(slot.holds(each) for each in wrong)]
    return wrong, right, other


def _explains(right: Slot, wrong: Slot) -> bool:
    if wrong.holds(right):  # as the end of a word said twice; but it may be only like it
        return right.is_close and not wrong.is_close
    return right.context > wrong.context - (ROUNDING if right.holds(wrong) else 0)


def _added_to(other: Slot, wrong: Slot) -> bool:
    return other.holds(wrong) and other.context >= REWRITTEN and other.context > wrong.context


def _tells_more(other: Slot, right: Slot) -> bool:
    """Whether what stands there is not just the correction, perhaps with a sentence beside it."""
    length = right.end - right.start
    if other.holds(right) and length >= LONG and other.end - other.start - length >= MORE:
        return False
    return other.context > right.context


def _stands(wrong: Slot, right: Slot | None, other: Slot | None) -> bool:
    if wrong.fit < FITS:
        return False
    if right:
        rival = 0 if abs(right.start - wrong.start) < NEAR else RIVAL
        if wrong.context < right.context - rival:
            return False
    return not (other and other.context >= REWRITTEN and wrong.context < other.context - RIVAL)


def _seen(
    article: Article, verdict: str, slot: Slot, *, sure: bool = True, exact: str = ""
) -> Seen:
    place = article.place(slot, exact)
    found = article.text[place.start : place.end]
    return Seen(verdict, found.strip(), place if sure else None, place.score)


def _lost(article: Article, frame: Frame, wrong: Slot | None) -> Seen:
    """Neither the mistake nor its correction nor its surroundings are where they were."""
    if wrong and min(wrong.context, wrong.fit) >= STRAY:
        return _seen(article, "context_changed", wrong, sure=False)
    own = (
        frame.left[-min(OWN, frame.own_left) :] if frame.own_left else "",
        frame.right[: min(OWN, frame.own_right)],
    )
    part = article.half_kept(frame)
    if part:
        return _seen(article, "changed", part)
    if any(len(part) >= LEAST_OWN and part in article.folded for part in own):
        return Seen("context_changed", "", None, 0)
    return Seen("gone", "", None, 0)
