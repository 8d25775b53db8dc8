"""The two ways to make a blueprint here; each brings its rules with it."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from moderation.extensions import csrf


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


def require_moderator() -> ResponseReturnValue | None:
    """Send a stranger to the sign-in; a script gets 401 instead of a page it cannot use."""
    if current_user.is_authenticated:
        return None
    if request.headers.get("X-Fragment"):
        return "", 401
    wanted = request.script_root + request.full_path.removesuffix("?")
    return redirect(
        url_for("security.login", next=wanted if request.method == "GET" else None), 303
    )
