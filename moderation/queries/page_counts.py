"""How many comments readers see on pages."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.models import Site
from moderation.queries.versions import Seen, see_pages


def comment_counts(site: Site, places: Mapping[str, str]) -> tuple[dict[str, int], Seen]:
    """The count of each page by the name it was asked for, and what the counts are of.

    It is 0 for a page that nobody wrote about.
    """
    seen = see_pages(site, set(places.values()))
    counts = {page.url_key: page.comment_count for page in seen.pages}
    return {name: counts.get(place, 0) for name, place in places.items()}, seen
