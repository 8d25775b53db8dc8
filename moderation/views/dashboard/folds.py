"""What is folded under a card: nearly the same text, and what differs."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.queries.alike import PAGE, alike_of
from moderation.queries.cards import find_card
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import place_of
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("folds", __name__)


@bp.get("/submissions/<int:submission_id>/alike")
def show(submission_id: int) -> ResponseReturnValue:
    """The ones folded under a submission; a fragment request gets the list alone."""
    moderator = current_moderator()
    card = find_card(submission_id, moderator=moderator)
    beyond = Reader(request.args).whole("beyond") or 0
    found = alike_of(submission_id, after=beyond, limit=PAGE + 1)
    return render_template(
        "dashboard/_alike.html" if wants_fragment() else "dashboard/alike.html",
        card=card,
        one=card.submission,
        alike=found[:PAGE],
        more=len(found) > PAGE,
        at=place_of(request.args),
        me=moderator.id,
    )
