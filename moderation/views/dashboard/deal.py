"""Deal mode: one card at a time, each moderator another one."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.operations.dealing import deal_hand
from moderation.queries.cards import find_card
from moderation.queries.counts import waiting
from moderation.queries.decision_log import decided_since, last_decided_at
from moderation.queries.filters import Order, Pile, QueueFilter
from moderation.queries.queue import how_many
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import SITTING, card_fragment, place_of
from moderation.views.dashboard.queue import midnight
from moderation.views.dashboard.reading import checked
from moderation.views.dashboard.sitting import Sitting, read_ids, read_sitting, show_dealt
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("deal", __name__)


@bp.get("/deal")
def show() -> ResponseReturnValue:
    """The card that was dealt; a fragment request gets what to say when there is none."""
    moderator = current_moderator()
    sitting = read_sitting(request.args)
    reader = Reader(request.args)
    card_id = checked(reader, reader.whole("card"))
    at = {**place_of(request.args), **sitting.place}
    shown = {
        "at": at,
        "list_at": {name: value for name, value in at.items() if name not in SITTING},
        "left": left(sitting.filters),
        **(_idle(sitting) if card_id is None else {}),
    }
    if wants_fragment():
        return render_template("dashboard/_nothing_dealt.html", **shown)
    return render_template(
        "dashboard/deal.html",
        card=find_card(card_id, moderator=moderator) if card_id else None,
        is_over=request.args.get("end") == "1",
        done=decided_since(moderator, sitting.began_at),
        pile="waiting",
        me=moderator.id,
        next="",
        **shown,
    )


@bp.post("/deal")
def create() -> ResponseReturnValue:
    """Deal the next card; with ``skip`` another one is let go first, for others."""
    sitting = read_sitting({**request.args, **request.form})
    reader = Reader(request.form)
    skip = reader.whole("skip")
    but = checked(reader, read_ids(reader, "but"))
    after = sitting.after(skipped=skip)
    hand = sitting.hand(but=(*but, *after.skipped))
    let_go = [skip] if skip else []
    dealt = write(deal_hand, hand, by=current_moderator().id, let_go=let_go)
    if not wants_fragment():
        return show_dealt(after, dealt)
    return card_fragment(dealt) if dealt else ("", 204)


def left(filters: QueueFilter) -> int:
    """How much waits in that part of the queue, whoever is at it."""
    there = replace(filters, pile=Pile.WAITING, folds=True)
    return how_many(current_moderator(), there)


def _idle(sitting: Sitting) -> dict[str, object]:
    """What an empty hand can tell: since when, what was done, what else could use a hand."""
    moderator = current_moderator()
    counts = waiting(moderator)
    return {
        "since": last_decided_at(moderator),
        "done_today": decided_since(moderator, midnight()),
        "counts": counts,
        "is_filtered": replace(sitting.filters, order=Order.OLDEST, folds=False) != QueueFilter(),
    }
