"""The one list of limits, in code points of NFC text, for forms, JSON schemas and the widget."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moderation.policies import Policy


@dataclass(frozen=True)
class Limits:
    """How long each field may be."""

    comment: int = 5000
    quote: int = 200
    note: int = 500
    name: int = 80
    email: int = 254
    url: int = 2048
    title: int = 300
    affix: int = 64  # prefix and suffix, each
    sentence: int = 400
    key: int = 128
    reason: int = 500
    notice: int = 5000  # why a reader holds a comment to be illegal, and what is answered

    @property
    def suggestion(self) -> int:
        """Twice the quote."""
        return 2 * self.quote

    @classmethod
    def of(cls, policy: Policy) -> Limits:
        """The limits of one site."""
        return replace(LIMITS, comment=policy.comment_limit, quote=policy.quote_limit)


LIMITS = Limits()
BODY_LIMIT = 256 * 1024  # bytes of a request
