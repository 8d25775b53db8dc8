"""Telling the programs of a site what becomes of its corrections."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Decision, TypoReport, Webhook


def tell_programs(event: str, reports: Iterable[TypoReport]) -> None:
    """Have the webhooks of their sites called, where there are any."""
    by_id = {report.id: report for report in reports}
    listening = _listening({report.site_id for report in by_id.values()})
    for report in by_id.values():
        if report.site_id in listening:
            _enqueue(event, report)


def tell_programs_later(event: str, decided: Iterable[tuple[Decision, TypoReport]]) -> None:
    """The same after a decision, unless it is taken back at once."""
    changes = list(decided)
    listening = _listening({report.site_id for _, report in changes})
    for decision, report in changes:
        if report.site_id in listening:
            _enqueue(event, report, decision)


def _enqueue(event: str, report: TypoReport, decision: Decision | None = None) -> None:
    outbox.enqueue(
        "call_webhooks",
        due_at=utcnow() + outbox.UNDO_TIME if decision else None,
        batch=decision.batch if decision else None,
        site_id=report.site_id,
        event=event,
        submission_id=report.id,
    )


def _listening(sites: set[int]) -> set[int]:
    if not sites:
        return set()
    hooks = select(Webhook.site_id).where(Webhook.site_id.in_(sites), Webhook.stopped_at.is_(None))
    return set(db.session.scalars(hooks.distinct()))
