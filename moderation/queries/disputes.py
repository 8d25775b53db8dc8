"""What is open about comments on the desk: flags, an edit, an appeal, notices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import (
    Appeal,
    Comment,
    Flag,
    Notice,
    Revision,
    Status,
    Submission,
    WaitingFor,
)
from moderation.text.diff import Piece, split_at, word_diff

MOST_WORDS = 5  # readers' own words on one card


@dataclass(frozen=True)
class Flags:
    """How many readers object for one reason, and what they say to it."""

    reason: str
    number: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edit:
    """What an author wants to stand there, beside what does."""

    revision: Revision
    pieces: list[tuple[Piece, bool]]  # of each, whether a finding is about it

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What speaks against the new text; what a rule found that is off by now does not."""
        return [each for each in self.revision.findings if not each.get("stale")]


@dataclass(frozen=True)
class Dispute:
    """All that is open about one comment."""

    flags: tuple[Flags, ...] = ()
    edit: Edit | None = None
    appeal: Appeal | None = None
    notices: tuple[Notice, ...] = ()
    is_hidden: bool = False  # by flags, until somebody has looked

    @property
    def flagged(self) -> int:
        """How many flags there are."""
        return sum(each.number for each in self.flags)


@dataclass
class _Found:
    """What is read for many comments at once, by comment."""

    flags: defaultdict[int, list[Flags]] = field(default_factory=lambda: defaultdict(list))
    edits: dict[int, Revision] = field(default_factory=dict)
    appeals: dict[int, Appeal] = field(default_factory=dict)
    notices: defaultdict[int, list[Notice]] = field(default_factory=lambda: defaultdict(list))


def disputes_of(submissions: Sequence[Submission]) -> dict[int, Dispute]:
    """What is open about each that can have anything open; four queries, or none."""
    comments = [one for one in submissions if isinstance(one, Comment) and _is_disputed(one)]
    if not comments:
        return {}
    found = _read([one.id for one in comments])
    return {one.id: _dispute(one, found) for one in comments}


def _is_disputed(submission: Submission) -> bool:
    """Whether anything has happened to it; what has just come has nothing to dispute."""
    return submission.is_waiting and submission.version > 1


def _read(ids: list[int]) -> _Found:
    found = _Found()
    words = _words(ids)
    for submission_id, reason, number in _counts(ids):
        found.flags[submission_id].append(
            Flags(reason, number, tuple(words[submission_id, reason]))
        )
    for edit in db.session.scalars(_open(Revision, ids).where(Revision.accepted.is_(None))):
        if edit.moderator_id is None:
            found.edits[edit.submission_id] = edit
    for appeal in db.session.scalars(_open(Appeal, ids)):
        found.appeals[appeal.submission_id] = appeal
    for notice in db.session.scalars(_open(Notice, ids)):
        found.notices[notice.submission_id].append(notice)
    return found


def _counts(ids: list[int]) -> list[Any]:
    number = func.count().label("number")
    return list(
        db.session.execute(
            select(Flag.submission_id, Flag.reason, number)
            .where(Flag.submission_id.in_(ids), Flag.decision_id.is_(None))
            .group_by(Flag.submission_id, Flag.reason)
            .order_by(number.desc(), Flag.reason)
        )
    )


def _words(ids: list[int]) -> defaultdict[tuple[int, str], list[str]]:
    """The newest of readers' own words, a few for each comment and reason."""
    place = func.row_number().over(
        partition_by=(Flag.submission_id, Flag.reason), order_by=Flag.id.desc()
    )
    newest = (
        select(Flag.submission_id, Flag.reason, Flag.words, place.label("place"))
        .where(Flag.submission_id.in_(ids), Flag.decision_id.is_(None), Flag.words != "")
        .subquery()
    )
    words: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for row in db.session.execute(select(newest).where(newest.c.place <= MOST_WORDS)):
        words[row.submission_id, row.reason].append(row.words)
    return words


def _open(kind: type[Any], ids: list[int]) -> Any:
    return (
        select(kind)
        .where(kind.submission_id.in_(ids), kind.decision_id.is_(None))
        .order_by(kind.id)
    )


def _edit(edit: Revision, comment: Comment) -> Edit:
    spans = [
        span
        for finding in edit.findings
        if finding.get("field", "source") == "source" and not finding.get("stale")
        for span in finding.get("spans", ())
    ]
    return Edit(edit, split_at(word_diff(comment.source, edit.source), spans))


def _dispute(comment: Comment, found: _Found) -> Dispute:
    edit = found.edits.get(comment.id)
    return Dispute(
        flags=tuple(found.flags[comment.id]),
        edit=_edit(edit, comment) if edit else None,
        appeal=found.appeals.get(comment.id),
        notices=tuple(found.notices[comment.id]),
        is_hidden=comment.waiting_for is WaitingFor.FLAG and comment.status is Status.PENDING,
    )
