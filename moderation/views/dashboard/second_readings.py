"""Moderators read again what others decided, without knowing what."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.models import Verb
from moderation.operations.second_readings import READABLE, read_again
from moderation.queries.second_readings import find_reading, next_blind
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.reading import checked
from moderation.views.filters import one_of
from moderation.views.http import current_moderator

bp = dashboard_blueprint("second_readings", __name__)


@bp.get("/second-readings")
def index() -> ResponseReturnValue:
    """The next one to read again."""
    return render_template("dashboard/second_reading.html", blind=next_blind(current_moderator()))


@bp.post("/second-readings/<int:reading_id>")
def update(reading_id: int) -> ResponseReturnValue:
    """Keep what the moderator would have decided."""
    find_reading(reading_id, moderator=current_moderator())
    reader = Reader(request.form)
    verb = one_of(reader, "verb", READABLE)
    if verb is None:
        reader.refuse("verb", "required")
    checked(reader, verb)
    write(read_again, reading_id, verb or Verb.APPROVE, by=current_moderator().id)
    flash(_("Noted. Nothing changed for the comment."), "success")
    return redirect(url_for("dashboard_second_readings.index"), 303)
