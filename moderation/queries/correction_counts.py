"""Counting readers' reports and what became of them, for the figures of the corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    Integer,
    String,
    cast,
    func,
    literal,
    select,
    type_coerce,
)

from moderation.extensions import db
from moderation.models import Category, Fix, Status, Submission
from moderation.queries.correction_filters import MENDED
from moderation.queries.correction_ranges import REPORTS
from moderation.queries.figures import Share
from moderation.queries.percentiles import bucket_of
from moderation.text.changes import smallest_change

LATEST = 10_000  # fixed ones, and confirmed ones, that medians and pairs are made of
MOST_ROWS = 12

_R = REPORTS.c
Parts = dict[tuple[datetime, Status], int]


@dataclass(frozen=True)
class Confusion:
    """What was written, what should have been, and how often it was confirmed."""

    wrong: str
    right: str
    number: int


@dataclass(frozen=True)
class Span:
    """The sites that are counted, and from when to when."""

    sites: Sequence[int]
    since: datetime
    until: datetime

    def of(self, column: Any) -> list[ColumnElement[bool]]:
        """The reports whose time falls into it."""
        return [
            _R.merged_into_id.is_(None),
            _R.site_id.in_(self.sites),
            column >= self.since,
            column < self.until,
        ]


def _part(column: Any, edges: Sequence[datetime]) -> Any:
    """Which stretch a time is in, by PostgreSQL's own search; on SQLite its hour, as text."""
    if db.engine.dialect.name == "sqlite":
        return func.substr(type_coerce(column, String), 1, 13)
    return func.width_bucket(column, literal(list(edges), ARRAY(DateTime(timezone=True))))


def _begin(part: int | str, edges: Sequence[datetime]) -> datetime:
    if isinstance(part, str):
        return datetime.fromisoformat(f"{part}:00+00:00")
    return edges[part - 1]


def reported(span: Span, edges: Sequence[datetime]) -> Parts:
    """How many were reported in each stretch, or hour, by what has become of them."""
    part = _part(_R.submitted_at, edges).label("part")
    rows = db.session.execute(
        select(part, _R.status, func.count())
        .where(*span.of(_R.submitted_at), _R.status.in_(Status), _R.fix.in_(Fix))
        .group_by(part, _R.status)
    )
    return {(_begin(part, edges), status): number for part, status, number in rows}


def fixed(span: Span, edges: Sequence[datetime]) -> dict[datetime, int]:
    """How many were fixed in each stretch, or hour."""
    part = _part(_R.fixed_at, edges).label("part")
    rows = db.session.execute(select(part, func.count()).where(*_mended(span)).group_by(part))
    return {_begin(part, edges): number for part, number in rows}


def _mended(span: Span) -> list[ColumnElement[bool]]:
    return [*span.of(_R.fixed_at), _R.status == Status.APPROVED, _R.fix.in_(MENDED)]


def times_to_fix(span: Span) -> list[tuple[datetime, int]]:
    """When the latest ones were fixed, and how long after acceptance, in buckets."""
    latest = select(_R.id, _R.fixed_at).where(*_mended(span)).order_by(_R.fixed_at.desc())
    some = latest.limit(LATEST).subquery()  # before anything else of them is looked up
    rows = db.session.execute(
        select(_epoch(some.c.fixed_at), _epoch(Submission.decided_at))
        .join(Submission, Submission.id == some.c.id)
        .where(Submission.decided_at.is_not(None))
    )
    return [
        (datetime.fromtimestamp(fixed, UTC), bucket_of(max(fixed - decided, 0)))
        for fixed, decided in rows
    ]


def _epoch(column: Any) -> Any:
    """A time in whole seconds, which are read much faster than times."""
    if db.engine.dialect.name == "sqlite":
        return cast(func.strftime("%s", type_coerce(column, String)), Integer)
    return cast(func.extract("epoch", column), Integer)


def shares(span: Span, name: str) -> tuple[Share, ...]:
    """How many reports fall to each value, the most frequent first, and to all others."""
    column, number = REPORTS.c[name], func.count()
    rows = db.session.execute(
        select(column, number)
        .where(
            *span.of(_R.submitted_at),
            _R.status.in_((Status.PENDING, Status.APPROVED)),
        )
        .group_by(column)
        .order_by(number.desc())
    ).all()
    most = [Share(_text(value), many) for value, many in rows if value][:MOST_ROWS]
    rest = sum(many for _, many in rows) - sum(share.number for share in most)
    return tuple([*most, Share("", rest)] if rest and most else most)


def _text(value: Category | str) -> str:
    return value.value if isinstance(value, Category) else value


def confusions(span: Span) -> tuple[Confusion, ...]:
    """What is confused most often among the latest confirmed ones: the change, not its context."""
    latest = (
        select(_R.exact, func.coalesce(func.nullif(_R.replacement, ""), _R.suggestion))
        .where(
            *span.of(_R.submitted_at),
            _R.status == Status.APPROVED,
            _R.category.in_((Category.SPELLING, Category.OTHER, Category.NAME)),
        )
        .order_by(_R.submitted_at.desc())
        .limit(LATEST)
        .subquery()
    )
    exact, right = latest.c
    rows = db.session.execute(
        select(exact, right, func.count()).where(right != "").group_by(exact, right)
    )
    pairs: Counter[tuple[str, str]] = Counter()
    for wrong, wanted, number in rows:
        pairs[smallest_change(wrong, wanted)] += number
    return tuple(Confusion(*pair, number) for pair, number in pairs.most_common(MOST_ROWS))
