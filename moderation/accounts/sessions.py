"""How long a session lasts, how its cookie is called, and what begins and ends with it."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, flash, g, session
from flask_babel import gettext as _
from flask_login import user_logged_out
from flask_security import Security, user_authenticated

from moderation.database import utcnow
from moderation.models import Moderator
from moderation.operations.accounts import end_sessions
from moderation.settings import Settings
from moderation.transactions import write

# A shift and its breaks, and a week at most; NIST SP 800-63B-4, 2.1.3 allows up to 30 days.
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)

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
    manager = security.login_manager
    find = manager._user_callback

    def load(uniquifier: str) -> Moderator | None:
        is_over = time.time() - session.get("since", 0) > LONGEST.total_seconds()
        return None if is_over else find(uniquifier)

    manager.user_loader(load)
    manager.request_loader(lambda _request: None)  # no tokens of Flask-Security's own


def _begin(_app: Flask, user: Moderator, **_more: object) -> None:
    """A new session, of which nobody could know anything before (OWASP ASVS 7.2.4)."""
    for name in set(session) - KEPT:
        session.pop(name)
    g.pop("csrf_token", None)
    session.permanent = True  # so that it is dated anew with each answer, and idles out
    session["since"] = int(time.time())
    g.signed_in = user.email
    user.signed_in_at = utcnow()
    current_app.extensions["security"].datastore.put(user)


def _end(_app: Flask, user: Moderator, **_more: object) -> None:
    """Signing out ends the account's sessions everywhere: a copied cookie is worth nothing then."""
    if user.is_authenticated:
        write(end_sessions, user.id)
        flash(_("You are signed out, on all devices."), "success")
