"""What screens are given, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from moderation.drafts import CommentDraft, TypoDraft
from moderation.policies import Policy

__all__ = ["Draft", "Facts", "Finding", "Policy", "Rules", "Screen", "TicketState"]

Draft = CommentDraft | TypoDraft


@dataclass(frozen=True)
class TicketState:
    """What the signed form ticket says: ``ok missing forged old``, and its age in seconds."""

    state: str
    age: float = 0.0


@dataclass(frozen=True)
class Facts:
    """What is known about the sender and the text; gathered by one query before the screens run."""

    ticket: TicketState | None  # none: an API client, which has no form
    approved: int = 0
    rejected: int = 0
    same_text: int = 0  # submissions of the same text on this site in the last days
    staff_names: frozenset[str] = field(default_factory=frozenset)
    has_author_key: bool = False
    trust: str = "normal"  # what moderators think of the author: ``normal trusted held``
    brake: str = ""  # ``hold``: whatever comes in here waits
    rules: Rules | None = None  # those switched on for the site


@dataclass(frozen=True)
class Finding:
    """Why a human should look first: a code worded when shown, its arguments, what it matched.

    A span is ``[start, end]`` in code points of the stored text of ``field``.
    """

    code: str
    args: dict[str, Any] = field(default_factory=dict)
    field: str = "source"
    spans: tuple[tuple[int, int], ...] = ()


class Rules(Protocol):
    """The rules that moderators made, ready to be looked for."""

    def findings(self, draft: Draft) -> list[Finding]:
        """One for each rule that catches the draft."""

    def action(self, findings: Sequence[Finding]) -> str:
        """The severest thing that the rules behind the findings do; empty without any."""


Screen = Callable[[Draft, Facts, Policy], Finding | None]
