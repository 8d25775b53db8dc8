"""What waits for a decision, and what has been decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.queries.counts import Waiting, waiting
from moderation.queries.decision_log import decided_since, last_decided_at
from moderation.queries.queue import QueueFilter, queue
from moderation.queries.submissions import sites_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import place_of
from moderation.views.dashboard.days import zone
from moderation.views.dashboard.narrowing import bar
from moderation.views.dashboard.reading import read_filters
from moderation.views.http import current_moderator, wants_fragment
from moderation.views.replicas import from_replica

PAGE = 20

bp = dashboard_blueprint("queue", __name__)


@bp.get("/")
def show() -> ResponseReturnValue:
    """The desk opens at the queue."""
    return redirect(url_for(".index"), 303)


@bp.get("/queue")
@from_replica
def index() -> ResponseReturnValue:
    """A page of the queue; a fragment request gets the cards alone."""
    if request.args.get("status") == "to_fix":
        return to_corrections()
    moderator = current_moderator()
    filters = read_filters(request.args)
    counts = None if wants_fragment() else waiting(moderator)  # the rail is not in a fragment
    after = request.args.get("after", "")
    page = queue(moderator, filters, after=after, limit=PAGE, counts=counts)
    shown = {
        "page": page,
        "filters": filters,
        "pile": filters.pile.value,
        "at": place_of(request.args),
        "me": moderator.id,
        "room": "dashboard_queue.index",
    }
    if counts is None:
        return render_template("dashboard/_cards.html", **shown)
    sites = sites_of(moderator)
    return render_template(
        "dashboard/queue.html",
        sites=sites,
        bar=bar(moderator, filters, request.args, sites),
        quiet=None if page.cards else quiet_facts(filters, counts),
        counts=counts,
        **shown,
    )


def to_corrections() -> ResponseReturnValue:
    """What is to be fixed is a pile of the corrections; older addresses lead there."""
    asked = {name: request.args[name] for name in ("site", "page", "q") if name in request.args}
    return redirect(url_for("dashboard_corrections.index", pile="to_fix", **asked), 303)  # type: ignore[arg-type]


def quiet_facts(filters: QueueFilter, counts: Waiting) -> dict[str, object] | None:
    """What an empty queue can tell: since when, what was done today, what else there is to do."""
    moderator = current_moderator()
    if filters != replace(read_filters({}), order=filters.order):
        return None
    return {
        "since": last_decided_at(moderator),
        "done_today": decided_since(moderator, midnight()),
        "to_fix": counts.to_fix,
    }


def midnight() -> datetime:
    """When today began for the moderator."""
    return datetime.combine(datetime.now(zone()).date(), time(), tzinfo=zone())
