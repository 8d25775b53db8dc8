"""The corrections in figures: how many, how many were mistakes, how soon they were fixed."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.database import utcnow
from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.queries.correction_figures import correction_figures
from moderation.queries.submissions import sites_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.charts import picture
from moderation.views.dashboard.days import zone
from moderation.views.dashboard.figures import edges_of, label_of, span
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator
from moderation.views.replicas import from_replica

SPANS = (7, 30, 90)  # days

bp = dashboard_blueprint("correction_figures", __name__)


@bp.get("/corrections/figures")
@from_replica
def index() -> ResponseReturnValue:
    """What became of the reports of the last days, on the sites one takes care of."""
    moderator, now = current_moderator(), utcnow()
    reader = Reader(request.args)
    site_key, days = reader.text("site", LIMITS.key), reader.whole("days") or SPANS[1]
    if days not in SPANS:
        reader.refuse("days", "not_a_choice")
    checked(reader, None)
    edges = edges_of(days, now, zone())
    found = correction_figures(moderator, site_key=site_key, edges=edges)
    return render_template(
        "dashboard/correction_figures.html",
        figures=found,
        drawn=picture(found.stretches, target=0),
        days=days,
        spans=SPANS,
        site=site_key,
        sites=sites_of(moderator),
        span=span,
        label_of=label_of(days),
    )
