"""Which pages are to be looked at, and for what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from moderation.extensions import db
from moderation.models import (
    Check,
    FetchedHost,
    FixedBy,
    Page,
    PageFetch,
    Site,
    SiteHost,
    TypoReport,
    Verdict,
)

TOGETHER = timedelta(minutes=10)  # what is due so soon is looked at with what is due now
PAGE_GAP = timedelta(seconds=30)  # between two visits, however often one is asked for
CANDIDATES = 200
MOST = 100  # mistakes that one visit looks for; the others have another
READ = (200, 304)  # answers from which the text was known


@dataclass(frozen=True)
class Due:
    """A page that is to be visited."""

    page_id: int
    url: str


@dataclass(frozen=True)
class Sought:
    """A mistake that is looked for on a page, as it was when the visit began."""

    report_id: int
    version: int
    exact: str
    prefix: str
    suffix: str
    sentence: str
    occurrence: int | None
    replacement: str


@dataclass(frozen=True)
class Before:
    """What the last visit saw at a mistake's place."""

    verdict: Verdict
    found: str
    why: str


@dataclass(frozen=True)
class Visit:
    """All that a worker needs to know to look at a page without the database."""

    page_id: int
    url: str
    lang: str
    hosts: tuple[str, ...]
    wanted: bool  # by the site's policy
    obeys_robots: bool
    etag: str  # empty, like the date, unless an unchanged page says something of all of them
    last_modified: str
    failures: int
    sought: tuple[Sought, ...]
    before: dict[int, Before]


def due_pages(now: datetime, busy: Collection[str]) -> list[Due]:
    """Pages to be visited now, the longest due first; hosts that rest block no others."""
    own = TypoReport.__table__.c
    rows = (
        select(own.page_id, Page.url)
        .outerjoin(Page, Page.id == own.page_id)  # outer, or SQLite may begin with all pages
        .outerjoin(PageFetch, PageFetch.page_id == own.page_id)
        .where(
            own.next_check_at <= now,
            own.merged_into_id.is_(None),
            or_(PageFetch.page_id.is_(None), is_free(now)),
            own.site_id.not_in(_resting(busy)),
        )
        .order_by(own.next_check_at, own.id)
        .limit(CANDIDATES)
    )
    urls = {row.page_id: row.url for row in db.session.execute(rows)}
    return [Due(page_id, url) for page_id, url in urls.items()]


def is_free(now: datetime) -> ColumnElement[bool]:
    """Whether a page may be visited: nobody is at it, and the last visit is not just over."""
    unclaimed = or_(PageFetch.claimed_until.is_(None), PageFetch.claimed_until < now)
    rested = or_(PageFetch.asked_at.is_(None), PageFetch.asked_at <= now - PAGE_GAP)
    return unclaimed & rested


def find_visit(page_id: int, now: datetime) -> Visit | None:
    """What is to be looked for on a page; nothing when nothing is any more."""
    page = db.session.get(Page, page_id)
    reports = db.session.scalars(
        select(TypoReport)
        .where(
            TypoReport.page_id == page_id,
            TypoReport.next_check_at <= now + TOGETHER,
            TypoReport.merged_into_id.is_(None),
        )
        .order_by(TypoReport.next_check_at, TypoReport.id)
        .limit(MOST)
    ).all()
    if page is None or not reports:
        return None
    site = db.session.get_one(Site, page.site_id)
    fetch = db.session.get(PageFetch, page_id) or PageFetch(failures=0, etag="", last_modified="")
    before = _before(reports, fetch.fetched_at) if fetch.fetched_at else {}
    told = len(before) == len(reports)
    return Visit(
        page_id,
        page.url,
        page.lang,
        hosts=tuple(own.host for own in site.hosts),
        wanted=site.policy.rechecks,
        obeys_robots=site.policy.obey_robots,
        etag=fetch.etag if told else "",
        last_modified=fetch.last_modified if told else "",
        failures=fetch.failures,
        sought=tuple(sought_for(report) for report in reports),
        before=before if told else {},
    )


def _before(reports: Sequence[TypoReport], since: datetime) -> dict[int, Before]:
    """What was seen of each in the page as it was fetched last."""
    rows = (
        select(Check)
        .where(
            Check.submission_id.in_([report.id for report in reports if report.checked_at]),
            Check.by == FixedBy.CHECK,
            Check.http_status.in_(READ),
            Check.checked_at >= since,
        )
        .order_by(Check.id)
    )
    return {
        each.submission_id: Before(each.verdict, each.found, each.why)
        for each in db.session.scalars(rows)
    }


def sought_for(report: TypoReport) -> Sought:
    return Sought(
        report.id,
        report.version,
        exact=report.exact,
        prefix=report.prefix,
        suffix=report.suffix,
        sentence=report.sentence,
        occurrence=report.occurrence,
        replacement=report.replacement,
    )


def _resting(busy: Collection[str]) -> set[int]:
    """The sites none of whose hosts may be asked now."""
    if not busy:
        return set()
    awake = select(SiteHost.site_id).where(SiteHost.host.not_in(busy))
    theirs = select(SiteHost.site_id).where(SiteHost.host.in_(busy))
    return set(db.session.scalars(theirs.where(SiteHost.site_id.not_in(awake))))


def busy_hosts(now: datetime) -> set[str]:
    """The hosts that may not be asked yet."""
    return set(db.session.scalars(select(FetchedHost.host).where(FetchedHost.next_at > now)))


def stop_reading() -> None:
    """End the transaction that reading began, before something slow is waited for."""
    db.session.remove()
