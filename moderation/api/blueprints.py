"""The ways to make a blueprint of the interface: for a site's readers, moderators, anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from moderation.errors import NotFound
from moderation.extensions import csrf
from moderation.views.http import the_site
from moderation.views.sharing import share_with_site

if TYPE_CHECKING:
    from moderation.models import Moderator

PREFIX = "/api/v1"
REMEMBERED = 600  # seconds a browser may keep the answer to a preflight


def readers_blueprint(name: str, import_name: str) -> Blueprint:
    """For readers' scripts on the site's own pages, and for programs without a browser."""
    bp = _blueprint(name, import_name)
    share_with_site(bp)
    bp.before_request(_answer_preflight)
    return bp


def moderators_blueprint(name: str, import_name: str) -> Blueprint:
    """For programs of moderators: nothing behind it answers without a bearer token."""
    bp = _blueprint(name, import_name)
    bp.before_request(_require_token)
    bp.after_request(_keep_nowhere)
    return bp


def open_blueprint(name: str, import_name: str) -> Blueprint:
    """For anyone at all: what it answers is no secret and belongs to no site."""
    return _blueprint(name, import_name)


def the_moderators_id() -> int:
    """Whose bearer token came with the request."""
    return cast("int", g.moderator_id)


def the_moderator() -> Moderator:
    """The same, with all that is known of them."""
    from moderation.queries.submissions import find_moderator  # noqa: PLC0415 - as above

    return find_moderator(the_moderators_id())


def _blueprint(name: str, import_name: str) -> Blueprint:
    bp = Blueprint(f"api_{name}", import_name, url_prefix=PREFIX)
    csrf.exempt(bp)  # no cookie is read, so there is nothing to ride on
    return bp


def _answer_preflight() -> Response | None:
    """What a browser asks before it sends JSON from another origin (Fetch standard, 4.8)."""
    if request.method != "OPTIONS" or request.url_rule is None:
        return None
    the_site((request.view_args or {})["site_key"])
    response = Response(status=204)
    methods = sorted((request.url_rule.methods or set()) - {"HEAD"})
    response.headers["Allow"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key"
    response.headers["Access-Control-Max-Age"] = str(REMEMBERED)
    return response


def _require_token() -> None:
    """Refuse a request without a valid bearer token (RFC 6750, section 3)."""
    from moderation.queries.people import holder_of  # noqa: PLC0415 - readers have no tokens

    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "moderation"}))
    try:
        g.moderator_id = holder_of(token.strip())
    except NotFound as error:
        raise Unauthorized(
            www_authenticate=WWWAuthenticate(
                "bearer", {"realm": "moderation", "error": "invalid_token"}
            )
        ) from error


def _keep_nowhere(response: Response) -> Response:
    """What waits, and who wrote it, is for the program that asked."""
    response.cache_control.no_store = True
    return response
