"""In what state a site and its pages are: what was made of them before is right while it stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select

from moderation.extensions import db
from moderation.models import Decision, Event, Page, Site

Statement = Select[*tuple[Any, ...]]
Ends = tuple[int | None, int | None]  # numbers of the last decision and of the last other entry
NO_LOG: Ends = (None, None)


class PageState(NamedTuple):
    """What readers' answers take from a page's own row."""

    url_key: str
    version: int
    comment_count: int
    title: str
    section: str


class Seen(NamedTuple):
    """What was found of a site, of some of its pages, and of its log."""

    version: int
    pages: frozenset[PageState]
    ends: Ends


@cache
def states() -> Statement:
    """Sites by their ``keys``, each with those pages at the ``places`` that it has."""
    at = Page.url_key.in_(bindparam("places", expanding=True))
    columns = [getattr(Page, name) for name in PageState._fields]
    return (
        select(Site.key, Site.version, *columns)
        .outerjoin(Page, (Page.site_id == Site.id) & at)
        .where(Site.key.in_(bindparam("keys", expanding=True)))
    )


@cache
def log_ends() -> Statement:
    """Where the logs of sites end, by their ``keys``."""
    decision = select(func.max(Decision.id)).where(Decision.site_id == Site.id)
    event = select(func.max(Event.id)).where(Event.site_id == Site.id)
    return select(Site.key, decision.scalar_subquery(), event.scalar_subquery()).where(
        Site.key.in_(bindparam("keys", expanding=True))
    )


def seen_of(site: Site, page: Page | None) -> Seen:
    """The state of a site and of one page, as both were read."""
    state = PageState(*(getattr(page, name) for name in PageState._fields)) if page else None
    return Seen(site.version, frozenset([state] if state else []), NO_LOG)


def see_pages(site: Site, places: Collection[str]) -> Seen:
    """The state of a site, as it was read, and that of its pages now."""
    rows = db.session.execute(states(), {"keys": [site.key], "places": list(places)})
    return Seen(site.version, _pages(rows, places), NO_LOG)


def see_log(site: Site, page: Page | None) -> Seen:
    """The state of a site and of one page, and where its log ends now; read what it tells later."""
    _key, decision, entry = db.session.execute(log_ends(), {"keys": [site.key]}).one()
    return seen_of(site, page)._replace(ends=(decision, entry))


def seen_in(
    rows: Iterable[Sequence[Any]], ends: Mapping[str, Ends], key: str, places: Collection[str]
) -> Seen | None:
    """The same of a site and some pages among others; nothing when the site is gone."""
    own = [row for row in rows if row[0] == key]
    return Seen(own[0][1], _pages(own, places), ends.get(key, NO_LOG)) if own else None


def _pages(rows: Iterable[Sequence[Any]], places: Collection[str]) -> frozenset[PageState]:
    return frozenset(PageState(*row[2:]) for row in rows if row[2] in places)
