"""Drafts and facts for the screens, each with what the test does not care about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from moderation.drafts import CommentDraft, PageRef, Sender, TypoDraft
from moderation.policies import Policy
from moderation.screening.types import Facts, TicketState

POLICY = Policy()
KNOWN = Facts(ticket=TicketState("ok", 60.0), approved=1, has_author_key=True)


def comment(source: str = "A calm remark.", **sender: Any) -> CommentDraft:
    """A comment; what is given besides belongs to its sender."""
    return CommentDraft(PageRef("https://news.example/a"), Sender(**sender), source)


def typo(exact: str = "teh", **more: Any) -> TypoDraft:
    """A typo report."""
    return TypoDraft(PageRef("https://news.example/a"), Sender(), exact, **more)


def facts(**more: Any) -> Facts:
    """What is known of an author who has been approved before."""
    return replace(KNOWN, **more)


def policy(**more: Any) -> Policy:
    return replace(POLICY, **more)
