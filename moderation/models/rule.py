"""Rules of some sites or of all, their versions, and the brake."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.models.enums import Action, Braking, RuleKind


class RuleSite(Model):
    """A site that a rule holds on; those for all sites have none of these."""

    __tablename__ = "rule_sites"

    rule_id: Mapped[int] = mapped_column(ForeignKey("rules.id"), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True, index=True)


class Rule(Model):
    """A rule of some sites, or of all and those to come, as it is now.

    ``rehearsal`` is what it would have caught: counts and examples, or how far the search is.
    """

    __tablename__ = "rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    for_all: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[RuleKind]
    pattern: Mapped[str]
    exceptions: Mapped[list[str]] = mapped_column(default=list)
    action: Mapped[Action] = mapped_column(default=Action.HOLD)
    version: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=False)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    rehearsal: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    let_go: Mapped[list[int]] = mapped_column(JSON, default=list, deferred=True)  # held until off
    removed_at: Mapped[datetime | None]

    places: Mapped[list[RuleSite]] = relationship(
        lazy="selectin", order_by=RuleSite.site_id, cascade="all, delete-orphan"
    )

    @property
    def site_ids(self) -> list[int] | None:
        """The sites that it holds on; none: on all."""
        return None if self.for_all else sorted(place.site_id for place in self.places)

    def holds_on(self, site_id: int) -> bool:
        """Whether it is switched on for a site."""
        if not self.active or self.removed_at is not None:
            return False
        return self.site_ids is None or site_id in self.site_ids

    def hold_on(self, site_ids: Collection[int] | None) -> None:
        """Let it hold on these sites alone, or with none on all."""
        known = {place.site_id: place for place in self.places}
        self.for_all = site_ids is None
        self.places = [known.get(each) or RuleSite(site_id=each) for each in set(site_ids or ())]


class RuleHit(Model):
    """How many submissions a rule caught on one day."""

    __tablename__ = "rule_hits"

    rule_id: Mapped[int] = mapped_column(ForeignKey("rules.id"), primary_key=True)
    day: Mapped[datetime] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class RuleVersion(Model):
    """What a rule said at one time; never changed, so that a finding can be explained later."""

    __tablename__ = "rule_versions"
    __table_args__ = (UniqueConstraint("rule_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("rules.id"))
    version: Mapped[int]
    kind: Mapped[RuleKind]
    pattern: Mapped[str]
    exceptions: Mapped[list[str]] = mapped_column(default=list)
    action: Mapped[Action]
    site_ids: Mapped[list[int]] = mapped_column(JSON, default=list)  # empty: on all
    active: Mapped[bool]
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    made_at: Mapped[datetime] = mapped_column(default=utcnow)


class Brake(Model):
    """A page, a section or a whole site where everything is held, or nothing is taken, for now."""

    __tablename__ = "brakes"
    __table_args__ = (Index(None, "site_id", "lifted_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"))
    section: Mapped[str] = mapped_column(default="")
    braking: Mapped[Braking]
    reason: Mapped[str] = mapped_column(default="")
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))
    since: Mapped[datetime] = mapped_column(default=utcnow)
    until: Mapped[datetime | None]  # none: until somebody lifts it
    lifted_at: Mapped[datetime | None]
