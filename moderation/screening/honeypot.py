"""A field that people do not see and machines fill in."""

from __future__ import annotations

from moderation.screening.types import Draft, Facts, Finding, Policy


def filled_trap(draft: Draft, _facts: Facts, _policy: Policy) -> Finding | None:
    """Object when the hidden field holds anything."""
    return Finding("honeypot", field="website") if draft.sender.trap else None
