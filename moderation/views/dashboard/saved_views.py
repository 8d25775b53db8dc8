"""Saved views: a filter of the queue with a name and an address of its own."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.operations.views import change_view, remove_view, save_view
from moderation.queries.saved_views import find_saved_view
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.reading import checked, read_filters
from moderation.views.filters import NAMES
from moderation.views.http import current_moderator

bp = dashboard_blueprint("saved_views", __name__)


@dataclass(frozen=True)
class Kept:
    """A view as it is to be kept."""

    name: str
    query: dict[str, str]
    shared: bool


@bp.get("/views/<int:view_id>")
def show(view_id: int) -> ResponseReturnValue:
    """The queue as the view shows it."""
    view = find_saved_view(view_id, moderator=current_moderator())
    return redirect(url_for("dashboard_queue.index", **{**view.query, "view": str(view.id)}), 303)  # type: ignore[arg-type]


@bp.post("/views")
def create() -> ResponseReturnValue:
    """Keep the filter that the form carries."""
    kept = _read()
    view_id = write(save_view, kept.name, kept.query, by=current_moderator().id, shared=kept.shared)
    flash(_("The view is saved. It stands in the menu."), "success")
    return redirect(url_for(".show", view_id=view_id), 303)


@bp.post("/views/<int:view_id>")
def update(view_id: int) -> ResponseReturnValue:
    """Another name, the filter as it is now, shared or not."""
    moderator = current_moderator()
    find_saved_view(view_id, moderator=moderator)
    kept = _read()
    write(
        change_view,
        view_id,
        by=moderator.id,
        name=kept.name,
        query=kept.query,
        shared=kept.shared,
    )
    flash(_("The view is saved."), "success")
    return redirect(url_for(".show", view_id=view_id), 303)


@bp.post("/views/<int:view_id>/removal")
def destroy(view_id: int) -> ResponseReturnValue:
    """Forget a view; what it showed stays where it is."""
    write(remove_view, view_id, by=current_moderator().id)
    flash(_("The view is removed."), "success")
    return redirect(url_for("dashboard_queue.index"), 303)


def _read() -> Kept:
    reader = Reader(request.form)
    query = {name: request.form[name] for name in NAMES if request.form.get(name)}
    read_filters(query)  # what could not be shown is not kept
    kept = Kept(name=reader.line("name", LIMITS.name), query=query, shared=reader.tick("shared"))
    if not kept.name and "name" not in reader.errors:
        reader.refuse("name", "required")
    return checked(reader, kept)
