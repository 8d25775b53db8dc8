"""Trying a text: which rules would catch it, and where."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Invalid
from moderation.queries.rules import prepared, rules_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.rules import rule_sites
from moderation.views.dashboard.spans import in_pieces
from moderation.views.http import current_moderator
from moderation.wording import error_texts

bp = dashboard_blueprint("rule_trials", __name__)


@bp.get("/rules/trial")
def new() -> ResponseReturnValue:
    """Ask for a text."""
    rule_sites()
    return render_template("dashboard/rule_trial.html", text="", rules=None, errors={})


@bp.post("/rules/trial")
def create() -> ResponseReturnValue:
    """Show which of one's rules catch the text, whether they are switched on or not."""
    rule_sites()
    reader = Reader(request.form)
    text = reader.text("text", LIMITS.comment)
    if not text and not reader.errors:
        reader.refuse("text", "required")
    if reader.errors:
        errors = error_texts(Invalid(reader.errors).errors)
        said = request.form.get("text", "")
        return render_template(
            "dashboard/rule_trial.html", text=said, rules=None, errors=errors
        ), 422
    rows = rules_of(current_moderator())
    found = prepared(row.rule for row in rows).find(text)
    caught = [(row, in_pieces(text, found[row.rule.id])) for row in rows if row.rule.id in found]
    return render_template("dashboard/rule_trial.html", text=text, rules=caught, errors={})
