"""How long a session lasts, how its cookie is called, and what begins and ends with it."""

from __future__ import annotations

import logging
import secrets
import time
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, flash, g, request, session
from flask_babel import gettext as _
from flask_login import user_logged_out
from flask_security import (
    Security,
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
)
from flask_security.utils import set_request_attr

from moderation.accounts.datastore import happens
from moderation.database import utcnow
from moderation.errors import Unavailable
from moderation.models import Moderator
from moderation.models.sign_in import IDLE, LONGEST
from moderation.operations.sign_ins import Beginning, see_sign_in, sign_out
from moderation.queries.sign_ins import SignedIn, find_signed_in
from moderation.settings import Settings
from moderation.signing import token_hash
from moderation.transactions import write

log = logging.getLogger("moderation.accounts")

SEEN_EVERY = timedelta(minutes=1)  # how often we note that a browser is still there
NAME = 200  # characters kept of what a browser calls itself

# What of a session may have been there before somebody signed in.
KEPT = frozenset({"_user_id", "_fresh", "_id", "_flashes", "fs_cc", "fs_paa"})


def config(settings: Settings) -> dict[str, Any]:
    """The cookie: hidden from scripts, and for the dashboard alone where that can be said.

    ``__Host-`` asks for the path ``/``. Mounted under a path of somebody else's site
    the cookie must not reach the rest of that site, so there it is ``__Secure-``.
    """
    path = f"{settings.path}/dashboard"
    if settings.is_https:
        prefix, path = ("__Secure-", path) if settings.path else ("__Host-", "/")
    else:
        prefix = ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}moderation",
        "SESSION_COOKIE_PATH": path,
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_PROTECTION": None,  # phones change their address all the time
        "PERMANENT_SESSION_LIFETIME": IDLE,
    }


def init_app(app: Flask, security: Security) -> None:
    """Attach what happens at sign-in and sign-out, and the one way to find out who is asking."""
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_changed.connect(_note_password, app)
    password_reset.connect(_note_password, app)
    tf_profile_changed.connect(_note_app_added, app)
    tf_disabled.connect(_note_app_removed, app)
    security.login_manager.user_loader(_load)
    security.login_manager.request_loader(lambda _request: None)  # no tokens of Flask-Security's
    app.after_request(_see)


def _load(uniquifier: str) -> Moderator | None:
    """Whose session this is; its sign-in may have been ended from elsewhere."""
    is_over = time.time() - session.get("since", 0) > LONGEST.total_seconds()
    found = None if is_over else find_signed_in(uniquifier, session.get("sign_in", ""))
    if found is None:
        return None
    g.signed_in_by = found
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return found.moderator


def _begin(_app: Flask, user: Moderator, **how: object) -> None:
    """A new session, of which nobody could know anything before (OWASP ASVS 7.2.4)."""
    for name in set(session) - KEPT:
        session.pop(name)
    g.pop("csrf_token", None)
    session.permanent = True  # so that it is dated anew with each answer, and idles out
    session["since"] = int(time.time())
    session["sign_in"] = secrets.token_urlsafe(32)
    browser = request.headers.get("User-Agent", "")[:NAME]
    g.begins = Beginning(user.id, token_hash(session["sign_in"]), browser)
    g.signed_in = user.email
    user.signed_in_at = utcnow()
    current_app.extensions["security"].datastore.put(user)
    if how.get("authn_via") != ["change"]:
        happens("signed_in", user)


def _end(_app: Flask, user: Moderator, **_more: object) -> None:
    """Signing out is the end of the sign-in itself: a copied cookie is worth nothing then."""
    found: SignedIn | None = g.pop("signed_in_by", None)
    if user.active and found is not None:
        write(sign_out, found.sign_in_id)
        flash(_("You are signed out."), "success")


def _see(response: Response) -> Response:
    """Note now and then that a browser is still there; that must not cost it its answer."""
    found: SignedIn | None = g.pop("signed_in_by", None)
    now = utcnow()
    if found is not None and now - found.seen_at >= SEEN_EVERY:
        try:
            write(see_sign_in, found.sign_in_id, now)
        except Unavailable:
            log.warning("could not note that sign-in %s was seen", found.sign_in_id)
    return response


def _note_password(_app: Flask, user: Moderator, **_more: object) -> None:
    happens("password_changed", user)


def _note_app_added(_app: Flask, user: Moderator, **_more: object) -> None:
    happens("second_factor_added", user)


def _note_app_removed(_app: Flask, user: Moderator, **_more: object) -> None:
    happens("second_factor_removed", user)
