"""Writing what moderators changed of submissions, past the session, which takes far longer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm import attributes, exc

from moderation.extensions import db
from moderation.models import Decision, Status, Submission, TypoReport
from moderation.operations.bulk import has_arrays, listed, unnested
from moderation.prepared import change

# What decisions change, and the undoing of them.
STANDING = (
    *("status", "waiting_since", "waiting_for", "decided_at", "priority", "due_at", "score"),
    *("alike_id", "claimed_by", "claimed_until", "passed_to", "passed_duty", "open_place_key"),
)

_TABLE: Any = Submission.__table__
_REPORTS: Any = TypoReport.__table__
_LOG: Any = Decision.__table__


def store(submissions: Sequence[Submission]) -> None:
    """Write these, each with its next version; ``StaleDataError`` when one has another by now.

    Of which anything else has changed is left to the session, that it counts one version too.
    """
    changed = {each.id: _changed(each) for each in submissions}
    plain = [each for each in submissions if changed[each.id].issubset(STANDING)]
    ordered = sorted(plain, key=lambda each: each.id)  # as everybody locks them
    every = set().union(*(changed[each.id] for each in ordered))
    names = tuple(name for name in STANDING if name in every)
    rows = [
        {"which": each.id, "seen": each.version} | {name: getattr(each, name) for name in names}
        for each in ordered
    ]
    for each, row in zip(ordered, rows, strict=True):
        attributes.set_committed_value(each, "version", row["seen"] + 1)
        _take_as_written(each)
    stored = _stored(rows, names)
    if stored != len(rows):
        raise exc.StaleDataError(f"{stored} of {len(rows)} submissions were as they had been read")
    if "status" in names:
        _store_reports(ordered)


def _store_reports(submissions: Sequence[Submission]) -> None:
    """Write the status of typo reports beside what the indexes of their piles are made of."""
    for status in Status:
        ids = [
            each.id
            for each in submissions
            if each.status is status and isinstance(each, TypoReport)
        ]
        if ids:
            change(_writing_reports(has_arrays()), {"ids": ids, "now": status})


@cache
def _writing_reports(arrays: bool) -> Update:
    which = listed(_REPORTS.c.id, "ids", arrays=arrays)
    return update(_REPORTS).where(which).values(status=bindparam("now"))


def store_undone(decisions: Sequence[Decision]) -> None:
    """Write of these that they stand no longer."""
    if not decisions:
        return
    for each in decisions:
        _take_as_written(each)
    change(_writing_undone(has_arrays()), {"ids": [each.id for each in decisions]})


@cache
def _writing_undone(arrays: bool) -> Update:
    return update(_LOG).where(listed(_LOG.c.id, "ids", arrays=arrays)).values(undone=True)


def _take_as_written(each: Submission | Decision) -> None:
    """As after a flush, so that none has to look for changes; there is no public name for it."""
    attributes.instance_state(each)._commit_all(each.__dict__, db.session.identity_map)


def _changed(submission: Submission) -> set[str]:
    before = attributes.instance_state(submission).committed_state
    return {name for name, was in before.items() if was != getattr(submission, name)}


def _stored(rows: Sequence[dict[str, Any]], names: tuple[str, ...]) -> int:
    """How many were still as they had been read."""
    if len(rows) == 1 or not has_arrays():
        return sum(change(_statement(names), row) for row in rows)
    types = {"which": _TABLE.c.id.type, "seen": _TABLE.c.version.type}
    types |= {name: _TABLE.c[name].type for name in names}
    new = unnested(rows, types).subquery()
    return change(
        update(_TABLE)
        .where(_TABLE.c.id == new.c.which, _TABLE.c.version == new.c.seen)
        .values({name: new.c[name] for name in names} | {"version": _TABLE.c.version + 1})
    )


@cache
def _statement(names: tuple[str, ...]) -> Update:
    """Only what has changed: to name a column costs its indexes on SQLite."""
    return (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("which"), _TABLE.c.version == bindparam("seen"))
        .values({name: bindparam(name) for name in names} | {"version": _TABLE.c.version + 1})
    )
