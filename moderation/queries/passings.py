"""What has been passed on: to whom, with which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select, text
from sqlalchemy.sql import ColumnElement

from moderation.extensions import db
from moderation.models import Membership, Moderator, Note, Submission
from moderation.models.submission import PASSED
from moderation.queries.claims import name_alone
from moderation.queries.submissions import reaches, role_for

Duties = tuple[tuple[int, tuple[str, ...]], ...]  # by site

# In place of a duty: whoever can, but not the one who passed it on. No duty has this name.
WHOEVER = "*"


@dataclass(frozen=True)
class Words:
    """What a moderator noted about a submission for the others."""

    by: str
    text: str
    made_at: datetime


@dataclass(frozen=True)
class Passing:
    """Whom a submission was passed to: a person, a duty, or whoever can."""

    submission_id: int
    to: int | None
    name: str  # of the person; empty for a duty
    duty: str
    is_mine: bool
    notes: tuple[Words, ...]

    @property
    def is_to_whoever(self) -> bool:
        return self.duty == WHOEVER


@dataclass(frozen=True)
class Recipients:
    """Whom a submission can be passed to, besides whoever can."""

    duties: tuple[tuple[str, tuple[str, ...]], ...]  # each with the names of those who do it
    people: tuple[tuple[int, str], ...]


def recipients_of(submission: Submission, moderator: Moderator) -> Recipients:
    """The duties of the site, and the others who may decide on the submission, by name."""
    people = sorted(
        (
            person
            for person in _people_of(submission.site_id)
            if may_be_passed_to(person, submission)
        ),
        key=lambda person: person.display_name.casefold(),
    )
    return Recipients(
        duties=tuple(
            (duty, tuple(each.display_name for each in people if _does(each, submission, duty)))
            for duty in submission.site.policy.duties
        ),
        people=tuple((each.id, each.display_name) for each in people if each.id != moderator.id),
    )


def may_be_passed_to(person: Moderator, submission: Submission) -> bool:
    """Whether somebody could decide on it."""
    return person.active and reaches(person.role_on(submission.site_id), role_for(submission.kind))


def _people_of(site_id: int) -> Sequence[Moderator]:
    there = select(Membership.moderator_id).where(Membership.site_id == site_id)
    return db.session.scalars(
        select(Moderator).where(Moderator.active, or_(Moderator.id.in_(there), Moderator.is_owner))
    ).all()


def _does(person: Moderator, submission: Submission, duty: str) -> bool:
    return any(
        own.site_id == submission.site_id and duty in own.duties for own in person.memberships
    )


def those_told(submission: Submission) -> list[Moderator]:
    """Those that a passed submission was passed to by name or by duty."""
    people = _people_of(submission.site_id)
    return [
        each for each in people if may_be_passed_to(each, submission) and is_for(submission, each)
    ]


# As the index of what is passed says it, word for word: SQLite looks for these in the query.
IS_PASSED = text(f"({PASSED})")


def duties_of(moderator: Moderator) -> Duties:
    """The duties of a moderator on each site where they have any."""
    return tuple((own.site_id, tuple(own.duties)) for own in moderator.memberships if own.duties)


def is_passed_to(moderator_id: int, duties: Duties) -> ColumnElement[bool]:
    """Whether a submission was passed to this moderator, by name or by duty.

    ``+ 0`` keeps SQLite from walking all that a site has; what is passed is little.
    """
    return or_(
        Submission.passed_to == moderator_id,
        *(
            and_(Submission.site_id + 0 == site_id, Submission.passed_duty.in_(names))
            for site_id, names in duties
        ),
    )


def is_passed_elsewhere(moderator: Moderator) -> ColumnElement[bool]:
    """Whether a submission was passed to somebody else; by the moderator, to whoever can."""
    passed_on = select(Note.id).where(
        Note.submission_id == Submission.id, Note.moderator_id == moderator.id
    )
    return or_(
        and_(Submission.passed_to.is_not(None), Submission.passed_to != moderator.id),
        and_(Submission.passed_duty == WHOEVER, passed_on.exists()),
        and_(
            Submission.passed_duty.not_in(("", WHOEVER)),
            ~is_passed_to(moderator.id, duties_of(moderator)),
        ),
    )


def passings_of(submissions: Sequence[Submission], moderator: Moderator) -> dict[int, Passing]:
    """Where those of them went that are passed, with the notes about them."""
    passed = [each for each in submissions if each.passed_to or each.passed_duty]
    if not passed:
        return {}
    notes = _notes([each.id for each in passed])
    names = _names([each.passed_to for each in passed if each.passed_to])
    return {
        each.id: Passing(
            submission_id=each.id,
            to=each.passed_to,
            name=names.get(each.passed_to or 0, ""),
            duty=each.passed_duty,
            is_mine=is_for(each, moderator),
            notes=tuple(notes.get(each.id, ())),
        )
        for each in passed
    }


def is_for(submission: Submission, moderator: Moderator) -> bool:
    """Whether a passed submission was passed to this moderator."""
    if submission.passed_to:
        return submission.passed_to == moderator.id
    return _does(moderator, submission, submission.passed_duty)


def _notes(ids: Sequence[int]) -> dict[int, list[Words]]:
    rows = db.session.execute(
        select(Note, Moderator)
        .join(Moderator, Moderator.id == Note.moderator_id)
        .where(Note.submission_id.in_(ids))
        .order_by(Note.id)
        .options(*name_alone())
    )
    notes: dict[int, list[Words]] = {}
    for note, writer in rows:
        words = Words(writer.display_name, note.text, note.made_at)
        notes.setdefault(note.submission_id or 0, []).append(words)
    return notes


def _names(ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    people = db.session.scalars(
        select(Moderator).where(Moderator.id.in_(ids)).options(*name_alone())
    )
    return {person.id: person.display_name for person in people}
