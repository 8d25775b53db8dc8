"""Writing down what is not a decision: edits, rules, roles, blocks, sign-ins."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Event, Moderator, Site


def record(
    name: str,
    *,
    site_id: int | None,
    by: int | None,
    subject: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add an entry to the site's log, or with no site to the installation's.

    ``before`` and ``after`` hold only what may be kept for good: ids, names of settings, digests;
    never a reader's own words.
    """
    event = Event(
        site_id=site_id,
        moderator_id=by,
        name=name,
        subject=subject,
        before=before or {},
        after=after or {},
    )
    _lock_chain(site_id)
    previous = db.session.scalar(
        select(Event.digest).where(Event.site_id == site_id).order_by(Event.id.desc()).limit(1)
    )
    db.session.add(event)
    db.session.flush()
    event.seal(previous=previous or "", salt=secrets.token_hex(8))


def _lock_chain(site_id: int | None) -> None:
    """Let one writer at a time add to a log until its commit, so that the chain has no two ends.

    The installation's own log has no row to lock but that of the first of its people.
    """
    first = select(Moderator.id).order_by(Moderator.id).limit(1)
    row = first if site_id is None else select(Site.id).where(Site.id == site_id)
    db.session.execute(row.with_for_update(key_share=True))  # rows that refer to it may be added
