"""What was seen at a mistake's place, by whom, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import Check, Moderator

SHOWN = 20  # looks in a card's history


@dataclass(frozen=True)
class Seen:
    """One look as a card tells of it."""

    check: Check
    moderator: str | None


def looks_of(report_ids: Collection[int]) -> dict[int, list[Seen]]:
    """The last looks for each of these, the newest first, in one query."""
    if not report_ids:
        return {}
    number = func.row_number().over(
        partition_by=Check.submission_id, order_by=(Check.checked_at.desc(), Check.id.desc())
    )
    numbered = select(Check.id, number.label("number")).where(Check.submission_id.in_(report_ids))
    latest = numbered.subquery()
    rows = (
        select(Check, Moderator)
        .join(latest, latest.c.id == Check.id)
        .outerjoin(Moderator, Moderator.id == Check.moderator_id)
        .where(latest.c.number <= SHOWN)
        .order_by(Check.checked_at.desc(), Check.id.desc())
    )
    found: defaultdict[int, list[Seen]] = defaultdict(list)
    for check, person in db.session.execute(rows):
        found[check.submission_id].append(Seen(check, person.display_name if person else None))
    return dict(found)
