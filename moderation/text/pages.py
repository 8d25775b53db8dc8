"""What tells a site's pages apart: the name its host gives it, else its address."""

from __future__ import annotations

import hashlib

from moderation.text.urls import page_key


def place_of(url: str, page_id: str) -> str:
    """The key of a page within its site, of one length; raises ``InvalidURL``."""
    place = f"id:{page_id}" if page_id else page_key(url)
    return hashlib.sha256(place.encode()).hexdigest()
