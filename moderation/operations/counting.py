"""What decisions change of the counts: authors' tallies, and the comments that a page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, update

from moderation.models import Author, Comment, Decision, Page, Status, Submission
from moderation.operations.bulk import has_arrays, listed
from moderation.operations.caches import refresh_pages
from moderation.operations.showing import show_what_passes
from moderation.prepared import change

REFUSED = (Status.REJECTED, Status.SPAM)

_AUTHORS: Any = Author.__table__
_PAGES: Any = Page.__table__

Change = tuple[Decision, Submission]  # already flushed


def count(changes: Sequence[Change]) -> None:
    """Keep the counts, in a few statements however many changes there are."""
    _count_for_authors(changes)
    _count_for_pages([change for change in changes if isinstance(change[1], Comment)])


def _count_for_authors(changes: Sequence[Change]) -> None:
    approved: Counter[int] = Counter()
    rejected: Counter[int] = Counter()
    for decision, submission in changes:
        was, now = decision.from_status, decision.to_status
        approved[submission.author_id] += (now is Status.APPROVED) - (was is Status.APPROVED)
        rejected[submission.author_id] += (now in REFUSED) - (was in REFUSED)
    same: dict[tuple[int, int], list[int]] = {}
    for author in sorted(approved):
        same.setdefault((approved[author], rejected[author]), []).append(author)
    same.pop((0, 0), None)
    for (more_approved, more_rejected), authors in same.items():
        more = {"more_approved": more_approved, "more_rejected": more_rejected}
        change(_of_authors(has_arrays()), {"ids": authors, **more})


def _count_for_pages(changes: Sequence[Change]) -> None:
    """The comments that are shown, and the pages' versions where readers see a change.

    Replies appear and go with their parent, unless it leaves a placeholder.
    """
    moved = {
        comment.id
        for decision, comment in changes
        if (decision.from_status is Status.APPROVED) != (decision.to_status is Status.APPROVED)
    }
    more = show_what_passes(moved)
    refresh_pages(more)
    for number in sorted(set(more.values())):
        pages = sorted(page for page in more if more[page] == number)
        change(_of_pages(has_arrays()), {"ids": pages, "more": number})


@cache
def _of_authors(arrays: bool) -> Update:
    approved = _AUTHORS.c.approved + bindparam("more_approved")
    rejected = _AUTHORS.c.rejected + bindparam("more_rejected")
    which = listed(_AUTHORS.c.id, "ids", arrays=arrays)
    return update(_AUTHORS).where(which).values(approved=approved, rejected=rejected)


@cache
def _of_pages(arrays: bool) -> Update:
    count, version = _PAGES.c.comment_count + bindparam("more"), _PAGES.c.version + 1
    which = listed(_PAGES.c.id, "ids", arrays=arrays)
    return update(_PAGES).where(which).values(comment_count=count, version=version)
