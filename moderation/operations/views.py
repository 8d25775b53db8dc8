"""Keeping a filter of the queue under a name."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import SavedView
from moderation.queries.saved_views import MOST


def save_view(name: str, query: Mapping[str, str], *, by: int, shared: bool = False) -> int:
    """Keep a filter; its id. Raises ``Invalid`` beyond fifty of one moderator."""
    own = select(func.count()).select_from(SavedView).where(SavedView.moderator_id == by)
    if (number := (db.session.scalar(own) or 0) + 1) > MOST:
        raise Invalid({"name": [Problem("too_many", {"number": number, "most": MOST})]})
    view = SavedView(moderator_id=by, name=name, query=dict(query), shared=shared)
    db.session.add(view)
    db.session.flush()
    return view.id


def change_view(
    view_id: int, *, by: int, name: str, query: Mapping[str, str], shared: bool
) -> None:
    """Give a view of one's own another name and filter; raises ``NotFound``."""
    view = _own(view_id, by=by)
    view.name, view.query, view.shared = name, dict(query), shared


def remove_view(view_id: int, *, by: int) -> None:
    """Forget a view of one's own; raises ``NotFound``."""
    db.session.delete(_own(view_id, by=by))


def _own(view_id: int, *, by: int) -> SavedView:
    view = db.session.get(SavedView, view_id)
    if view is None or view.moderator_id != by:
        raise NotFound
    return view
