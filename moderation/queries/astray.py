"""Comments that a former version took in or decided on while it was exchanged for this one.

It does not know what this one keeps with each comment: whether readers see it, and its branch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, not_, or_, select

from moderation.extensions import db
from moderation.models import Comment, Decision, Status, Submission, Sweep
from moderation.queries.branches import Branches, Node

SWEEP = "shown"
AT_FIRST = 10_000  # decisions that are looked back on
IN_A_ROW = 1000
SETTLED = timedelta(minutes=1)  # by then those with lower numbers are committed too


@dataclass(frozen=True)
class Found:
    """The pages with something wrong among some decisions, and the last of these; 0: none."""

    page_ids: tuple[int, ...]
    upto: int
    more: bool


def astray(now: datetime) -> Found:
    """Look at what was decided since the last time, some at once."""
    decided = select(Decision.id, Decision.submission_id).where(
        Decision.id > _after(), Decision.decided_at < now - SETTLED
    )
    rows = db.session.execute(decided.order_by(Decision.id).limit(IN_A_ROW)).all()
    pages = _pages({row.submission_id for row in rows}) if rows else ()
    return Found(pages, rows[-1].id if rows else 0, len(rows) == IN_A_ROW)


def branches_of(page_id: int) -> tuple[Branches, Mapping[int, int]]:
    """All comments of a page, parents first, and on whose branch each is said to stand."""
    rows = db.session.execute(
        select(
            Submission.id,
            _COMMENT.c.parent_id,
            Submission.page_id,
            Submission.status == Status.APPROVED,
            Submission.placeholder,
            Submission.shown,
            Submission.root_id,
        )
        .join(_COMMENT, _COMMENT.c.id == Submission.id)
        .where(Submission.page_id == page_id)
        .order_by(Submission.id)
    ).all()
    return {row[0]: Node(*row[:6]) for row in rows}, {row[0]: row[6] for row in rows}


_COMMENT: Any = Comment.__table__


def _after() -> int:
    upto = db.session.scalar(select(Sweep.upto).where(Sweep.name == SWEEP))
    if upto is not None:
        return upto
    return max(0, (db.session.scalar(select(func.max(Decision.id))) or 0) - AT_FIRST)


def _pages(ids: set[int]) -> tuple[int, ...]:
    parent = Submission.__table__.alias()
    is_approved = Submission.status == Status.APPROVED
    is_wrong = or_(
        and_(is_approved, not_(Submission.shown), or_(parent.c.id.is_(None), parent.c.shown)),
        and_(Submission.shown, not_(is_approved), not_(Submission.placeholder)),
        and_(Submission.root_id == 0, _COMMENT.c.parent_id.is_not(None)),
    )
    pages = (
        select(Submission.page_id)
        .join(_COMMENT, _COMMENT.c.id == Submission.id)
        .outerjoin(parent, parent.c.id == _COMMENT.c.parent_id)
        .where(Submission.id.in_(ids), is_wrong)
        .distinct()
    )
    return tuple(sorted(db.session.scalars(pages)))
