"""The log of what is not a decision, on a moderator's sites, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.errors import Invalid, Problem
from moderation.extensions import db
from moderation.models import Event, Moderator, Page, Role, Rule, Site
from moderation.queries.names import display_name
from moderation.queries.submissions import sites_of


@dataclass(frozen=True)
class EventFilter:
    """Which events to show."""

    site: str = ""  # its key
    moderator_id: int | None = None
    about: str = ""  # how the names begin, such as "rule"
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class EventEntry:
    """One event, and what it is called by those who read of it."""

    event: Event
    by: str | None  # none: the server itself, or a stranger
    site_name: str | None  # none: the installation

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """What changed: ``(name, before, after)`` of each value that differs."""
        before, after = self.event.before, self.event.after
        names = [*before, *(name for name in after if name not in before)]
        pairs = [(name, before.get(name), after.get(name)) for name in names]
        return [(name, old, new) for name, old, new in pairs if old != new]


@dataclass(frozen=True)
class EventPage:
    """A stretch of the log."""

    entries: list[EventEntry]
    after: str


def event_log(
    moderator: Moderator, filters: EventFilter, *, after: str = "", limit: int = 50
) -> EventPage:
    """A page of the log; raises ``Invalid`` for an ``after`` that is none of ours."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise Invalid({"after": [Problem("not_a_choice")]})
    rows = _filtered(moderator, filters)
    if after:
        rows = rows.where(Event.id < int(after))
    found = db.session.execute(rows.order_by(Event.id.desc()).limit(limit + 1)).all()
    entries = [_entry(row) for row in found[:limit]]
    return EventPage(entries, str(entries[-1].event.id) if len(found) > limit else "")


def called(entries: Iterable[EventEntry]) -> dict[str, str]:
    """What the pages and the rules of events are called, by the events' subjects."""
    subjects = {entry.event.subject for entry in entries}
    names: dict[str, str] = {}
    for kind, table, name in (
        ("page", Page, func.coalesce(func.nullif(Page.title, ""), Page.url)),
        ("rule", Rule, Rule.pattern),
    ):
        ids = [int(each.split()[1]) for each in subjects if re.fullmatch(rf"{kind} [0-9]+", each)]
        if ids:
            rows = db.session.execute(select(table.id, name).where(table.id.in_(ids)))
            names |= {f"{kind} {id}": text for id, text in rows}
    return names


def _filtered(
    moderator: Moderator, filters: EventFilter
) -> Select[Event, str | None, str | None, str | None]:
    rows = (
        select(Event, Moderator.name, Moderator.email, Site.name)
        .outerjoin(Moderator, Moderator.id == Event.moderator_id)
        .outerjoin(Site, Site.id == Event.site_id)
        .where(_may_see(moderator, filters.site))
    )
    if filters.moderator_id is not None:
        rows = rows.where(Event.moderator_id == filters.moderator_id)
    if filters.about:
        rows = rows.where(Event.name.startswith(filters.about, autoescape=True))
    if filters.since is not None:
        rows = rows.where(Event.happened_at >= filters.since)
    if filters.until is not None:
        rows = rows.where(Event.happened_at < filters.until)
    return rows


def _may_see(moderator: Moderator, site_key: str) -> ColumnElement[bool]:
    """Those of the sites one moderates; the installation's own are the owner's, and one's own."""
    sites = sites_of(moderator, Role.MODERATOR)
    if site_key:
        return Event.site_id.in_([site.id for site in sites if site.key == site_key])
    own: ColumnElement[bool] = Event.site_id.is_(None)
    if not moderator.is_owner:
        own = and_(own, Event.moderator_id == moderator.id)
    return or_(own, Event.site_id.in_([site.id for site in sites]))


def _entry(row: Row[Event, str | None, str | None, str | None]) -> EventEntry:
    event, name, email, site_name = row
    return EventEntry(event, display_name(name, email), site_name)
