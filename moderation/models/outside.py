"""What is known of the world outside: pages fetched, hosts asked, webhooks called, mailboxes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import utcnow
from moderation.extensions import Model


class PageFetch(Model):
    """How the last fetch of a page ended, and what makes the next conditional (RFC 9110, 13)."""

    __tablename__ = "page_fetches"

    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), primary_key=True)
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")
    fetched_at: Mapped[datetime | None]  # with an answer of 200
    asked_at: Mapped[datetime | None]
    http_status: Mapped[int | None]
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    claimed_until: Mapped[datetime | None]  # by the worker that fetches it now
    saved_at: Mapped[datetime | None]  # by its host, as far as that tells us


class FetchedHost(Model):
    """When a host may be asked again, and its robots.txt (RFC 9309)."""

    __tablename__ = "fetched_hosts"

    host: Mapped[str] = mapped_column(primary_key=True)  # with its port
    next_at: Mapped[datetime] = mapped_column(default=utcnow)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    robots: Mapped[str] = mapped_column(default="")
    robots_status: Mapped[int | None]
    robots_at: Mapped[datetime | None]


class Webhook(Model):
    """An address of a site's CMS that is told of each correction, signed with a secret."""

    __tablename__ = "webhooks"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    url: Mapped[str]
    secret: Mapped[str]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    called_at: Mapped[datetime | None]
    http_status: Mapped[int | None]
    last_error: Mapped[str] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    stopped_at: Mapped[datetime | None]


class ReaderMailbox(Model):
    """A reader's mailbox that a site may have to leave alone: its hash, never the address."""

    __tablename__ = "reader_mailboxes"
    __table_args__ = (UniqueConstraint("site_id", "mailbox_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    mailbox_hash: Mapped[str]
    asked_at: Mapped[datetime | None]  # whether it may be written to: the first time of a day
    asked: Mapped[int] = mapped_column(default=0)  # so often since
    stopped_at: Mapped[datetime | None]
