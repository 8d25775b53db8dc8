"""What a screen asks every few seconds: how much waits, what is new, what others have done."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, jsonify, request
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.queries.arrivals import arrivals
from moderation.queries.corrections import how_many_corrections
from moderation.queries.counts import Waiting, waiting
from moderation.queries.glances import glances
from moderation.queries.queue import how_many
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import cards_fragment
from moderation.views.dashboard.choosing import read_ids
from moderation.views.dashboard.correction_reading import read_correction_filters
from moderation.views.dashboard.reading import read_filters
from moderation.views.http import current_moderator

MOST_NEW = 100
LATEST = 10**13  # ms since 1970: the year 2286

bp = dashboard_blueprint("pulse", __name__)


@bp.get("/pulse")
def show() -> ResponseReturnValue:
    """What is so now: counts, arrivals ``since``, a glance at each of ``ids``; 304 while it stays.

    Nobody sits there pressing keys when a screen asks: the session grows no younger by it.
    """
    g.is_unattended = True
    moderator = current_moderator()
    counts = waiting(moderator)
    answer = jsonify(
        counts={
            "comment": counts.comments,
            "typo_report": counts.typos,
            "to_fix": counts.to_fix,
            "flagged": counts.flagged,
            "notice": counts.notices,
        },
        **_of_the_list(counts),
        cards={
            each.id: [each.version, each.is_waiting, each.held_by]
            for each in glances(read_ids(request.args.get("ids", "")), moderator=moderator)
        },
    )
    answer.add_etag()
    return answer.make_conditional(request)


@bp.get("/cards")
def index() -> ResponseReturnValue:
    """The cards of these ``ids``, for a screen that has found its own to be out of date."""
    return cards_fragment(read_ids(request.args.get("ids", "")))


def _of_the_list(counts: Waiting) -> dict[str, object]:
    """How much there is of what the screen lists, and what of it came in since it was drawn.

    Each of these is an id and the moment when it began to wait, in milliseconds. A search is not
    made again and again: of what it found nothing is told.
    """
    reader = Reader(request.args)
    since = reader.text("since", 20)
    if reader.errors or not since.isascii() or not since.isdigit():
        return {"here": None, "new": []}
    moderator = current_moderator()
    if "pile" in request.args:
        wanted = read_correction_filters(request.args)
        return {"here": None if wanted.q else how_many_corrections(moderator, wanted), "new": []}
    filters = read_filters(request.args)
    moment = datetime.fromtimestamp(min(int(since), LATEST) / 1000, tz=UTC)
    found = arrivals(moderator, filters, since=moment, limit=MOST_NEW)
    return {
        "here": None if filters.q else how_many(moderator, filters, counts=counts),
        "new": [[each.id, int(each.waiting_since.timestamp() * 1000)] for each in found],
    }
