"""The same mistake on many pages of a site, decided together."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Status, TypoReport, Verb
from moderation.operations.bulk import update_all
from moderation.operations.corrections import Explained, find_report
from moderation.operations.decide import Batch, Item, decide_many
from moderation.operations.house_answers import answer_so
from moderation.operations.locks import lock_sites_of


def decide_elsewhere(
    submission_id: int, items: Sequence[Item], verb: Verb, *, by: int, explained: Explained
) -> Batch:
    """One verb for reports of the same words, this one among them or not, as one batch.

    What is accepted gets this report's correction. Raises ``NotFound`` when none is left.
    """
    explained.check()
    lock_sites_of([submission_id, *dict(items)])
    report = find_report(submission_id, by=by)
    same = _same_words(report, [id_ for id_, _ in items])
    replacement = report.replacement or report.suggestion
    if verb is Verb.APPROVE and replacement:
        waiting = [id_ for id_, status in same.items() if status is Status.PENDING]
        update_all(TypoReport, [{"id": id_, "replacement": replacement} for id_ in waiting])
    chosen = [item for item in items if item[0] in same]
    batch = decide_many(chosen, verb, by=by, reason=explained.reason)
    if verb is Verb.REJECT and explained.answers and batch.decided:
        answer_so(report, explained.reason, by=by)
    return batch


def _same_words(report: TypoReport, ids: Sequence[int]) -> dict[int, Status]:
    """Which of these are reports of the same words on the same site, and where each stands."""
    rows = select(TypoReport.id, TypoReport.status).where(
        TypoReport.id.in_(ids),
        TypoReport.folded == report.folded,
        TypoReport.site_id == report.site_id,
        TypoReport.merged_into_id.is_(None),
    )
    return {row.id: row.status for row in db.session.execute(rows)}
