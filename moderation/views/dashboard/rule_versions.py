"""The way back to what a rule once was."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.operations.rules import return_to_version
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.reading import checked
from moderation.views.dashboard.rules import say_changed
from moderation.views.http import current_moderator

bp = dashboard_blueprint("rule_versions", __name__)


@bp.post("/rules/<int:rule_id>/versions")
def create(rule_id: int) -> ResponseReturnValue:
    """Give a rule the wording of an older version, as a new one."""
    reader = Reader(request.form)
    version = checked(reader, reader.whole("version")) or 0
    say_changed(went_off=write(return_to_version, rule_id, version, by=current_moderator().id))
    return redirect(url_for("dashboard_rules.show", rule_id=rule_id), 303)
