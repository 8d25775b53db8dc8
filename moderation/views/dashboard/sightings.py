"""All readers who have reported one mistake, and taking some of them out of its card."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import redirect

from moderation.drafts.fields import Reader
from moderation.errors import Conflict, Invalid
from moderation.operations.splitting import split, split_off
from moderation.queries.cards import find_card
from moderation.queries.sightings import PAGE, sightings_of
from moderation.queries.submissions import find_typo
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import card_page, place_of
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator
from moderation.wording import error_texts

bp = dashboard_blueprint("sightings", __name__)
MOST = 500  # taken out at once


@bp.get("/submissions/<int:submission_id>/sightings")
def index(submission_id: int) -> ResponseReturnValue:
    """The readers, the first one first."""
    return _page(submission_id)


@bp.post("/submissions/<int:submission_id>/splits")
def create(submission_id: int) -> ResponseReturnValue:
    """Take the ticked ones out, or all that came from one card; they are on another card then."""
    by = current_moderator().id
    try:
        origin, chosen = _read()
        if origin:
            other = write(split_off, submission_id, origin, by=by)
        else:
            other = write(split, submission_id, chosen, by=by)
    except Invalid as invalid:
        return _page(
            submission_id, problem=next(iter(error_texts(invalid.errors).values()))[0]
        ), 422
    except Conflict:
        return card_page(submission_id, conflict=True), 409
    flash(_("Taken apart: these readers are on this card now."), "success")
    return redirect(url_for("dashboard_submissions.show", submission_id=other), 303)


def _read() -> tuple[int | None, list[int]]:
    """The card that they came from, or the sightings that are ticked; raises ``Invalid``."""
    reader = Reader(request.form)
    origin = reader.whole("origin")
    ticked = [Reader({"sighting": text}) for text in request.form.getlist("sighting")[:MOST]]
    chosen = [checked(each, each.whole("sighting")) for each in ticked]
    return checked(reader, origin), [each for each in chosen if each is not None]


def _page(submission_id: int, problem: str = "") -> str:
    moderator = current_moderator()
    report = find_typo(submission_id, moderator=moderator)
    after = Reader(request.args).whole("beyond") or 0
    found = sightings_of(report.id, after=after, limit=PAGE + 1)
    return render_template(
        "dashboard/sightings.html",
        card=find_card(submission_id, moderator=moderator),
        one=report,
        sightings=found[:PAGE],
        more=len(found) > PAGE,
        at=place_of(request.args),
        problem=problem,
    )
