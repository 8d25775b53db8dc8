"""Moderators take decisions back."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.operations.undo import Undone, undo, undo_last
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, card_fragment
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("undos", __name__)


@bp.post("/undos")
def create() -> ResponseReturnValue:
    """Take back a batch, or the moderator's last decision; a script gets the cards."""
    moderator_id = current_moderator().id
    reader = Reader(request.form)
    batch = checked(reader, reader.token("batch"))
    undone = write(undo, batch, by=moderator_id) if batch else write(undo_last, by=moderator_id)
    if wants_fragment():
        return as_cards(undone)
    if undone.conflicts:
        flash(_("It has been decided again since, so it stays as it is."), "error")
    else:
        flash(_("Taken back."), "success")
    if request.args.get("back") == "log":
        return redirect(url_for("dashboard_log.index"), 303)
    return back(undone.restored[0].id if undone.restored else None)


def as_cards(undone: Undone) -> ResponseReturnValue:
    """The restored cards, and below them those that somebody has decided again."""
    cards = [card_fragment(one.id) for one in undone.restored]
    cards += [card_fragment(one.submission_id, conflict=True) for one in undone.conflicts]
    return "".join(cards), 200 if undone.restored else 409
