"""Into the queue and out of it: since when, for what, until when, and what it is found by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import delete

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Comment, Facet, Likeness, Submission, WaitingFor
from moderation.screening.links import link_spans
from moderation.screening.weights import score_of


def begin_waiting(submission: Submission, why: WaitingFor, *, priority: int = 0) -> None:
    """Put a submission into the queue, or index anew one that waits already.

    Priority −1 is for what readers see and object to; it comes before all else.
    """
    submission.waiting_since = submission.waiting_since or utcnow()
    submission.waiting_for, submission.priority = why, priority
    target = timedelta(minutes=submission.site.policy.target_minutes)
    submission.due_at = submission.waiting_since + target
    submission.score = score_of(submission.findings)
    stop_being_found([submission])
    be_found([submission])


def stop_waiting(submission: Submission) -> None:
    """Take a submission out of the queue without a decision, with all that finds it there."""
    submission.waiting_since = submission.waiting_for = None
    submission.claimed_by = submission.claimed_until = None
    submission.passed_to, submission.passed_duty = None, ""
    stop_being_found([submission])


def be_found(submissions: Sequence[Submission]) -> None:
    """Index waiting submissions by what the queue is filtered by."""
    db.session.add_all(
        Facet(
            submission_id=each.id,
            code=code,
            site_id=each.site_id,
            kind=each.kind,
            waiting_since=each.waiting_since,
        )
        for each in submissions
        for code in sorted(set(facets_of(each)))
    )


def stop_being_found(submissions: Sequence[Submission]) -> None:
    """Forget what these were found by."""
    ids = [each.id for each in submissions]
    for index in (Facet, Likeness):
        db.session.execute(delete(index).where(index.submission_id.in_(ids)))


def facets_of(submission: Submission) -> Iterator[str]:
    """The codes that a waiting submission can be found by."""
    for finding in submission.findings:
        yield str(finding["code"])
        if (rule := finding.get("args", {}).get("rule")) is not None:
            yield f"rule:{rule}"
    if lang := (submission.lang or submission.page.lang).lower().partition("-")[0]:
        yield f"lang:{lang}"
    if isinstance(submission, Comment) and link_spans(submission.source):
        yield "links"
    if not submission.author.approved:
        yield "newcomer"
    yield f"for:{submission.waiting_for}"
