"""What waits because moderators said so: of an author, of a page, of a site."""

from __future__ import annotations

from moderation.screening.types import Draft, Facts, Finding, Policy


def always_held(_draft: Draft, facts: Facts, _policy: Policy) -> Finding | None:
    """Object to whatever an author sends whom moderators want to read first."""
    return Finding("always_held", field="name") if facts.trust == "held" else None


def braked(_draft: Draft, facts: Facts, _policy: Policy) -> Finding | None:
    """Object to everything where the brake is on."""
    return Finding("braked") if facts.brake == "hold" else None
