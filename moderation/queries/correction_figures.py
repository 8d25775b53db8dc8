"""What became of readers' reports: how many, how many were mistakes, how soon they were fixed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.models import Moderator, Status
from moderation.queries.correction_counts import (
    Confusion,
    Parts,
    Span,
    confusions,
    fixed,
    reported,
    shares,
    times_to_fix,
)
from moderation.queries.figures import Share, Stretch
from moderation.queries.percentiles import percentile
from moderation.queries.scopes import scopes_of


@dataclass(frozen=True)
class CorrectionFigures:
    """Everything the page draws."""

    stretches: tuple[Stretch, ...]  # came: reported; gone: fixed, and how soon after acceptance
    reported: int
    confirmed: int
    refused: int
    fixed: int
    median: float | None  # seconds from acceptance to the corrected page
    slowest: float | None
    categories: tuple[Share, ...]
    sections: tuple[Share, ...]
    confusions: tuple[Confusion, ...]

    @property
    def share_confirmed(self) -> float | None:
        """Of those that an editor has decided on."""
        decided = self.confirmed + self.refused
        return self.confirmed / decided if decided else None


def correction_figures(
    moderator: Moderator, *, site_key: str, edges: Sequence[datetime]
) -> CorrectionFigures:
    """The figures between the first edge and the last, a stretch between each two."""
    span = Span(scopes_of(moderator, site_key=site_key).typos, edges[0], edges[-1])
    came = reported(span, edges)
    by_status: Counter[Status] = Counter()
    for (_, status), number in came.items():
        by_status[status] += number
    times = times_to_fix(span)
    gone = fixed(span, edges)
    every = Counter(bucket for _, bucket in times)
    return CorrectionFigures(
        stretches=_stretches(edges, came, gone, times),
        reported=by_status.total(),
        confirmed=by_status[Status.APPROVED],
        refused=by_status[Status.REJECTED],
        fixed=sum(gone.values()),
        median=percentile(every, 0.5),
        slowest=percentile(every, 0.95),
        categories=shares(span, "category"),
        sections=shares(span, "section"),
        confusions=confusions(span),
    )


def _stretches(
    edges: Sequence[datetime],
    reports: Parts,
    fixes: dict[datetime, int],
    times: Sequence[tuple[datetime, int]],
) -> tuple[Stretch, ...]:
    came, gone = [0] * len(edges), [0] * len(edges)
    took: list[Counter[int]] = [Counter() for _ in edges]
    for (begins, _), number in reports.items():
        came[_place(edges, begins)] += number
    for begins, number in fixes.items():
        gone[_place(edges, begins)] += number
    for moment, bucket in times:
        took[_place(edges, moment)][bucket] += 1
    return tuple(
        Stretch(begins, came[at], gone[at], percentile(took[at], 0.5), percentile(took[at], 0.95))
        for at, begins in enumerate(edges[:-1])
    )


def _place(edges: Sequence[datetime], moment: datetime) -> int:
    """The stretch that a moment is in; an hour that began before the first edge is in the first."""
    return min(max(bisect_right(edges, moment) - 1, 0), len(edges) - 2)
