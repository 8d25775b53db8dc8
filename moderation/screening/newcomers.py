"""An author's first comment."""

from __future__ import annotations

from moderation.drafts import CommentDraft
from moderation.screening.types import Draft, Facts, Finding, Policy


def newcomer(draft: Draft, facts: Facts, policy: Policy) -> Finding | None:
    """Object to the comment of an author of whom nothing was approved yet, or who has no key."""
    if not isinstance(draft, CommentDraft) or policy.newcomers != "hold":
        return None
    if facts.trust == "trusted":
        return None
    return None if facts.has_author_key and facts.approved else Finding("newcomer", field="name")
