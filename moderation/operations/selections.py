"""Selecting all that match a filter: who is in it is settled at that moment."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moderation.extensions import db
from moderation.models import Selection
from moderation.queries.filters import QueueFilter
from moderation.queries.selections import matching
from moderation.queries.submissions import find_moderator


@dataclass(frozen=True)
class Selected:
    """A selection that was made."""

    id: str
    number: int


def select_matching(filters: QueueFilter, query: Mapping[str, str], *, by: int) -> Selected:
    """Keep the ids and versions of all that match now; ``query`` is the filter's address."""
    items = matching(find_moderator(by), filters)
    return keep_selection(items, query, by=by)


def keep_selection(
    items: Sequence[Sequence[int]], query: Mapping[str, str], *, by: int
) -> Selected:
    """Keep these ids, versions and heads under a name that nobody can guess."""
    selection = Selection(
        id=secrets.token_urlsafe(12),
        moderator_id=by,
        items=[list(item) for item in items],
        query=dict(query),
    )
    db.session.add(selection)
    db.session.flush()
    return Selected(selection.id, len(items))
