"""A page: one URL of a site that can carry comments and typo reports."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.site import Site
from moderation.policies import Policy


class Page(Model):
    """One URL of a site."""

    __tablename__ = "pages"
    __table_args__ = (
        UniqueConstraint("site_id", "url_key"),
        Index(None, "site_id", "created_at"),
        Index(None, "site_id", "section"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    url_key: Mapped[str]
    url: Mapped[str]
    given_id: Mapped[str] = mapped_column(default="")  # what its host calls it, if anything
    title: Mapped[str] = mapped_column(default="")
    lang: Mapped[str] = mapped_column(default="")
    section: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    revision: Mapped[str] = mapped_column(default="")
    edit_url: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]  # by hand: it no longer closes by itself
    version: Mapped[int] = mapped_column(default=1)
    comment_count: Mapped[int] = mapped_column(default=0)

    site: Mapped[Site] = relationship()

    def why_closed(self, policy: Policy, now: datetime) -> str:
        """Why it takes no comments: ``paused``, ``closed``, ``old``; empty when it is open."""
        if policy.pause:
            return "paused"
        if self.closed_at is not None:
            return "closed"
        closes_at = self.closes_at(policy)
        return "old" if closes_at is not None and now > closes_at else ""

    def closes_at(self, policy: Policy) -> datetime | None:
        """When it closes by its age; nothing when it does not."""
        if not policy.close_after_days or self.reopened_at is not None:
            return None
        return self.created_at + timedelta(days=policy.close_after_days)
