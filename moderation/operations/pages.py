"""Pages come into being when something is sent about them; people open and close them."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from sqlalchemy import Select, Update, bindparam, update

from moderation.database import utcnow
from moderation.drafts import PageRef
from moderation.errors import Invalid, NotFound, Problem, ThreadClosed
from moderation.extensions import db
from moderation.models import Braking, Page, Role, Site
from moderation.operations.bulk import insert_new
from moderation.operations.caches import refresh_pages
from moderation.operations.events import record
from moderation.prepared import change
from moderation.queries.brakes import closing
from moderation.queries.loaded import one, whole
from moderation.queries.submissions import find_moderator, reaches
from moderation.text.pages import place_of
from moderation.text.urls import host_of

FILLED = ("title", "lang", "section", "author", "revision", "edit_url")


class Change(Protocol):
    """What someone does with a page."""

    def __call__(self, page_id: int, *, by: int) -> None: ...


def find_or_add_page(site: Site, ref: PageRef) -> Page:
    """The page at a URL of the site, added if this is the first we hear of it."""
    return db.session.get_one(Page, place_on(site, ref).id)


def place_on(site: Site, ref: PageRef) -> Page:
    """The same, to be read only.

    What readers' browsers say of it is kept once: a later visitor cannot rename a page.
    """
    if not site.has_host(host_of(ref.url)):
        raise Invalid({"url": [Problem("invalid_url")]})
    url_key = place_of(ref.url, ref.page_id)
    which = {"site_id": site.id, "url_key": url_key}
    page = one(Page, _same_page(), which)
    if page is None:
        insert_new(Page, which | {"url": ref.url, "given_id": ref.page_id})
        page = one(Page, _same_page(), which)
        assert page is not None
    told = {name: said for name in FILLED if (said := getattr(ref, name))}
    new = {name: said for name, said in told.items() if not getattr(page, name)}
    if new:
        change(_filling(*new), {"which": page.id, **new})
        vars(page).update(new)
    return page


@cache
def _same_page() -> Select[*tuple[Any, ...]]:
    """Built once, as what is asked for each submission: building it takes longer than asking."""
    return whole(Page).where(
        Page.site_id == bindparam("site_id"), Page.url_key == bindparam("url_key")
    )


@cache
def _filling(*names: str) -> Update:
    page = update(Page).where(Page.id == bindparam("which"))
    return page.values({name: bindparam(name) for name in names})


def check_open(page: Page, site: Site) -> Braking | None:
    """What the brakes do to a page; raises ``ThreadClosed`` when it takes no comments."""
    found = closing(site, page)
    if found.why:
        raise ThreadClosed(found.why)
    return found.brake


def close_page(page_id: int, *, by: int) -> None:
    """Take no more comments on a page; its thread stays readable."""
    page = _manageable(page_id, by=by)
    if page.closed_at is None:
        record("page_closed", site_id=page.site_id, by=by, subject=f"page {page.id}")
    page.closed_at = page.closed_at or utcnow()
    page.reopened_at = None
    page.version = Page.version + 1
    refresh_pages([page.id])


def reopen_page(page_id: int, *, by: int) -> None:
    """Take comments again; the page no longer closes by itself."""
    page = _manageable(page_id, by=by)
    record("page_reopened", site_id=page.site_id, by=by, subject=f"page {page.id}")
    page.closed_at = None
    page.reopened_at = utcnow()
    page.version = Page.version + 1
    refresh_pages([page.id])


def at_address(ref: PageRef, change: Change, *, site_id: int, by: int) -> None:
    """Close or reopen the page at an address, though nothing was ever sent about it."""
    page = find_or_add_page(db.session.get_one(Site, site_id), ref)
    db.session.flush()
    change(page.id, by=by)


def _manageable(page_id: int, *, by: int) -> Page:
    page = db.session.get(Page, page_id)
    if page is None or not reaches(find_moderator(by).role_on(page.site_id), Role.MODERATOR):
        raise NotFound
    return page
