"""Looks at pages: what one saw at a mistake's place is kept, and what follows from it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select, update

from moderation.database import utcnow
from moderation.drafts import PageRef
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import (
    Check,
    Fix,
    FixedBy,
    Page,
    PageFetch,
    Role,
    Sighting,
    Site,
    Status,
    TypoReport,
    Verdict,
)
from moderation.operations.conclusions import fix_by, is_back
from moderation.operations.fetches import find_or_add_fetch
from moderation.operations.fixes import close, next_check, reopen
from moderation.operations.handing import write_beside
from moderation.operations.locks import lock_sites_of
from moderation.operations.looks import Look
from moderation.operations.schedule import WATCHED
from moderation.queries.submissions import find_moderator, find_submission
from moderation.text.pages import place_of

REMEMBERED = 40  # earlier looks that the conclusion rests on: more than two weeks of them
LONGEST_FOUND = 300


def note_look(
    report_id: int,
    look: Look,
    *,
    by: FixedBy,
    moderator_id: int | None = None,
    http_status: int | None = None,
) -> None:
    """Keep what was seen; close what is fixed or gone, and reopen what is on the page again."""
    lock_sites_of([report_id])
    report = db.session.get(TypoReport, report_id, populate_existing=True)
    if report is None:
        raise NotFound
    now = utcnow()
    earlier = _earlier(report_id)
    db.session.add(
        Check(
            submission_id=report_id,
            by=by,
            moderator_id=moderator_id,
            verdict=look.verdict,
            found=look.found[:LONGEST_FOUND],
            why=look.why,
            http_status=http_status,
            checked_at=now,
        )
    )
    if by is not FixedBy.ADAPTER:  # a program tells of its files, not of the page
        _remember(report, look, by, now)
    if report.status is Status.APPROVED and report.merged_into_id is None:
        _conclude(report, look, earlier, by=by, moderator_id=moderator_id)


def request_check(page_id: int, *, is_saved: bool = False) -> int:
    """Have the page looked at as soon as a worker can; for how many mistakes on it.

    One that was just saved is looked at again soon, for it may be served from a cache.
    """
    if is_saved:
        find_or_add_fetch(page_id).saved_at = utcnow()
        db.session.flush()
    watched = or_(TypoReport.fix == Fix.UNFIXED, TypoReport.fixed_at > utcnow() - WATCHED)
    open_ = select(TypoReport.id).where(
        TypoReport.page_id == page_id,
        TypoReport.status.in_((Status.PENDING, Status.APPROVED)),
        TypoReport.merged_into_id.is_(None),
        watched,
    )
    table: Any = TypoReport.__table__
    soon = update(table).where(table.c.id.in_(open_)).values(next_check_at=utcnow())
    return db.session.connection().execute(soon).rowcount


def ask_check(submission_id: int, *, by: int) -> None:
    """An editor wants to know now; raises ``NotFound`` where nothing is ever fetched."""
    report = find_submission(submission_id, moderator=find_moderator(by), role=Role.EDITOR)
    if not isinstance(report, TypoReport) or not report.site.policy.rechecks:
        raise NotFound
    request_check(report.page_id)


def note_saved(site_id: int, ref: PageRef) -> int:
    """A page was saved in the site's CMS: for how many mistakes it will be looked at."""
    if not db.session.get_one(Site, site_id).policy.rechecks:
        return 0
    key = place_of(ref.url, ref.page_id)
    of_site = select(Page.id).where(Page.site_id == site_id)
    pages = set(db.session.scalars(of_site.where(Page.url_key == key)))
    pages |= set(db.session.scalars(of_site.where(Page.url == ref.url))) if ref.url else set()
    return sum(request_check(page_id, is_saved=True) for page_id in sorted(pages))


def _remember(report: TypoReport, look: Look, by: FixedBy, now: datetime) -> None:
    """The last look, beside the card: nobody's decision depends on it."""
    values: dict[str, Any] = {"checks": report.checks + 1}
    if look.verdict is not Verdict.UNSEEN or report.fix is Fix.UNFIXED:  # else what was seen stays
        values |= {
            "verdict": look.verdict,
            "found": look.found[:LONGEST_FOUND],
            "fragment": look.fragment or report.fragment,
            "position": look.place[0] if look.place else report.position,
            "checked_at": now,
        }
    if by is FixedBy.CHECK:
        fetch = db.session.get(PageFetch, report.page_id)
        saved_at = fetch.saved_at if fetch else None
        values["next_check_at"] = next_check(report, now, saved_at=saved_at)
    write_beside(report, values)


def _conclude(
    report: TypoReport,
    look: Look,
    earlier: Sequence[Check],
    *,
    by: FixedBy,
    moderator_id: int | None,
) -> None:
    now = utcnow()
    if look.verdict is Verdict.STILL_THERE:
        if report.fix is not Fix.UNFIXED and is_back(report, earlier, now):
            reopen(report)
    elif look.verdict is Verdict.UNSEEN and _was_reported_since(report):
        reopen(report)  # nobody but a reader can see it, and one has
    elif report.fix is Fix.UNFIXED and (fix := fix_by(look, earlier, now)) is not None:
        close(report, fix, by=by, moderator_id=moderator_id)


def _was_reported_since(report: TypoReport) -> bool:
    """Whether a reader has reported the mistake after it was closed."""
    if report.fixed_at is None:
        return False
    since = exists().where(
        Sighting.submission_id == report.id,
        Sighting.seen_at > report.fixed_at,
        Sighting.withdrawn_at.is_(None),
    )
    return bool(db.session.scalar(select(since)))


def _earlier(report_id: int) -> Sequence[Check]:
    """The looks before, the newest first."""
    mine = select(Check).where(Check.submission_id == report_id)
    return db.session.scalars(
        mine.order_by(Check.checked_at.desc(), Check.id.desc()).limit(REMEMBERED)
    ).all()
