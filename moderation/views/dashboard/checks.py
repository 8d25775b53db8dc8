"""Editors have a page looked at now."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.operations.checks import ask_check
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import changed
from moderation.views.http import current_moderator

bp = dashboard_blueprint("checks", __name__)


@bp.post("/submissions/<int:submission_id>/checks")
def create(submission_id: int) -> ResponseReturnValue:
    """Have the page of a mistake looked at as soon as a worker can."""
    write(ask_check, submission_id, by=current_moderator().id)
    return changed(submission_id, _("The page will be looked at within a minute."))
