"""A comment: a visitor's remark on a page, or a reply to another one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Kind
from moderation.models.submission import Submission


class Comment(Submission):
    """A remark, its source as sent, and the safe HTML made of it once."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    source: Mapped[str]
    body_html: Mapped[str]
    edited_at: Mapped[datetime | None]
    edited_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # the newsroom's

    parent: Mapped[Comment | None] = relationship(remote_side=[id], foreign_keys=[parent_id])

    __mapper_args__ = {
        "polymorphic_identity": Kind.COMMENT,
        "inherit_condition": id == Submission.id,
    }


class Revision(Model):
    """An author's or a moderator's edit; the public text stays until it is decided.

    ``decision_id`` is the decision that accepted or refused it; undone, it waits again.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("authors.id"))
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    source: Mapped[str]
    body_html: Mapped[str]
    previous_source: Mapped[str] = mapped_column(default="")
    previous_html: Mapped[str] = mapped_column(default="")
    findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    previous_findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    decided_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
