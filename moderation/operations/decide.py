"""Moderators decide: one way in for buttons, keys, bulk and the JSON interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from moderation import outbox
from moderation.database import utcnow
from moderation.errors import Conflict, Invalid, NotFound, Outcome, Problem
from moderation.models import (
    Decision,
    Status,
    Submission,
    TypoReport,
    Verb,
)
from moderation.operations.consequences import follow_all, new_batch
from moderation.operations.counting import Change
from moderation.operations.locks import lock_sites_of
from moderation.operations.search_index import index_later
from moderation.queries.deciding import find_submissions
from moderation.queries.sites import known_site
from moderation.queries.submissions import last_decisions

UNDO_TIME = outbox.UNDO_TIME
MOST_AT_ONCE = 10_000
CHUNK = 500  # submissions are in memory at a time

Item = tuple[int, int | None]  # an id, and the version on screen


@dataclass(frozen=True)
class Decided:
    """One decision that was taken."""

    id: int  # of the submission
    verb: str
    status: str
    version: int
    batch: str
    decision_id: int


@dataclass(frozen=True)
class Batch:
    """What was decided in one stroke, and what not: each that is left as it was says why."""

    batch: str
    decided: tuple[Decided, ...] = ()
    conflicts: tuple[Outcome, ...] = ()  # somebody was quicker
    missing: tuple[int, ...] = ()  # not among the moderator's
    needs_reason: tuple[int, ...] = ()  # the site asks for one


@dataclass(frozen=True)
class _Wish:
    verb: Verb
    by: int
    batch: str
    reason: str


def decide(
    submission_id: int, verb: Verb, *, by: int, version: int | None, reason: str = "",
    batch: str | None = None,
) -> Decided:  # fmt: skip
    """Decide on one submission as it was on screen.

    Without a version the verb applies only to what is waiting. Raises
    ``Conflict`` when somebody was quicker or the text has changed.
    """
    wish = _Wish(verb, by, batch or new_batch(), reason)
    done = _decide([(submission_id, version)], wish)
    if done.missing:
        raise NotFound
    if done.conflicts:
        raise Conflict(done.conflicts[0])
    if done.needs_reason:
        raise Invalid({"reason": [Problem("reason_required")]})
    return done.decided[0]


def decide_many(items: Sequence[Item], verb: Verb, *, by: int, reason: str = "") -> Batch:
    """One verb for many, as one batch; what cannot be done is told, the rest is done.

    Raises ``NotFound`` when none of them is the moderator's, and ``Invalid``
    when there are too many, or nothing can be done for want of a reason.
    """
    if len(items) > MOST_AT_ONCE:
        too_many = Problem("too_many", {"number": len(items), "most": MOST_AT_ONCE})
        raise Invalid({"ids": [too_many]})
    wish = _Wish(verb, by, new_batch(), reason)
    wanted = list(dict(items).items())
    parts = [_decide(wanted[at : at + CHUNK], wish) for at in range(0, len(wanted), CHUNK)]
    done = Batch(
        wish.batch,
        decided=tuple(chain.from_iterable(part.decided for part in parts)),
        conflicts=tuple(chain.from_iterable(part.conflicts for part in parts)),
        missing=tuple(chain.from_iterable(part.missing for part in parts)),
        needs_reason=tuple(chain.from_iterable(part.needs_reason for part in parts)),
    )
    if len(done.missing) == len(wanted):
        raise NotFound
    if done.needs_reason and not done.decided and not done.conflicts:
        raise Invalid({"reason": [Problem("reason_required")]})
    return done


def _decide(items: Sequence[Item], wish: _Wish) -> Batch:
    """The one way in which moderators decide, on few or many."""
    possible = [id_ for id_, _ in items if 0 < id_ < 2**31]
    lock_sites_of(possible)
    found = find_submissions(possible, by=wish.by)
    strict: set[int] = set()
    if wish.verb is Verb.REJECT and not wish.reason:
        sites = {each.site_id for each in found.values()}
        strict = {each for each in sites if known_site(site_id=each).policy.reason_required}
    changes: list[Change] = []
    late: list[Submission] = []
    needs_reason: list[int] = []
    for id_, version in items:
        if (submission := found.get(id_)) is None:
            continue
        if not _may_take(submission, wish.verb, version):
            late.append(submission)
        elif submission.site_id in strict:
            needs_reason.append(id_)
        else:
            changes.append((_take(submission, wish), submission))
    follow_all(changes)
    if wish.reason and changes:
        index_later([submission.id for _, submission in changes])
    return Batch(
        wish.batch,
        decided=tuple(decided(*change) for change in changes),
        conflicts=tuple(outcomes_of(late)),
        missing=tuple(id_ for id_, _ in items if id_ not in found),
        needs_reason=tuple(needs_reason),
    )


def _may_take(submission: Submission, verb: Verb, version: int | None) -> bool:
    on_screen = submission.is_waiting if version is None else version == submission.version
    return on_screen and submission.takes(verb)


def _take(submission: Submission, wish: _Wish) -> Decision:
    decision = submission.decide(wish.verb, by=wish.by, batch=wish.batch, reason=wish.reason)
    _tell_editors(decision, submission)
    return decision


def decided(decision: Decision, submission: Submission) -> Decided:
    """The plain facts of a decision."""
    return Decided(
        id=submission.id,
        verb=decision.verb.value,
        status=submission.status.value,
        version=submission.version,
        batch=decision.batch,
        decision_id=decision.id,
    )


def outcome_of(submission: Submission) -> Outcome:
    """Who decided what about it last, and when."""
    return outcomes_of([submission])[0]


def outcomes_of(submissions: Sequence[Submission]) -> list[Outcome]:
    """The same for many."""
    if not submissions:
        return []
    last = last_decisions([each.id for each in submissions])
    return [_outcome(each, last.get(each.id)) for each in submissions]


def _outcome(submission: Submission, last: Decision | None) -> Outcome:
    return Outcome(
        submission_id=submission.id,
        status=submission.status.value,
        version=submission.version,
        verb=last.verb.value if last else None,
        moderator=last.moderator.display_name if last and last.moderator else None,
        decided_at=last.decided_at if last else None,
    )


def _tell_editors(decision: Decision, submission: Submission) -> None:
    """A confirmed mistake reaches those who mend it, unless the decision is taken back at once."""
    if isinstance(submission, TypoReport) and decision.to_status is Status.APPROVED:
        outbox.enqueue(
            "announce_confirmed",
            due_at=utcnow() + UNDO_TIME,
            batch=decision.batch,
            submission_id=submission.id,
        )


__all__ = ["Batch", "Decided", "decide", "decide_many"]
