"""Where the brake is to work, as a form says it: a site, a section or one page."""

from __future__ import annotations

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import NotFound
from moderation.models import Role, Site
from moderation.queries.brakes import Stretch, page_at
from moderation.queries.submissions import sites_of
from moderation.text.urls import InvalidURL, normalise
from moderation.views.http import current_moderator


def braked_sites() -> list[Site]:
    """The sites where one may pull the brake; the pages are not there for who has none."""
    sites = sites_of(current_moderator(), Role.MODERATOR)
    if not sites:
        raise NotFound
    return sites


def chosen_site(key: str) -> Site:
    """The site a request names, else the first."""
    sites = braked_sites()
    return next((site for site in sites if site.key == key), sites[0])


def read_stretch(reader: Reader) -> Stretch | None:
    """The stretch of a form; none when something is wrong, which the reader then says."""
    key = reader.token("site")
    site = next((each for each in braked_sites() if each.key == key), None)
    if site is None:
        reader.refuse("site", "not_a_choice" if key else "required")
        return None
    section = reader.line("section", LIMITS.title)
    if reader.fields.get("page"):
        return _of_page(reader, site.id)
    return Stretch(site.id, section=section)


def _of_page(reader: Reader, site_id: int) -> Stretch | None:
    try:
        page = page_at(site_id, normalise(reader.text("page", LIMITS.url)))
    except InvalidURL:
        page = None
    if page is None:
        reader.refuse("page", "invalid_url")
        return None
    return Stretch(site_id, page_id=page.id)
