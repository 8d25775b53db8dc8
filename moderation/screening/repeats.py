"""The same text again."""

from __future__ import annotations

from moderation.drafts import CommentDraft
from moderation.screening.types import Draft, Facts, Finding, Policy


def same_text(draft: Draft, facts: Facts, _policy: Policy) -> Finding | None:
    """Object to a comment whose text was sent before; typo reports of one place are sightings."""
    if not isinstance(draft, CommentDraft) or not facts.same_text:
        return None
    return Finding("same_text", {"times": facts.same_text})
