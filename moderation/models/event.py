"""The log of what is not a decision: edits, rules, roles, blocks, sign-ins."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model


class Event(Model):
    """Who changed what, from what to what; ``site_id`` is null for the installation's own.

    ``before`` and ``after`` hold ``{name: value}`` of what may be kept for good. Personal text
    stays in its own row, where it can be erased, and enters by ``digest_of``.
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "site_id", "id"), Index(None, "moderator_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    name: Mapped[str]  # such as "rule_changed"
    subject: Mapped[str] = mapped_column(default="")  # such as "rule 7"
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    happened_at: Mapped[datetime] = mapped_column(default=utcnow)
    salt: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    previous_digest: Mapped[str] = mapped_column(default="")

    def seal(self, *, previous: str, salt: str) -> None:
        """Chain this entry to the one before it in the same log."""
        self.previous_digest, self.salt = previous, salt
        self.digest = self.computed_digest()

    @property
    def is_intact(self) -> bool:
        """Whether the entry is as it was sealed."""
        return self.digest == self.computed_digest()

    def computed_digest(self) -> str:
        """What the digest must be while nothing in the entry has changed."""
        entry = [
            self.previous_digest,
            self.salt,
            self.site_id,
            self.moderator_id,
            self.name,
            self.subject,
            self.before,
            self.after,
            self.happened_at.isoformat(),
        ]
        return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()
