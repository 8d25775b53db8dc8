"""How many comments readers see on pages."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from moderation.drafts import PageRef
from moderation.extensions import db
from moderation.models import Page, Site
from moderation.text.pages import place_of


def comment_counts(site: Site, pages: Mapping[str, PageRef]) -> dict[str, int]:
    """The count of each page by the name it was asked for; 0 for one that nobody wrote about."""
    places = {name: place_of(ref.url, ref.page_id) for name, ref in pages.items()}
    rows = db.session.execute(
        select(Page.url_key, Page.comment_count).where(
            Page.site_id == site.id, Page.url_key.in_(set(places.values()))
        )
    )
    counts = {row.url_key: row.comment_count for row in rows}
    return {name: counts.get(place, 0) for name, place in places.items()}
