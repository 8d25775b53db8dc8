"""Editors say whether two cards that look alike are of one mistake."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.errors import Conflict
from moderation.operations.merging import answer_proposal
from moderation.queries.proposals import find_proposal
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, card_page
from moderation.views.dashboard.merges import merged
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator

bp = dashboard_blueprint("proposals", __name__)


@bp.post("/merge-proposals/<int:proposal_id>/answers")
def create(proposal_id: int) -> ResponseReturnValue:
    """One mistake, or two."""
    moderator = current_moderator()
    proposal = find_proposal(proposal_id, moderator=moderator)
    reader = Reader(request.form)
    is_same = checked(reader, reader.tick("same"))
    try:
        left = write(answer_proposal, proposal_id, accepted=is_same, by=moderator.id)
    except Conflict:
        return card_page(proposal.report_id, conflict=True), 409
    if is_same:
        return merged(left)
    flash(_("They stay two cards."), "success")
    return back(reader.whole("card") or left)
