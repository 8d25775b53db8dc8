"""How many comments pages have, for lists of articles."""

from __future__ import annotations

from flask import json, request
from flask.typing import ResponseReturnValue

from moderation.api.addresses import page_of
from moderation.api.blueprints import readers_blueprint
from moderation.errors import Invalid, Problem
from moderation.models import Site
from moderation.queries.page_counts import comment_counts
from moderation.text.pages import place_of
from moderation.views.bases import counts_basis
from moderation.views.caching import cacheable
from moderation.views.http import the_site
from moderation.views.replicas import even_without_primary

MOST_PAGES = 100

bp = readers_blueprint("counts", __name__)


@bp.get("/sites/<site_key>/counts")
@even_without_primary
def show(site_key: str) -> ResponseReturnValue:
    """The number of public comments of each page asked for, by the address as it was given."""
    site = the_site(site_key)
    urls = list(dict.fromkeys(request.args.getlist("url")))
    if not urls:
        raise Invalid({"url": [Problem("required")]})
    if len(urls) > MOST_PAGES:
        raise Invalid({"url": [Problem("too_many", {"number": len(urls), "most": MOST_PAGES})]})
    places = {url: _place(site, url) for url in urls}
    counts, seen = comment_counts(site, places)
    basis = counts_basis(site, set(places.values()), seen)
    return cacheable(json.dumps({"counts": counts}), "application/json", basis=basis)


def _place(site: Site, url: str) -> str:
    ref = page_of(site, {"url": url})
    return place_of(ref.url, ref.page_id)
