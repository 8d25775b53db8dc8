"""The place of a mistake, for the browser of an editor who came from the desk by a signed link."""

from __future__ import annotations

import time
from dataclasses import asdict

from flask import request
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.errors import Invalid, NotFound
from moderation.models import Site
from moderation.operations.browsing import note_seen
from moderation.operations.looks import look_at
from moderation.queries.marked_places import MarkedPlace, marked_place
from moderation.text.anchors import Article
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, signer, the_site
from moderation.views.sharing import share_with_site
from moderation.views.verdict_words import verdict_text

LONGEST = 200_000  # characters of an article

bp = public_blueprint("marked_places", __name__)
share_with_site(bp)


@bp.get("/sites/<site_key>/places/<token>")
def show(site_key: str, token: str) -> ResponseReturnValue:
    """The words to look for, and what stands around them."""
    _, place = _opened(the_site(site_key), token)
    told = asdict(place.sought)
    del told["report_id"], told["version"]
    return {**told, "lang": place.lang, "fix": place.fix}, 200, PRIVATE


@bp.post("/sites/<site_key>/places/<token>")
def create(site_key: str, token: str) -> ResponseReturnValue:
    """Judge the article as the editor's browser shows it; the text itself is not kept."""
    site = the_site(site_key)
    check_origin(site)
    moderator_id, place = _opened(site, token)
    look = look_at(Article(_text()), place.sought)
    write(note_seen, place.sought.report_id, look, moderator_id=moderator_id)
    told = {"verdict": look.verdict.value, "found": look.found, "words": verdict_text(look.verdict)}
    return {**told, "place": look.place}, 200, PRIVATE


PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def _opened(site: Site, token: str) -> tuple[int, MarkedPlace]:
    numbers = signer().read_place(token, time.time())
    if numbers is None:
        raise NotFound
    submission_id, moderator_id = numbers
    return moderator_id, marked_place(submission_id, moderator_id, site_id=site.id)


def _text() -> str:
    """The article: the whole body as plain text, or a form's field."""
    plain = request.mimetype == "text/plain"
    fields = {"text": request.get_data(as_text=True)} if plain else request.form
    reader = Reader(fields)
    text = reader.context("text", LONGEST)
    if not text.strip():
        reader.refuse("text", "required")
    if reader.errors:
        raise Invalid(reader.errors)
    return text
