"""Writing what moderators changed of many submissions in one statement instead of one for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import attributes, exc

from moderation.extensions import db
from moderation.models import Decision, Status, Submission, TypoReport
from moderation.operations.bulk import among, has_arrays, unnested

# What decisions change, and the undoing of them.
STANDING = (
    *("status", "waiting_since", "waiting_for", "decided_at", "priority", "due_at", "score"),
    *("alike_id", "claimed_by", "claimed_until", "passed_to", "passed_duty", "open_place_key"),
)

_TABLE: Any = Submission.__table__
_REPORTS: Any = TypoReport.__table__
_LOG: Any = Decision.__table__


def store(submissions: Sequence[Submission]) -> None:
    """Write these, each with its next version; ``StaleDataError`` when one has another by now."""
    ordered = sorted(submissions, key=lambda each: each.id)  # as everybody locks them
    names = tuple(name for name in STANDING if any(_changed(each, name) for each in ordered))
    rows = [
        {"which": each.id, "seen": each.version} | {name: getattr(each, name) for name in names}
        for each in ordered
    ]
    stored = _stored(rows, names)
    if stored != len(rows):
        raise exc.StaleDataError(f"{stored} of {len(rows)} submissions were as they had been read")
    if "status" in names:
        _store_reports(ordered)
    for each, row in zip(ordered, rows, strict=True):
        attributes.set_committed_value(each, "version", row["seen"] + 1)
        for name in names:
            attributes.set_committed_value(each, name, row[name])


def _store_reports(submissions: Sequence[Submission]) -> None:
    """Write the status of typo reports beside what the indexes of their piles are made of."""
    for status in Status:
        ids = [
            each.id
            for each in submissions
            if each.status is status and isinstance(each, TypoReport)
        ]
        change = update(_REPORTS).where(among(_REPORTS.c.id, ids)).values(status=status)
        if ids:
            db.session.connection().execute(change)


def store_undone(decisions: Sequence[Decision]) -> None:
    """Write of these that they stand no longer."""
    ids = [each.id for each in decisions]
    if ids:
        gone = update(_LOG).where(among(_LOG.c.id, ids)).values(undone=True)
        db.session.connection().execute(gone)
    for each in decisions:
        attributes.set_committed_value(each, "undone", value=True)


def _changed(submission: Submission, name: str) -> bool:
    return attributes.get_history(submission, name).has_changes()


def _stored(rows: Sequence[dict[str, Any]], names: tuple[str, ...]) -> int:
    """How many were still as they had been read."""
    if not has_arrays():
        return db.session.connection().execute(_statement(names), rows).rowcount
    types = {"which": _TABLE.c.id.type, "seen": _TABLE.c.version.type}
    types |= {name: _TABLE.c[name].type for name in names}
    new = unnested(rows, types).subquery()
    change = (
        update(_TABLE)
        .where(_TABLE.c.id == new.c.which, _TABLE.c.version == new.c.seen)
        .values({name: new.c[name] for name in names} | {"version": _TABLE.c.version + 1})
    )
    return db.session.connection().execute(change).rowcount


@cache
def _statement(names: tuple[str, ...]) -> Any:
    """Only what has changed: to name a column costs its indexes on SQLite."""
    return (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("which"), _TABLE.c.version == bindparam("seen"))
        .values({name: bindparam(name) for name in names} | {"version": _TABLE.c.version + 1})
    )
