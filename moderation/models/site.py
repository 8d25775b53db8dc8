"""A site: one customer's web site, its hosts and its rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from moderation.database import utcnow
from moderation.extensions import Model
from moderation.policies import Policy


class SiteHost(Model):
    """A host, ``host[:port]``, whose pages belong to the site."""

    __tablename__ = "site_hosts"
    __table_args__ = (UniqueConstraint("site_id", "host"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    host: Mapped[str]


class HouseRules(Model):
    """One version of what readers are told at the form, in each of the site's languages.

    ``texts`` is ``{language: {"rules": text, "privacy": text}}``; a version is never changed.
    """

    __tablename__ = "house_rules"
    __table_args__ = (UniqueConstraint("site_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    version: Mapped[int]
    texts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Site(Model):
    """One customer web site."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    policy_settings: Mapped[dict[str, str]] = mapped_column(default=dict)
    rules_version: Mapped[int] = mapped_column(default=0)  # 0: no house rules yet
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    version: Mapped[int] = mapped_column(server_default="1")  # counted by every change of the row

    __mapper_args__ = {"version_id_col": version}

    hosts: Mapped[list[SiteHost]] = relationship(lazy="selectin", order_by=SiteHost.id)

    @property
    def policy(self) -> Policy:
        """The site's rules, read once for as long as the same settings are kept here."""
        stored, kept = self.policy_settings, self.__dict__.get("_policy")
        if kept is None or kept[0] is not stored:
            kept = self.__dict__["_policy"] = (stored, Policy.from_stored(stored))
        policy: Policy = kept[1]
        return policy

    @property
    def newsroom(self) -> str:
        """How the site signs its own replies."""
        return self.policy.newsroom_name or self.name

    def touch(self) -> None:
        """Count a change that readers see on its pages, though it stands in another table."""
        flag_modified(self, "name")

    def has_host(self, host: str) -> bool:
        """Whether ``host[:port]`` is one of the site's; compared whole, never by its end."""
        return any(own.host == host for own in self.hosts)
