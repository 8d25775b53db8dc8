"""Everything that was decided, by whom and why."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.models import Verb
from moderation.queries.batches import strokes_of
from moderation.queries.decision_log import LogFilter, colleagues, decision_log
from moderation.queries.submissions import sites_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.log_filters import place_in_log, read_log_filters
from moderation.views.http import current_moderator
from moderation.views.replicas import from_replica

bp = dashboard_blueprint("log", __name__)


@bp.get("/log")
@from_replica
def index() -> ResponseReturnValue:
    """A page of the decision log."""
    moderator = current_moderator()
    filters = read_log_filters(request.args)
    page = decision_log(moderator, filters, after=request.args.get("after", ""))
    return render_template(
        "dashboard/log.html",
        page=page,
        strokes=strokes_of({entry.decision.batch for entry in page.entries}, moderator=moderator),
        filters=filters,
        is_filtered=filters != LogFilter(),
        args=request.args,
        place=place_in_log(request.args),
        sites=sites_of(moderator),
        people=colleagues(moderator),
        verbs=tuple(Verb),
    )
