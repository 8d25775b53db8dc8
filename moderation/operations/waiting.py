"""Into the queue and out of it: since when, for what, until when, and where it is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Comment, Decision, Facet, Submission, WaitingFor
from moderation.operations.bulk import insert_all
from moderation.operations.facets import be_found, codes_of, stop_being_found
from moderation.operations.folding import (
    find_heirs,
    fold_all,
    fold_back,
    fold_new,
    mark,
    may_fold,
    unmark,
)
from moderation.screening.weights import score_of

Entering = tuple[Submission, Decision | None]  # with the decision whose undoing brings it back


@dataclass(frozen=True)
class Incoming:
    """A comment that has just been stored, as its row says, and what else it is found by."""

    id: int
    row: Mapping[str, Any]
    source: str
    marks: Sequence[int]
    page_lang: str
    is_newcomer: bool


def wait_for_the_first_time(comment: Incoming) -> None:
    """Put what has just come in into the queue: of nothing there does it have to be taken out."""
    codes = codes_of(
        comment.row["findings"],
        lang=comment.row["lang"] or comment.page_lang,
        texts=[comment.source],
        is_newcomer=comment.is_newcomer,
    )
    place = {name: comment.row[name] for name in ("site_id", "kind", "waiting_since", "due_at")}
    place |= {"submission_id": comment.id, "priority": 0}
    every = dict.fromkeys([*codes, f"for:{WaitingFor.FIRST}"])
    insert_all(Facet, [{**place, "code": code} for code in every])
    fold_new(comment.id, comment.marks, site_id=comment.row["site_id"])


def begin_waiting(submission: Submission, why: WaitingFor, *, priority: int = 0) -> None:
    """Put a submission into the queue, or find anew where one that waits already belongs.

    Priority −1 is for what readers see and object to; it comes before all else.
    """
    submission.waiting_since = submission.waiting_since or utcnow()
    submission.waiting_for, submission.priority = why, priority
    db.session.flush()
    # Not by the model: to what a moderator may have on screen this changes nothing.
    mine = update(Submission).where(Submission.id == submission.id)
    db.session.execute(mine.values(alike_id=None, **standing(submission)))
    take_out([submission])
    bring_in([(submission, None)])


def stop_waiting(submission: Submission) -> None:
    """Take a submission out of the queue without a decision, with all that finds it there."""
    submission.waiting_since = submission.waiting_for = submission.alike_id = None
    submission.claimed_by = submission.claimed_until = None
    submission.passed_to, submission.passed_duty = None, ""
    db.session.flush()
    take_out([submission])


def standing(submission: Submission) -> dict[str, Any]:
    """Until when a waiting submission wants a decision, and what speaks against it."""
    assert submission.waiting_since is not None
    target = timedelta(minutes=submission.site.policy.target_minutes)
    return {
        "due_at": submission.waiting_since + target,
        "score": score_of(submission.findings),
    }


def take_out(submissions: Sequence[Submission]) -> dict[int, int]:
    """Let these be found no more; who becomes head in the place of each that was one."""
    stop_being_found(submissions)
    comments = [each.id for each in submissions if isinstance(each, Comment)]
    if not comments or not unmark(comments):
        return {}
    heirs = find_heirs(comments)
    if heirs:
        mark(db.session.scalars(select(Comment).where(Comment.id.in_(heirs.values()))).all())
    return heirs


def bring_in(entering: Sequence[Entering]) -> None:
    """Let these be found, and fold them under what is like them.

    What comes back by an undo stands where it stood, as far as the others still wait.
    """
    be_found([each for each, _ in entering])
    alike = [(each, undone) for each, undone in entering if may_fold(each)]
    fold_back([(each, undone) for each, undone in alike if undone is not None])
    fold_all([each for each, undone in alike if undone is None])


__all__ = [
    "Incoming",
    "be_found",
    "begin_waiting",
    "bring_in",
    "standing",
    "stop_being_found",
    "stop_waiting",
    "take_out",
    "wait_for_the_first_time",
]
