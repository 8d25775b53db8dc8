"""Whose turn it is: a site's row is locked before the submissions of it that are to change."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from sqlalchemy import Select, bindparam, select

from moderation.extensions import db
from moderation.models import Site, Submission


def lock_sites_of(submissions: Collection[int]) -> None:
    """Let nobody else decide on their sites until the commit, so that each log has one end.

    Locked before they are read, submissions stay as they are read. What readers send
    meanwhile is not kept waiting. SQLite has one writer at a time, and knows no locks of rows.
    """
    if db.engine.dialect.name != "sqlite":
        db.session.execute(_locks(), {"ids": list(submissions)}).all()


def lock_site(site_id: int) -> None:
    """The same for one site: before a comment of it is locked, or two may wait for each other."""
    db.session.execute(select(Site.id).where(Site.id == site_id).with_for_update(key_share=True))


@cache
def _locks() -> Select[int]:
    theirs = select(Submission.site_id).where(Submission.id.in_(bindparam("ids", expanding=True)))
    sites = select(Site.id).where(Site.id.in_(theirs)).order_by(Site.id)
    return sites.with_for_update(key_share=True)
