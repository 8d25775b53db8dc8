"""Published comments as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts import PageRef
from moderation.models import Site
from moderation.queries.feed import Entry, latest
from moderation.queries.thread import find_page
from moderation.queries.versions import see_log
from moderation.views.bases import feed_basis
from moderation.views.blueprints import public_blueprint
from moderation.views.caching import cacheable
from moderation.views.http import the_site
from moderation.views.languages import worded
from moderation.views.public.places import Place, asked_language, asked_place
from moderation.views.replicas import even_without_primary
from moderation.views.sharing import share_with_site

bp = public_blueprint("feeds", __name__)
share_with_site(bp)

MAX_AGE = 60  # feed readers come often and in step
NOT_XML = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # XML 1.0, section 2.2


@bp.get("/sites/<site_key>/feed.atom")
@even_without_primary
def index(site_key: str) -> ResponseReturnValue:
    """The latest comments of the site; with ``url`` those of one page."""
    site = the_site(site_key)
    place = asked_place(site) if "url" in request.args else None
    page = find_page(site, place.ref) if place else None
    seen = see_log(site, page)
    entries = [] if place and page is None else latest(site, page)
    feed = render_template(
        "public/feed.xml",
        site=site,
        title=(page.title if page else "") or (place.name if place else ""),
        about=place.thread() if place else "",
        items=[(entry, _place(site, entry)) for entry in entries],
        self_url=request.url,
        updated=max((entry.shown_at for entry in entries), default=site.created_at),
    )
    body = NOT_XML.sub("\ufffd", feed)
    basis = feed_basis(site, place.ref if place else None, seen, max_age=MAX_AGE)
    return worded(cacheable(body, "application/atom+xml", max_age=MAX_AGE, basis=basis))


def _place(site: Site, entry: Entry) -> Place:
    ref = PageRef(url=entry.url, title=entry.title, page_id=entry.given_id)
    return Place(site.key, ref, entry.url, asked_language())
