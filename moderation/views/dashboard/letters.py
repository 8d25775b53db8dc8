"""A letter to oneself, to see whether mail arrives."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.operations.accounts import Letter, post_letters
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator, settings

bp = dashboard_blueprint("letters", __name__)


@bp.post("/account/letters")
def create() -> ResponseReturnValue:
    """Have a test letter sent, and say where to look for it."""
    if settings().mail_url:
        letter = Letter(
            to=current_moderator().email,
            subject=_("A test from moderation"),
            text=_("Mail arrives. This is how you will be told of what waits."),
        )
        write(post_letters, [letter])
        flash(_("A letter is on its way to %(email)s.", email=letter.to), "success")
    else:
        flash(_("No mail is set up here; see MODERATION_MAIL_URL in the manual."), "error")
    return redirect(url_for("dashboard_account.show"), 303)
