"""Taking back an invitation that nobody has followed yet."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.operations.invitations import take_back
from moderation.queries.people import find_colleague
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("guests", __name__)


@bp.post("/people/<int:person_id>/invitation/removal")
def destroy(person_id: int) -> ResponseReturnValue:
    """Let the link open nothing any more."""
    find_colleague(person_id, moderator=current_moderator())
    write(take_back, person_id, by=current_moderator().id)
    flash(_("The invitation is taken back; its link opens nothing."), "success")
    return redirect(url_for("dashboard_people.index"), 303)
