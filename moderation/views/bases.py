"""What readers' answers are made from, told to the front that keeps them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from flask import g, request

from moderation.database import utcnow
from moderation.drafts import PageRef
from moderation.models import Site
from moderation.queries.thread import Opened
from moderation.queries.versions import Seen, seen_of
from moderation.ready.basis import Basis
from moderation.text.pages import place_of
from moderation.views.http import settings
from moderation.views.sharing import site_origins

UNCHANGING = Basis()  # while the process lives


def thread_basis(site: Site, opened: Opened, *, is_worded: bool) -> Basis:
    """Of a page's thread; ``is_worded`` where there are words in the reader's language."""
    return _basis(
        site,
        [place_of(opened.ref.url, opened.ref.page_id)],
        seen_of(site, opened.page),
        until=opened.until,
        is_worded=is_worded,
    )


def counts_basis(site: Site, places: Collection[str], seen: Seen) -> Basis:
    """Of the counts of many pages."""
    return _basis(site, places, seen)


def feed_basis(site: Site, ref: PageRef | None, seen: Seen, *, max_age: int) -> Basis:
    """Of a feed, which need not be newer than it tells feed readers that it is."""
    places = [place_of(ref.url, ref.page_id)] if ref else []
    until = utcnow() + timedelta(seconds=max_age)
    return _basis(site, places, seen, until=until, with_log=True, is_worded=True)


def _basis(
    site: Site,
    places: Collection[str],
    seen: Seen,
    *,
    until: datetime | None = None,
    with_log: bool = False,
    is_worded: bool = False,
) -> Basis:
    is_chosen = bool(request.args.get("lang"))  # by the address, so not by the browser
    return Basis(
        site_key=site.key,
        places=tuple(places),
        with_log=with_log,
        seen=seen,
        until=until.timestamp() if until else None,
        languages=tuple(g.languages) if is_worded and not is_chosen else (),
        origins=frozenset([settings().origin, *site_origins(site)]),
    )
