"""Well-formed input before it is stored: frozen, and free of anything but what it says."""

from moderation.drafts.comments import parse_comment
from moderation.drafts.limits import LIMITS, Limits
from moderation.drafts.types import CommentDraft, PageRef, Receipt, Sender, TypoDraft, Visitor
from moderation.drafts.typos import parse_typo

__all__ = [
    "LIMITS",
    "CommentDraft",
    "Limits",
    "PageRef",
    "Receipt",
    "Sender",
    "TypoDraft",
    "Visitor",
    "parse_comment",
    "parse_typo",
]
