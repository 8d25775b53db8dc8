"""How much waits, counted exactly up to a thousand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from moderation.extensions import db
from moderation.models import Fix, Kind, Moderator, Notice, Status, Submission, TypoReport
from moderation.queries.passings import IS_PASSED, Duties, duties_of, is_passed_to
from moderation.queries.scopes import Scopes, scopes_of

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

    def of(self, kinds: Iterable[Kind]) -> int:
        """What waits of these kinds."""
        numbers = {Kind.COMMENT: self.comments, Kind.TYPO_REPORT: self.typos}
        return min(sum(numbers[kind] for kind in kinds), MOST + 1)


def waiting(moderator: Moderator) -> Waiting:
    """What waits on the moderator's sites, in one statement."""
    scopes = scopes_of(moderator)
    counting = _counting(scopes, moderator.id, duties_of(moderator))
    return Waiting(*db.session.execute(counting).one(), has_comments=scopes.has_comments)


@lru_cache(maxsize=256)
def _counting(
    scopes: Scopes, moderator_id: int, duties: Duties
) -> Select[int, int, int, int, int, int]:
    """Built once for all who see the same: every open screen asks every few seconds."""
    waits = select(Submission.id).where(Submission.waiting_since.is_not(None))
    reports: Any = TypoReport.__table__.c  # in its own table, which the index is of
    to_fix = select(reports.id).where(
        reports.site_id.in_(scopes.typos),
        reports.status == Status.APPROVED,
        reports.fix == Fix.UNFIXED,
        reports.merged_into_id.is_(None),
    )
    flagged = waits.where(Submission.priority < 0, Submission.alike_id.is_(None))
    notices = select(Notice.id).where(Notice.site_id.in_(scopes.comments))
    theirs = (Submission.site_id + 0).in_(scopes.typos)  # passings are few: no index of the site's
    return select(
        bounded(waits.where(scopes.condition([Kind.COMMENT]))),
        bounded(waits.where(scopes.condition([Kind.TYPO_REPORT]))),
        bounded(to_fix),
        bounded(flagged.where(scopes.condition([Kind.COMMENT]))),
        bounded(notices.where(Notice.decided_at.is_(None))),
        bounded(waits.where(IS_PASSED, is_passed_to(moderator_id, duties), theirs)),
    )


def bounded(statement: Select[*tuple[Any, ...]]) -> ScalarSelect[int]:
    """How many rows there are, counting no further than one past ``MOST``."""
    rows = statement.order_by(None).limit(MOST + 1).subquery()
    return select(func.count()).select_from(rows).scalar_subquery()
