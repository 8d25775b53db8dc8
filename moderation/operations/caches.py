"""Telling the caches in front of us what readers are to see anew."""

from __future__ import annotations

from collections.abc import Collection

from moderation import outbox
from moderation.extensions import db, tells_caches
from moderation.models import Site


def refresh_pages(page_ids: Collection[int]) -> None:
    """Have what caches hold of these pages thrown away, once it is committed."""
    if page_ids and tells_caches():
        outbox.enqueue("purge_caches", page_ids=sorted(page_ids))


def touch_site(site_id: int) -> None:
    """The same of all that a site's readers are given, and count the change."""
    db.session.get_one(Site, site_id).touch()
    if tells_caches():
        outbox.enqueue("purge_caches", site_id=site_id)
