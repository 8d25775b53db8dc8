"""The ways to make a blueprint here; each brings its rules with it."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from moderation.errors import SecondFactorMissing
from moderation.extensions import csrf
from moderation.views.http import lacks_second_factor, wants_fragment

# One's own affairs, which have to do with no site.
BEFORE_SECOND_FACTOR = frozenset(
    f"dashboard_{name}"
    for name in ("account", "help", "letters", "passkeys", "second_factors", "sign_ins", "tokens")
)


def public_blueprint(name: str, import_name: str) -> Blueprint:
    """For visitors: other origins, no cookies, so no CSRF token either."""
    bp = Blueprint(f"public_{name}", import_name)
    csrf.exempt(bp)
    return bp


def dashboard_blueprint(name: str, import_name: str) -> Blueprint:
    """For moderators: nothing behind it answers to a stranger."""
    bp = Blueprint(f"dashboard_{name}", import_name, url_prefix="/dashboard")
    bp.before_request(require_moderator)
    return bp


def doorway_blueprint(name: str, import_name: str) -> Blueprint:
    """For who is not signed in yet, but will be: a session and a CSRF token, and no guard."""
    return Blueprint(f"dashboard_{name}", import_name, url_prefix="/dashboard")


def require_moderator() -> ResponseReturnValue | None:
    """Send a stranger to the sign-in; a script gets 401 instead of a page it cannot use."""
    if current_user.is_authenticated:
        return _require_second_factor()
    if request.headers.get("X-Fragment"):
        return "", 401
    wanted = request.script_root + request.full_path.removesuffix("?")
    return redirect(
        url_for("security.login", next=wanted if request.method == "GET" else None), 303
    )


def _require_second_factor() -> ResponseReturnValue | None:
    """Lead who has none, though a site of theirs asks for one, to where it is set up."""
    if not lacks_second_factor() or request.blueprint in BEFORE_SECOND_FACTOR:
        return None
    if wants_fragment() or request.method != "GET":
        raise SecondFactorMissing
    return redirect(url_for("dashboard_second_factors.show"), 303)
