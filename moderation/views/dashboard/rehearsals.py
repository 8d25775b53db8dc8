"""What a rule would have caught is looked for again."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from moderation.operations.rules import rehearse_again
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("rehearsals", __name__)


@bp.post("/rules/<int:rule_id>/rehearsals")
def create(rule_id: int) -> ResponseReturnValue:
    """Look through the last 90 days again."""
    write(rehearse_again, rule_id, by=current_moderator().id)
    return redirect(url_for("dashboard_rules.show", rule_id=rule_id), 303)
