"""The log of decisions: each new entry is chained to the one before it on its site."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, bindparam, select, update

from moderation.models import Decision
from moderation.operations.bulk import has_arrays, insert_all, insert_one, number_ahead
from moderation.prepared import change, rows

_LOG: Any = Decision.__table__
_NAMES = tuple(column.key for column in _LOG.c if column.key != "id")


def log(decisions: Sequence[Decision]) -> None:
    """Write new entries, in the order in which they were taken; they have numbers then.

    The caller has locked their sites.
    """
    _seal(decisions)
    number_ahead(decisions)
    new = [{name: getattr(each, name) for name in _NAMES} for each in decisions]
    if len(new) > 1 and has_arrays():
        numbered = zip(new, decisions, strict=True)
        insert_all(Decision, [{"id": each.id, **row} for row, each in numbered])
        return
    for each, row in zip(decisions, new, strict=True):
        each.id = insert_one(Decision, row)


def name_heir(decision: Decision, heir: int) -> None:
    """Say of an entry who became head of the comments that were folded under its own."""
    decision.heir_id = heir
    change(_naming(), {"which": decision.id, "heir": heir})


def _seal(decisions: Sequence[Decision]) -> None:
    ends: dict[int, str] = {}
    for each in decisions:
        if each.site_id not in ends:
            last = rows(_last(), {"site": each.site_id})
            ends[each.site_id] = last[0][0] if last else ""
        each.seal(previous=ends[each.site_id], salt=secrets.token_hex(8))
        ends[each.site_id] = each.digest


@cache
def _last() -> Select[str]:
    mine = select(_LOG.c.digest).where(_LOG.c.site_id == bindparam("site"))
    return mine.order_by(_LOG.c.id.desc()).limit(1)


@cache
def _naming() -> Update:
    return update(_LOG).where(_LOG.c.id == bindparam("which")).values(heir_id=bindparam("heir"))
