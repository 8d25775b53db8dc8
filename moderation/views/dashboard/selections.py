"""Moderators select all that match a filter, as it is at that moment."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.operations.selections import select_matching
from moderation.queries.selections import MOST, came_later, find_selection
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import place_of
from moderation.views.dashboard.reading import read_filters
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("selections", __name__)


@bp.post("/selections")
def create() -> ResponseReturnValue:
    """Select all that the address's filter lets through."""
    filters = read_filters(request.args)
    place = {name: at for name, at in place_of(request.args).items() if name != "after"}
    selected = write(select_matching, filters, place, by=current_moderator().id)
    if wants_fragment():
        return shown(selected.id), 201
    return redirect(url_for(".show", selection_id=selected.id), 303)


@bp.get("/selections/<selection_id>")
def show(selection_id: str) -> ResponseReturnValue:
    """A selection of one's own, what came in since, and the verbs for it."""
    return shown(selection_id)


def shown(selection_id: str) -> str:
    """What is in a selection: a line for a script, a page with the verbs for a bare form."""
    moderator = current_moderator()
    chosen = find_selection(selection_id, moderator=moderator)
    filters = read_filters(chosen.query)
    return render_template(
        "dashboard/_selection.html" if wants_fragment() else "dashboard/selection.html",
        chosen=chosen,
        is_cut=len(chosen.items) >= MOST,
        later=came_later(chosen, filters, moderator=moderator),
        pile=filters.pile.value,
        at=chosen.query,
    )
