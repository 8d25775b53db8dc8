"""What a moderator's request asks for: filters from the address, decisions from a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Invalid
from moderation.models import OUTCOMES, Kind, Verb
from moderation.queries.queue import Pile, QueueFilter

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Asked:
    """A decision as it was asked for."""

    verb: Verb
    version: int | None
    reason: str


def read_filters(args: Mapping[str, str]) -> QueueFilter:
    """The queue's filters; raises ``Invalid`` for a choice that is none."""
    reader = Reader(args)
    pile = one_of(reader, "status", tuple(Pile)) or Pile.WAITING
    order = reader.token("order")
    if order not in ("", "oldest", "newest"):
        reader.refuse("order", "not_a_choice")
    filters = QueueFilter(
        pile=pile,
        site=reader.text("site", LIMITS.key),
        kind=one_of(reader, "kind", tuple(Kind)),
        q=reader.line("q", LIMITS.quote),
        newest=order == "newest" if order else pile not in (Pile.WAITING, Pile.TO_FIX),
    )
    return checked(reader, filters)


def read_decision(form: Mapping[str, str]) -> Asked:
    """A decision's form; raises ``Invalid``."""
    reader = Reader(form)
    verb = one_of(reader, "verb", tuple(OUTCOMES))
    asked = Asked(
        verb=verb or Verb.APPROVE,
        version=reader.whole("version"),
        reason=reader.text("reason", LIMITS.reason),
    )
    if verb is None and "verb" not in reader.errors:
        reader.refuse("verb", "required")
    return checked(reader, asked)


def one_of(reader: Reader, name: str, choices: tuple[Choice, ...]) -> Choice | None:
    """One of the choices, or nothing when the field is empty."""
    text = reader.token(name)
    found = next((choice for choice in choices if choice.value == text), None)
    if text and found is None:
        reader.refuse(name, "not_a_choice")
    return found


T = TypeVar("T")


def checked(reader: Reader, read: T) -> T:
    """What was read, unless something was wrong with it."""
    if reader.errors:
        raise Invalid(reader.errors)
    return read
