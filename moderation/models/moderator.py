"""A moderator: a signed-in person, what they may do where, and how they are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Role, Telling


class Membership(Model):
    """A moderator's role on one site."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("moderator_id", "site_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    role: Mapped[Role]
    duties: Mapped[list[str]] = mapped_column(default=list)  # what is passed to, such as "legal"
    sees_senders: Mapped[bool] = mapped_column(default=False)  # e-mails and linked names


class Moderator(Model):
    """A signed-in person; Flask-Security names the columns up to its user handle.

    What it asks of an account is added by ``accounts``, so that tables load without it.
    """

    __tablename__ = "moderators"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(JSON)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)

    name: Mapped[str] = mapped_column(default="")
    is_owner: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(default="")
    letter_keys: Mapped[bool] = mapped_column(default=True)  # WCAG 2.1.4: they can be switched off
    keys: Mapped[dict[str, str]] = mapped_column(default=dict)  # {what it does: own letter}
    reads: Mapped[list[str]] = mapped_column(default=list)  # languages; none said: all
    newest_first: Mapped[bool] = mapped_column(default=False)
    swipes: Mapped[bool] = mapped_column(default=False)
    blurs: Mapped[bool] = mapped_column(default=False)  # hostile text, until it is focused
    feed_salt: Mapped[str] = mapped_column(default="")  # changed, old feed addresses end
    invited_at: Mapped[datetime | None]
    tf_last_counter: Mapped[int | None]  # the last time step a code was taken for (RFC 6238, 5.2)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    signed_in_at: Mapped[datetime | None]

    memberships: Mapped[list[Membership]] = relationship(
        lazy="selectin", cascade="all, delete-orphan"
    )

    @property
    def roles(self) -> list[Any]:
        """Flask-Security's own roles, of which we have none: ours are per site."""
        return []

    @property
    def display_name(self) -> str:
        return self.name or self.email.partition("@")[0]

    def role_on(self, site_id: int) -> Role | None:
        """The role on a site; the installation's owner is an admin everywhere."""
        if self.is_owner:
            return Role.ADMIN
        return next((own.role for own in self.memberships if own.site_id == site_id), None)

    def sees_senders_on(self, site_id: int) -> bool:
        """Whether e-mails and links between names are shown; admins always see them."""
        if self.role_on(site_id) is Role.ADMIN:
            return True
        return any(own.sees_senders for own in self.memberships if own.site_id == site_id)


class Token(Model):
    """A bearer token of a moderator; only its hash is kept."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    revoked_at: Mapped[datetime | None]


class Subscription(Model):
    """How a moderator is told of what waits: each, a digest, or not at all; and when not.

    ``quiet_from`` and ``quiet_until`` are ``HH:MM`` in the moderator's time zone, empty for none.
    """

    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"), unique=True)
    telling: Mapped[Telling] = mapped_column(default=Telling.DIGEST)
    every_minutes: Mapped[int] = mapped_column(default=60)
    quiet_from: Mapped[str] = mapped_column(default="")
    quiet_until: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
