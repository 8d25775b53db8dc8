"""What is asked of whoever works on a site that wants a second step at sign-in."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from moderation.accounts.passkeys import may_have_passkeys
from moderation.queries.sign_ins import sites_asking_for_second_factor
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("second_factors", __name__)


@bp.get("/second-factor")
def show() -> ResponseReturnValue:
    """Which sites ask, and the two ways to answer."""
    return render_template(
        "dashboard/second_factor.html",
        sites=sites_asking_for_second_factor(current_moderator()),
        may_have_passkeys=may_have_passkeys(),
    )
