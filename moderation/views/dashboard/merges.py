"""Making one card of two that are of one mistake."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import redirect

from moderation.drafts.fields import Reader
from moderation.errors import Conflict, Invalid
from moderation.operations.merging import merge
from moderation.queries.cards import find_card
from moderation.queries.proposals import beside
from moderation.queries.submissions import find_typo
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import card_page, place_of
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator
from moderation.wording import error_texts

bp = dashboard_blueprint("merges", __name__)


@bp.get("/submissions/<int:submission_id>/merges/new")
def new(submission_id: int) -> ResponseReturnValue:
    """The other cards of the page, the most alike first."""
    return _page(submission_id)


@bp.post("/submissions/<int:submission_id>/merges")
def create(submission_id: int) -> ResponseReturnValue:
    """Put this card into the chosen one, and show what is left."""
    reader = Reader(request.form)
    into = reader.whole("into")
    if into is None and not reader.errors:
        reader.refuse("into", "required")
    try:
        left = write(merge, submission_id, checked(reader, into) or 0, by=current_moderator().id)
    except Invalid as invalid:
        return _page(
            submission_id, problem=next(iter(error_texts(invalid.errors).values()))[0]
        ), 422
    except Conflict:
        return card_page(submission_id, conflict=True), 409
    return merged(left)


def merged(left: int) -> ResponseReturnValue:
    """To the card that is left, with a word on it."""
    flash(_("Merged: all their readers are on this card now."), "success")
    return redirect(url_for("dashboard_submissions.show", submission_id=left), 303)


def _page(submission_id: int, problem: str = "") -> str:
    moderator = current_moderator()
    report = find_typo(submission_id, moderator=moderator)
    return render_template(
        "dashboard/merge.html",
        card=find_card(submission_id, moderator=moderator),
        one=report,
        others=beside(report),
        at=place_of(request.args),
        problem=problem,
    )
