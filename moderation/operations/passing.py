"""Passing a card on: to somebody, to a duty, or to whoever can, with words that say why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from moderation import outbox
from moderation.database import utcnow
from moderation.errors import Conflict, Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Moderator, Note, Submission
from moderation.operations.decide import UNDO_TIME, outcome_of
from moderation.operations.events import record
from moderation.queries.passings import WHOEVER, may_be_passed_to
from moderation.queries.submissions import find_moderator, find_submission


@dataclass(frozen=True)
class Recipient:
    """Whom a card is passed to: a person, or else a duty; the duty ``*`` is whoever can."""

    person: int | None = None
    duty: str = ""


def pass_on(submission_id: int, to: Recipient, *, by: int, note: str) -> None:
    """Pass a waiting card on; it is dealt to nobody else, and stays in every list.

    Raises ``Invalid`` without a note, or for somebody who could not decide on it.
    """
    moderator = find_moderator(by)
    submission = find_submission(submission_id, moderator=moderator)
    if not submission.is_waiting:
        raise Conflict(outcome_of(submission))
    if not note:
        raise Invalid({"note": [Problem("required")]})
    _check(submission, to, moderator)
    _set(submission_id, to)
    _note(submission, note, by=by)
    record(
        "passed",
        site_id=submission.site_id,
        by=by,
        subject=f"submission {submission_id}",
        before=_as_record(submission.passed_to, submission.passed_duty),
        after=_as_record(to.person, to.duty),
    )
    outbox.enqueue(
        "announce_passing", due_at=utcnow() + UNDO_TIME, submission_id=submission_id, by=by
    )


def take_back(submission_id: int, *, by: int) -> None:
    """Return a passed card to everybody."""
    submission = find_submission(submission_id, moderator=find_moderator(by))
    if not submission.passed_to and not submission.passed_duty:
        raise NotFound
    record(
        "passing_taken_back",
        site_id=submission.site_id,
        by=by,
        subject=f"submission {submission_id}",
        before=_as_record(submission.passed_to, submission.passed_duty),
    )
    _set(submission_id, Recipient())


def _check(submission: Submission, to: Recipient, moderator: Moderator) -> None:
    if to.person is not None:
        person = db.session.get(Moderator, to.person)
        if person and person.id != moderator.id and may_be_passed_to(person, submission):
            return
    elif to.duty == WHOEVER or to.duty in submission.site.policy.duties:
        return
    raise Invalid({"to": [Problem("not_a_choice")]})


def _set(submission_id: int, to: Recipient) -> None:
    """The version stays: what is on screen elsewhere may still be decided."""
    passed = Submission.__table__
    db.session.execute(
        update(passed)  # type: ignore[arg-type]
        .where(passed.c.id == submission_id)
        .values(passed_to=to.person, passed_duty=to.duty, claimed_by=None, claimed_until=None)
    )


def _note(submission: Submission, text: str, *, by: int) -> None:
    db.session.add(
        Note(site_id=submission.site_id, submission_id=submission.id, moderator_id=by, text=text)
    )


def _as_record(person: int | None, duty: str) -> dict[str, object]:
    return {"moderator": person} if person else {"duty": duty} if duty else {}


__all__ = ["Recipient", "pass_on", "take_back"]
