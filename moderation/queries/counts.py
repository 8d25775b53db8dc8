"""How much waits, counted exactly up to a thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from moderation.extensions import db
from moderation.models import Fix, Kind, Moderator, Notice, Status, Submission, TypoReport
from moderation.queries.passings import IS_PASSED, is_passed_to
from moderation.queries.scopes import scopes_of

MOST = 1000


@dataclass(frozen=True)
class Waiting:
    """What waits for one moderator; a number above ``MOST`` means "more than that"."""

    comments: int
    typos: int
    to_fix: int
    flagged: int
    notices: int
    passed: int  # to the moderator, or to a duty of theirs
    has_comments: bool  # whether the moderator decides on comments at all

    @property
    def all(self) -> int:
        return self.comments + self.typos


def waiting(moderator: Moderator) -> Waiting:
    """What waits on the moderator's sites, in one statement."""
    scopes = scopes_of(moderator)
    waits = select(Submission.id).where(Submission.waiting_since.is_not(None))
    to_fix = select(TypoReport.id).where(
        TypoReport.status == Status.APPROVED, TypoReport.fix == Fix.UNFIXED
    )
    flagged = waits.where(Submission.priority < 0, Submission.alike_id.is_(None))
    notices = select(Notice.id).where(Notice.site_id.in_(scopes.comments))
    theirs = (Submission.site_id + 0).in_(scopes.typos)  # passings are few: no index of the site's
    counts = db.session.execute(
        select(
            bounded(waits.where(scopes.condition([Kind.COMMENT]))),
            bounded(waits.where(scopes.condition([Kind.TYPO_REPORT]))),
            bounded(to_fix.where(scopes.condition([Kind.TYPO_REPORT]))),
            bounded(flagged.where(scopes.condition([Kind.COMMENT]))),
            bounded(notices.where(Notice.decided_at.is_(None))),
            bounded(waits.where(IS_PASSED, is_passed_to(moderator), theirs)),
        )
    ).one()
    return Waiting(*counts, has_comments=scopes.has_comments)


def bounded(statement: Select[*tuple[Any, ...]]) -> ScalarSelect[int]:
    """How many rows there are, counting no further than one past ``MOST``."""
    rows = statement.order_by(None).limit(MOST + 1).subquery()
    return select(func.count()).select_from(rows).scalar_subquery()
