"""How many comments pages have, for lists of articles."""

from __future__ import annotations

from flask import json, request
from flask.typing import ResponseReturnValue

from moderation.api.addresses import page_of
from moderation.api.blueprints import readers_blueprint
from moderation.errors import Invalid, Problem
from moderation.queries.page_counts import comment_counts
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
    pages = {url: page_of(site, {"url": url}) for url in urls}
    counts = comment_counts(site, pages)
    return cacheable(json.dumps({"counts": counts}), "application/json")
