"""Moderators' programs close pages and open them again."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.addresses import page_of
from moderation.api.blueprints import moderators_blueprint, the_moderator
from moderation.api.bodies import read_json
from moderation.errors import Invalid, NotFound, Problem
from moderation.models import Role
from moderation.operations.pages import at_address, close_page, reopen_page
from moderation.queries.brakes import why_closed
from moderation.queries.submissions import sites_of
from moderation.queries.thread import find_page
from moderation.transactions import write

bp = moderators_blueprint("pages", __name__)


@bp.patch("/sites/<site_key>/pages")
def update(site_key: str) -> ResponseReturnValue:
    """Close a page to comments or open it again, also one that nobody has written about yet."""
    moderator = the_moderator()
    site = next((own for own in sites_of(moderator, Role.MODERATOR) if own.key == site_key), None)
    if site is None:
        raise NotFound
    body = read_json()
    page_ref, closed = page_of(site, body), body.get("closed")
    if not isinstance(closed, bool):
        raise Invalid({"closed": [Problem("required" if closed is None else "not_a_tick")]})
    change = close_page if closed else reopen_page
    write(at_address, page_ref, change, site_id=site.id, by=moderator.id)
    page = find_page(site, page_ref)
    assert page is not None
    why = why_closed(site, page)
    return {
        "url": page.url,
        "title": page.title,
        "closed": bool(why),
        "why_closed": why or None,
        "count": page.comment_count,
    }
