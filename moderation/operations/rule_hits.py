"""How often each rule has caught something: counted by the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import RuleHit
from moderation.screening.types import Finding


def count_hits(findings: Iterable[Finding]) -> None:
    """Note for each rule that caught something that it did, by the day."""
    today = utcnow().replace(hour=0, minute=0, second=0, microsecond=0)
    for rule_id in sorted({each.args["rule"] for each in findings if each.code == "rule"}):
        if not _count(rule_id, today):
            try:
                with db.session.begin_nested():
                    db.session.add(RuleHit(rule_id=rule_id, day=today, number=1))
            except IntegrityError:  # another request was first
                _count(rule_id, today)


def _count(rule_id: int, day: datetime) -> bool:
    counted = (
        update(RuleHit)
        .where(RuleHit.rule_id == rule_id, RuleHit.day == day)
        .values(number=RuleHit.number + 1)
        .returning(RuleHit.number)
    )
    options = {"synchronize_session": False}
    return db.session.scalar(counted, execution_options=options) is not None
