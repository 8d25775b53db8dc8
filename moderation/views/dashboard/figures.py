"""The shift at a glance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta, tzinfo

from babel.dates import format_skeleton, format_timedelta
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from moderation.database import utcnow
from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import NotFound
from moderation.models import Role
from moderation.queries.figures import figures
from moderation.queries.queue import QueueFilter, queue
from moderation.queries.submissions import sites_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.charts import picture
from moderation.views.dashboard.days import zone
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator
from moderation.views.replicas import from_replica

SPANS = (1, 7, 30, 90)  # days

bp = dashboard_blueprint("figures", __name__)


@bp.get("/figures")
@from_replica
def index() -> ResponseReturnValue:
    """What came and went today, or in the last days, on the sites one moderates."""
    moderator, now = current_moderator(), utcnow()
    sites = sites_of(moderator, Role.MODERATOR)
    reader = Reader(request.args)
    site_key, days = reader.text("site", LIMITS.key), reader.whole("days") or 1
    if days not in SPANS:
        reader.refuse("days", "not_a_choice")
    checked(reader, None)
    edges = edges_of(days, now, zone())
    found = figures(moderator, site_key=site_key, edges=edges, now=now)
    if found is None:
        raise NotFound
    return render_template(
        "dashboard/figures.html",
        figures=found,
        waiting=queue(moderator, QueueFilter(site=site_key), limit=1),
        days=days,
        spans=SPANS,
        hours=(now - edges[0]).total_seconds() / 3600,
        site=site_key,
        span=span,
        label_of=label_of(days),
        now=now,
        drawn=picture(found.stretches, target=found.target * 60),
        sites=sites,
        reads_again=any(each.policy.second_readings for each in sites),
    )


def span(seconds: float | None) -> str:
    """A time to decision in words, such as ``12 min``; a dash when there was none."""
    if seconds is None:
        return "—"
    waited = timedelta(seconds=max(round(seconds), 1))
    return str(format_timedelta(waited, threshold=1.5, format="short", locale=get_locale()))


def label_of(days: int) -> Callable[[datetime], str]:
    """How a bar is called: by its hour, or by its day."""

    def day(begins: datetime) -> str:
        return str(format_skeleton("MMMd", begins, locale=get_locale()))

    def hour(begins: datetime) -> str:
        locale = get_locale()
        skeleton = "h" if locale and "a" in locale.time_formats["short"].pattern else "H"
        return str(format_skeleton(skeleton, begins.astimezone(zone()), locale=locale))

    return hour if days == 1 else day


def edges_of(days: int, now: datetime, zone: tzinfo) -> list[datetime]:
    """Where the bars begin and the last one ends: hours of today, or whole days."""
    midnight = datetime.combine(now.astimezone(zone).date(), time(), tzinfo=zone)
    if days == 1:
        return [midnight + timedelta(hours=hour) for hour in range(25)]
    first = midnight.date() - timedelta(days=days - 1)
    return [
        datetime.combine(first + timedelta(days=day), time(), tzinfo=zone)
        for day in range(days + 1)
    ]
