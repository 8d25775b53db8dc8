"""What follows from a decision, in the same transaction: the log's chain, the queue, counts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from moderation.extensions import db
from moderation.models import Decision, Submission, TypoReport, Verb
from moderation.operations.counting import Change, count
from moderation.operations.fixes import follow_fixing
from moderation.operations.locks import lock_sites_of
from moderation.operations.logbook import log, name_heir
from moderation.operations.objections import settle_all
from moderation.operations.places import hold_places
from moderation.operations.reopening import unsettle_all
from moderation.operations.storing import store, store_undone
from moderation.operations.unanswering import take_back_answers
from moderation.operations.waiting import bring_in, standing, take_out


def new_batch() -> str:
    """The id that decisions taken in one stroke share."""
    return uuid.uuid4().hex


def follow(decision: Decision, submission: Submission) -> None:
    """Everything that a change of status brings about."""
    with db.session.no_autoflush:
        lock_sites_of([submission.id])
    follow_all([(decision, submission)])


def follow_all(changes: Sequence[Change]) -> None:
    """The same for many at once, in a few statements; each of another submission.

    The caller has locked their sites.
    """
    if not changes:
        return
    with db.session.no_autoflush:
        for decision, submission in changes:
            if decision.verb is Verb.HOLD:
                for name, value in standing(submission).items():
                    setattr(submission, name, value)
        hold_places([each for _, each in changes if isinstance(each, TypoReport)])
        undone = [(was, each) for decision, each in changes if (was := _undone(decision))]
    store([each for _, each in changes])
    store_undone([was for was, _ in undone])
    log([decision for decision, _ in changes])
    settle_all([change for change in changes if change[0].undoes_id is None])
    if undone:
        unsettle_all(undone)
        take_back_answers(undone)
    _move_in_queue(changes)
    follow_fixing(changes, undone)
    count(changes)
    db.session.flush()  # the version is now what the next moderator sees


def _move_in_queue(changes: Sequence[Change]) -> None:
    leaving = {each.id: decision for decision, each in changes if decision.from_waiting_since}
    if leaving:
        heirs = take_out([each for decision, each in changes if decision.from_waiting_since])
        for each, heir in heirs.items():
            name_heir(leaving[each], heir)
    entering = [(each, _undone(decision)) for decision, each in changes if each.is_waiting]
    if entering:
        bring_in(entering)


def _undone(decision: Decision) -> Decision | None:
    if decision.undoes_id is None:
        return None
    return db.session.get_one(Decision, decision.undoes_id)
