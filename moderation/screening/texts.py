"""What the sender wrote, field by field; a typo report's quote is the page's text, not theirs."""

from __future__ import annotations

from moderation.drafts import CommentDraft
from moderation.screening.types import Draft

MOST_SPANS = 100  # a card with more marks than this says nothing more

Spans = tuple[tuple[int, int], ...]


def texts_of(draft: Draft) -> dict[str, str]:
    """``{field: text}``, the one to look at first leading."""
    if isinstance(draft, CommentDraft):
        return {"source": draft.source, "name": draft.sender.name}
    return {"suggestion": draft.suggestion, "note": draft.note, "name": draft.sender.name}
