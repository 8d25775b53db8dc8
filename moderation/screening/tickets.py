"""The form's signed ticket: whether there was a form, whose, and how long it was open."""

from __future__ import annotations

from moderation.screening.types import Draft, Facts, Finding, Policy


def bad_ticket(_draft: Draft, facts: Facts, policy: Policy) -> Finding | None:
    """Object to a ticket that is missing, another page's, old or too young.

    An API client has no form, so nothing is expected of it.
    """
    ticket = facts.ticket
    if ticket is None:
        return None
    if ticket.state != "ok":
        return Finding(f"ticket_{ticket.state}", field="ticket")
    if ticket.age < policy.min_seconds:
        return Finding("too_fast", {"seconds": int(ticket.age)}, field="ticket")
    return None
