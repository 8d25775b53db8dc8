"""The brake: everything is held, or nothing is taken, until it is lifted or ends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.database import utcnow
from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Errors
from moderation.models import Braking
from moderation.operations.brakes import Pull, lift_brake, set_brake
from moderation.queries.brakes import brakes_of, sections_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.days import as_typed, zone
from moderation.views.dashboard.stretches import braked_sites, chosen_site, read_stretch
from moderation.views.filters import one_of
from moderation.views.http import current_moderator
from moderation.wording import BRAKINGS, error_texts

MOST_HOURS = 24 * 30

bp = dashboard_blueprint("brakes", __name__)


@bp.get("/brakes")
def index() -> ResponseReturnValue:
    """The brakes that are on, and a form to pull another."""
    return brakes_page(request.args, {})


@bp.post("/brakes")
def create() -> ResponseReturnValue:
    """Pull the brake."""
    reader = Reader(request.form)
    stretch, braking = read_stretch(reader), one_of(reader, "braking", tuple(Braking))
    hours = reader.whole("hours")
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        reader.refuse("hours", "not_in_range", least=1, most=MOST_HOURS)
    reason = reader.text("reason", LIMITS.reason)
    if reader.errors or stretch is None:
        return brakes_page(request.form, reader.errors), 422
    pull = Pull(braking or Braking.HOLD, hours, reason)
    write(set_brake, stretch, pull, by=current_moderator().id)
    flash(_("The brake is on."), "success")
    return redirect(url_for("dashboard_brakes.index", site=request.form["site"]), 303)


@bp.post("/brakes/<int:brake_id>/lifting")
def destroy(brake_id: int) -> ResponseReturnValue:
    """Lift a brake."""
    write(lift_brake, brake_id, by=current_moderator().id)
    flash(_("The brake is lifted. What it held stays in the queue."), "success")
    return redirect(url_for("dashboard_brakes.index"), 303)


def brakes_page(said: Mapping[str, str], errors: Errors) -> str:
    """The one page of the brake, with what was said and what was wrong with it."""
    site = chosen_site(said.get("site", ""))
    return render_template(
        "dashboard/brakes.html",
        brakes=brakes_of(current_moderator()),
        sites=braked_sites(),
        site=site,
        sections=sections_of(site.id),
        said=said,
        errors=error_texts(errors),
        brakings=BRAKINGS,
        an_hour_ago=as_typed(utcnow() - timedelta(hours=1)),
        now=as_typed(utcnow()),
        most_hours=MOST_HOURS,
        zone=zone(),
    )
