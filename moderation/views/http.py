"""What views and the JSON interface ask of a request."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from flask import current_app, g, request
from flask_login import current_user

from moderation.drafts import Visitor
from moderation.errors import OriginNotAllowed
from moderation.models import Site
from moderation.queries.sites import known_site
from moderation.settings import Settings
from moderation.signing import Signer

if TYPE_CHECKING:
    from moderation.drafts import CommentDraft, FlagDraft, NoticeDraft, TypoDraft
    from moderation.models import Moderator
    from moderation.queries.sign_ins import SignedIn
    from moderation.screening.types import TicketState

    Draft = CommentDraft | TypoDraft | FlagDraft | NoticeDraft


def settings() -> Settings:
    return cast(Settings, current_app.extensions["moderation.settings"])


def signer() -> Signer:
    return cast(Signer, current_app.extensions["moderation.signer"])


def visitor() -> Visitor:
    """Who is asking: a keyed hash of the network, never the address."""
    return Visitor(
        hash=signer().network_hash(request.remote_addr or ""),
        user_agent=user_agent(),
    )


def user_agent() -> str:
    """What the browser calls itself."""
    return request.headers.get("User-Agent", "")[:200]


def wants_fragment() -> bool:
    """Whether a script asks: ``?fragment=1`` for readers (no header, so no preflight)."""
    return request.args.get("fragment") == "1" or "X-Fragment" in request.headers


def current_moderator() -> Moderator:
    return cast("Moderator", current_user._get_current_object())


def current_sign_in_id() -> int:
    """The sign-in by which the moderator's browser is let in."""
    return cast("SignedIn", g.signed_in_by).sign_in_id


def lacks_second_factor() -> bool:
    """Whether a site of the moderator asks for a second factor that is not there."""
    signed_in: SignedIn | None = g.get("signed_in_by")
    return signed_in is not None and signed_in.lacks_second_factor


def the_site(key: str) -> Site:
    """The site of a readers' address; its languages decide what the answer is written in."""
    site = known_site(key=key, now=request.method == "POST")
    g.is_own_page = allowed_origin(site, request.headers.get("Origin", ""))
    g.languages = site.policy.languages
    return site


def ticket_state(site: Site, draft: Draft, page_key: str) -> TicketState | None:
    """What the form's ticket says; nothing for a JSON client, which has no form."""
    if draft.sender.ticket is None:
        return None
    return signer().read_ticket(draft.sender.ticket, site.key, page_key, time.time())


def allowed_origin(site: Site, origin: str) -> bool:
    """Whether an ``Origin`` is one of the site's hosts (https, or http on loopback) or our own."""
    if origin == settings().origin:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    if parts.path or not parts.hostname or not site.has_host(parts.netloc.lower()):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


def is_loopback(hostname: str) -> bool:
    """Whether a host name means this machine (RFC 6761, section 6.3)."""
    return hostname in ("localhost", "::1") or hostname.startswith("127.")


def check_origin(site: Site) -> None:
    """Refuse a write that a browser sends from a foreign page (OWASP CSRF: Fetch Metadata).

    Neither header: not a browser, an API client, limited like any sender.
    """
    origin = request.headers.get("Origin")
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if origin is None:
        if fetch_site in (None, "same-origin"):
            return
    elif origin == "null":
        if fetch_site == "same-origin":
            return
    elif allowed_origin(site, origin):
        return
    raise OriginNotAllowed
