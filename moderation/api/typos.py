"""Typo reports come in here as JSON."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import readers_blueprint
from moderation.api.bodies import accepted, read_json, with_key
from moderation.api.receipts import told
from moderation.drafts import Limits, parse_typo
from moderation.views.http import check_origin, the_site
from moderation.views.reporting import take_report

bp = readers_blueprint("typos", __name__)


@bp.post("/sites/<site_key>/typos")
def create(site_key: str) -> ResponseReturnValue:
    """Take in a typo report, or one more sighting of the mistake."""
    site = the_site(site_key)
    check_origin(site)
    draft = accepted(parse_typo(with_key(read_json()), Limits.of(site.policy)))
    receipt = take_report(site, draft)
    return {**told(receipt), "sightings": receipt.sightings}, 202
