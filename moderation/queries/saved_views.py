"""Filters of the queue that people keep under a name: their own, and what colleagues share."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select, true

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Membership, Moderator, SavedView, Site
from moderation.queries.names import display_name

MOST = 50


@dataclass(frozen=True)
class View:
    """A saved view as one moderator sees it."""

    id: int
    name: str
    query: dict[str, str]
    shared: bool
    is_mine: bool
    by: str  # whose it is


def saved_views(moderator: Moderator) -> list[View]:
    """The moderator's views and those of colleagues, by name."""
    rows = db.session.execute(_visible(moderator).limit(2 * MOST))
    views = [_view(moderator, *row) for row in rows]
    return sorted(views, key=lambda view: (not view.is_mine, view.name.casefold(), view.id))


def find_saved_view(view_id: int, *, moderator: Moderator) -> View:
    """One of them; raises ``NotFound``."""
    row = db.session.execute(_visible(moderator).where(SavedView.id == view_id)).first()
    if row is None:
        raise NotFound
    return _view(moderator, *row)


def _visible(moderator: Moderator) -> Select[SavedView, str, str]:
    """One's own, and what is shared by colleagues or owners and about no site of others alone."""
    mine = [own.site_id for own in moderator.memberships]
    colleagues = select(Membership.moderator_id).where(Membership.site_id.in_(mine))
    known = or_(Moderator.is_owner, Moderator.id.in_(colleagues))
    site = func.coalesce(SavedView.query["site"].as_string(), "")
    reached = or_(site == "", site.in_(select(Site.key).where(Site.id.in_(mine))))
    shared = SavedView.shared.is_(True) & (true() if moderator.is_owner else known & reached)
    return (
        select(SavedView, Moderator.name, Moderator.email)
        .join(Moderator, Moderator.id == SavedView.moderator_id)
        .where(or_(SavedView.moderator_id == moderator.id, shared))
    )


def _view(moderator: Moderator, view: SavedView, name: str, email: str) -> View:
    return View(
        id=view.id,
        name=view.name,
        query=view.query,
        shared=view.shared,
        is_mine=view.moderator_id == moderator.id,
        by=display_name(name, email) or "",
    )
