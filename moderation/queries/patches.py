"""Corrections as programs read them: what stands where, and what should stand there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Fix, Moderator, Role, Status, TypoReport
from moderation.queries.submissions import find_submission, sites_of


class Stage(StrEnum):
    """How far a correction has come."""

    ACCEPTED = "accepted"  # and still to be mended
    FIXED = "fixed"
    CHANGED = "changed"
    GONE = "gone"
    PENDING = "pending"
    REJECTED = "rejected"


FIXES = {
    Stage.ACCEPTED: Fix.UNFIXED,
    Stage.FIXED: Fix.FIXED,
    Stage.CHANGED: Fix.CHANGED,
    Stage.GONE: Fix.GONE,
}
_R: Any = TypoReport.__table__.c
STATUSES = {Stage.PENDING: Status.PENDING, Stage.REJECTED: Status.REJECTED}


@dataclass(frozen=True)
class Patch:
    """One correction, with all that finding its place takes."""

    id: int
    url: str
    page_id: str
    exact: str
    prefix: str
    suffix: str
    sentence: str
    replacement: str  # empty when nobody knows better
    occurrence: int | None
    revision: str
    lang: str
    category: str
    status: str
    fix: str
    verdict: str | None
    version: int


@dataclass(frozen=True)
class Patches:
    """A part of a site's corrections, and the number after which the next part begins."""

    rows: tuple[Patch, ...]
    after: int | None


def site_id_of(key: str, *, moderator: Moderator) -> int:
    """The site with this key, if the moderator mends its mistakes; raises ``NotFound``."""
    found = next((own.id for own in sites_of(moderator, Role.EDITOR) if own.key == key), None)
    if found is None:
        raise NotFound
    return found


def patches(site_id: int, stage: Stage, *, after: int, limit: int) -> Patches:
    """The corrections of a site at one stage, by number, after the one with this number."""
    numbers = _numbers(site_id, stage).where(_R.id > after).order_by(_R.id).limit(limit + 1)
    found = list(db.session.scalars(numbers))
    rows = select(TypoReport).where(TypoReport.id.in_(found[:limit])).order_by(TypoReport.id)
    reports = db.session.scalars(rows.options(joinedload(TypoReport.page)))
    part = tuple(patch_of(report) for report in reports)
    return Patches(part, found[limit - 1] if len(found) > limit else None)


def find_report(report_id: int, *, site_id: int, moderator: Moderator) -> TypoReport:
    """A mistake of this site that the moderator may mend; raises ``NotFound``."""
    report = find_submission(report_id, moderator=moderator)
    if not isinstance(report, TypoReport) or report.site_id != site_id:
        raise NotFound
    return report


def patch_of(report: TypoReport) -> Patch:
    """What programs are told of a report."""
    return Patch(
        id=report.id,
        url=report.page.url,
        page_id=report.page.given_id,
        exact=report.exact,
        prefix=report.prefix,
        suffix=report.suffix,
        sentence=report.sentence,
        replacement=report.replacement or report.suggestion,
        occurrence=report.occurrence,
        revision=report.revision or report.page.revision,
        lang=report.quote_lang or report.page.lang,
        category=report.category.value,
        status=report.status.value,
        fix=report.fix.value,
        verdict=report.verdict.value if report.verdict else None,
        version=report.version,
    )


def _numbers(site_id: int, stage: Stage) -> Select[int]:
    """The numbers alone, from the index of the piles."""
    rows = select(_R.id).where(_R.site_id == site_id, _R.merged_into_id.is_(None))
    if stage in FIXES:
        return rows.where(_R.status == Status.APPROVED, _R.fix == FIXES[stage])
    return rows.where(_R.status == STATUSES[stage])
