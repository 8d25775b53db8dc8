"""What was approved since a time on a page, in a section or on a site, and is public still."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select

from moderation.extensions import db
from moderation.models import Decision, Kind, Page, Status, Submission
from moderation.queries.brakes import Stretch

MOST = 10_000  # in one batch


def approved_since(stretch: Stretch, since: datetime) -> list[tuple[int, int]]:
    """The comments that a pull back takes, each with its version, the oldest first."""
    found = _approved(stretch, since).order_by(Submission.id).limit(MOST)
    return [(row[0], row[1]) for row in db.session.execute(found)]


def count_approved(stretch: Stretch, since: datetime) -> int:
    """How many comments a pull back would take."""
    found = _approved(stretch, since).limit(MOST).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def _approved(stretch: Stretch, since: datetime) -> Select[int, int]:
    decided = select(Decision.submission_id).where(
        Decision.site_id == stretch.site_id,
        Decision.decided_at >= since,
        Decision.to_status == Status.APPROVED,
        Decision.undone.is_(False),
    )
    approved = select(Submission.id, Submission.version).where(
        Submission.id.in_(decided),
        Submission.kind == Kind.COMMENT,
        Submission.status == Status.APPROVED,
    )
    if stretch.page_id is None and not stretch.section:
        return approved
    return approved.join(Page, Page.id == Submission.page_id).where(*stretch.pages())
