"""What a body says of a decision, and how one is told."""

from __future__ import annotations

from collections.abc import Iterable

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Conflict, Outcome
from moderation.models import OUTCOMES, Verb
from moderation.operations.decide import Decided
from moderation.views.errors import conflict_facts


def read_verb(reader: Reader) -> Verb:
    """The verb, one that decides; undoing has an address of its own."""
    verb = reader.text("verb", 20)
    if verb in set(OUTCOMES):
        return Verb(verb)
    if "verb" not in reader.errors:
        reader.refuse("verb", "not_a_choice" if verb else "required")
    return Verb.APPROVE


def read_reason(reader: Reader) -> str:
    return reader.text("reason", LIMITS.reason)


def decision_json(decided: Decided) -> dict[str, object]:
    return {
        "id": decided.id,
        "verb": decided.verb,
        "status": decided.status,
        "version": decided.version,
        "batch": decided.batch,
    }


def conflicts_json(outcomes: Iterable[Outcome]) -> list[dict[str, object]]:
    """Who was quicker with what, and when."""
    return [conflict_facts(Conflict(outcome)) for outcome in outcomes]
