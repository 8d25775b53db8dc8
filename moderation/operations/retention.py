"""Letting go of what has been kept long enough; each of these is one small write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from moderation.extensions import db
from moderation.models import Author, Submission, Sweep
from moderation.operations.events import record
from moderation.operations.locks import lock_sites_of
from moderation.operations.texts import erase_texts
from moderation.queries.retention import NETWORKS, Found, closed_long_ago, is_idle, refused_long_ago


def let_go_of_refused(now: datetime) -> int:
    """Erase some of what was refused, deleted or withdrawn long ago; how many those were."""
    return _let_go(refused_long_ago(now), now)


def let_go_of_closed(now: datetime) -> int:
    """Erase some of the spelling reports that were closed long ago; how many those were."""
    return _let_go(closed_long_ago(now), now)


def _let_go(ids: Sequence[int], now: datetime) -> int:
    if not ids:
        return 0
    lock_sites_of(ids)
    erase_texts(ids, now)
    rows = select(Submission.site_id).where(Submission.id.in_(ids))
    for site_id, number in sorted(Counter(db.session.scalars(rows)).items()):
        record("texts_erased", site_id=site_id, by=None, after={"number": number})
    return len(ids)


def forget_networks(name: str, found: Found) -> None:
    """Forget from which networks these were sent, and note how far the table is done."""
    table, _at = NETWORKS[name]
    if found.ids:
        old = update(table).where(table.c.id.in_(found.ids))
        db.session.execute(old.values(visitor_hash=""))
    _note(name, found)


def forget_idle(found: Found, *, before: datetime, now: datetime) -> None:
    """Forget who they were: what they sent stands under the name that it was signed with."""
    if found.ids:
        idle = update(Author).where(Author.id.in_(found.ids), is_idle(before, now))
        nobody = {"name": "", "email": "", "key_hash": None, "email_verified_at": None}
        db.session.execute(idle.values(nobody), execution_options={"synchronize_session": False})
    _note("authors", found)


def _note(name: str, found: Found) -> None:
    db.session.merge(Sweep(name=name, upto=found.upto))
