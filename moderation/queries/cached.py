"""Under which tags caches hold what readers are given."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Page, Site

MOST_TAGS = 20  # of one answer; beyond that it is thrown away with its site


def site_tag(site_key: str) -> str:
    """Of everything of a site."""
    return f"site-{site_key}"


def pages_tag(site_key: str) -> str:
    """Of what shows many of a site's pages: feeds, long lists of counts."""
    return f"pages-{site_key}"


def page_tag(site_key: str, place: str) -> str:
    """Of a page, known or not."""
    return f"page-{hashlib.sha256(f'{site_key} {place}'.encode()).hexdigest()[:16]}"


def tags_of(site_key: str, places: Collection[str]) -> list[str]:
    """Of an answer about a site and some of its pages; about none means about many."""
    if not 0 < len(places) <= MOST_TAGS:
        return [site_tag(site_key), pages_tag(site_key)]
    return [site_tag(site_key), *(page_tag(site_key, place) for place in places)]


def changed_tags(page_ids: Collection[int], site_id: int | None) -> list[str]:
    """Of what is to be thrown away because these pages have changed, or a whole site has."""
    if site_id is not None:
        keys = db.session.scalars(select(Site.key).where(Site.id == site_id))
        return [site_tag(key) for key in keys]
    pages = select(Site.key, Page.url_key).join(Page, Page.site_id == Site.id)
    rows = db.session.execute(pages.where(Page.id.in_(page_ids)).order_by(Page.id)).all()
    tags = [page_tag(key, place) for key, place in rows]
    return [*tags, *dict.fromkeys(pages_tag(key) for key, _place in rows)]
