"""A sitting in deal mode: since when, from which part of the queue, what was skipped.

It travels in the address, so that it works without a script and in two tabs.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.operations.dealing import Hand, deal_hand
from moderation.queries.filters import QueueFilter
from moderation.transactions import write
from moderation.views.dashboard.cards import place_of
from moderation.views.dashboard.reading import checked, read_filters
from moderation.views.http import current_moderator

MOST_SKIPPED = 200  # the oldest of them may come again


@dataclass(frozen=True)
class Sitting:
    """What one sitting has come to."""

    filters: QueueFilter
    began: int  # seconds of the epoch
    skipped: tuple[int, ...]
    turn: int

    @property
    def began_at(self) -> datetime:
        return datetime.fromtimestamp(self.began, UTC)

    def hand(self, but: tuple[int, ...] = ()) -> Hand:
        """How the next card is dealt here; never those on screen, nor the skipped ones."""
        return Hand(self.filters, but=(*self.skipped, *but), turn=self.turn)

    def after(self, *, skipped: int | None = None) -> Sitting:
        """The sitting once the next card has been dealt."""
        kept = (*self.skipped, skipped) if skipped else self.skipped
        return Sitting(self.filters, self.began, kept[-MOST_SKIPPED:], self.turn + 1)

    @property
    def place(self) -> dict[str, str]:
        """What carries the sitting in an address, besides the filters."""
        skipped = {"skipped": ".".join(map(str, self.skipped))} if self.skipped else {}
        return {"sat": str(self.began), "turn": str(self.turn), **skipped}


def read_sitting(args: Mapping[str, str]) -> Sitting:
    """The sitting of an address, or a new one; raises ``Invalid``."""
    reader = Reader(args)
    sitting = Sitting(
        filters=read_filters(args),
        began=reader.whole("sat") or int(time.time()),
        skipped=read_ids(reader, "skipped"),
        turn=reader.whole("turn") or 0,
    )
    return checked(reader, sitting)


def read_ids(reader: Reader, name: str) -> tuple[int, ...]:
    """Ids joined by full stops, the last two hundred of them."""
    text = reader.token(name, 12 * MOST_SKIPPED)
    if text and not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})*", text):
        reader.refuse(name, "not_a_number")
        return ()
    return tuple(int(each) for each in text.split(".") if each)[-MOST_SKIPPED:]


def is_sitting(args: Mapping[str, str]) -> bool:
    """Whether the request comes from a card that was dealt."""
    return "sat" in args


def deal_on() -> ResponseReturnValue:
    """To the next card, when a bare form has dealt with the one before."""
    sitting = read_sitting(request.args)
    dealt = write(deal_hand, sitting.hand(), by=current_moderator().id)
    return show_dealt(sitting.after(), dealt)


def show_dealt(sitting: Sitting, submission_id: int | None) -> ResponseReturnValue:
    """To the card that was dealt, or to where nothing is left."""
    where = {"card": str(submission_id)} if submission_id else {"end": "1"}
    args = {**place_of(request.args), **sitting.place, **where}
    return redirect(url_for("dashboard_deal.show", **args), 303)  # type: ignore[arg-type]
