"""Taking back decisions: exactly to the former states, and itself a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from moderation import outbox
from moderation.errors import NotFound, Outcome
from moderation.extensions import db
from moderation.models import Decision, Submission, TypoReport, Verb
from moderation.operations.consequences import follow_all, new_batch
from moderation.operations.counting import Change
from moderation.operations.decide import CHUNK, Decided, decided, outcomes_of
from moderation.operations.locks import lock_sites_of
from moderation.queries.deciding import find_submissions
from moderation.queries.submissions import standing_decisions


@dataclass(frozen=True)
class Undone:
    """What is back where it was, and what has been decided again since."""

    batch: str
    restored: tuple[Decided, ...]
    conflicts: tuple[Outcome, ...]


def undo(batch: str, *, by: int) -> Undone:
    """Take back every decision of a batch that the moderator may take.

    Raises ``NotFound`` when it is unknown, or nothing of it is among the moderator's.
    """
    return _undo(Decision.batch == batch, by)


def undo_decision(decision_id: int, *, by: int) -> Undone:
    """Take back one decision, whatever else was decided with it; raises ``NotFound``."""
    return _undo(Decision.id == decision_id, by)


def undo_last(*, by: int) -> Undone:
    """Take back the moderator's last batch of which something stands."""
    later, reports = aliased(Decision), TypoReport.__table__.c
    last = db.session.scalar(
        select(Decision.batch)
        .where(
            Decision.moderator_id == by,
            Decision.verb != Verb.RESTORE,
            Decision.undone.is_(False),
            ~exists().where(
                later.submission_id == Decision.submission_id,
                later.id > Decision.id,
                later.verb != Verb.RESTORE,
                later.undone.is_(False),
            ),
            ~exists().where(
                reports.id == Decision.submission_id, reports.merged_into_id.is_not(None)
            ),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )
    if last is None:
        raise NotFound
    return undo(last, by=by)


def _undo(which: ColumnElement[bool], by: int) -> Undone:
    ids = db.session.scalars(select(Decision.id).where(which).order_by(Decision.id.desc())).all()
    batch = new_batch()
    parts = [_undo_some(ids[at : at + CHUNK], by, batch) for at in range(0, len(ids), CHUNK)]
    restored = tuple(chain.from_iterable(restored for restored, _ in parts))
    conflicts = tuple(chain.from_iterable(conflicts for _, conflicts in parts))
    if not restored and not conflicts:
        raise NotFound
    return Undone(batch, restored, conflicts)


def _undo_some(ids: Sequence[int], by: int, batch: str) -> tuple[list[Decided], list[Outcome]]:
    about = select(Decision.submission_id).where(Decision.id.in_(ids))
    lock_sites_of(db.session.scalars(about).all())
    decisions = db.session.scalars(
        select(Decision).where(Decision.id.in_(ids)).order_by(Decision.id.desc())
    ).all()
    found = find_submissions([each.submission_id for each in decisions], by=by)
    standing = standing_decisions(list(found))
    changes: list[Change] = []
    late: list[Submission] = []
    for undone in decisions:
        if (submission := found.get(undone.submission_id)) is None:
            continue
        if undone.id in standing and not submission.is_over:
            changes.append((submission.restore(undone, by=by, batch=batch), submission))
        else:
            late.append(submission)
    follow_all(changes)
    for batch_undone in {undone.batch for undone in decisions}:
        outbox.take_back(batch_undone, [submission.id for _, submission in changes])
    return [decided(*change) for change in changes], outcomes_of(late)
