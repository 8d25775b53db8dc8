"""The decision log: who decided what about which submission, and why."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import enum_type, utcnow
from moderation.extensions import Model
from moderation.models.enums import Status, Verb, WaitingFor
from moderation.models.moderator import Moderator

if TYPE_CHECKING:
    from moderation.models.submission import Submission


class Decision(Model):
    """One entry of the log; written once, never changed."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index(None, "site_id", "id"),
        Index(None, "site_id", "decided_at"),
        Index(None, "moderator_id", "id"),
        Index(None, "batch"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    verb: Mapped[Verb]
    from_status: Mapped[Status] = mapped_column(enum_type(Status, "from_status"))
    to_status: Mapped[Status] = mapped_column(enum_type(Status, "to_status"))
    # What an undo needs to put the submission back where it stood in the queue.
    from_waiting_since: Mapped[datetime | None]
    from_waiting_for: Mapped[WaitingFor | None]
    from_decided_at: Mapped[datetime | None]
    from_priority: Mapped[int] = mapped_column(default=0)
    from_due_at: Mapped[datetime | None]
    from_passed_to: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    from_passed_duty: Mapped[str] = mapped_column(default="")
    from_alike_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))  # its head
    heir_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))  # who became head
    reason: Mapped[str] = mapped_column(default="")
    batch: Mapped[str]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    undone: Mapped[bool] = mapped_column(default=False)
    decided_at: Mapped[datetime] = mapped_column(default=utcnow)
    salt: Mapped[str] = mapped_column(default="")
    reason_digest: Mapped[str] = mapped_column(default="")  # outlives the reason's text
    digest: Mapped[str] = mapped_column(default="")
    previous_digest: Mapped[str] = mapped_column(default="")

    submission: Mapped[Submission] = relationship(
        back_populates="decisions", foreign_keys=[submission_id]
    )
    moderator: Mapped[Moderator | None] = relationship(foreign_keys=[moderator_id])

    def seal(self, *, previous: str, salt: str) -> None:
        """Chain this entry to the one before it on the same site.

        The reason enters as a salted digest: erasing its text keeps the chain whole.
        """
        self.previous_digest, self.salt = previous, salt
        self.reason_digest = self._digest_of_reason()
        self.digest = self.computed_digest()

    def computed_digest(self) -> str:
        """What the digest must be while nothing in the entry has changed."""
        entry = [
            self.previous_digest,
            self.site_id,
            self.submission_id,
            self.moderator_id,
            self.verb.value,
            self.from_status.value,
            self.to_status.value,
            self.batch,
            self.undoes_id,
            self.decided_at.isoformat(),
            self.reason_digest or self._digest_of_reason(),
        ]
        return hashlib.sha256(json.dumps(entry).encode()).hexdigest()

    def forget_reason(self) -> None:
        """Erase the reason, and the salt by which a short one could be guessed from its digest."""
        self.reason_digest = self.reason_digest or self._digest_of_reason()
        self.reason = self.salt = ""

    @property
    def is_intact(self) -> bool:
        """Whether the entry is as it was sealed; an erased reason is no change, another one is."""
        same_reason = not self.reason or self._digest_of_reason() == (
            self.reason_digest or self._digest_of_reason()
        )
        return same_reason and self.digest == self.computed_digest()

    def _digest_of_reason(self) -> str:
        return hashlib.sha256((self.salt + self.reason).encode()).hexdigest()
