"""What decisions change of the counts: authors' tallies, and the comments that a page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import update

from moderation.extensions import db
from moderation.models import Author, Comment, Decision, Page, Status, Submission
from moderation.operations.caches import refresh_pages
from moderation.operations.showing import show_what_passes

REFUSED = (Status.REJECTED, Status.SPAM)

UNREAD = {"synchronize_session": False}  # nobody reads the counts again before the commit

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
        db.session.execute(
            update(Author)
            .where(Author.id.in_(authors))
            .values(
                approved=Author.approved + more_approved, rejected=Author.rejected + more_rejected
            ),
            execution_options=UNREAD,
        )


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
        db.session.execute(
            update(Page)
            .where(Page.id.in_(pages))
            .values(comment_count=Page.comment_count + number, version=Page.version + 1),
            execution_options=UNREAD,
        )
