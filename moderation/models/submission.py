"""A submission: anything a visitor sends that a moderator decides on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.author import Author
from moderation.models.decision import Decision
from moderation.models.enums import OUTCOMES, Kind, Status, Verb, WaitingFor
from moderation.models.page import Page
from moderation.models.site import Site

WAITS = text("waiting_since IS NOT NULL")
HEADS = text("waiting_since IS NOT NULL AND alike_id IS NULL")
ALIKE = text("alike_id IS NOT NULL")
CLAIMED = text("claimed_by IS NOT NULL")
REFUSED_ONES = text(
    "erased_at IS NULL AND waiting_since IS NULL AND evidence_at IS NULL"
    " AND status IN ('rejected', 'spam', 'deleted')"
)
PASSED = text("passed_to IS NOT NULL OR passed_duty <> ''")


def _queue_index(name: str, *columns: str) -> Index:
    """An index of the queue's rows: what waits and is not folded under another."""
    return Index(name, *columns, sqlite_where=HEADS)


class Submission(Model):
    """What a comment and a typo report have in common."""

    __tablename__ = "submissions"
    __table_args__: tuple[Any, ...] = (
        _queue_index("ix_submissions_queue", "priority", "due_at", "id"),
        _queue_index("ix_submissions_kind_queue", "site_id", "kind", "priority", "due_at", "id"),
        _queue_index("ix_submissions_score_queue", "site_id", "kind", "score", "id"),
        _queue_index("ix_submissions_page_queue", "page_id", "priority", "due_at", "id"),
        _queue_index("ix_submissions_author_queue", "author_id", "priority", "due_at", "id"),
        Index(
            "ix_submissions_waiting",
            "site_id",
            "kind",
            "waiting_since",
            "id",
            "alike_id",
            sqlite_where=WAITS,
        ),
        Index(
            "ix_submissions_claims",
            "claimed_by",
            sqlite_where=CLAIMED,
        ),
        Index(
            "ix_submissions_alike",
            "alike_id",
            sqlite_where=ALIKE,
        ),
        Index(
            "ix_submissions_passed",
            "passed_to",
            "passed_duty",
            sqlite_where=PASSED,
        ),
        Index(
            "ix_submissions_thread",
            "page_id",
            "root_id",
            "id",
            sqlite_where=text("shown = 1"),
        ),
        Index(
            "ix_submissions_refused",
            "site_id",
            "decided_at",
            sqlite_where=REFUSED_ONES,
        ),
        Index(None, "page_id", "status", "id"),
        Index(None, "site_id", "status", "id"),
        Index(None, "site_id", "kind", "status", "id"),
        Index(None, "author_id", "submitted_at"),
        Index(None, "site_id", "visitor_hash", "submitted_at"),
        Index(None, "site_id", "text_hash", "submitted_at"),
        UniqueConstraint("page_id", "open_place_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author_name: Mapped[str] = mapped_column(default="")  # as signed: a later one never changes it
    status: Mapped[Status] = mapped_column(default=Status.PENDING)
    waiting_since: Mapped[datetime | None] = mapped_column(default=utcnow)
    waiting_for: Mapped[WaitingFor | None] = mapped_column(default=WaitingFor.FIRST)
    priority: Mapped[int] = mapped_column(default=0)  # below 0: public and objected to
    due_at: Mapped[datetime] = mapped_column(default=utcnow)  # by the site's target
    score: Mapped[int] = mapped_column(default=0)  # 0 to 100: how much the findings say against it
    alike_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))  # folded under it
    findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    visitor_hash: Mapped[str] = mapped_column(default="")
    text_hash: Mapped[str] = mapped_column(default="")
    lang: Mapped[str] = mapped_column(default="")
    rules_version: Mapped[int | None]
    consented: Mapped[bool] = mapped_column(default=False)
    submitted_at: Mapped[datetime] = mapped_column(default=utcnow)
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    placeholder: Mapped[bool] = mapped_column(default=False)  # withdrawn while it was public
    root_id: Mapped[int] = mapped_column(default=0, server_default="0")  # whose branch; 0: its own
    shown: Mapped[bool] = mapped_column(default=False, server_default=false())  # in its thread
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    claimed_until: Mapped[datetime | None]
    passed_to: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    passed_duty: Mapped[str] = mapped_column(default="")
    erased_at: Mapped[datetime | None]  # no text of it is left
    evidence_at: Mapped[datetime | None]  # kept as evidence since: no erasure until released
    version: Mapped[int] = mapped_column()  # what the moderator saw travels with the verb
    open_place_key: Mapped[str | None]  # null once closed: nulls do not collide

    site: Mapped[Site] = relationship()
    page: Mapped[Page] = relationship()
    author: Mapped[Author] = relationship()
    decisions: WriteOnlyMapped[Decision] = relationship(
        back_populates="submission",
        order_by=Decision.id,
        foreign_keys=[Decision.submission_id],
    )

    __mapper_args__ = {"polymorphic_on": "kind", "version_id_col": version}

    @property
    def is_public(self) -> bool:
        return self.status is Status.APPROVED and self.kind is Kind.COMMENT

    @property
    def is_waiting(self) -> bool:
        return self.waiting_since is not None

    @property
    def is_merged(self) -> bool:
        """Whether it went into another card, and no longer stands for itself."""
        return getattr(self, "merged_into_id", None) is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is decided about it: it was withdrawn, erased or merged."""
        return self.withdrawn_at is not None or self.erased_at is not None or self.is_merged

    @property
    def is_in_dispute(self) -> bool:
        """Whether it waits although it was decided: for a flag, an edit or an appeal."""
        return self.is_waiting and self.status is not Status.PENDING

    def outcome_of(self, verb: Verb) -> Status:
        """The status that a verb leads to; refusing an author's edit leaves the old text public."""
        if verb is Verb.REJECT and self.waiting_for is WaitingFor.REVISION and self.is_public:
            return Status.APPROVED
        return OUTCOMES[verb]

    def takes(self, verb: Verb) -> bool:
        """Whether a verb would change anything, or settle what it waits for."""
        if verb not in OUTCOMES or self.is_over:
            return False
        return self.is_in_dispute or OUTCOMES[verb] is not self.status

    def decide(self, verb: Verb, *, by: int | None, batch: str, reason: str = "") -> Decision:
        """Move to the status that the verb leads to, and make a record of it.

        ``by`` is ``None`` when a rule, or the author, decided. Here and in
        ``restore`` are the only places where a status changes, so a status
        without a decision cannot exist.
        """
        decision = self._move(verb, self.outcome_of(verb), by=by, batch=batch, reason=reason)
        if verb is Verb.HOLD:
            self.waiting_since, self.waiting_for = decision.decided_at, WaitingFor.FIRST
            self.priority = 0
        return decision

    def restore(
        self, undone: Decision, *, by: int | None, batch: str, reason: str = ""
    ) -> Decision:
        """Go back to where the submission stood before a decision."""
        decision = self._move(Verb.RESTORE, undone.from_status, by=by, batch=batch, reason=reason)
        decision.undoes_id = undone.id
        undone.undone = True
        self.waiting_since = undone.from_waiting_since
        self.waiting_for = undone.from_waiting_for
        self.decided_at = undone.from_decided_at
        self.priority = undone.from_priority
        self.due_at = undone.from_due_at or self.due_at
        self.passed_to, self.passed_duty = undone.from_passed_to, undone.from_passed_duty
        return decision

    def _move(
        self, verb: Verb, outcome: Status, *, by: int | None, batch: str, reason: str
    ) -> Decision:
        now = utcnow()
        decision = Decision(
            site_id=self.site_id,
            submission_id=self.id,
            verb=verb,
            from_status=self.status,
            to_status=outcome,
            from_waiting_since=self.waiting_since,
            from_waiting_for=self.waiting_for,
            from_decided_at=self.decided_at,
            from_priority=self.priority,
            from_due_at=self.due_at,
            from_passed_to=self.passed_to,
            from_passed_duty=self.passed_duty,
            from_alike_id=self.alike_id,
            moderator_id=by,
            reason=reason,
            batch=batch,
            undone=False,
            decided_at=now,
        )
        self.status = outcome
        self.waiting_since = self.waiting_for = self.alike_id = None
        self.claimed_by = self.claimed_until = None
        self.passed_to, self.passed_duty = None, ""
        self.decided_at = now
        return decision
