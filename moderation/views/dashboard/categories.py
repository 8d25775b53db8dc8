"""Sorting mistakes into kinds."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.models import Category
from moderation.operations.corrections import sort_into
from moderation.queries.submissions import find_typo
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.asking import ask_about
from moderation.views.dashboard.cards import changed
from moderation.views.dashboard.reading import checked
from moderation.views.filters import one_of
from moderation.views.http import current_moderator

bp = dashboard_blueprint("categories", __name__)


@bp.get("/submissions/<int:submission_id>/category")
def edit(submission_id: int) -> ResponseReturnValue:
    """Which kind: a script gets the form alone."""
    return ask_about(submission_id, "category", categories=tuple(Category))


@bp.post("/submissions/<int:submission_id>/category")
def update(submission_id: int) -> ResponseReturnValue:
    """Say what kind of mistake it is."""
    find_typo(submission_id, moderator=current_moderator())
    reader = Reader(request.form)
    category = one_of(reader, "category", tuple(Category))
    if category is None and not reader.errors:
        reader.refuse("category", "required")
    chosen = checked(reader, category or Category.SPELLING)
    write(sort_into, submission_id, chosen, by=current_moderator().id)
    return changed(submission_id, _("Sorted."))
