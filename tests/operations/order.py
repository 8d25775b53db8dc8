"""What must hold of a site's comments at any moment: queue, folds, objections and counts agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import (
    Author,
    Comment,
    Facet,
    Flag,
    Likeness,
    Notice,
    Revision,
    Status,
    Submission,
    WaitingFor,
)
from moderation.operations.counting import REFUSED


def check_queue(every: Sequence[Comment]) -> None:
    """What waits is found there, once, by why it waits; and nothing else is."""
    marked, facets = _of(Likeness, every), _facets(every)
    heads = {one.id for one in every if one.is_waiting and one.alike_id is None}
    for one in every:
        assert one.is_waiting or one.status is not Status.PENDING
        assert not one.is_waiting or one.withdrawn_at is None
        assert (one.waiting_since is None) is (one.waiting_for is None)
        found = {(f"for:{one.waiting_for}", one.priority)} if one.is_waiting else set()
        assert facets[one.id] == found
        if one.waiting_for is WaitingFor.FIRST:
            assert one.alike_id in heads | {None}
            assert (one.id in marked) is (one.alike_id is None)
        else:
            assert (one.alike_id, one.id in marked) == (None, False)
        if not one.is_waiting:
            assert (one.claimed_by, one.passed_to, one.passed_duty) == (None, None, "")
    _check_objections(every)


def _check_objections(every: Sequence[Comment]) -> None:
    """What readers say of what they see comes first; an author's change is never forgotten."""
    flagged = _of(Flag, every, Flag.decision_id.is_(None), Flag.weight > 0)
    noticed = _of(Notice, every, Notice.decision_id.is_(None))
    changed = _of(Revision, every, Revision.accepted.is_(None), Revision.moderator_id.is_(None))
    for one in every:
        is_objected = one.id in flagged | noticed
        assert not (one.is_public and is_objected) or one.waiting_for is WaitingFor.FLAG
        assert one.is_waiting or one.id not in changed
        assert one.waiting_for is not WaitingFor.REVISION or one.id in changed


def check_counts(every: Sequence[Submission]) -> None:
    """Each author's tally is the number of what they sent that stands so."""
    approved = Counter(one.author_id for one in every if one.status is Status.APPROVED)
    rejected = Counter(one.author_id for one in every if one.status in REFUSED)
    authors = select(Author).where(Author.id.in_({one.author_id for one in every}))
    for author in db.session.scalars(authors):
        told = (author.approved, author.rejected)
        assert told == (approved[author.id], rejected[author.id])


def _facets(every: Sequence[Comment]) -> dict[int, set[tuple[str, int]]]:
    """Why each can be found as waiting, and how urgent it is there; exactly once."""
    found: dict[int, set[tuple[str, int]]] = {one.id: set() for one in every}
    rows = select(Facet.submission_id, Facet.code, Facet.priority)
    for number, code, priority in db.session.execute(rows.where(Facet.submission_id.in_(found))):
        if code.startswith("for:"):
            found[number].add((code, priority))
    return found


def _of(table: type[Any], every: Sequence[Comment], *which: Any) -> set[int]:
    """Which of the comments have a row there."""
    ids = [one.id for one in every]
    return set(
        db.session.scalars(select(table.submission_id).where(table.submission_id.in_(ids), *which))
    )
