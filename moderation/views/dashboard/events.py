"""Everything that was changed and is not a decision: by whom, from what to what."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.queries.decision_log import colleagues
from moderation.queries.events import EventFilter, called, event_log
from moderation.queries.submissions import sites_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.event_changes import changes_of, subject_of
from moderation.views.dashboard.event_words import ABOUT, event_text, nobody_text
from moderation.views.dashboard.log_filters import read_event_filters
from moderation.views.http import current_moderator
from moderation.views.replicas import from_replica

bp = dashboard_blueprint("events", __name__)


@bp.get("/events")
@from_replica
def index() -> ResponseReturnValue:
    """A page of the events of the moderator's sites."""
    moderator = current_moderator()
    filters, people = read_event_filters(request.args), colleagues(moderator)
    page = event_log(moderator, filters, after=request.args.get("after", ""))
    sites = sites_of(moderator)
    return render_template(
        "dashboard/events.html",
        page=page,
        filters=filters,
        args=request.args,
        is_filtered=filters != EventFilter(),
        sites=sites,
        site_names={site.id: site.name for site in sites},
        people=people,
        names=dict(people),
        called=called(page.entries),
        about=ABOUT,
        event_text=event_text,
        nobody_text=nobody_text,
        subject_of=subject_of,
        changes_of=changes_of,
    )
