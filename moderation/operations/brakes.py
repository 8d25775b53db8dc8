"""The brake: everything is held, or nothing is taken, on a page, in a section or on a site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Brake, Braking, Page, Role, Verb
from moderation.operations.caches import refresh_pages, touch_site
from moderation.operations.decide import Batch, decide_many
from moderation.operations.events import record
from moderation.queries.brakes import Stretch, ended_brakes, find_brake, is_on, stretch_of
from moderation.queries.pull_backs import approved_since
from moderation.queries.submissions import find_moderator, reaches


@dataclass(frozen=True)
class Pull:
    """How hard the brake is pulled, for how long, and why; without hours until it is lifted."""

    braking: Braking
    hours: int | None
    reason: str


def set_brake(stretch: Stretch, pull: Pull, *, by: int) -> int:
    """Pull the brake; one that is on at the same place is replaced by it. Its id."""
    _check(stretch, by=by)
    now = utcnow()
    before: dict[str, Any] = {}
    for older in db.session.scalars(stretch.brakes().where(is_on())):
        older.lifted_at, before = now, _facts(older)
    brake = Brake(
        site_id=stretch.site_id,
        page_id=stretch.page_id,
        section=stretch.section,
        braking=pull.braking,
        reason=pull.reason,
        moderator_id=by,
        since=now,
        until=now + timedelta(hours=pull.hours) if pull.hours else None,
    )
    db.session.add(brake)
    db.session.flush()
    _record("brake_set", brake, by=by, before=before, after=_facts(brake))
    _refresh(stretch)
    return brake.id


def lift_brake(brake_id: int, *, by: int) -> None:
    """Let everything go its normal way again."""
    brake = find_brake(brake_id, by=by)
    if brake.lifted_at is None:
        brake.lifted_at = utcnow()
        _record("brake_lifted", brake, by=by, before=_facts(brake))
        _refresh(stretch_of(brake))


def end_brakes(now: datetime) -> None:
    """Write down which brakes have come to their end by themselves."""
    for brake in ended_brakes(now):
        brake.lifted_at = brake.until
        _record("brake_ended", brake, by=None, before=_facts(brake))
        _refresh(stretch_of(brake))


def pull_back(stretch: Stretch, *, since: datetime, by: int, reason: str = "") -> Batch:
    """Put all that was approved there since a time back into the queue, as one batch."""
    _check(stretch, by=by)
    items = approved_since(stretch, since)
    if not items:
        return Batch("")
    batch = decide_many(items, Verb.HOLD, by=by, reason=reason)
    record(
        "pulled_back",
        site_id=stretch.site_id,
        by=by,
        subject=_subject(stretch),
        after={"since": since.isoformat(), "number": len(batch.decided), "batch": batch.batch},
    )
    return batch


def _check(stretch: Stretch, *, by: int) -> None:
    """Raise ``NotFound`` unless the moderator may pull the brake there."""
    if not reaches(find_moderator(by).role_on(stretch.site_id), Role.MODERATOR):
        raise NotFound
    if stretch.page_id is not None:
        page = db.session.get(Page, stretch.page_id)
        if page is None or page.site_id != stretch.site_id:
            raise NotFound


def _refresh(stretch: Stretch) -> None:
    """Readers see at once whether they may write."""
    if stretch.page_id is None:
        touch_site(stretch.site_id)
    else:
        pages = update(Page).where(*stretch.pages()).values(version=Page.version + 1)
        db.session.execute(pages)
        refresh_pages([stretch.page_id])


def _record(
    name: str,
    brake: Brake,
    *,
    by: int | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    subject = _subject(stretch_of(brake))
    record(name, site_id=brake.site_id, by=by, subject=subject, before=before, after=after)


def _facts(brake: Brake) -> dict[str, Any]:
    return {
        "braking": brake.braking.value,
        "until": brake.until.isoformat() if brake.until else None,
        "reason": brake.reason,
    }


def _subject(stretch: Stretch) -> str:
    if stretch.page_id is not None:
        return f"page {stretch.page_id}"
    return f"section {stretch.section}" if stretch.section else "site"
