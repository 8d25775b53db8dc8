"""Moderators tell each other about a sender."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.operations.notes import note_author, remove_note
from moderation.queries.senders import find_author
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.drawers import told
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator

bp = dashboard_blueprint("notes", __name__)


@bp.post("/authors/<int:author_id>/notes")
def create(author_id: int) -> ResponseReturnValue:
    """Keep a note about the sender."""
    find_author(author_id, moderator=current_moderator())
    reader = Reader(request.form)
    text = checked(reader, reader.text("text", LIMITS.note))
    write(note_author, author_id, text, by=current_moderator().id)
    return told(author_id, _("Noted; moderators of this site see it."))


@bp.post("/notes/<int:note_id>/removal")
def destroy(note_id: int) -> ResponseReturnValue:
    """Take away a note of one's own."""
    author_id = write(remove_note, note_id, by=current_moderator().id)
    if author_id is not None:
        return told(author_id, _("The note is gone."))
    flash(_("The note is gone."), "success")
    return redirect(url_for("dashboard_queue.index"), 303)
