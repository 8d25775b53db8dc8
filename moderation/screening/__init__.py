"""Automatic checks: each says nothing, or why a human should look first."""

from __future__ import annotations

from moderation.screening.held import always_held, braked
from moderation.screening.honeypot import filled_trap
from moderation.screening.links import many_links
from moderation.screening.names import reserved_name
from moderation.screening.newcomers import newcomer
from moderation.screening.repeats import same_text
from moderation.screening.tickets import bad_ticket
from moderation.screening.types import Draft, Facts, Finding, Policy, Screen
from moderation.screening.words import banned_words

# The order is that of the reasons on the card: the surest signs first.
SCREENS: tuple[Screen, ...] = (
    filled_trap,
    bad_ticket,
    same_text,
    reserved_name,
    banned_words,
    many_links,
    newcomer,
    always_held,
    braked,
)


def screen(draft: Draft, facts: Facts, policy: Policy) -> list[Finding]:
    """Why a human should look at the draft first; nothing when no screen objects."""
    by_rules = facts.rules.findings(draft) if facts.rules else []
    return by_rules + [finding for check in SCREENS if (finding := check(draft, facts, policy))]


def looks_first(facts: Facts, policy: Policy) -> bool:
    """Whether what no screen objects to waits all the same; what trusted authors send does not."""
    return policy.looks_first and facts.trust != "trusted"


__all__ = ["SCREENS", "Draft", "Facts", "Finding", "Policy", "Screen", "looks_first", "screen"]
