"""A rule is switched on and off."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.operations.rules import switch_rule
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator

bp = dashboard_blueprint("rule_switches", __name__)


@bp.post("/rules/<int:rule_id>/switch")
def update(rule_id: int) -> ResponseReturnValue:
    """Switch a rule on, or with ``on=0`` off."""
    reader = Reader(request.form)
    on = checked(reader, reader.tick("on"))
    write(switch_rule, rule_id, on=on, by=current_moderator().id)
    if on:
        flash(_("Switched on. It holds for what comes in from now on."), "success")
    else:
        flash(
            _("Switched off. What it held stands in the queue like anything else;"
              " switching it on again takes that back."),
            "success",
        )  # fmt: skip
    return redirect(url_for("dashboard_rules.show", rule_id=rule_id), 303)
