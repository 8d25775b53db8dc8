"""Well-formed input before it is stored: frozen, and free of anything but what it says."""

from moderation.drafts.comments import parse_comment
from moderation.drafts.limits import LIMITS, Limits
from moderation.drafts.objections import (
    FLAG_REASONS,
    parse_appeal,
    parse_edit,
    parse_flag,
    parse_notice,
)
from moderation.drafts.types import (
    CommentDraft,
    FlagDraft,
    NoticeDraft,
    PageRef,
    Receipt,
    Sender,
    TypoDraft,
    Visitor,
)
from moderation.drafts.typos import parse_typo

__all__ = [
    "FLAG_REASONS",
    "LIMITS",
    "CommentDraft",
    "FlagDraft",
    "Limits",
    "NoticeDraft",
    "PageRef",
    "Receipt",
    "Sender",
    "TypoDraft",
    "Visitor",
    "parse_appeal",
    "parse_comment",
    "parse_edit",
    "parse_flag",
    "parse_notice",
    "parse_typo",
]
