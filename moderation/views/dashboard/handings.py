"""Handing a mistake to the editor who mends it."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.errors import Invalid
from moderation.operations.handing import hand, let_go
from moderation.queries.editors import editors_of
from moderation.queries.submissions import find_typo
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.asking import ask_about
from moderation.views.dashboard.cards import changed
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator

bp = dashboard_blueprint("handings", __name__)


@bp.get("/submissions/<int:submission_id>/handings/new")
def new(submission_id: int) -> ResponseReturnValue:
    """To whom: a script gets the form alone."""
    return _form(submission_id)


@bp.post("/submissions/<int:submission_id>/handings")
def create(submission_id: int) -> ResponseReturnValue:
    """Hand it to somebody, or to nobody in particular."""
    reader, by = Reader(request.form), current_moderator().id
    try:
        to = checked(reader, reader.whole("editor"))
        if to:
            write(hand, submission_id, to, by=by)
        else:
            write(let_go, submission_id, by=by)
    except Invalid as invalid:
        return _form(submission_id, invalid), 422
    return changed(submission_id, _("Handed on.") if to else _("Handed to nobody in particular."))


def _form(submission_id: int, invalid: Invalid | None = None) -> str:
    report = find_typo(submission_id, moderator=current_moderator())
    return ask_about(
        submission_id,
        "handing",
        invalid.errors if invalid else None,
        editors=editors_of(report.site_id, me=current_moderator().id),
    )
