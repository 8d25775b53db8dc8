"""What several looks at a page together say of a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from moderation.models import Category, Check, Fix, FixedBy, TypoReport, Verdict
from moderation.operations.looks import Look
from moderation.text.quotes import fold

SETTLED = timedelta(minutes=1)  # between two looks that tell more than one
APART = timedelta(days=1)  # for so long a page has to be gone
GRACE = timedelta(hours=1)  # what an editor has just fixed may still be served from a cache


def is_back(report: TypoReport, earlier: Sequence[Check], now: datetime) -> bool:
    """Whether a mistake that stands is open again: an editor's word counts for something.

    Where the words themselves need not change, such as a link's, it has to have been gone.
    """
    if report.fixed_by is not FixedBy.EDITOR or report.fixed_at is None:
        return True
    if now - report.fixed_at < GRACE:
        return False
    if report.replacement and report.category is not Category.LINK:
        return True
    gone = (Verdict.FIXED, Verdict.CHANGED)
    since = (each for each in earlier if each.checked_at > report.fixed_at)
    return any(each.verdict in gone and each.by is not FixedBy.EDITOR for each in since)


def fix_by(look: Look, earlier: Sequence[Check], now: datetime) -> Fix | None:
    """What has become of the mistake; nothing while that is unsure."""
    seen = [each for each in earlier if each.verdict is not Verdict.UNSEEN]
    last = seen[0] if seen else None
    if look.verdict is Verdict.FIXED:
        return Fix.FIXED
    if look.verdict is Verdict.CHANGED:
        return Fix.CHANGED if _is_settled(look, last, now) else None
    if look.verdict is Verdict.PAGE_GONE:
        return Fix.GONE if _has_been(Verdict.PAGE_GONE, seen, now) else None
    if look.verdict is Verdict.GONE:
        # A text that was never seen may be behind a wall: it is not gone.
        was_seen = any(each.verdict is Verdict.STILL_THERE for each in seen)
        return Fix.GONE if was_seen and _has_been(Verdict.GONE, seen, now) else None
    return None


def _is_settled(look: Look, last: Check | None, now: datetime) -> bool:
    """Whether the look before saw the same words in the mistake's place."""
    if last is None or last.verdict is not look.verdict or now - last.checked_at < SETTLED:
        return False
    return fold(last.found) == fold(look.found)


def _has_been(verdict: Verdict, seen: Sequence[Check], now: datetime) -> bool:
    """Whether nothing else was seen for long enough."""
    for each in seen:
        if each.verdict is not verdict:
            return False
        if now - each.checked_at >= APART:
            return True
    return False
