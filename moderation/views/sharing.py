"""Answers that a site's own pages, and no others, may read from their scripts (CORS)."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, request

from moderation.errors import NotFound
from moderation.models import Site
from moderation.queries.sites import find_site
from moderation.views.http import allowed_origin, is_loopback


def share_with_site(bp: Blueprint) -> None:
    """Let the pages of the site named in the address read every answer of the blueprint."""
    bp.after_request(_share)


def site_origins(site: Site) -> list[str]:
    """The origins of a site's pages: https, and http on this machine."""
    hosts = [own.host for own in site.hosts]
    plain = [host for host in hosts if is_loopback(urlsplit(f"//{host}").hostname or "")]
    return [f"https://{host}" for host in hosts] + [f"http://{host}" for host in plain]


def _share(response: Response) -> Response:
    """Echo the origin when it is the site's own; never with credentials (Fetch standard, 3.2)."""
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    # Found out with the site: by now the database may not answer any more.
    is_own = g.pop("is_own_page", None)
    if is_own is None and (site := _site_of_address(response)):
        is_own = allowed_origin(site, origin)
    if origin and is_own:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response


def _site_of_address(response: Response) -> Site | None:
    """The site when the refusal came before the view looked for it: too large, or no text."""
    if response.status_code in (400, 413, 414):
        with suppress(NotFound):
            return find_site((request.view_args or {})["site_key"])
    return None
