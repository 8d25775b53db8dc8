"""Which comments readers see, kept with each of them so that a thread is read by an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, exists, update

from moderation.extensions import db
from moderation.models import Comment, Submission
from moderation.operations.bulk import among, has_arrays, listed
from moderation.prepared import change
from moderation.queries.branches import Branches, branches_around, read_now

_TABLE: Any = Submission.__table__
_REPLIES: Any = Comment.__table__


def show_what_passes(moved: Collection[int]) -> Mapping[int, int]:
    """Show and hide what follows from these, which became approved or no longer are.

    Returns by how many comments each page's count changes, 0 where as many came as went.
    """
    if not moved:
        return {}
    branches = branches_around(moved)
    was = {
        id_
        for id_, node in branches.items()
        if node.was_shown and (node.is_approved or (id_ in moved))
    }
    now = read_now(branches)
    write_shown(branches, now)
    more: Counter[int] = Counter()
    for each in was ^ now:
        more[branches[each].page_id] += 1 if each in now else -1
    return more


def write_shown(branches: Branches, now: set[int]) -> None:
    """Keep with each of these whether readers see it now."""
    own = {id_ for id_, node in branches.items() if node.is_placeholder}
    was = {id_ for id_, node in branches.items() if node.was_shown} - own
    for ids, shown in ((now - was, True), (was - now, False)):
        if ids:
            change(_write(has_arrays()), {"ids": sorted(ids), "now": shown})
    if own:
        _write_placeholders(own)


@cache
def _write(arrays: bool) -> Update:
    which = listed(_TABLE.c.id, "ids", arrays=arrays)
    return update(_TABLE).where(which).values(shown=bindparam("now"))


def _write_placeholders(ids: Collection[int]) -> None:
    """One is shown above what is shown, which may itself be one: so from below upwards."""
    below = _TABLE.alias()
    needed = exists().where(
        _REPLIES.c.parent_id == _TABLE.c.id, below.c.id == _REPLIES.c.id, below.c.shown
    )
    others = (among(_TABLE.c.id, sorted(ids)), _TABLE.c.shown != needed)
    while (
        db.session.connection().execute(update(_TABLE).where(*others).values(shown=needed)).rowcount
    ):
        pass
