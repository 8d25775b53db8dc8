"""Which part of the queue an address asks for: the same words in the dashboard and in JSON."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, TypeVar

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.models import Kind, WaitingFor
from moderation.queries.filters import Age, Order, Pile

Choice = TypeVar("Choice", bound=StrEnum)

# What names a part of the queue in an address.
NAMES = (
    "status", "site", "kind", "q", "order", "page", "author", "reason", "age", "score", "lang",
    "links", "newcomer", "waiting_for", "passed",
)  # fmt: skip
# What names a part of the corrections.
CORRECTION_NAMES = (
    "pile", "site", "page", "section", "category", "editor", "age", "readers", "q", "order",
)  # fmt: skip
MOST_REASONS = 8


def read_narrowing(reader: Reader, pile: Pile) -> dict[str, Any]:
    """The fields of a ``QueueFilter`` that narrow a pile; those of what waits for that alone."""
    narrowing: dict[str, Any] = {
        "site": reader.text("site", LIMITS.key),
        "kind": one_of(reader, "kind", tuple(Kind)),
        "page": reader.whole("page"),
        "author": reader.whole("author"),
    }
    return narrowing | _of_what_waits(reader) if pile is Pile.WAITING else narrowing


def _of_what_waits(reader: Reader) -> dict[str, Any]:
    score = reader.whole("score") or 0
    if score > 100:
        reader.refuse("score", "not_in_range", least=0, most=100)
    return {
        "reasons": read_reasons(reader),
        "age": one_of(reader, "age", tuple(Age)),
        "score": score,
        "lang": reader.token("lang", 35).lower(),
        "links": reader.tick("links"),
        "newcomer": reader.tick("newcomer"),
        "waiting_for": one_of(reader, "waiting_for", tuple(WaitingFor)),
        "passed": reader.tick("passed"),
    }


def read_reasons(reader: Reader) -> tuple[str, ...]:
    """Codes of findings, with commas between them."""
    codes = [code for code in reader.token("reason", 400).split(",") if code]
    if len(codes) > MOST_REASONS or not all(re.fullmatch(r"[\w:-]{1,64}", one) for one in codes):
        reader.refuse("reason", "not_a_choice")
    return tuple(dict.fromkeys(codes))


def read_order(reader: Reader, pile: Pile, *, otherwise: Order) -> Order:
    """The order asked for; what is decided has no other than the oldest or the newest first."""
    order = one_of(reader, "order", tuple(Order))
    if pile is not Pile.WAITING and order in (Order.PRIORITY, Order.SCORE):
        order = None
    return order or otherwise


def one_of(reader: Reader, name: str, choices: tuple[Choice, ...]) -> Choice | None:
    """One of the choices, or nothing when the field is empty."""
    text = reader.token(name)
    found = next((choice for choice in choices if choice.value == text), None)
    if text and found is None:
        reader.refuse(name, "not_a_choice")
    return found
