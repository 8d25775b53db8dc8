"""The corrections: what is to be confirmed and to be fixed, what is fixed, what was no mistake."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.models import Role
from moderation.queries.correction_filters import CorrectionPile
from moderation.queries.corrections import corrections, pile_counts
from moderation.queries.pages import find_page
from moderation.queries.submissions import sites_of
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.correction_bar import correction_bar
from moderation.views.dashboard.correction_reading import place_in, read_correction_filters
from moderation.views.http import current_moderator, wants_fragment
from moderation.views.replicas import from_replica

PAGE = 20
OF_AN_ARTICLE = 100  # all of it on one screen, and no page is without an end

bp = dashboard_blueprint("corrections", __name__)


@bp.get("/corrections")
@from_replica
def index() -> ResponseReturnValue:
    """A page of one pile; a fragment request gets the cards alone."""
    moderator = current_moderator()
    filters = read_correction_filters(request.args)
    article = (
        None
        if filters.page is None
        else find_page(filters.page, moderator=moderator, role=Role.EDITOR)
    )
    shown_at = place_in(request.args, filters)
    page = corrections(
        moderator,
        filters,
        after=request.args.get("after", ""),
        limit=OF_AN_ARTICLE if filters.pile is CorrectionPile.OPEN else PAGE,
    )
    shown = {
        "page": page,
        "filters": filters,
        "pile": filters.pile.value,
        "at": shown_at,
        "me": moderator.id,
        "room": "dashboard_corrections.index",
    }
    if wants_fragment():
        return render_template("dashboard/_cards.html", **shown)
    return render_template(
        "dashboard/corrections.html",
        sites=sites_of(moderator),
        bar=correction_bar(moderator, filters, shown_at),
        article=article,
        piles=pile_counts(moderator, filters),
        **shown,
    )
