"""What was approved lately goes back into the queue, once one has seen how much that is."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from moderation.drafts.fields import Reader
from moderation.operations.brakes import pull_back
from moderation.queries.brakes import Stretch, name_of
from moderation.queries.pull_backs import MOST, count_approved
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.brakes import brakes_page
from moderation.views.dashboard.days import moment, zone
from moderation.views.dashboard.stretches import read_stretch
from moderation.views.http import current_moderator

bp = dashboard_blueprint("pull_backs", __name__)


@bp.get("/pull-backs/new")
def new() -> ResponseReturnValue:
    """Show how much a pull back would take, and ask."""
    reader = Reader(request.args)
    stretch, since = _read(reader)
    if stretch is None or since is None:
        return brakes_page(request.args, reader.errors), 422
    return render_template(
        "dashboard/pull_back.html",
        place=name_of(stretch),
        kind=stretch.kind,
        number=count_approved(stretch, since),
        most=MOST,
        since=since,
        zone=zone(),
        said=request.args,
    )


@bp.post("/pull-backs")
def create() -> ResponseReturnValue:
    """Pull back what was approved since the time that was shown, as one batch."""
    reader = Reader(request.form)
    stretch, since = _read(reader)
    if stretch is None or since is None:
        return brakes_page(request.form, reader.errors), 422
    batch = write(pull_back, stretch, since=since, by=current_moderator().id)
    number = len(batch.decided)
    said = ngettext(
        "%(num)s comment is back in the queue.", "%(num)s comments are back in the queue.", number
    )
    flash(said, f"undo {batch.batch}" if number else "success")
    return redirect(url_for("dashboard_brakes.index", site=request.form["site"]), 303)


def _read(reader: Reader) -> tuple[Stretch | None, datetime | None]:
    """Where, and since when."""
    stretch, since = read_stretch(reader), moment(reader, "since")
    return (None, None) if reader.errors else (stretch, since)
