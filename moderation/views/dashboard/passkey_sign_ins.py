"""Signing in by a passkey: alone, after the password, or once more before what matters."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from moderation.accounts import guards
from moderation.accounts.passkey_steps import confirm, let_in, pending_moderator
from moderation.accounts.passkeys import (
    BadPasskey,
    may_have_passkeys,
    options_to_sign_in,
    read_sign_in,
)
from moderation.models import Moderator
from moderation.text.urls import same_origin_path
from moderation.views.blueprints import doorway_blueprint
from moderation.views.http import current_moderator
from moderation.views.strict_forms import strict_form

bp = doorway_blueprint("passkey_sign_ins", __name__)
guards.watch(bp)


@bp.get("/passkey-sign-in")
def new() -> ResponseReturnValue:
    """Ask the browser for a passkey."""
    if not may_have_passkeys():
        abort(404)
    return render_template(
        "security/passkey.html",
        options=options_to_sign_in(_expected()),
        is_signed_in=current_user.is_authenticated,
        is_second=pending_moderator() is not None,
        next=_next(request.args.get("next", "")),
    )


@bp.post("/passkey-sign-in")
def create() -> ResponseReturnValue:
    """Let in whose passkey has answered."""
    said = strict_form()
    wanted = _next(said.get("next", ""))
    try:
        owner = read_sign_in(said.get("credential", ""), _expected())
    except BadPasskey:
        flash(
            _("That passkey does not open an account here, or the page was open too long."), "error"
        )
        return redirect(url_for(".new", next=wanted or None), 303)
    if current_user.is_authenticated:
        confirm()
        return redirect(wanted or url_for("dashboard_account.show"), 303)
    let_in(owner)
    return redirect(wanted or url_for("dashboard_queue.index"), 303)


def _expected() -> Moderator | None:
    """Whose passkey it must be, if anybody's in particular."""
    return current_moderator() if current_user.is_authenticated else pending_moderator()


def _next(path: str) -> str:
    return same_origin_path(path) or ""
