"""Corrections as rows for a file, and as entries for a feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from moderation.extensions import db
from moderation.models import Moderator, Site, TypoReport
from moderation.queries.correction_filters import CorrectionFilter
from moderation.queries.correction_ranges import correction_ranges
from moderation.queries.merging import Key, first_of
from moderation.queries.names import display_name
from moderation.text.fragments import text_fragment

AT_ONCE = 500


@dataclass(frozen=True)
class Correction:
    """A report with who mends it."""

    report: TypoReport
    editor: str | None

    @property
    def wanted(self) -> str:
        """What should stand there: what an editor wants, else what a reader suggested."""
        return self.report.replacement or self.report.suggestion

    @property
    def changed_at(self) -> datetime:
        """When something last happened to it."""
        one = self.report
        times = (one.submitted_at, one.decided_at, one.reopened_at, one.fixed_at)
        return max(at for at in times if at is not None)

    @property
    def url(self) -> str:
        """The page, opened at the place."""
        one = self.report
        place = one.fragment or text_fragment(one.exact, one.prefix, one.suffix)
        return f"{one.page.url}#{place}" if place else one.page.url


def correction_rows(moderator: Moderator, filters: CorrectionFilter) -> Iterator[dict[str, Any]]:
    """Every correction that the filters let through, in their order, a part at a time."""
    after: Key | None = None
    while True:
        ranges = correction_ranges(moderator, filters)
        keys = [
            tuple(row)
            for row in first_of(ranges, limit=AT_ONCE, after=after, newest=filters.newest)
        ]
        yield from map(_row, _read([key[-1] for key in keys]))
        if len(keys) < AT_ONCE:
            return
        after = keys[-1]


def first_corrections(
    moderator: Moderator, filters: CorrectionFilter, limit: int
) -> list[Correction]:
    """The first ones that the filters let through."""
    rows = first_of(correction_ranges(moderator, filters), limit=limit, newest=filters.newest)
    return _read([row.id for row in rows])


def _read(ids: Sequence[int]) -> list[Correction]:
    """These corrections, in this order."""
    rows = db.session.execute(
        select(TypoReport, Moderator.name, Moderator.email)
        .outerjoin(Moderator, Moderator.id == TypoReport.editor_id)
        .where(TypoReport.id.in_(ids))
        .options(joinedload(TypoReport.page), joinedload(TypoReport.site).lazyload(Site.hosts))
        .execution_options(populate_existing=True)
    )
    found = {
        report.id: Correction(report, display_name(name, email)) for report, name, email in rows
    }
    return [found[each] for each in ids if each in found]


def _row(correction: Correction) -> dict[str, Any]:
    one = correction.report
    return {
        "id": one.id,
        "site": one.site.name,
        "url": one.page.url,
        "page": one.page.title,
        "section": one.section,
        "author": one.page.author,
        "category": one.category.value,
        "status": one.status.value,
        "fix": one.fix.value,
        "exact": one.exact,
        "replacement": correction.wanted,
        "sentence": one.sentence,
        "prefix": one.prefix,
        "suffix": one.suffix,
        "occurrence": one.occurrence,
        "language": one.quote_lang or one.lang,
        "readers": one.sightings,
        "note": one.note,
        "editor": correction.editor,
        "reported": one.submitted_at.isoformat(),
        "decided": _said(one.decided_at),
        "fixed": _said(one.fixed_at),
        "verdict": one.verdict.value if one.verdict else None,
        "found": one.found,
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
