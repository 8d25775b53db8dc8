"""One's own bearer tokens; they are made by command."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.operations.tokens import revoke_token
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("tokens", __name__)


@bp.post("/tokens/<int:token_id>/revocation")
def destroy(token_id: int) -> ResponseReturnValue:
    """Make a token void."""
    write(revoke_token, str(token_id), by=current_moderator().id)
    flash(_("The token no longer works."), "success")
    return redirect(url_for("dashboard_account.show"), 303)
