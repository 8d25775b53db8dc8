"""What a moderator's request asks for: filters from the address, decisions from a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Invalid
from moderation.models import OUTCOMES, Verb
from moderation.queries.filters import Order, Pile, QueueFilter
from moderation.views.filters import one_of, read_narrowing, read_order
from moderation.views.http import current_moderator

FIRST = {Pile.WAITING: Order.PRIORITY, Pile.TO_FIX: Order.OLDEST}


@dataclass(frozen=True)
class Asked:
    """A decision as it was asked for."""

    verb: Verb
    version: int | None
    reason: str


def read_filters(args: Mapping[str, str]) -> QueueFilter:
    """The queue's filters; raises ``Invalid`` for a choice that is none."""
    reader = Reader({**args, "q": words_of(args.get("q", ""))})
    pile = one_of(reader, "status", tuple(Pile)) or Pile.WAITING
    filters = QueueFilter(
        pile=pile,
        q=reader.text("q", LIMITS.quote),
        order=read_order(reader, pile, otherwise=_first(pile)),
        folds=pile is Pile.WAITING,
        **read_narrowing(reader, pile),
    )
    return checked(reader, filters)


def _first(pile: Pile) -> Order:
    """The order when none is asked for: in the queue each moderator's own."""
    if pile is Pile.WAITING and current_moderator().newest_first:
        return Order.NEWEST
    return FIRST.get(pile, Order.NEWEST)


def words_of(said: str) -> str:
    """What was typed into a search, as far as it can be searched for: whatever it is, no error."""
    kept = "".join(char if char.isprintable() else " " for char in said)
    return " ".join(kept.split())[: LIMITS.quote]


def read_decision(form: Mapping[str, str]) -> Asked:
    """A decision's form; raises ``Invalid``."""
    reader = Reader(form)
    verb = one_of(reader, "verb", tuple(OUTCOMES))
    if reader.tick("edits") and verb is None:  # accepted, to be edited at once
        verb = Verb.APPROVE
    asked = Asked(
        verb=verb or Verb.APPROVE,
        version=reader.whole("version"),
        reason=reader.text("reason", LIMITS.reason),
    )
    if verb is None and "verb" not in reader.errors:
        reader.refuse("verb", "required")
    return checked(reader, asked)


T = TypeVar("T")


def checked(reader: Reader, read: T) -> T:
    """What was read, unless something was wrong with it."""
    if reader.errors:
        raise Invalid(reader.errors)
    return read
