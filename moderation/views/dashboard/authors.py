"""Who sent something: all of theirs, what is thought of them, and the talk around it."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.models import Trust
from moderation.operations.trust import set_trust
from moderation.queries.senders import find_author
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.drawers import drawer_answer, told
from moderation.views.dashboard.reading import checked
from moderation.views.filters import one_of
from moderation.views.http import current_moderator

bp = dashboard_blueprint("authors", __name__)


@bp.get("/authors/<int:author_id>")
def show(author_id: int) -> ResponseReturnValue:
    """The drawer of a sender; a fragment request gets it alone."""
    return drawer_answer(author_id)


@bp.post("/authors/<int:author_id>/trust")
def update(author_id: int) -> ResponseReturnValue:
    """Trust the sender, always hold what they send, or neither."""
    find_author(author_id, moderator=current_moderator())
    reader = Reader(request.form)
    trust = one_of(reader, "trust", tuple(Trust))
    if trust is None and not reader.errors:
        reader.refuse("trust", "required")
    checked(reader, trust)
    write(set_trust, author_id, trust or Trust.NORMAL, by=current_moderator().id)
    notes = {
        Trust.TRUSTED: _("Trusted from now on."),
        Trust.HELD: _("Whatever they send waits from now on."),
        Trust.NORMAL: _("Treated like anybody else from now on."),
    }
    return told(author_id, notes[trust or Trust.NORMAL])
