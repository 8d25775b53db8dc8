"""The queue as JSON."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from moderation.api.addresses import number_of
from moderation.api.blueprints import moderators_blueprint, the_moderator
from moderation.api.cards import as_json
from moderation.drafts.fields import Reader
from moderation.errors import Invalid, NotFound
from moderation.models import Moderator, Status
from moderation.queries.queue import Order, Pile, QueueFilter, queue
from moderation.queries.submissions import sites_of
from moderation.views.filters import read_narrowing, read_order

ROWS, MOST_ROWS = 20, 100
PILES = {
    "": Pile.WAITING,
    Status.PENDING: Pile.WAITING,
    Status.APPROVED: Pile.APPROVED,
    Status.REJECTED: Pile.REJECTED,
    Status.SPAM: Pile.SPAM,
    Status.DELETED: Pile.DELETED,
    "to_fix": Pile.TO_FIX,
    "any": Pile.ANY,
}

bp = moderators_blueprint("queue", __name__)


@bp.get("/queue")
def index() -> ResponseReturnValue:
    """What waits on the moderator's sites, the oldest first, or another pile of theirs."""
    moderator = the_moderator()
    page = queue(
        moderator,
        _filters(moderator),
        after=request.args.get("after", ""),
        limit=number_of(request.args, "limit", default=ROWS, most=MOST_ROWS),
    )
    return {
        "submissions": [as_json(card) for card in page.cards],
        "after": page.after or None,
    }


def _filters(moderator: Moderator) -> QueueFilter:
    reader = Reader(request.args)
    status = reader.text("status", 20)
    if status not in PILES:
        reader.refuse("status", "not_a_choice")
    pile = PILES.get(status, Pile.WAITING)
    filters = QueueFilter(
        pile=pile,
        q=reader.text("q", 200),
        order=read_order(reader, pile, otherwise=Order.OLDEST),
        **read_narrowing(reader, pile),
    )
    if reader.errors:
        raise Invalid(reader.errors)
    if filters.site and filters.site not in {own.key for own in sites_of(moderator)}:
        raise NotFound
    return filters
